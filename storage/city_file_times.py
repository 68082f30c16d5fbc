"""Reads the dates and wall times of a city file."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dialogs.city.item_check import EARLIEST_YEAR, LATEST_YEAR

MOMENTS = ("opens", "closes", "starts", "ends")
DAYS = ("date",)

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class WrongTime(Exception):
    """A sentence that says why something is no date or time."""


def read_day(text: str) -> date:
    """A date as 2024-03-08. Raises WrongTime."""
    if not _DAY.fullmatch(text):
        raise WrongTime(f"„{text}“ ist kein Datum. Bitte so schreiben: 2024-03-08.")
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise WrongTime(f"Den Tag {text} gibt es nicht.") from error
    _check_year(day.year)
    return day


def read_moment(text: str, zone: ZoneInfo) -> datetime:
    """A wall time of the city as an instant in UTC.

    Raises WrongTime, also for times that the change of the clocks leaves out or brings twice.
    """
    if _DAY.fullmatch(text):
        raise WrongTime(f'Bitte auch die Uhrzeit nennen, zum Beispiel "{text} 18:00".')
    if not _MOMENT.fullmatch(text):
        raise WrongTime(f'„{text}“ ist keine Uhrzeit. Bitte so schreiben: "2024-03-08 18:00".')
    try:
        wall = datetime.fromisoformat(text).replace(tzinfo=zone)
    except ValueError as error:
        raise WrongTime(f"Die Zeit {text} gibt es nicht.") from error
    _check_year(wall.year)
    instant = wall.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise WrongTime(
            f"Die Zeit {text} gibt es nicht: In dieser Nacht werden die Uhren vorgestellt. "
            "Bitte eine andere Uhrzeit wählen."
        )
    if wall.replace(fold=1).astimezone(UTC) != instant:
        raise WrongTime(
            f"Die Zeit {text} gibt es zweimal: In dieser Nacht werden die Uhren zurückgestellt. "
            "Bitte eine andere Uhrzeit wählen."
        )
    return instant


def _check_year(year: int) -> None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise WrongTime(f"Das Jahr {year} kann nicht stimmen.")
