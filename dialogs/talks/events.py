"""The dates people can come to, all or of one project or district; what is over on further pages."""

from dataclasses import replace

from dialogs.city.event import Event, Stage
from dialogs.engine.attachment import EventFile
from dialogs.engine.heard import Called
from dialogs.engine.screen import Button, Line, Screen, door, hint, title
from dialogs.engine.talk import Aside, Step, View
from dialogs.talks import event_filter
from dialogs.talks.event_filter import Shown
from dialogs.talks.event_words import tell_event
from dialogs.text import Content, _

EVENTS_A_PAGE = 6


def hear(view: View, called: Called) -> Step:
    """Tells without leaving the place."""
    return Step(replace(view.place, aside=called))


def show(view: View, item: str) -> Screen:
    """One page; a page that is not there becomes the last one that is."""
    shown = event_filter.read(item)
    if shown.choosing:
        return event_filter.choose(shown, view.city.events.values())
    return _list(view, shown)


def _list(view: View, shown: Shown) -> Screen:
    events = _sorted(view, shown)
    last = max(-(-len(events) // EVENTS_A_PAGE), 1)
    shown = replace(shown, page=min(shown.page, last))
    first = (shown.page - 1) * EVENTS_A_PAGE
    lines = [title(_("Vergangene Termine") if shown.past else _("Termine"))]
    if chosen := event_filter.tell_chosen(shown, view.city.events.values()):
        lines.append(hint(chosen))
    if not events:
        nothing = (
            _("Es gibt noch keine vergangenen Termine.")
            if shown.past
            else _("Im Moment steht kein Termin an.")
        )
        lines.append(Line(nothing))
    rows: list[tuple[Button, ...]] = []
    for number, event in enumerate(events[first : first + EVENTS_A_PAGE], start=first + 1):
        lines.append(Line(_("{number}. {words}", number=number, words=tell_event(event))))
        label = _("{number}. {title}", number=number, title=Content(event.title))
        rows.append((door(label, "event", event.slug),))
    return Screen(tuple(lines), (*rows, *event_filter.turning(shown, last), *_ways(view, shown)))


def _ways(view: View, shown: Shown) -> list[tuple[Button, ...]]:
    """To the other half of time, to a choice or back from it, to the calendar."""
    rows: list[tuple[Button, ...]] = []
    if shown.past:
        coming = replace(shown, past=False, page=1)
        rows.append((door(_("Kommende Termine"), "events", coming.item),))
    elif _sorted(view, past := replace(shown, past=True, page=1)):
        rows.append((door(_("Vergangene Termine"), "events", past.item),))
    if shown.is_part:
        rows.append((door(_("Alle Termine"), "events"),))
    elif event_filter.can_choose(view.city.events.values()):
        choice = Shown(choosing=True).item
        rows.append((door(_("Nach Vorhaben oder Stadtteil"), "events", choice),))
    if view.city.events:
        rows.append((door(_("Alle Termine als Kalender"), "event_file", "", EventFile()),))
    return rows


def _sorted(view: View, shown: Shown) -> list[Event]:
    """What is coming or running, the next one first; or what is over, the last one first."""
    found = [
        event
        for event in view.city.events.values()
        if (event.at(view.now) is Stage.OVER) is shown.past and shown.has(event)
    ]
    return sorted(found, key=lambda event: (event.starts, event.slug), reverse=shown.past)


ASIDE = Aside("events", hear, show)
