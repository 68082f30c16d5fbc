"""How long it takes until everybody has a row in the outbox, in a city of a hundred thousand."""

import asyncio
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from bot.broadcast import Broadcasting
from bot.serve import channels
from bot.town import Town
from dialogs.city.broadcast import Broadcast
from dialogs.city.subscription import ANNOUNCEMENTS
from storage import broadcasts, broadcasts_audience
from storage.database import Database
from storage.migrate import migrate
from storage.tables import citizens, subscriptions
from tests.postgres import run_server
from tests.walks.living import BERLIN

PEOPLE = 100_000
RUNS = 3
NOON = datetime(2024, 3, 15, 11, tzinfo=UTC)
ANNOUNCED = Broadcast({"de": "Der Markt zieht um"}, {"de": "Ab Montag."})


@dataclass(frozen=True, slots=True)
class Spread:
    """Seconds on the clock: to count those it is for, to spread it, and its longest transaction."""

    counting: float
    spreading: float
    longest: float


async def measure_spreading() -> dict[str, Spread]:
    """The best of some runs on each database."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        measured = {"SQLite": await _measure(f"sqlite:///{Path(name) / 'city.sqlite'}")}
    with run_server() as server, server.database() as url:
        return measured | {"PostgreSQL": await _measure(url)}


async def _measure(url: str) -> Spread:
    await asyncio.to_thread(migrate, url)
    database = Database(url)
    try:
        await _settle(database)
        runs = [await _run(database) for _ in range(RUNS)]
    finally:
        await database.close()
    return min(runs, key=lambda run: run.spreading)


async def _settle(database: Database) -> None:
    """A hundred thousand people; every tenth in the web chat, all of whom want to be told."""
    async with database.write() as connection:
        for start in range(1, PEOPLE + 1, 10_000):
            numbers = range(start, start + 10_000)
            people = [
                {
                    "id": number,
                    "channel": "telegram" if number % 10 else "web",
                    "address": str(number),
                    "language": "de",
                    "place": "[]",
                    "met": NOON,
                }
                for number in numbers
            ]
            await connection.execute(insert(citizens), people)
            wanted = [{"citizen": n, "topic": ANNOUNCEMENTS, "day": NOON.date()} for n in numbers]
            await connection.execute(insert(subscriptions), wanted)


class Watched(Broadcasting):
    """The loop, with a watch on each of its parts."""

    longest = 0.0

    async def _spread(self, id: int) -> bool:
        began = time.perf_counter()
        more = await super()._spread(id)
        self.longest = max(self.longest, time.perf_counter() - began)
        return more


async def _run(database: Database) -> Spread:
    leads = asyncio.Event()
    leads.set()
    # Nobody is there who could agree.
    town = Town(database, bytes(32), BERLIN, "bench", four_eyes_from=2 * PEOPLE)
    loop = Watched(town, channels(), leads, lambda: NOON)
    async with database.write() as connection:
        id = await broadcasts.create(connection, ANNOUNCED, "bench", NOON)
        began = time.perf_counter()
        counted = await broadcasts_audience.count_recipients(connection, ANNOUNCED.audience, service=False)
        counting = time.perf_counter() - began
        await broadcasts.plan(connection, id, 1, None, counted, NOON)
    began = time.perf_counter()
    await loop.once()
    spreading = time.perf_counter() - began
    async with database.read() as connection:
        found = await broadcasts.find(connection, id)
    if found is None or (found.recipients, found.counted) != (PEOPLE, PEOPLE):
        raise RuntimeError("not everybody was chosen")
    async with database.write() as connection:
        await broadcasts.stop(connection, id, NOON)
    return Spread(counting, spreading, loop.longest)
