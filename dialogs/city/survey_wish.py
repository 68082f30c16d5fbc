"""A survey that was begun: when somebody who wished for it is reminded to go on."""

from datetime import datetime, timedelta, tzinfo

from dialogs.city.city import PublishedSurvey
from dialogs.city.window import Moment
from dialogs.city.wish import at_hour, day_of_call

NUDGE = "survey-nudge"
"""What is wished for: one reminder after some silence, and word of the end."""

SILENCE = timedelta(days=3)
"""How long nothing was answered."""

LAST_CHANCE = timedelta(days=1)
"""Before the end there is word of it for the last time."""


def may_nudge(published: PublishedSurvey, now: datetime, zone: tzinfo) -> bool:
    """Whether there can still be a reminder."""
    closes = published.newest.closes
    if published.at(now) is not Moment.OPEN:
        return False
    return closes is None or now < at_hour(day_of_call(closes, LAST_CHANCE, zone), zone)
