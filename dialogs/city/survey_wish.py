"""A survey that was begun: when somebody who wished for it is reminded to go on."""

from datetime import datetime, timedelta

from dialogs.city.city import PublishedSurvey
from dialogs.city.window import Moment

NUDGE = "survey-nudge"
"""What is wished for: one reminder after some silence, and word of the end."""

SILENCE = timedelta(days=3)
"""How long nothing was answered."""

LAST_CHANCE = timedelta(days=1)
"""Before the end there is word of it for the last time."""


def may_nudge(published: PublishedSurvey, now: datetime) -> bool:
    """Whether there can still be a reminder."""
    closes = published.newest.closes
    return published.at(now) is Moment.OPEN and (closes is None or now < closes - LAST_CHANCE)
