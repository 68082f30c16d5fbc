"""What talks about events need to see."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogs.city.seat import Coming


@dataclass(frozen=True, slots=True)
class MyEvent:
    """All between me and one event, and how many seats are taken. Answered with a `Coming`."""

    event: str


@dataclass(frozen=True, slots=True)
class MyEvents:
    """The events I signed up for or went to. Answered with `Comings`."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """The code shown at the door of an event. Answered with an `EntranceCode`."""

    event: str


@dataclass(frozen=True, slots=True)
class Comings:
    """Event → what is between me and it; the seats of others are not counted here."""

    mine: Mapping[str, Coming] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntranceCode:
    """The code; empty if none was ever made."""

    code: str = ""
