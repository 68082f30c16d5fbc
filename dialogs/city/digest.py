"""When something is told: at once, silently, in a digest, after the quiet hours, or not any more; pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import Enum

from dialogs.city.quiet import QuietHours, quiet_until
from dialogs.city.subscription import Rhythm

HOUR = 17
"""When digests come, by the clock on the wall: after work, before supper."""

MONDAY = 0


class Urgency(Enum):
    """How long something can wait."""

    CHOSEN = "chosen"
    """It comes at its time, in quiet hours without a sound: chosen reminders, changes, seats, answers."""
    CALL = "call"
    """It waits for the end of quiet hours, and for no digest: last calls, nudges, a section a day."""
    NEWS = "news"
    """It waits for quiet hours and digests: new events, windows that open."""


class TooLate(Enum):
    """Why something is not told any more."""

    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Now:
    """It is told at once, `silently` in quiet hours."""

    silently: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """It is looked at again then."""

    at: datetime


def next_digest(rhythm: Rhythm, noted: datetime, zone: tzinfo) -> datetime:
    """The first digest at or after the moment something was noted, in UTC; that moment if told at once."""
    if rhythm is Rhythm.AT_ONCE:
        return noted
    day = noted.astimezone(zone).date()
    if rhythm is Rhythm.WEEKLY:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    at = datetime.combine(day, time(HOUR), zone).astimezone(UTC)
    if at >= noted:
        return at
    day += timedelta(days=7 if rhythm is Rhythm.WEEKLY else 1)
    return datetime.combine(day, time(HOUR), zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How somebody wants to be told things."""

    rhythm: Rhythm
    quiet: QuietHours


def plan(
    urgency: Urgency, noted: datetime, until: datetime | None, wanted: Wanted, now: datetime, zone: tzinfo
) -> Now | Later | TooLate:
    """What becomes of something that was noted to be told, at this moment.

    From `until` on it helps nobody any more, as with the beginning of an event; what a digest would bring too
    late does not wait for it.
    """
    if until and now >= until:
        return TooLate.EXPIRED
    if urgency is Urgency.NEWS:
        digest = next_digest(wanted.rhythm, noted, zone)
        if digest > now and (until is None or digest < until):
            return Later(digest)
    morning = quiet_until(wanted.quiet, now, zone)
    if morning is None:
        return Now()
    return Now(silently=True) if urgency is Urgency.CHOSEN else Later(morning)
