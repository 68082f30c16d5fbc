"""Waiting that is woken, and waiting longer while trouble lasts."""

import asyncio
import random
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from bot import waiting
from bot.waiting import LONGEST, Backoff, nap

GUARD = 60.0
"""Seconds after which something will never happen any more."""


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """How long it would have waited, without the jitter; nobody really waits."""
    waits: list[float] = []

    async def note(seconds: float, *_until: asyncio.Event) -> None:
        waits.append(seconds)

    monkeypatch.setattr(waiting, "nap", note)
    monkeypatch.setattr(random, "uniform", lambda low, high: (low + high) / 2)
    yield waits


async def test_a_nap_ends_with_its_time() -> None:
    await asyncio.wait_for(nap(0.001, asyncio.Event()), GUARD)


async def test_a_nap_ends_with_the_first_event() -> None:
    first, second = asyncio.Event(), asyncio.Event()
    napping = asyncio.create_task(nap(10 * GUARD, first, second))
    await asyncio.sleep(0)
    second.set()
    await asyncio.wait_for(napping, GUARD)
    await asyncio.wait_for(nap(10 * GUARD, first, second), GUARD)


async def test_who_gives_up_a_nap_leaves_no_trace() -> None:
    event = asyncio.Event()
    napping = asyncio.create_task(nap(60, event))
    await asyncio.sleep(0)
    napping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await napping
    waits = asyncio.create_task(event.wait())
    await asyncio.sleep(0)
    event.set()
    assert await asyncio.wait_for(waits, GUARD)


async def test_waits_double_up_to_the_longest(naps: list[float]) -> None:
    backoff = Backoff("trouble", longest=1.0)
    for _ in range(6):
        await backoff.wait("down", asyncio.Event())
    assert naps == pytest.approx([0.1, 0.2, 0.4, 0.8, 1.0, 1.0])
    backoff.over()
    await backoff.wait("down again", asyncio.Event())
    assert naps[-1] == pytest.approx(0.1)


async def test_a_trouble_that_lasts_for_weeks_still_has_a_wait(naps: list[float]) -> None:
    backoff = Backoff("trouble")
    for _ in range(2000):
        await backoff.wait("down", asyncio.Event())
    assert naps[-1] == LONGEST


async def test_the_same_trouble_is_logged_once_a_minute(naps: list[float]) -> None:
    backoff = Backoff("no database")
    with capture_logs() as logs:
        backoff.over()
        await backoff.wait("locked", asyncio.Event())
        await backoff.wait("locked", asyncio.Event())
        backoff.over()
    assert logs == [
        {"event": "no database", "reason": "locked", "failures": 1, "log_level": "warning"},
        {"event": "over: no database", "failures": 2, "log_level": "info"},
    ]


async def test_a_bug_is_logged_with_its_story(naps: list[float]) -> None:
    bug = ValueError("bug")
    with capture_logs() as logs:
        await Backoff("no database").wait(bug, asyncio.Event())
    assert logs == [{"event": "no database", "exc_info": bug, "failures": 1, "log_level": "error"}]
