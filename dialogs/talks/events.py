"""The dates people can come to: what is coming first, what is over on further pages."""

from dataclasses import replace

from dialogs.city.event import Event, Stage
from dialogs.engine.attachment import EventFile
from dialogs.engine.heard import Called
from dialogs.engine.screen import Button, Line, Screen, door, title
from dialogs.engine.talk import Aside, Step, View
from dialogs.talks.event_words import tell_event
from dialogs.text import Content, _

EVENTS_A_PAGE = 6
LONGEST_NUMBER = 4
"""Digits of a page: more would be no page of ours."""

_PAST = "past"


def hear(view: View, called: Called) -> Step:
    """Tells without leaving the place."""
    return Step(replace(view.place, aside=called))


def show(view: View, item: str) -> Screen:
    """One page; a page that is not there becomes the last one that is."""
    past, wanted = _read(item)
    events = _sorted(view, past=past)
    last = max(-(-len(events) // EVENTS_A_PAGE), 1)
    page = min(wanted, last)
    first = (page - 1) * EVENTS_A_PAGE
    shown = events[first : first + EVENTS_A_PAGE]
    lines = [title(_("Vergangene Termine") if past else _("Termine"))]
    if not events:
        nothing = (
            _("Es gibt noch keine vergangenen Termine.") if past else _("Im Moment steht kein Termin an.")
        )
        lines.append(Line(nothing))
    rows: list[tuple[Button, ...]] = []
    for number, event in enumerate(shown, start=first + 1):
        lines.append(Line(_("{number}. {words}", number=number, words=tell_event(event))))
        label = _("{number}. {title}", number=number, title=Content(event.title))
        rows.append((door(label, "event", event.slug),))
    turn = []
    if page > 1:
        turn.append(door(_("Vorherige Seite"), "events", _item(page - 1, past=past)))
    if page < last:
        turn.append(door(_("Nächste Seite"), "events", _item(page + 1, past=past)))
    rows += [tuple(turn)] if turn else []
    if past:
        rows.append((door(_("Kommende Termine"), "events"),))
    elif _sorted(view, past=True):
        rows.append((door(_("Vergangene Termine"), "events", _PAST),))
    if view.city.events:
        rows.append((door(_("Alle Termine als Kalender"), "event_file", "", EventFile()),))
    return Screen(tuple(lines), tuple(rows))


def _sorted(view: View, *, past: bool) -> list[Event]:
    """What is coming or running, the next one first; or what is over, the last one first."""
    found = [event for event in view.city.events.values() if (event.at(view.now) is Stage.OVER) is past]
    return sorted(found, key=lambda event: (event.starts, event.slug), reverse=past)


def _item(page: int, *, past: bool) -> str:
    """How a page is named in doors and links."""
    return f"{_PAST}-{page}" if past else str(page)


def _read(item: str) -> tuple[bool, int]:
    """Whether a name tells of what is over, and which page of it."""
    past = item.startswith(_PAST)
    number = item.removeprefix(_PAST).removeprefix("-")
    known = number.isdecimal() and number.isascii() and len(number) <= LONGEST_NUMBER
    return past, max(int(number), 1) if known else 1


ASIDE = Aside("events", hear, show)
