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
    THREE_DAYS_BEFORE = "three-days-before"
    """A reminder three days before the end."""
    DAY_BEFORE = "day-before"
    """A reminder the day before the end."""


DAYS_BEFORE = {
    WishKind.WEEK_BEFORE: timedelta(days=7),
    WishKind.THREE_DAYS_BEFORE: timedelta(days=3),
    WishKind.DAY_BEFORE: timedelta(days=1),
}
"""How long before the end somebody is reminded."""

HOUR = 17
"""When people are told, by the clock on the wall: after work, before supper."""

LATEST = 20
"""Hour from which on a section of the day is not told any more."""


def may_wish(
    kind: WishKind, published: PublishedGuideline, read: Collection[int], now: datetime, zone: tzinfo
) -> bool:
    """Whether this can still come true; `read` are the numbers of the sections already read."""
    guideline = published.newest
    moment = published.at(now)
    if kind is WishKind.DAILY:
        tomorrow = at_hour(now.astimezone(zone).date() + timedelta(days=1), zone)
        is_open_then = guideline.closes is None or tomorrow < guideline.closes
        return moment is Moment.OPEN and is_open_then and next_unread(guideline, read) is not None
    if guideline.closes is None or moment is Moment.AFTER:
        return False
    reminded = at_hour(day_of_call(guideline.closes, DAYS_BEFORE[kind], zone), zone)
    return now < reminded and (guideline.opens is None or guideline.opens < reminded)


def next_unread(guideline: Guideline, read: Collection[int]) -> Section | None:
    """The first section that was never opened."""
    return next((section for section in guideline.sections if section.number not in read), None)


def day_of_section(published: PublishedGuideline, now: datetime, zone: tzinfo) -> date | None:
    """The day whose section is due at this moment, by the clock on the wall in `zone`; None if none is.

    What could not be told at its hour is told later on the same day, but not at night.
    """
    wall = now.astimezone(zone)
    if published.at(now) is not Moment.OPEN or not HOUR <= wall.hour < LATEST:
        return None
    return wall.date()


def day_of_call(closes: datetime, before: timedelta, zone: tzinfo) -> date:
    """The day to remind people so long before the end; what closes at midnight ends the day before."""
    return (closes - timedelta(seconds=1)).astimezone(zone).date() - before


def at_hour(day: date, zone: tzinfo) -> datetime:
    """When people are told on a day."""
    return datetime.combine(day, time(HOUR), zone)
