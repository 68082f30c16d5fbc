"""What a citizen may wish to be told by itself of a guideline: a section a day, and before its end."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from dialogs.city.city import PublishedGuideline
from dialogs.city.guideline import Guideline, Section
from dialogs.city.window import Moment


class WishKind(StrEnum):
    """What is wished for."""

    DAILY = "daily"
    """The next section, every day."""
    WEEK_BEFORE = "week-before"
    """A reminder a week before the end."""
    DAY_BEFORE = "day-before"
    """A reminder the day before the end."""


DAYS_BEFORE = {WishKind.WEEK_BEFORE: timedelta(days=7), WishKind.DAY_BEFORE: timedelta(days=1)}
"""How long before the end somebody is reminded."""

HOUR = 17
"""When people are told, by the clock on the wall: after work, before supper."""

_QUIET_UNTIL, _QUIET_FROM = time(8), time(20)
"""Nobody is told anything by itself at night, even if the bot could not at its hour."""


def may_wish(kind: WishKind, published: PublishedGuideline, read: Collection[int], now: datetime) -> bool:
    """Whether this can still come true; `read` are the numbers of the sections already read."""
    guideline = published.newest
    moment = published.at(now)
    if kind is WishKind.DAILY:
        return moment is Moment.OPEN and next_unread(guideline, read) is not None
    if guideline.closes is None or moment is Moment.AFTER:
        return False
    reminded = guideline.closes - DAYS_BEFORE[kind]
    return now < reminded and (guideline.opens is None or guideline.opens < reminded)


def next_unread(guideline: Guideline, read: Collection[int]) -> Section | None:
    """The first section that was never opened."""
    return next((section for section in guideline.sections if section.number not in read), None)


def find_due(kind: WishKind, published: PublishedGuideline, now: datetime, zone: tzinfo) -> date | None:
    """The day whose telling is due at this moment, by the clock on the wall in `zone`; None if none is.

    What could not be told at its hour is told later, but not at night: a section on the same day only, a
    reminder within a day.
    """
    wall = now.astimezone(zone)
    if published.at(now) is not Moment.OPEN or not _QUIET_UNTIL <= wall.time() < _QUIET_FROM:
        return None
    if kind is WishKind.DAILY:
        return wall.date() if wall.hour >= HOUR else None
    if published.newest.closes is None:
        return None
    # What closes at midnight ends on the day before.
    last = (published.newest.closes - timedelta(seconds=1)).astimezone(zone).date()
    day = last - DAYS_BEFORE[kind]
    begins = datetime.combine(day, time(HOUR), zone)
    ends = datetime.combine(day + timedelta(days=1), time(HOUR), zone)
    return day if begins <= wall < ends else None
