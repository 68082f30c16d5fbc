"""The events among one's own contributions: with a seat, on the waiting list, there."""

from dialogs.city.event import Event, Stage
from dialogs.city.seat import Coming, Seat
from dialogs.engine.screen import Button, door
from dialogs.engine.talk import View
from dialogs.text import Appointment, Content, Text, Words, _


def tell(view: View) -> list[tuple[Words, tuple[Button, ...]]]:
    """What somebody signed up for or went to and the way there, the next one first, what is over last."""
    mine = [
        (view.city.events[slug], coming)
        for slug, coming in view.comings().items()
        if slug in view.city.events
    ]
    mine.sort(key=lambda each: (each[0].at(view.now) is Stage.OVER, each[0].starts, each[0].slug))
    return [_entry(view, event, coming) for event, coming in mine]


def _entry(view: View, event: Event, coming: Coming) -> tuple[Words, tuple[Button, ...]]:
    name = Content(event.title)
    words = _(
        "Termin „{title}“, {when}: {standing}.",
        title=name,
        when=Appointment(event.starts),
        standing=_standing(view, event, coming),
    )
    return words, (door(_("Zum Termin: {title}", title=name), "event", event.slug),)


def _standing(view: View, event: Event, coming: Coming) -> Text:
    if coming.came:
        return _("Sie sind gekommen")
    if event.cancelled:
        return _("fällt aus")
    if coming.seat is Seat.TAKEN:
        return _("angemeldet")
    if event.takes_signups(view.now):
        return _("Platz {place} der Warteliste", place=coming.place)
    return _("kein Platz frei geworden")
