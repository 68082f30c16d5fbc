"""When somebody wishes to be reminded of an event, and when that is."""

from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum

from dialogs.city.event import Event


class EventWish(StrEnum):
    """How long before the beginning."""

    WEEK = "event-week"
    DAY = "event-day"
    HOURS = "event-hours"


DAYS_BEFORE = {EventWish.WEEK: timedelta(days=7), EventWish.DAY: timedelta(days=1)}
"""By the clock on the wall: the same time of day."""

HOURS_BEFORE = timedelta(hours=2)
"""By the clock in the hand: two hours pass, whatever the one on the wall does."""


def moment_of(kind: EventWish, event: Event, zone: tzinfo) -> datetime:
    """When somebody is reminded, in UTC; `zone` is where the clock on the wall hangs.

    Where the clocks leave that time out it is an hour later, where they show it twice it is the first time.
    """
    if kind is EventWish.HOURS:
        return event.starts.astimezone(UTC) - HOURS_BEFORE
    wall = event.starts.astimezone(zone).replace(tzinfo=None, fold=0) - DAYS_BEFORE[kind]
    return wall.replace(tzinfo=zone).astimezone(UTC)


def may_wish(kind: EventWish, event: Event, now: datetime, zone: tzinfo) -> bool:
    """Whether this can still come true."""
    return not event.cancelled and now < moment_of(kind, event, zone)
