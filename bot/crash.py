"""Named points at which a test may end the process at once, as a power cut would."""

import os

EXIT_CODE = 137

TURN_POINTS = (
    "after-getupdates",
    "after-inbox-commit",
    "turn-before-commit",
    "turn-after-commit",
    "after-claim",
    "claimed-before-http",
    "http-before-answer",
    "answered-before-mark",
)
"""Those of an update, in the order in which it passes them."""

NOTIFY_POINTS = ("notify-before-commit", "notify-after-commit", *TURN_POINTS[4:])
"""Those of something told by itself: as a message it goes the same way as an answer."""

SPREAD_POINTS = ("spread-before-commit", "spread-after-commit")
"""Those of a broadcast that gets its recipients, part by part."""

POINTS = dict.fromkeys((*TURN_POINTS, *NOTIFY_POINTS, *SPREAD_POINTS))
"""All of them."""

_countdown: dict[str, int] = {}


def arm(point_and_count: str) -> None:
    """Ends the process at the n-th pass of a point, told as `point:n`. Raises ValueError for others."""
    point, _, count = point_and_count.partition(":")
    if point not in POINTS:
        raise ValueError(f"no such point: {point}")
    _countdown[point] = int(count)


def passing(point: str) -> None:
    """Passes a point; does nothing unless it was armed."""
    if point not in _countdown:
        return
    _countdown[point] -= 1
    if _countdown[point] == 0:
        os._exit(EXIT_CODE)


if os.environ.get("CRASH_AT"):
    arm(os.environ["CRASH_AT"])
