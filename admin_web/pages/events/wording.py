"""German words for an event's fields, for what differs, and for what happens to those who signed up."""

from collections.abc import Iterator
from datetime import datetime

from admin_web.editor import differences
from admin_web.editor.differences import Difference, Leaf, plainly
from admin_web.editor.states import Tell
from admin_web.editor.wording import tell_place
from admin_web.render import show_number
from dialogs.city.event import Event
from dialogs.city.passages import Where
from storage.signups import Counts

FIELD_NAMES = {
    "slug": "Kurzname",
    "title": "Titel",
    "about": "Worum es geht",
    "starts": "Beginn",
    "ends": "Ende",
    "place": "Ort",
    "address": "Adresse",
    "lat": "Breite",
    "lon": "Länge",
    "signup": "Anmeldung",
    "capacity": "Plätze",
    "project": "Vorhaben",
    "district": "Stadtteil",
    "minutes": "Protokoll",
    "cancelled": "abgesagt",
}

COMPARED = tuple(name for name in FIELD_NAMES if name != "slug")


def name_of(where: Where) -> str:
    """A place in an event: "Titel › Englisch"."""
    return tell_place(where, FIELD_NAMES, {})


def compare(mine: Event, theirs: Event, tell: Tell) -> list[Difference]:
    """The fields that differ."""

    def in_words(_where: Where, value: object) -> str:
        return plainly(value, tell)

    return differences.compare(_leaves(mine), _leaves(theirs), in_words, name_of)


def _leaves(event: Event) -> Iterator[Leaf]:
    for name in COMPARED:
        yield from differences.leaves((name,), getattr(event, name))


def tell_seats(event: Event, counts: Counts) -> list[str]:
    """What is worth knowing if there are fewer seats now than were given, or no sign-up any more."""
    taken, waiting = counts.seats.taken, counts.seats.waiting
    if not event.signup and taken + waiting:
        return [f"Angemeldet: {_people(taken + waiting)}. Das bleibt so, nur neu anmelden kann sich niemand."]
    if event.capacity is None or taken <= event.capacity:
        return []
    have = "Eine Person hat" if taken == 1 else f"{show_number(taken)} Personen haben"
    later = "Von der Warteliste rückt erst jemand nach, wenn wieder ein Platz frei ist."
    return [f"{have} einen Platz. Alle behalten ihren Platz. {later}"]


def _people(count: int) -> str:
    return "Eine Person" if count == 1 else f"{show_number(count)} Personen"


def tell_moving_up(event: Event, counts: Counts, now: datetime) -> str:
    """How many of those who wait get a seat, once there are as many as the event says."""
    taken, waiting = counts.seats.taken, counts.seats.waiting
    free = waiting if event.capacity is None else max(event.capacity - taken, 0)
    count = min(free, waiting) if event.takes_signups(now) else 0
    if not count:
        return ""
    move, get = ("rückt", "bekommt") if count == 1 else ("rücken", "bekommen")
    return f"{_people(count)} {move} von der Warteliste nach und {get} Bescheid."


def tell_told(count: int) -> str:
    """Who hears of it, if an event changes or is cancelled."""
    if not count:
        return "Niemand hat sich angemeldet oder eine Erinnerung bestellt. Niemand bekommt eine Nachricht."
    who = "Eine Person, die" if count == 1 else f"{show_number(count)} Personen, die"
    sign, get = ("hat", "bekommt") if count == 1 else ("haben", "bekommen")
    return f"{who} sich angemeldet oder eine Erinnerung bestellt {sign}, {get} sofort Bescheid."
