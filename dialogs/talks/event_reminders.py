"""Reminders of an event: switched on and off where it is told of."""

from dialogs.city.event import Event
from dialogs.city.event_wish import EventWish, may_wish, moment_of
from dialogs.city.facts import EventWishChosen, EventWishTakenBack
from dialogs.engine import buttons
from dialogs.engine.place import Place
from dialogs.engine.screen import Button, Line, door, hint
from dialogs.engine.talk import Step, View
from dialogs.talks.guideline_wishes import WHERE
from dialogs.text import Text, Words, _

LABELS: dict[EventWish, Text] = {
    EventWish.WEEK: _("Erinnern: eine Woche vorher"),
    EventWish.DAY: _("Erinnern: einen Tag vorher"),
    EventWish.HOURS: _("Erinnern: zwei Stunden vorher"),
}

_ON: dict[EventWish, Text] = {
    EventWish.WEEK: _("Wir erinnern Sie eine Woche vorher."),
    EventWish.DAY: _("Wir erinnern Sie einen Tag vorher."),
    EventWish.HOURS: _("Wir erinnern Sie zwei Stunden vorher."),
}
_OFF: dict[EventWish, Text] = {
    EventWish.WEEK: _("Abgeschaltet. Eine Woche vorher erinnern wir Sie nicht."),
    EventWish.DAY: _("Abgeschaltet. Einen Tag vorher erinnern wir Sie nicht."),
    EventWish.HOURS: _("Abgeschaltet. Zwei Stunden vorher erinnern wir Sie nicht."),
}

ALL_OFF = "all-off"
_BEFORE = "event-"
_KINDS = {kind.removeprefix(_BEFORE): kind for kind in EventWish}


def _chosen(view: View, event: Event) -> frozenset[EventWish]:
    coming = view.coming(event.slug)
    return coming.wishes if coming else frozenset()


def _pending(view: View, event: Event) -> list[EventWish]:
    """Those that can still come true."""
    return [kind for kind in EventWish if may_wish(kind, event, view.now, view.zone)]


def lines(view: View, event: Event) -> list[Line]:
    """When the chosen ones come."""
    chosen = _chosen(view, event)
    return [
        hint(_("Erinnerung: {when}", when=moment_of(kind, event, view.zone)))
        for kind in _pending(view, event)
        if kind in chosen
    ]


def stay(view: View, event: Event) -> tuple[Words, ...]:
    """What to say to who signs off: reminders are for those who only listen, too."""
    if not _chosen(view, event) & {*_pending(view, event)}:
        return ()
    return (_("Wir erinnern Sie weiterhin an diesen Termin. Das können Sie hier abschalten."),)


def rows(view: View, event: Event) -> list[tuple[Button, ...]]:
    """A switch for each reminder that can still come true, and one for all that are on."""
    chosen, pending = _chosen(view, event), _pending(view, event)
    found: list[tuple[Button, ...]] = []
    for kind in pending:
        # What a button does is said in it, so that one pressed twice does not undo what it did.
        deed = f"{kind.removeprefix(_BEFORE)}-{'off' if kind in chosen else 'on'}"
        code = buttons.door("event", f"{event.slug}.{deed}")
        found.append((Button(LABELS[kind], code, kind in chosen),))
    if len(chosen & {*pending}) > 1:
        found.append((door(_("Alle Erinnerungen aus"), "event", f"{event.slug}.{ALL_OFF}"),))
    return found


def switch(view: View, event: Event, there: Place, deed: str) -> Step:
    """On or off, as the button says; what is so already stays so."""
    chosen = _chosen(view, event)
    if deed == ALL_OFF:
        facts = tuple(EventWishTakenBack(event.slug, kind) for kind in EventWish if kind in chosen)
        return Step(there, facts, (_("Abgeschaltet. Wir erinnern Sie nicht an diesen Termin."),))
    name, _dash, way = deed.rpartition("-")
    kind = _KINDS.get(name)
    if kind is None or way not in ("on", "off"):
        return Step(there)
    if way == "off":
        taken = (EventWishTakenBack(event.slug, kind),) if kind in chosen else ()
        return Step(there, taken, (_OFF[kind],))
    if not may_wish(kind, event, view.arrived or view.now, view.zone):
        return Step(there, notes=(_("Das geht jetzt nicht mehr."),))
    if kind in chosen:
        return Step(there, notes=(_ON[kind],))
    return Step(there, (EventWishChosen(event.slug, kind),), (_ON[kind], WHERE))
