"""An announcement, and people it is for."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, text, update

from dialogs.city.broadcast import Broadcast
from dialogs.city.subscription import ANNOUNCEMENTS
from dialogs.text import LANGUAGES
from storage import broadcasts, broadcasts_spread, citizens
from storage.broadcasts import Stored
from storage.broadcasts_bodies import Bodies
from storage.broadcasts_report import Report, report
from storage.database import Database
from storage.tables import outbox, subscriptions
from tests import sample

ANNOUNCEMENT = Broadcast({"de": "Der Markt zieht um", "en": "The market is moving"}, {"de": "Ab Montag."})
BODIES: Bodies = {
    (channel, language): f"{channel} {language}" for channel in ("telegram", "web") for language in LANGUAGES
}


async def meet(
    database: Database,
    *names: str,
    channel: str = "telegram",
    language: str = "de",
    topics: tuple[str, ...] = (ANNOUNCEMENTS,),
) -> list[int]:
    """People with these addresses, who want to be told of these topics; returns their numbers."""
    async with database.write() as connection:
        met = await citizens.meet(connection, channel, dict.fromkeys(names, language), sample.NOW)
        numbers = [met[name].citizen.id for name in names]
        wanted = [
            {"citizen": number, "topic": topic, "day": sample.NOW.date()}
            for number in numbers
            for topic in topics
        ]
        if wanted:
            await connection.execute(insert(subscriptions), wanted)
    return numbers


async def plan(
    database: Database,
    broadcast: Broadcast = ANNOUNCEMENT,
    planned: datetime | None = None,
    now: datetime = sample.NOW,
    **details: Any,
) -> int:
    """A planned announcement; returns its number."""
    async with database.write() as connection:
        id = await broadcasts.create(connection, replace(broadcast, **details), "Ada", now)
        assert await broadcasts.plan(connection, id, 1, planned, 0, now)
    return id


async def begin(database: Database, id: int, now: datetime = sample.NOW, most: int = 1000) -> None:
    """It begins, and everybody is chosen."""
    async with database.write() as connection:
        assert await broadcasts_spread.begin(connection, id, BODIES, now)
    await spread(database, id, now, most)


async def spread(database: Database, id: int, now: datetime = sample.NOW, most: int = 1000) -> int:
    """Everybody is chosen, in parts; returns how many parts it took."""
    for part in range(1, 1000):
        async with database.write() as connection:
            if not await broadcasts_spread.spread(connection, id, now, most):
                return part
    raise AssertionError("it never ends")


async def settle(database: Database, citizen: int, state: str, **values: Any) -> None:
    """What a sender notes of the newest row of somebody."""
    async with database.write() as connection:
        newest = select(outbox.c.id).where(outbox.c.citizen == citizen).order_by(outbox.c.id.desc()).limit(1)
        row = update(outbox).where(outbox.c.id == newest.scalar_subquery())
        await connection.execute(row.values(state=state, done=sample.NOW, **values))


async def get(database: Database, id: int) -> Stored:
    """The broadcast as it stands."""
    async with database.read() as connection:
        found = await broadcasts.find(connection, id)
    assert found
    return found


async def reported(database: Database, id: int) -> Report:
    """What came of it until now; it sums up to everybody who was chosen."""
    async with database.read() as connection:
        found = await report(connection, id)
    assert found.recipients == ((await get(database, id)).recipients or 0)
    return found


async def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    async with database.read() as connection:
        return [tuple(row) for row in (await connection.execute(text(query))).all()]


async def change(database: Database, statement: str) -> None:
    """Something happens."""
    async with database.write() as connection:
        await connection.execute(text(statement))
