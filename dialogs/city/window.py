"""When something is open: before, inside and after its window."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Moment(StrEnum):
    """Where a moment lies, seen from a window."""

    BEFORE = "before"
    OPEN = "open"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Window:
    """From `opens` up to, not including, `closes`; None means no bound. Both aware."""

    opens: datetime | None = None
    closes: datetime | None = None

    def at(self, now: datetime) -> Moment:
        """Where `now` lies."""
        if self.opens and now < self.opens:
            return Moment.BEFORE
        if self.closes and now >= self.closes:
            return Moment.AFTER
        return Moment.OPEN
