"""What has to be seen when somebody replies to a message: whether it told many the same."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnnouncedIn:
    """What the city announced in a message to me, by its number. Answered with `Announced`, or None."""

    message: int


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement: where its button leads, as in a deep link; empty if it has none."""

    leads_to: str
