"""What storage would keep of the events of one citizen, and of the seats of all others."""

from dataclasses import dataclass, field, replace

from dialogs.city.facts import (
    EventAttended,
    EventSignedOff,
    EventSignedUp,
    EventWishChosen,
    EventWishTakenBack,
)
from dialogs.city.seat import Coming, Seat, Seats

EventFact = EventSignedUp | EventSignedOff | EventAttended | EventWishChosen | EventWishTakenBack


@dataclass(slots=True)
class Guests:
    """Who comes to the events of a small town."""

    mine: dict[str, Coming] = field(default_factory=dict)
    others: dict[str, Seats] = field(default_factory=dict)
    capacity: dict[str, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    """What hangs at the doors."""

    def keep(self, fact: EventFact) -> None:
        """Writes a fact down, as strictly as the constraints of the database."""
        slug = fact.event
        mine = self.mine.get(slug, Coming())
        match fact:
            case EventSignedUp():
                assert not mine.seat, fact
                mine = self._seated(slug, mine)
            case EventSignedOff():
                assert mine.seat, fact
                mine = replace(mine, seat=Seat.NONE, place=0)
            case EventAttended():
                assert not mine.came, fact
                mine = replace(mine, came=True)
            case EventWishChosen(kind=kind):
                assert kind not in mine.wishes, fact
                mine = replace(mine, wishes=mine.wishes | {kind})
            case EventWishTakenBack(kind=kind):
                assert kind in mine.wishes, fact
                mine = replace(mine, wishes=mine.wishes - {kind})
        self.mine[slug] = mine

    def _seated(self, slug: str, mine: Coming) -> Coming:
        others = self.others.get(slug, Seats())
        if slug not in self.capacity or others.taken < self.capacity[slug]:
            return replace(mine, seat=Seat.TAKEN, place=0)
        return replace(mine, seat=Seat.WAITING, place=others.waiting + 1)

    def see(self, slug: str) -> Coming:
        """All between the citizen and an event."""
        mine, others = self.mine.get(slug, Coming()), self.others.get(slug, Seats())
        taken = others.taken + (mine.seat is Seat.TAKEN)
        waiting = others.waiting + (mine.seat is Seat.WAITING)
        return replace(mine, seats=Seats(taken, waiting), has_entrance=slug in self.codes)

    def leave(self, slug: str) -> None:
        """Somebody with a seat signs off: who waits first moves up."""
        others, mine = self.others[slug], self.mine.get(slug, Coming())
        if mine.seat is Seat.WAITING and mine.place == 1:
            self.mine[slug] = replace(mine, seat=Seat.TAKEN, place=0)
            self.others[slug] = replace(others, taken=others.taken - 1)
        elif others.waiting:
            self.others[slug] = replace(others, waiting=others.waiting - 1)
            if mine.seat is Seat.WAITING:
                self.mine[slug] = replace(mine, place=mine.place - 1)
        else:
            self.others[slug] = replace(others, taken=others.taken - 1)
