"""The bot is killed while a broadcast gets its recipients: everybody has one row, nobody is told twice."""

import asyncio
from collections import Counter
from datetime import UTC, datetime

from sqlalchemy import insert

from dialogs.city.subscription import ANNOUNCEMENTS
from storage.broadcasts_spread import PART
from storage.database import Database
from storage.tables import citizens, subscriptions
from tests.broadcasts import plan
from tests.fakes.telegram.remote import running_fake
from tests.walks.kills import SLOTS
from tests.walks.lives import CRASHED, town
from tests.walks.living import GUARD, rows

PARTS = 3
LIVES = ("spread-before-commit:1", "spread-before-commit:2", "spread-after-commit:1")
"""The first part is lost; the first is kept and the second lost; the second is kept, the third not begun."""

STATE = "SELECT state FROM broadcasts"
EVERY = 1000
"""Of so many people one wants to be told: all are looked at, and few are sent something."""


async def settle(database: Database, now: datetime) -> list[int]:
    """Enough people for several parts; returns the chats of those who want to be told."""
    numbers = range(1, PART * (PARTS - 1) + EVERY)
    person = {"channel": "telegram", "language": "de", "place": "[]", "notice": 1, "met": now}
    chosen = [*numbers[EVERY // 2 :: EVERY]]
    async with database.write() as connection:
        await connection.execute(insert(citizens), [{"id": n, "address": str(n), **person} for n in numbers])
        wanted = [{"citizen": n, "topic": ANNOUNCEMENTS, "day": now.date()} for n in chosen]
        await connection.execute(insert(subscriptions), wanted)
    return chosen


async def test_killed_before_and_after_each_part(database_url: str) -> None:
    database, now = Database(database_url), datetime.now(UTC)
    chosen = await settle(database, now)
    async with running_fake("--lenient") as fake, town(database_url, fake) as walk:
        await fake.ask("meet", chats=chosen)
        await plan(database, now=now)
        for crash_at in LIVES:
            doomed = await walk.live(crash_at)
            assert await doomed.ended() == CRASHED, crash_at
        healthy = await walk.live()
        async with asyncio.timeout(GUARD):
            while await rows(database, STATE) != [("done",)]:  # noqa: ASYNC110  a database rings no bell
                await asyncio.sleep(0.05)
        assert await healthy.stop() == 0
        calls = [entry for entry in await fake.ask("entries") if entry["kind"] == "call"]
    [(recipients,)] = await rows(database, "SELECT recipients FROM broadcasts")
    found = await rows(database, "SELECT citizen, state FROM outbox ORDER BY citizen")
    await database.close()
    assert (recipients, [citizen for citizen, _ in found]) == (len(chosen), chosen)
    states = Counter(state for _, state in found)
    assert {*states} <= {"sent", "unknown"}
    assert states["unknown"] <= len(LIVES) * SLOTS
    told = Counter(entry["chat_id"] for entry in calls if entry["method"] == "sendMessage")
    assert max(told.values()) == 1
    assert states["sent"] <= len(told) <= len(chosen)
