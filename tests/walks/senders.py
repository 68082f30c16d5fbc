"""Several bots on one PostgreSQL that send a broadcast together, and may be killed one by one."""

import asyncio
import contextlib
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from storage.database import Connection, Database
from tests import sample
from tests.fakes.telegram.remote import RemoteFake, running_fake
from tests.recipients import begin_broadcast
from tests.walks.lives import Nursery, nursery
from tests.walks.living import GUARD, rows

SENDERS = 4
SLOTS = 8
FIRST = 5000
"""The chat of the first recipient."""

STATES = "SELECT state, count(*) FROM outbox WHERE broadcast IS NOT NULL GROUP BY state"


@dataclass
class Senders:
    """The bots, the fake they send to, and the broadcast."""

    url: str
    fake: RemoteFake
    database: Database
    rate: float
    _nursery: Nursery
    pids: list[int] = field(default_factory=list)
    kills: int = 0

    async def born(self) -> None:
        """One more begins to live."""
        life = await self._nursery.live(
            database=self.url,
            key=sample.KEY.hex(),
            api=self.fake.address,
            token=self.fake.token,
            ahead=0.0,
            crash_at="",
            rate=self.rate,
            several=True,
        )
        self.pids.append(life.pid)

    async def kill_one(self) -> None:
        """The oldest is killed, and another one born."""
        os.kill(self.pids.pop(0), signal.SIGKILL)
        self.kills += 1
        await self.born()

    async def announce(self, people: int, blocked: int) -> int:
        """A broadcast to so many, of whom some have blocked the bot; returns its number."""
        chats = list(range(FIRST, FIRST + people))
        await self.fake.ask("meet", chats=chats)
        await self.fake.ask("block_silently", chats=chats[:: people // blocked][:blocked] if blocked else [])
        async with self.database.write() as connection:
            return await begin_broadcast(connection, [str(chat) for chat in chats], datetime.now(UTC))

    async def write(self, work: Callable[[Connection], Awaitable[Any]]) -> None:
        """Does something to the database."""
        async with self.database.write() as connection:
            await work(connection)

    async def states(self) -> dict[str, int]:
        """How many rows of broadcasts are in each state."""
        return dict(await rows(self.database, STATES))

    async def until(self, reached: Callable[[dict[str, int]], bool], within: float = GUARD) -> dict[str, int]:
        """Waits until the states of the rows are such."""
        async with asyncio.timeout(within):
            while not reached(found := await self.states()):  # noqa: ASYNC110  a database rings no bell
                await asyncio.sleep(0.05)
        return found

    async def arrived(self) -> Counter[int]:
        """How many messages each recipient was shown."""
        entries = await self.fake.ask("entries")
        return Counter(
            entry["chat_id"]
            for entry in entries
            if entry["kind"] == "call" and entry["method"] == "sendMessage" and entry["accepted"]
        )


def settled(states: dict[str, int]) -> bool:
    """Whether nothing waits or is under way."""
    return not states.keys() & {"waiting", "sending"}


@asynccontextmanager
async def senders(url: str, rate: float, many: int = SENDERS) -> AsyncIterator[Senders]:
    """So many bots at work on one database, which hold a rate together."""
    async with AsyncExitStack() as stack:
        fake = await stack.enter_async_context(running_fake("--lenient"))
        births = await stack.enter_async_context(nursery())
        database = Database(url)
        stack.push_async_callback(database.close)
        all_of_them = Senders(url, fake, database, rate, births)
        for _ in range(many):
            await all_of_them.born()
        try:
            yield all_of_them
        finally:
            for pid in all_of_them.pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
