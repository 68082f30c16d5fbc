"""A rehearsal of an event: what it would keep of the one person who looks at it and signs up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from admin_web.editor import rehearsal
from admin_web.editor.rehearsal import Input, Rehearsal, Scene
from dialogs.city.city import City
from dialogs.city.event import Event
from dialogs.city.facts import EventSignedOff, EventSignedUp, EventWishChosen, EventWishTakenBack, Fact
from dialogs.city.seat import Coming, Seat, Seats
from dialogs.engine.heard import Called
from dialogs.engine.wants import Found, Want
from dialogs.engine.wants_events import Comings, MyEvent, MyEvents


def rehearse(city: City, event: Event, inputs: Sequence[Input], now: datetime, zone: ZoneInfo) -> Rehearsal:
    """Somebody follows the event's link and does all this; nobody else has signed up."""
    alone = replace(city, events={event.slug: event})
    scene = Scene(alone, Called("event", event.slug), now, zone)
    return rehearsal.rehearse(scene, _Memory(event.slug), inputs)


class _Memory:
    """One person's seat at one event, and when to be reminded."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.coming = Coming()

    def keep(self, fact: Fact, _now: datetime) -> None:
        match fact:
            case EventSignedUp():
                self.coming = replace(self.coming, seat=Seat.TAKEN, seats=Seats(1))
            case EventSignedOff():
                self.coming = replace(self.coming, seat=Seat.NONE, seats=Seats())
            case EventWishChosen(kind=kind):
                self.coming = replace(self.coming, wishes=self.coming.wishes | {kind})
            case EventWishTakenBack(kind=kind):
                self.coming = replace(self.coming, wishes=self.coming.wishes - {kind})
            case _other:
                pass  # the language stands with the citizen; there is no door to come in by

    def find(self) -> Mapping[Want, Found]:
        mine = {self.slug: self.coming} if self.coming.seat else {}
        return {MyEvent(self.slug): self.coming, MyEvents(): Comings(mine)}
