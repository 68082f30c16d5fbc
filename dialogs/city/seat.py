"""How somebody stands to an event: with a seat, on the waiting list, there; and how many others are."""

from dataclasses import dataclass, field
from enum import StrEnum

from dialogs.city.event_wish import EventWish


class Seat(StrEnum):
    """What somebody who signed up has got."""

    NONE = ""
    """Nothing: who has not signed up."""
    WAITING = "waiting"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Seats:
    """How many have a seat, and how many wait for one."""

    taken: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Coming:
    """All between one citizen and one event."""

    seat: Seat = Seat.NONE
    place: int = 0
    """On the waiting list, from 1."""
    came: bool = False
    wishes: frozenset[EventWish] = field(default_factory=frozenset)
    """When to be reminded."""
    seats: Seats = field(default_factory=Seats)
    has_entrance: bool = False
    """Whether there is a code to say that one is there."""
