"""Describes a time zone for calendars (VTIMEZONE), from the same rules the program itself goes by."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import icalendar

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Change(NamedTuple):
    """What the clocks change to, from which offset."""

    name: str
    before: timedelta
    after: timedelta
    is_summer: bool


def describe_zone(zone: ZoneInfo, first: datetime, last: datetime) -> icalendar.Timezone:
    """The zone as it is between two moments, and a year before and after."""
    return _describe(zone, first.year - 1, last.year + 1)


@lru_cache(64)
def _describe(zone: ZoneInfo, first: int, last: int) -> icalendar.Timezone:
    described = icalendar.Timezone()
    described.add("tzid", zone.key)
    begin = datetime(first, 1, 1, tzinfo=UTC)
    changes = [*_transitions(zone, begin, datetime(last + 1, 1, 1, tzinfo=UTC))]
    if not changes or changes[0].year > first:
        # Before anything changes it is as it has long been. Some calendars take only two sorts of time.
        changes.insert(0, begin)
    onsets: defaultdict[Change, list[datetime]] = defaultdict(list)
    for moment in changes:
        before = _offset(zone, moment - _SECOND)
        # The onset is told by the clocks as they were until then.
        onsets[_change(zone, moment, before)].append((moment + before).replace(tzinfo=None))
    for change, times in onsets.items():
        described.add_component(_observance(change, times, _rule(times)))
    return described


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _change(zone: ZoneInfo, moment: datetime, before: timedelta) -> Change:
    local = moment.astimezone(zone)
    return Change(local.tzname() or "", before, _offset(zone, moment), bool(local.dst()))


def _transitions(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The moments at which the clocks change, to the second; at most one a day."""
    day = begin
    while day < end:
        if _offset(zone, day) != _offset(zone, day + _DAY):
            low, high = 0, int(_DAY.total_seconds())
            while high - low > 1:
                middle = (low + high) // 2
                is_before = _offset(zone, day + middle * _SECOND) == _offset(zone, day)
                low, high = (middle, high) if is_before else (low, middle)
            yield day + high * _SECOND
        day += _DAY


def _observance(change: Change, times: list[datetime], rule: icalendar.vRecur | None) -> icalendar.Component:
    kind = icalendar.TimezoneDaylight if change.is_summer else icalendar.TimezoneStandard
    observance = kind()
    observance.add("tzname", change.name)
    observance.add("tzoffsetfrom", change.before)
    observance.add("tzoffsetto", change.after)
    observance.add("dtstart", times[0])
    if rule:
        observance.add("rrule", rule)
    elif times[1:]:
        observance.add("rdate", times[1:])
    return observance


def _rule(times: list[datetime]) -> icalendar.vRecur | None:
    """Every year on the last such weekday of the month, if it is so: some calendars know only rules."""
    years = [time.year for time in times]
    together = {(time.month, time.weekday(), time.time()) for time in times}
    if len(times) < 2 or len(together) > 1 or years != [*range(years[0], years[-1] + 1)]:
        return None
    if any((time.date() + 7 * _DAY).month == time.month for time in times):
        return None
    return icalendar.vRecur(freq="yearly", bymonth=times[0].month, byday=f"-1{_WEEKDAYS[times[0].weekday()]}")
