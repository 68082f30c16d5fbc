"""People fill in a survey while the bot is killed again and again: nothing is lost, nothing counts twice.

`make soak` runs the same for hours: KILL_PASSES and RANDOM_KILLS say how much.
"""

import asyncio
import os
import sys
import time

import pytest

from tests.fakes.telegram.remote import running_fake
from tests.walks.kills import Tell, crash_everywhere, finish, kill_at_random
from tests.walks.lives import town

KILL_PASSES = [int(n) for n in os.environ.get("KILL_PASSES", "1,2,7").split(",")]
RANDOM_KILLS = int(os.environ.get("RANDOM_KILLS", "20"))
IS_SOAK = "RANDOM_KILLS" in os.environ


@pytest.fixture
def progress(capfd: pytest.CaptureFixture[str], request: pytest.FixtureRequest) -> Tell:
    """In the long run: one line that says how far it is, written over and over."""
    began = time.monotonic()

    def tell(words: str) -> None:
        if IS_SOAK:
            with capfd.disabled():
                seconds = time.monotonic() - began
                sys.stdout.write(f"\r\033[K{seconds:6.0f} s  {request.node.name}  {words}")
                sys.stdout.flush()

    return tell


async def test_killed_at_every_point(database_url: str, progress: Tell) -> None:
    async with running_fake("--lenient") as fake, town(database_url, fake) as walk:
        await crash_everywhere(walk, KILL_PASSES, progress)


async def test_killed_at_random(database_url: str, progress: Tell) -> None:
    async with running_fake("--lenient") as fake, town(database_url, fake) as walk:
        await kill_at_random(walk, RANDOM_KILLS, seed=2024, tell=progress)


async def test_told_to_stop_under_load(database_url: str) -> None:
    """SIGTERM while many wait: the bot ends by itself and loses nothing."""
    async with running_fake("--lenient") as fake, town(database_url, fake) as walk:
        await walk.citizens(100)
        for _ in range(3):
            life = await walk.live()
            await walk.at_work()
            await asyncio.sleep(0.3)
            assert await life.stop() == 0
        await finish(walk, kills=0)
