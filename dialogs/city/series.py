"""Events that come again and again, such as every first Wednesday: on which days, at the same time of day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

from dialogs.city.event import Event
from dialogs.city.item_check import LATEST_YEAR

MOST_TIMES = 52
"""Events of one series: a year of weeks."""

LONGEST_BEGINNING = 29
"""Characters of a slug in front of its day: `<slug>-2026-12-02` has 40 at the most."""


class Step(StrEnum):
    """How often."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"


_NTH = {Step.FIRST: 0, Step.SECOND: 1, Step.THIRD: 2, Step.FOURTH: 3}
"""Weeks between the first such day of a month and the one that is meant."""

_WEEK = timedelta(days=7)
_DAY_AT_THE_END = re.compile(r"(?<=.)-\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True, slots=True)
class Rule:
    """Every so often on a weekday (Monday: 0), from a day until a day and so many times at the most."""

    step: Step
    weekday: int
    begins: date
    until: date | None = None
    times: int = MOST_TIMES


def days_of(rule: Rule) -> tuple[date, ...]:
    """The days of a series, in order; at most `MOST_TIMES`."""
    found: list[date] = []
    for day in _all_days(rule):
        if len(found) >= min(rule.times, MOST_TIMES) or (rule.until and day > rule.until):
            break
        found.append(day)
    return tuple(found)


def _all_days(rule: Rule) -> Iterator[date]:
    """All such days until the end of our time."""
    if rule.step in (Step.WEEKLY, Step.FORTNIGHTLY):
        day = _next(rule.begins, rule.weekday)
        while day.year <= LATEST_YEAR:
            yield day
            day += _WEEK if rule.step is Step.WEEKLY else 2 * _WEEK
        return
    month = rule.begins.replace(day=1)
    while month.year <= LATEST_YEAR:
        day = _in_month(rule, month)
        if day >= rule.begins:
            yield day
        month = _following(month)


def _next(day: date, weekday: int) -> date:
    """The first such weekday that is not before the day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _following(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _in_month(rule: Rule, month: date) -> date:
    """The day of a month that is meant; `month` is its first day."""
    if rule.step is Step.LAST:
        return _next(_following(month) - _WEEK, rule.weekday)
    return _next(month, rule.weekday) + _NTH[rule.step] * _WEEK


def on_day(event: Event, day: date, zone: tzinfo) -> Event | None:
    """The same event on another day, at the same time by the clock on the wall, as something of its own.

    It is not cancelled and has no minutes. None if the clocks leave its beginning or its end out on that day;
    of an hour that comes twice the first one counts.
    """
    first = event.starts.astimezone(zone)
    moved = day - first.date()
    starts = _at(first, moved, zone)
    ends = _at(event.ends.astimezone(zone), moved, zone) if event.ends else None
    if starts is None or (event.ends and ends is None):
        return None
    if ends and ends <= starts:
        # Both lie in the hour that comes twice, or around it: as long as the first one was.
        ends = starts + ((event.ends or event.starts) - event.starts)
    slug = slug_on(event.slug, day)
    return replace(event, slug=slug, starts=starts, ends=ends, cancelled=False, minutes={})


def _at(wall: datetime, moved: timedelta, zone: tzinfo) -> datetime | None:
    """The instant (UTC) so many days later by the clock on the wall; None if the clocks leave it out."""
    local = (wall.replace(tzinfo=None, fold=0) + moved).replace(tzinfo=zone)
    instant = local.astimezone(UTC)
    back = instant.astimezone(zone)
    return instant if back.replace(tzinfo=None) == local.replace(tzinfo=None) else None


def slug_on(slug: str, day: date) -> str:
    """The slug of an event of a series: the beginning of the first one's, in place of its day the new one."""
    beginning = _DAY_AT_THE_END.sub("", slug)[:LONGEST_BEGINNING].rstrip("-")
    return f"{beginning}-{day.isoformat()}"


def beginning_of(slug: str) -> str:
    """What the slugs of a series have in common, read from one of them; empty if it ends with no day."""
    beginning = _DAY_AT_THE_END.sub("", slug)
    return "" if beginning == slug else beginning
