"""What a new version of an event changes for people, and who has to hear of it."""

from datetime import datetime

from dialogs.city.event import Event, Stage
from dialogs.text import filled

TOLD = ("starts", "ends", "place", "address", "cancelled")
"""What somebody who wants to come must know: when, where, and whether at all."""


def find_changes(before: Event, after: Event) -> tuple[str, ...]:
    """The fields of `TOLD` that read otherwise now; none of an event that was and stays cancelled."""
    if before.cancelled and after.cancelled:
        return ()
    return tuple(name for name in TOLD if getattr(before, name) != getattr(after, name))


def must_be_told(before: Event, after: Event, now: datetime) -> bool:
    """Whether those who want to come are told: something matters to them, and they might come in vain.

    They might as long as it is not over both ways: of what was put into the past they know the old day.
    """
    is_over = before.at(now) is Stage.OVER and after.at(now) is Stage.OVER
    return bool(find_changes(before, after)) and not is_over


def is_put_behind(before: Event, after: Event, now: datetime) -> bool:
    """Whether what is still to come, or runs, would be over by its new times."""
    return after.at(now) is Stage.OVER and before.at(now) is not Stage.OVER


def has_first_minutes(before: Event | None, after: Event) -> bool:
    """Whether there are minutes now where there were none."""
    return filled(after.minutes) and not (before and filled(before.minutes))
