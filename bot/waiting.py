"""Waiting that can be woken or stopped, and waiting longer when trouble lasts."""

import asyncio
import random

import structlog

log = structlog.get_logger()

LONGEST = 30.0
QUIET = 60.0
"""Seconds between two log lines about the same trouble."""

_DOUBLINGS = 16
"""A wait is doubled no more often: after hours of trouble the power of two would not fit into a float."""


async def nap(seconds: float, *events: asyncio.Event) -> None:
    """Sleeps until the time is over or one of the events is set."""
    if any(event.is_set() for event in events):
        return
    loop = asyncio.get_running_loop()
    woken = loop.create_future()
    timer = loop.call_later(seconds, _wake, woken)
    # One future in all the lines `Event.wait` stands in: a task for each would cost more than the wait.
    lines = [event._waiters for event in events]
    for line in lines:
        line.append(woken)
    try:
        await woken
    finally:
        timer.cancel()
        for line in lines:
            line.remove(woken)


def _wake(woken: asyncio.Future[bool]) -> None:
    if not woken.done():
        woken.set_result(True)


class Backoff:
    """Counts failures in a row: waits 0.1 s, then twice as long each time, and logs once a minute."""

    def __init__(self, trouble: str, longest: float = LONGEST) -> None:
        """`trouble` is the log line; `longest` the longest wait in seconds."""
        self._trouble = trouble
        self._longest = longest
        self._failures = 0
        self._logged = float("-inf")

    async def wait(self, reason: str | Exception, *until: asyncio.Event) -> None:
        """Waits after one more failure, or until one of the events is set; a bug is logged with its story."""
        self._failures += 1
        now = asyncio.get_running_loop().time()
        if now - self._logged >= QUIET:
            self._logged = now
            if isinstance(reason, Exception):
                log.error(self._trouble, failures=self._failures, exc_info=reason)
            else:
                log.warning(self._trouble, reason=reason, failures=self._failures)
        pause = min(0.1 * 2 ** min(self._failures - 1, _DOUBLINGS), self._longest)
        # Jitter keeps several processes from trying in step.
        await nap(pause * random.uniform(0.8, 1.2), *until)  # noqa: S311 (no secret depends on it)

    def over(self) -> None:
        """The trouble is over."""
        if self._failures:
            log.info("over: " + self._trouble, failures=self._failures)
        self._failures, self._logged = 0, float("-inf")
