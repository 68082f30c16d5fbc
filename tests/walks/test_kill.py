"""Citizens fill in a survey while the bot is killed again and again: nothing is lost, nothing counts twice."""

import asyncio
import os
import random

import pytest

from bot.crash import POINTS
from tests.fakes.telegram.remote import running_fake
from tests.walks.lives import CRASHED, KILLED, Books, Town, audit, town

CITIZENS = 100
AT_PASSES = [int(n) for n in os.environ.get("KILL_PASSES", "1,2,7").split(",")]
RANDOM_KILLS = int(os.environ.get("RANDOM_KILLS", "20"))
SLOTS = 8


def clean(books: Books) -> bool:
    """Whether nothing is missing, double, wrong or left over."""
    return not (books.lost or books.double or books.unexpected or books.unsent or books.unheard)


async def finish(walk: Town, kills: int) -> None:
    """A last life without a kill lets everybody finish; then the books are checked."""
    last = await walk.live()
    await walk.all_finish()
    await walk.fake.ask("drained", within=20.0)
    assert await last.stop() == 0
    books = await audit(walk)
    assert clean(books), books
    assert books.shown_twice <= kills * SLOTS


@pytest.mark.timeout(300)
async def test_killed_at_every_point(database_url: str) -> None:
    """One life per named gap and number of passes, all on one database, while a hundred people write."""
    async with running_fake("--lenient") as fake, town(database_url, fake) as walk:
        await walk.citizens(CITIZENS, first=1000)
        kills, newcomers = 0, 100_000
        for point in POINTS:
            for passes in AT_PASSES:
                life = await walk.live(f"{point}:{passes}")
                ended = asyncio.ensure_future(life.ended())
                while not ended.done():
                    await asyncio.wait({ended}, timeout=1.0)
                    if not ended.done():
                        # Everybody has finished before this gap was passed often enough: more people come.
                        newcomers += 10
                        await walk.citizens(10, first=newcomers)
                assert ended.result() == CRASHED
                kills += 1
        await finish(walk, kills)


@pytest.mark.timeout(300)
async def test_killed_at_random(database_url: str) -> None:
    """Kills at random moments between 50 and 500 milliseconds after a life began to work."""
    chance = random.Random(2024)
    async with running_fake("--lenient") as fake, town(database_url, fake) as walk:
        await walk.citizens(CITIZENS, first=1000)
        for number in range(RANDOM_KILLS):
            life = await walk.live()
            await asyncio.sleep(chance.uniform(0.05, 0.5))
            assert await life.kill() == KILLED
            if (await fake.ask("citizens_progress"))["finished"] > 0.9 * CITIZENS:
                await walk.citizens(20, first=100_000 + 100 * number)
        await finish(walk, RANDOM_KILLS)


async def test_told_to_stop_under_load(database_url: str) -> None:
    """SIGTERM while many wait: the bot ends by itself within seconds and loses nothing."""
    async with running_fake("--lenient") as fake, town(database_url, fake) as walk:
        await walk.citizens(CITIZENS, first=1000)
        for _ in range(3):
            life = await walk.live()
            await asyncio.sleep(0.7)
            assert await life.stop() == 0
        await finish(walk, kills=0)
