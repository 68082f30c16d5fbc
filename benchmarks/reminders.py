"""What planned reminders cost the clock: a million wishes, none of them due, then those of one event."""

import asyncio
import logging
import tempfile
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy import func, insert, select

from bot.remind import Reminded, remind
from bot.town import Town
from dialogs.city.event import Event
from dialogs.city.event_wish import EventWish
from storage import definitions, items
from storage.database import Connection, Database
from storage.migrate import migrate
from storage.tables import citizens, notifications, wishes
from tests.postgres import run_server
from tests.walks.living import BERLIN

PEOPLE = 100_000
EVENTS = 10
QUIET_TICKS = 100
NOON = datetime(2024, 3, 15, 11, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Seconds on the clock: of a tick with nothing due, and of 95 in 100 that note a part of what is.

    `through` is how long it takes until all are noted if a tick follows the other.
    """

    quiet: float
    longest_quiet: float
    due: float
    through: float


async def measure_reminders() -> dict[str, Ticks]:
    """On each database."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        measured = {"SQLite": await _measure(f"sqlite:///{Path(name) / 'city.sqlite'}")}
    with run_server() as server, server.database() as url:
        return measured | {"PostgreSQL": await _measure(url)}


async def _measure(url: str) -> Ticks:
    await asyncio.to_thread(migrate, url)
    database = Database(url)
    try:
        async with database.write() as connection:
            await _plan(connection)
        town = Town(database, b"", BERLIN, "bench")
        # Nobody wants to hear of new events: that is found out once.
        await remind(town, NOON)
        quiet = [(await _timed(remind(town, NOON)))[0] for _ in range(QUIET_TICKS)]
        due: list[float] = []
        is_through = False
        while not is_through:
            took, reminded = await _timed(remind(town, NOON + timedelta(days=6)))
            due.append(took)
            is_through = reminded.is_through
        async with database.read() as connection:
            noted = (await connection.execute(select(func.count()).select_from(notifications))).scalar_one()
    finally:
        await database.close()
    if noted != PEOPLE:
        raise RuntimeError(f"{noted} of {PEOPLE} reminders are noted")
    return Ticks(sorted(quiet)[len(quiet) // 2], max(quiet), sorted(due)[len(due) * 95 // 100], sum(due))


async def _plan(connection: Connection) -> None:
    """Ten events, a day apart and a week ahead, and a hundred thousand people who wish for each of them."""
    numbers = []
    for number in range(EVENTS):
        event = Event(f"event-{number}", {"de": f"Termin {number}"}, NOON + timedelta(days=7 + number))
        item = await items.add_item(connection, "event", event.slug)
        if item is None:
            raise RuntimeError("the database is not empty")
        await items.publish(connection, item.id, definitions.dump(event), None, NOON)
        numbers.append(item.id)
    common = {"channel": "telegram", "language": "de", "notice": 1, "place": '["menu"]', "met": NOON}
    people = [{**common, "id": n, "address": str(n)} for n in range(1, PEOPLE + 1)]
    await connection.execute(insert(citizens), people)
    day = (NOON - timedelta(days=1)).date()
    for item_number in numbers:
        rows = [
            {"citizen": n, "item": item_number, "kind": EventWish.DAY, "day": day}
            for n in range(1, PEOPLE + 1)
        ]
        await connection.execute(insert(wishes), rows)


async def _timed(tick: Awaitable[Reminded]) -> tuple[float, Reminded]:
    began = time.perf_counter()
    reminded = await tick
    return time.perf_counter() - began, reminded
