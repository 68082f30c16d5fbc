"""The bot is killed while it tells what nobody asked for: nobody misses it, nobody is told it thrice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

from bot.crash import NOTIFY_POINTS
from storage import definitions, items
from storage.database import Database
from tests import sample
from tests.fakes.telegram.remote import RemoteFake, running_fake
from tests.participants import a_comment, speak_up
from tests.told import decide
from tests.walks.kills import SLOTS
from tests.walks.lives import CRASHED, town
from tests.walks.living import GUARD, rows

AT_ONCE = 12
"""People who are to be told something in one life: more than messages are under way at once."""

FIRST = 5000

UNDER_WAY = """
SELECT (SELECT count(*) FROM notifications WHERE told IS NULL)
     + (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending'))
"""


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database beside the bot."""
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


async def lay_out(database: Database) -> None:
    """Publishes the sample guideline without an end."""
    guideline = replace(sample.GUIDELINE, opens=None, closes=None)
    async with database.write() as connection:
        item = await items.add_item(connection, "guideline", guideline.slug)
        assert item
        await items.publish(connection, item.id, definitions.dump(guideline), None, sample.NOW)


async def all_told(database: Database) -> None:
    """Waits until nothing is to be told, and nothing is under way."""
    async with asyncio.timeout(GUARD):
        while await rows(database, UNDER_WAY) != [(0,)]:  # noqa: ASYNC110  a database rings no bell
            await asyncio.sleep(0.05)


async def answer_some(database: Database, fake: RemoteFake, people: range) -> None:
    """The city answers people who have each written one comment."""
    await fake.ask("meet", chats=[*people])
    for chat in people:
        comment = a_comment(1, f"receipt {chat}", "Gut.")
        # Met today: strangers of long ago are forgotten at a bot's first breath.
        await speak_up(database, *comment, name=str(chat), channel="telegram", now=datetime.now(UTC))
        await decide(database, f"receipt {chat}")


async def test_killed_at_every_point(database_url: str) -> None:
    """For each point such a message passes: new people to be told, a life that ends there, and another."""
    async with (
        running_fake("--lenient") as fake,
        town(database_url, fake) as walk,
        opened(database_url) as database,
    ):
        await lay_out(database)
        for number, point in enumerate(NOTIFY_POINTS):
            first = FIRST + number * AT_ONCE
            await answer_some(database, fake, range(first, first + AT_ONCE))
            doomed = await walk.live(f"{point}:1")
            assert await doomed.ended() == CRASHED, point
            healthy = await walk.live()
            await all_told(database)
            assert await healthy.stop() == 0
        assert await rows(database, "SELECT DISTINCT state, rank FROM outbox") == [("sent", 2)]
        calls = [entry for entry in await fake.ask("entries") if entry["kind"] == "call"]
    shown = Counter(entry["chat_id"] for entry in calls if entry["method"] == "sendMessage")
    assert {*shown} == {*range(FIRST, FIRST + len(NOTIFY_POINTS) * AT_ONCE)}
    assert max(shown.values()) <= 2
    assert shown.total() - len(shown) <= len(NOTIFY_POINTS) * SLOTS
