"""A broadcast sent by four bots at once: each gets it once, at one pace, whoever is stopped or killed.

`make soak` does the same with more people: BROADCAST_RECIPIENTS and BROADCAST_KILLS say how many.
"""

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import update

from dialogs.city.broadcast import BroadcastState
from storage import broadcasts_course
from storage.database import Connection
from storage.tables import broadcasts
from tests.walks.senders import SENDERS, SLOTS, senders, settled

pytestmark = pytest.mark.postgres

RECIPIENTS = int(os.environ.get("BROADCAST_RECIPIENTS", "150"))
KILLS = int(os.environ.get("BROADCAST_KILLS", "4"))
RATE = 300 if RECIPIENTS > 1000 else 40
PATIENCE = 60 + 10 * RECIPIENTS / RATE


def put(number: int, state: BroadcastState) -> Callable[[Connection], Awaitable[Any]]:
    """Staff stop or continue a broadcast."""
    changed = update(broadcasts).where(broadcasts.c.id == number).values(state=state)
    return lambda connection: connection.execute(changed)


async def test_four_bots_hold_one_pace_and_stop_together(postgres_url: str) -> None:
    async with senders(postgres_url, rate=30) as four:
        await four.fake.ask("limit", per_second=30)
        began = asyncio.get_running_loop().time()
        number = await four.announce(people=100, blocked=30)
        await four.until(lambda states: states.get("sent", 0) >= 30)
        await four.write(put(number, BroadcastState.STOPPED))
        sent = (await four.arrived()).total()
        states = await four.until(lambda states: "sending" not in states)
        assert states["waiting"], "it was over before it could be stopped"
        assert (await four.arrived()).total() - sent <= SENDERS * SLOTS
        await four.write(put(number, BroadcastState.SENDING))
        assert await four.until(settled) == {"sent": 70, "skipped": 30}
        # However slow the machine is: four that knew nothing of each other would need a quarter of that.
        assert asyncio.get_running_loop().time() - began > 0.8 * 100 / 30
        arrived = await four.arrived()
        assert (len(arrived), arrived.total()) == (70, 70)
        assert (await four.fake.ask("summary"))["in_penalty"] == 0


async def test_four_bots_hold_the_pace_of_one_chat_together(postgres_url: str) -> None:
    async with senders(postgres_url, rate=30) as four:
        await four.fake.ask("limit", per_second=30, per_chat_seconds=1.0, chat_burst=3)
        for _ in range(5):
            await four.announce(people=1, blocked=0)
        began = asyncio.get_running_loop().time()
        assert await four.until(settled) == {"sent": 5}
        assert asyncio.get_running_loop().time() - began > 1.5, "three at once, then one a second"
        summary = await four.fake.ask("summary")
        assert (summary["refused"], summary["calls"]["sendMessage"]) == (0, {"ok": 5})


async def test_bots_are_killed_while_they_send_to_many(postgres_url: str) -> None:
    chance = random.Random(2024)  # noqa: S311  chance that can be repeated
    blocked = RECIPIENTS * 3 // 10
    async with senders(postgres_url, rate=RATE) as four:
        number = await four.announce(RECIPIENTS, blocked)
        await four.until(lambda states: "sent" in states)
        for _ in range(KILLS):
            await asyncio.sleep(chance.uniform(0.2, 0.8) * RECIPIENTS / RATE / KILLS)
            await four.kill_one()
        states = await four.until(settled, PATIENCE)
        unknown = states.get("unknown", 0)
        assert states.keys() <= {"sent", "skipped", "unknown"}
        assert sum(states.values()) == RECIPIENTS
        assert unknown <= four.kills * SLOTS
        once = await four.arrived()
        assert not [chat for chat, count in once.items() if count > 1]
        # Those in doubt get it once more with one press; only they may have it twice.
        await four.write(lambda c: broadcasts_course.send_unknown_again(c, number, datetime.now(UTC)))
        assert await four.until(settled, PATIENCE) == {"sent": RECIPIENTS - blocked, "skipped": blocked}
        twice = await four.arrived()
        assert len(twice) == RECIPIENTS - blocked
        assert sum(count - 1 for count in twice.values()) <= unknown
