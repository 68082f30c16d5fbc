"""A loop that sends, with a postman who notes what he is given."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert

from bot.deliver import Deliver, Sent
from bot.town import Town
from storage import citizens
from storage.database import Database
from storage.outbox import Claimed, Rank, Result, State
from storage.tables import outbox as outbox_table
from tests import sample
from tests.walks.living import BERLIN, GUARD, Clock, rows

Answer = Callable[[Claimed], Sent]


def sent(row: Claimed) -> Sent:
    """It has arrived."""
    return Sent(Result(row.id, row.citizen, State.SENT, parts=1, message=100 + row.id))


@dataclass
class Postman:
    """A channel that notes what it is given, and answers as it is told."""

    name: str = "post"
    bot: str = "1"
    answer: Answer = sent
    seen: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    """Cleared: everything stays under way until it is set."""

    def __post_init__(self) -> None:
        """Open at first."""
        self.closed.set()

    async def send(self, row: Claimed) -> Sent:
        """Delivers a row."""
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.seen.append(row.body)
        try:
            await self.closed.wait()
            await asyncio.sleep(0)
            return self.answer(row)
        finally:
            self.at_once -= 1


@dataclass
class Office:
    """A loop at work, and the database it works on."""

    town: Town
    postman: Postman
    clock: Clock
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(self, *bodies: str, rank: Rank = Rank.ANSWER, people: int = 100) -> None:
        """Puts one row a body into the outbox, each for another person (of so many)."""
        async with self.town.database.write() as connection:
            met = await citizens.meet(connection, "post", {str(n): "de" for n in range(people)}, self.clock())
            who = [standing.citizen.id for standing in met.values()]
            [[before]] = (await connection.exec_driver_sql("SELECT count(*) FROM outbox")).all()
            await connection.execute(
                insert(outbox_table),
                [
                    _row(who[(before + number) % people], body, rank, self.clock)
                    for number, body in enumerate(bodies)
                ],
            )
        self.town.leaves.set()

    async def until(self, *states: str) -> None:
        """Waits until the rows of the outbox are in these states, in the order of their numbers."""
        found: list[str] = []
        try:
            async with asyncio.timeout(GUARD):
                while found != list(states):
                    await asyncio.sleep(0.01)
                    found = [state for [state] in await rows(self.town.database, _STATES)]
        except TimeoutError:
            raise AssertionError(f"{found}, never {states}") from None


_STATES = "SELECT state FROM outbox ORDER BY id"


def _row(citizen: int, body: str, rank: Rank, clock: Clock) -> dict[str, Any]:
    now = clock()
    return {
        "citizen": citizen,
        "channel": "post",
        "address": str(citizen),
        "rank": rank,
        "body": body,
        "state": State.WAITING,
        "due": now,
        "created": now,
    }


@asynccontextmanager
async def office(database: Database, **details: Any) -> AsyncIterator[Office]:
    """A loop at work until the block ends."""
    town = Town(database, sample.KEY, BERLIN, "office", **{"sends_per_second": 0, **details})
    at_work = Office(town, Postman(), Clock())
    loop = asyncio.create_task(Deliver(town, at_work.postman, at_work.clock).run(at_work.stop))
    try:
        yield at_work
    finally:
        at_work.postman.closed.set()
        at_work.stop.set()
        async with asyncio.timeout(GUARD):
            await loop
