"""German words for states, audiences, places a button leads to, and reasons why something did not arrive."""

from collections.abc import Callable, Iterator
from datetime import datetime

from admin_web.editor.states import Badge
from admin_web.editor.wording import german
from admin_web.render import show_number
from admin_web.speech import LANGUAGE_NAMES
from dialogs.city.broadcast import Audience, Broadcast, BroadcastState
from dialogs.city.city import City
from dialogs.city.event import Event
from dialogs.city.subscription import EVENTS, OF_DISTRICT, OF_PROJECT, WINDOWS, key_of
from storage.broadcasts import Stored

Choices = list[tuple[str, str]]
"""Values and labels of a list to choose from."""

GONE = "nicht mehr veröffentlicht"


def badge_of(stored: Stored, tell: Callable[[datetime], str] | None = None) -> Badge:
    """The state of an announcement in words; with `tell` also when it is planned for."""
    state = _badge_of_state(stored, tell)
    return Badge(f"{state.words} · Korrektur wartet auf Freigabe", "busy") if stored.proposed else state


def _badge_of_state(stored: Stored, tell: Callable[[datetime], str] | None) -> Badge:
    match stored.state:
        case BroadcastState.DRAFT:
            return Badge("Entwurf", "busy")
        case BroadcastState.SUBMITTED:
            return Badge("wartet auf Freigabe", "busy")
        case BroadcastState.PLANNED:
            if stored.planned is None:
                return Badge("beginnt gleich", "good")
            return Badge(f"geplant: {tell(stored.planned)}" if tell else "geplant", "good")
        case BroadcastState.SENDING:
            return Badge("wird gesendet", "good")
        case BroadcastState.STOPPED:
            return Badge("angehalten", "bad")
        case BroadcastState.DONE:
            return Badge("gesendet")
        case BroadcastState.WITHDRAWN:
            return Badge("zurückgezogen")


def count_people(count: int) -> str:
    """ "1 Person", "1.234 Personen" """
    return "1 Person" if count == 1 else f"{show_number(count)} Personen"


def doors(city: City) -> Choices:
    """Everything published that a button can lead to."""
    return [
        ("project", "Über das Vorhaben"),
        ("events", "Alle Termine"),
        *((f"survey-{slug}", f"Umfrage: {title}") for slug, title in surveys(city)),
        *(
            (f"guideline-{slug}", f"Leitlinie: {german(each.newest.title) or slug}")
            for slug, each in sorted(city.guidelines.items())
        ),
        *((f"event-{slug}", f"Termin: {title}") for slug, title in events(city)),
    ]


def surveys(city: City) -> Choices:
    """The surveys by their slugs."""
    return [(slug, german(each.newest.title) or slug) for slug, each in sorted(city.surveys.items())]


def events(city: City) -> Choices:
    """The events by their slugs, the latest first: nobody writes to those of last year."""
    latest = sorted(city.events.values(), key=lambda event: event.starts, reverse=True)
    return [(event.slug, _tell_event(event)) for event in latest]


def _tell_event(event: Event) -> str:
    return f"{german(event.title) or event.slug} ({event.starts:%d.%m.%Y})"


def topics(city: City) -> Choices:
    """What people can subscribe to, as far as there is something of it."""
    projects = {key_of(event.project): event.project for event in city.events.values()}
    districts = {key_of(event.district): event.district for event in city.events.values()}
    return [
        (EVENTS, "Neue Termine"),
        (WINDOWS, "Beginn und Ende von Umfragen und Leitlinien"),
        *((f"{OF_PROJECT}{key}", f"Termine zu: {name}") for key, name in sorted(projects.items()) if key),
        *((f"{OF_DISTRICT}{key}", f"Termine in: {name}") for key, name in sorted(districts.items()) if key),
    ]


def label_in(choices: Choices, value: str) -> str:
    """What a value is called; of one that is not offered any more that as well."""
    return dict(choices).get(value, f"{value} ({GONE})")


def tell_audience(city: City, broadcast: Broadcast) -> list[str]:
    """To whom it goes, one condition a line; all of them must hold."""
    consent = (
        "alle, die etwas vom Termin wissen müssen" if broadcast.service else "alle, die Ankündigungen möchten"
    )
    return [consent, *_conditions(city, broadcast.audience)]


def _conditions(city: City, audience: Audience) -> Iterator[str]:
    if audience.topic:
        yield f"die bestellt haben: {label_in(topics(city), audience.topic)}"
    if audience.signed_up_for:
        yield f"die angemeldet sind zu: {label_in(events(city), audience.signed_up_for)}"
    if audience.took_part_in:
        yield f"die abgegeben haben: {label_in(surveys(city), audience.took_part_in)}"
    if audience.not_in:
        yield f"die noch nicht abgegeben haben: {label_in(surveys(city), audience.not_in)}"
    if audience.languages:
        yield f"die lesen: {', '.join(LANGUAGE_NAMES[language] for language in audience.languages)}"


REASONS = {
    "bot was blocked by the user": "hat den Bot blockiert",
    "user is deactivated": "hat das Konto gelöscht",
    "chat not found": "diesen Chat gibt es nicht mehr",
}
"""Why something was not delivered, as the messenger says it."""


def tell_reason(reason: str) -> str:
    """A reason in German if we know it; else as the messenger gave it."""
    return REASONS.get(reason, reason or "ohne Angabe")
