"""What this process counts for those who watch over it: what came of what it sent, and how fast it sends."""

import time
from collections import deque
from collections.abc import Callable, Iterable

from prometheus_client import Counter, Gauge

from storage.outbox import Rank, Result, State

WINDOW = 10
"""Seconds over which the rate is told."""

SENDS = Counter(
    "stadtdialog_sends",
    "Rows of the outbox tried, by kind and what came of it",
    ("kind", "outcome"),
)
TOO_MANY = Counter("stadtdialog_too_many_requests", "Answers of the messenger that asked for a pause")
SILENCE = Counter("stadtdialog_silence_seconds", "Seconds of pause the messenger asked for")
RATE = Gauge(
    "stadtdialog_sends_per_second", f"Messages a second this process sent in the last {WINDOW} seconds"
)
LIMIT = Gauge(
    "stadtdialog_sends_per_second_limit", "Messages a second all processes may send, 0 without a limit"
)


class Rate:
    """How many messages left in the last seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` tells seconds and never goes back."""
        self._clock = clock
        self._seconds: deque[tuple[int, int]] = deque()

    def add(self, calls: int) -> None:
        """So many messages left just now."""
        second = int(self._clock())
        before = self._seconds.pop()[1] if self._seconds and self._seconds[-1][0] == second else 0
        self._seconds.append((second, before + calls))
        self._forget(second)

    def per_second(self) -> float:
        """How many left in each of the last seconds, on average."""
        self._forget(int(self._clock()))
        return sum(calls for _second, calls in self._seconds) / WINDOW

    def _forget(self, second: int) -> None:
        while self._seconds and self._seconds[0][0] <= second - WINDOW:
            self._seconds.popleft()


_rate = Rate(time.monotonic)
RATE.set_function(_rate.per_second)


def kind_of(rank: int) -> str:
    """The word for a rank that operators read."""
    return Rank(rank).name.lower()


def note(rank: int, result: Result, calls: int = 1) -> None:
    """Counts what came of a row; `calls` messages left for it. What was only kept back does not count."""
    if not calls and result.due is not None:
        return
    SENDS.labels(kind_of(rank), _outcome(result)).inc()
    if calls:
        _rate.add(calls)


def expired(ranks: Iterable[int]) -> None:
    """Counts rows that became too late before they were sent, each by its rank."""
    for rank in ranks:
        SENDS.labels(kind_of(rank), State.EXPIRED.value).inc()


def silenced(seconds: float, *, too_many: bool) -> None:
    """Counts a pause; `too_many` if the messenger asked for it because we sent too fast."""
    SILENCE.inc(seconds)
    if too_many:
        TOO_MANY.inc()


def limit(per_second: float) -> None:
    """Notes the set rate."""
    LIMIT.set(per_second)


def _outcome(result: Result) -> str:
    if result.due is not None:
        return "doubtful" if result.doubtful else "later"
    if result.unreachable:
        return "blocked"
    return State(result.state).value
