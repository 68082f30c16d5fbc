"""Ways of killing a bot while people write, and the last life that must put everything right."""

import asyncio
import random
from collections.abc import Callable, Sequence

from bot.crash import TURN_POINTS
from tests.walks.books import audit
from tests.walks.lives import CRASHED, KILLED, Town

SLOTS = 8

Tell = Callable[[str], None]
"""Says how far it is."""


async def finish(walk: Town, kills: int) -> None:
    """A last life without a kill lets everybody finish; then the books are checked."""
    last = await walk.live()
    await walk.all_finish()
    await walk.fake.ask("drained", within=60.0)
    assert await last.stop() == 0
    books = await audit(walk.url, walk.fake)
    assert books.clean, books
    assert books.shown_twice <= kills * SLOTS


async def crash_everywhere(walk: Town, passes: Sequence[int], tell: Tell) -> None:
    """One life for each named gap and number of passes, all on one database, while people write."""
    await walk.citizens(30)
    lives = [f"{point}:{n}" for point in TURN_POINTS for n in passes]
    for number, crash_at in enumerate(lives):
        life = await walk.live(crash_at)
        assert await walk.keep_busy(asyncio.ensure_future(life.ended())) == CRASHED, crash_at
        tell(f"{number + 1} of {len(lives)}: {crash_at}")
    await finish(walk, len(lives))


async def kill_at_random(walk: Town, kills: int, seed: int, tell: Tell) -> None:
    """Kills between 50 and 500 milliseconds after a life began to work."""
    chance = random.Random(seed)  # noqa: S311  chance that can be repeated
    await walk.citizens(100)
    for number in range(kills):
        life = await walk.live()
        await walk.at_work()
        await asyncio.sleep(chance.uniform(0.05, 0.5))
        assert await life.kill() == KILLED
        progress = await walk.fake.ask("citizens_progress")
        if progress["finished"] > progress["count"] - 30:
            await walk.citizens(20)
        tell(f"{number + 1} of {kills} kills, {progress['finished']} of {progress['count']} have finished")
    await finish(walk, kills)
