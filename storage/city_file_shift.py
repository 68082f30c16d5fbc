"""Moves all dates of a city file so that its windows are open now."""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dialogs.city.guideline import Guideline
from dialogs.city.survey import Survey
from storage.city_file import CityFile

_DAYS_OPEN = 5
"""Now comes to lie 5 to 11 days after the opening: people have read, much can still be said."""


def shift_to_now(city: CityFile, now: datetime) -> CityFile:
    """The file with every date moved by the same number of whole weeks; times of day and weekdays stay.

    The first guideline's opening decides, else the first survey's; without any nothing moves.
    """
    opens = _find_opening(city)
    if opens is None:
        return city
    passed = (now.astimezone(city.zone).date() - opens.astimezone(city.zone).date()).days
    move = timedelta(weeks=(passed - _DAYS_OPEN) // 7)
    entries = [replace(entry, definition=_moved(entry.definition, move, city.zone)) for entry in city.entries]
    return replace(city, entries=tuple(entries))


def _find_opening(city: CityFile) -> datetime | None:
    for kind in (Guideline, Survey):
        for entry in city.entries:
            if isinstance(entry.definition, kind) and entry.definition.opens:
                return entry.definition.opens
    return None


def _moved(value: Any, move: timedelta, zone: ZoneInfo) -> Any:
    if isinstance(value, datetime):
        wall = value.astimezone(zone).replace(tzinfo=None) + move
        return wall.replace(tzinfo=zone).astimezone(UTC)
    if isinstance(value, date):
        return value + move
    if isinstance(value, tuple):
        return tuple(_moved(part, move, zone) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        moved = {field.name: _moved(getattr(value, field.name), move, zone) for field in fields(value)}
        return replace(value, **moved)
    return value
