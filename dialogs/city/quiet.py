"""The hours in which nobody is told what can wait until the morning."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from dialogs.city.cleaning import fold

DAY = 24 * 60
"""Minutes of a day by the clock on the wall."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one minute after midnight to another, over midnight if need be; the same twice: never."""

    starts: int = 20 * 60
    ends: int = 8 * 60

    def cover(self, minute: int) -> bool:
        """Whether a minute of the day lies in them."""
        return (minute - self.starts) % DAY < (self.ends - self.starts) % DAY


NEVER = QuietHours(0, 0)


def quiet_until(hours: QuietHours, now: datetime, zone: tzinfo) -> datetime | None:
    """When the quiet hours end in which a moment lies, by the clock of that zone; None if it lies in none."""
    wall = now.astimezone(zone)
    minute = wall.hour * 60 + wall.minute
    if not hours.cover(minute):
        return None
    day = wall.date() + timedelta(days=minute >= hours.ends)
    ends = datetime.combine(day, time(*divmod(hours.ends, 60)), zone)
    # What the clocks leave out comes an hour later; where it comes twice they end the first time, unless
    # that is over.
    there = sorted(ends.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    for end in there:
        if end > now and quiet_until(hours, end, zone) is None:
            return end
    return quiet_until(hours, there[-1], zone)


def read_hours(text: str) -> QuietHours | None:
    """Quiet hours as they are written: "20-8", "22:30-7", "none"; None for anything else."""
    if text.strip().lower() == "none":
        return NEVER
    starts, _, ends = text.partition("-")
    first, last = _minute(starts), _minute(ends)
    return None if first is None or last is None or first == last else QuietHours(first, last)


_TYPED = re.compile(
    r"(?:ruhe |quiet )?(?:von |from )?([0-9.:]+) ?(?:uhr|h)? ?(?:-|–|—|bis|to|until) ?([0-9.:]+) ?(?:uhr|h)?"
)


def understand_hours(text: str) -> QuietHours | None:
    """Quiet hours as people type them: "22-6", "von 9 bis 17.30 Uhr", "22 to 24"; None for anything else."""
    found = _TYPED.fullmatch(fold(text))
    if found is None:
        return None
    starts, ends = (at.replace(".", ":") for at in found.groups())
    return read_hours(f"{starts}-{'0' if ends in ('24', '24:00') else ends}")


def _minute(text: str) -> int | None:
    """The minute of the day that "8" or "8:30" names."""
    hour, colon, minute = text.strip().partition(":")
    if not (hour.isdecimal() and hour.isascii() and len(hour) <= 2 and int(hour) < 24):
        return None
    if not colon:
        return int(hour) * 60
    known = minute.isdecimal() and minute.isascii() and len(minute) == 2 and int(minute) < 60
    return int(hour) * 60 + int(minute) if known else None
