"""Day and clock as staff type them, in the city's time zone, as an instant; odd hours are asked about."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogs.city.item_check import EARLIEST_YEAR, LATEST_YEAR

FIRST, SECOND = "first", "second"
"""Which of two equal hours is meant when the clocks are put back."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the three fields."""

    day: str = ""
    clock: str = ""
    which: str = ""


@dataclass(frozen=True, slots=True)
class Odd:
    """Why this is no instant; `twice` says that the hour comes twice and one must be chosen."""

    sentence: str
    twice: bool = False


_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?: ?Uhr)?", re.ASCII)


def read(typed: Typed, zone: ZoneInfo, usual: time | None) -> datetime | Odd | None:
    """The instant (UTC), None if nothing is typed, or why there is none.

    Without a clock `usual` counts; if that is None, the clock must be typed.
    """
    if not typed.day:
        return Odd("Bitte auch den Tag angeben.") if typed.clock else None
    day = read_day(typed.day)
    if isinstance(day, Odd):
        return day
    if usual is None and not typed.clock:
        return Odd("Bitte auch die Uhrzeit angeben.")
    clock = _read_clock(typed.clock) if typed.clock else usual
    if clock is None:
        return Odd("Diese Uhrzeit gibt es nicht. Schreiben Sie sie so: 18:30.")
    return _read_local(datetime.combine(day, clock), zone, typed.which)


def read_day(text: str) -> date | Odd:
    """The day typed, or why there is none."""
    day = _read_day(text)
    if day is None:
        return Odd("Diesen Tag gibt es nicht. Schreiben Sie ihn so: 29.03.2024.")
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        return Odd(f"Das Jahr {day.year} kann nicht stimmen.")
    return day


def _read_day(text: str) -> date | None:
    if found := _DAY.fullmatch(text):
        parts = found[1], found[2], found[3]
    elif found := _GERMAN_DAY.fullmatch(text):
        parts = found[3], found[2], found[1]
    else:
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def _read_clock(text: str) -> time | None:
    found = _CLOCK.fullmatch(text)
    try:
        return time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


def _read_local(wall: datetime, zone: ZoneInfo, which: str) -> datetime | Odd:
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    if first > second:
        later = first.astimezone(zone)
        return Odd(
            "Diese Uhrzeit gibt es an diesem Tag nicht: In der Nacht werden die Uhren vorgestellt. "
            f"Nehmen Sie zum Beispiel {later:%H:%M} Uhr."
        )
    if which in (FIRST, SECOND):
        return first if which == FIRST else second
    return Odd(
        "Diese Uhrzeit gibt es an diesem Tag zweimal: In der Nacht werden die Uhren zurückgestellt. "
        "Welche meinen Sie?",
        twice=True,
    )


def comes_twice(typed: Typed, zone: ZoneInfo) -> bool:
    """Whether the clock shows this hour twice on that day."""
    day, clock = _read_day(typed.day), _read_clock(typed.clock)
    if day is None or clock is None or not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        return False
    local = datetime.combine(day, clock, zone)
    return bool(_which(local, zone))


def write(instant: datetime | None, zone: ZoneInfo) -> Typed:
    """What stands in the fields for an instant."""
    if instant is None:
        return Typed()
    local = instant.astimezone(zone)
    return Typed(local.date().isoformat(), f"{local:%H:%M}", _which(local, zone))


def _which(local: datetime, zone: ZoneInfo) -> str:
    first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if second - first <= timedelta(0):
        return ""
    return SECOND if local.fold else FIRST
