"""One date people can come to: what it is, when, where, whether it still is."""

from dataclasses import replace

from dialogs.city.event import Event, Stage
from dialogs.engine.attachment import EventFile, Venue
from dialogs.engine.heard import Called
from dialogs.engine.screen import Button, Line, Screen, door, title
from dialogs.engine.talk import Aside, Step, View
from dialogs.talks import events
from dialogs.text import Content, Quote, Words, _, filled

NO_SUCH_EVENT = _("Diesen Termin gibt es nicht oder nicht mehr.")


def hear(view: View, called: Called) -> Step:
    """Tells without leaving the place."""
    return Step(replace(view.place, aside=called))


def show(view: View, slug: str) -> Screen:
    """All about it; of one that is not there, the list of those that are."""
    event = view.city.events.get(slug)
    if event is None:
        listed = events.show(view, "")
        return replace(listed, lines=(Line(NO_SUCH_EVENT), *listed.lines))
    lines = [title(Content(event.title))]
    if standing := _standing(event, event.at(view.now)):
        lines.append(Line(standing))
    lines.append(Line(_("Beginn: {when}", when=event.starts)))
    if event.ends:
        lines.append(Line(_("Ende: {when}", when=event.ends)))
    if event.place:
        lines.append(Line(_("Ort: {place}", place=Quote(event.place))))
    if event.address:
        lines.append(Line(_("Adresse: {address}", address=Quote(event.address))))
    if filled(event.about):
        lines.append(Line(Content(event.about, rich=True)))
    onward = (door(_("Alle Termine"), "events"), door(_("Wen kann ich fragen?"), "project", "contact"))
    return Screen(tuple(lines), (_to_take_along(event), onward))


def venue_of(event: Event) -> Venue | None:
    """Where it is, if somebody noted the coordinates."""
    if event.lat is None or event.lon is None:
        return None
    return Venue(Content(event.title), event.address or event.place, event.lat, event.lon)


def _to_take_along(event: Event) -> tuple[Button, ...]:
    """The calendar file, and the place for apps that have a map."""
    file = door(_("Kalenderdatei"), "event_file", event.slug, EventFile(event.slug))
    venue = venue_of(event)
    return (file, door(_("Ort auf der Karte"), "event_place", event.slug, venue)) if venue else (file,)


def _standing(event: Event, stage: Stage) -> Words | None:
    """What somebody who wants to come must know first."""
    match stage:
        case Stage.OVER if event.cancelled:
            return _("Dieser Termin ist ausgefallen.")
        case _not_over if event.cancelled:
            return _("Dieser Termin fällt leider aus. Bitte kommen Sie nicht dorthin.")
        case Stage.OVER:
            return _("Dieser Termin ist vorbei.")
        case Stage.RUNNING:
            return _("Dieser Termin läuft gerade. Sie können noch kommen.")
        case _coming:
            return None


ASIDE = Aside("event", hear, show)
