"""From when to when: day and clock of a form's moments, read as instants in the city's time."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from admin_web import wall_time
from admin_web.forms import Form, Line, OneOf, refuse
from admin_web.wall_time import FIRST, SECOND, Odd, Typed

WHICH = [(FIRST, "die erste (noch Sommerzeit)"), (SECOND, "die zweite (schon Winterzeit)")]
USUAL = {"opens": time(0, 0), "closes": time(23, 59)}
"""The clock that counts if only a day is given; moments of other names need one."""
SAME_DAY = {"ends": "starts"}
"""Moments that are on the day of another one if only a clock is given; moments of other names need a day."""


class WindowForm(Form):
    """Beginning and end, as part of a form."""

    opens_day = Line("Beginn: Tag")
    opens_clock = Line("Beginn: Uhrzeit")
    opens_which = OneOf("Beginn: Welche der beiden?", WHICH, "Bitte eine der beiden wählen.")
    closes_day = Line("Ende: Tag")
    closes_clock = Line("Ende: Uhrzeit")
    closes_which = OneOf("Ende: Welche der beiden?", WHICH, "Bitte eine der beiden wählen.")


def typed_window(opens: datetime | None, closes: datetime | None, zone: ZoneInfo) -> dict[str, Any]:
    """What stands in the fields for a window."""
    return typed_moment("opens", opens, zone) | typed_moment("closes", closes, zone)


def typed_moment(name: str, instant: datetime | None, zone: ZoneInfo) -> dict[str, str]:
    """What stands in the three fields of a moment."""
    typed = wall_time.write(instant, zone)
    return {f"{name}_day": typed.day, f"{name}_clock": typed.clock, f"{name}_which": typed.which}


def read_moment(form: Form, name: str, zone: ZoneInfo) -> datetime | None:
    """The instant typed for a moment of this name; says beside its field if there is none like it."""
    read = wall_time.read(_typed(form, name), zone, USUAL.get(name))
    if isinstance(read, Odd):
        refuse(form[f"{name}_which"] if read.twice else form[f"{name}_day"], read.sentence)
        return None
    return read


def which_come_twice(form: Form, zone: ZoneInfo, names: Iterable[str] = tuple(USUAL)) -> dict[str, bool]:
    """Whether the hours typed come twice on their day, because the clocks are put back."""
    return {name: wall_time.comes_twice(_typed(form, name), zone) for name in names}


def _typed(form: Form, name: str) -> Typed:
    day, clock, which = (str(form[f"{name}_{part}"].data or "") for part in ("day", "clock", "which"))
    if clock and not day and name in SAME_DAY:
        day = str(form[f"{SAME_DAY[name]}_day"].data or "")
    return Typed(day, clock, which)
