"""A bot that lives in the test's own process, with a clock that can be put forward."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from bot.serve import serve
from bot.town import Telegram, Town
from storage.database import Database
from tests import sample
from tests.fakes.telegram import FakeTelegram

BERLIN = ZoneInfo("Europe/Berlin")
GUARD = 60.0
"""Seconds after which something will never happen any more."""


@dataclass
class Clock:
    """The real time and what has been let pass; or one moment, as long as nobody lets time pass."""

    stands_at: datetime | None = None
    passed: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        """The present moment."""
        return (self.stands_at or datetime.now(UTC)) + self.passed

    def let_pass(self, **span: float) -> None:
        """Puts the clock forward."""
        self.passed += timedelta(**span)


MANY = 1_000_000
"""More people than any crowd here: announcements begin without a second person."""


class LocalFake:
    """The switches of a fake in this process, used like those of one that lives elsewhere."""

    def __init__(self, fake: FakeTelegram) -> None:
        """`fake` must run."""
        self.fake = fake

    async def ask(self, control: str, **details: object) -> Any:
        """Use one switch."""
        result = getattr(self.fake, control)(**details)
        return await result if asyncio.iscoroutine(result) else result


@dataclass
class Bot:
    """A running bot and the books it keeps."""

    town: Town
    fake: FakeTelegram
    clock: Clock
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return await rows(self.town.database, query)

    async def one(self, query: str) -> Any:
        """The only value of a query."""
        [[value]] = await self.rows(query)
        return value

    async def until(self, query: str, value: object) -> None:
        """Waits until the only value of a query is this one."""
        found: object = None
        try:
            async with asyncio.timeout(GUARD):
                while (found := await self.one(query)) != value:  # noqa: ASYNC110  a database rings no bell
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"{query}: {found}, never {value}") from None

    async def settled(self) -> None:
        """Waits until everything has been taken over, heard and delivered."""
        await self.fake.drained(within=GUARD, quiet=0.1)
        await self.until("SELECT count(*) FROM inbox WHERE heard IS NULL", 0)
        await self.until("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')", 0)


async def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    async with database.read() as connection:
        return [tuple(row) for row in (await connection.execute(text(query))).all()]


def town_of(database: Database, fake: FakeTelegram, **details: Any) -> Town:
    """A town whose bot talks to this fake, without a limit to its pace."""
    known = {
        "key": sample.KEY,
        "zone": BERLIN,
        "owner": "bot",
        "telegram": Telegram(fake.token, fake.address),
        "sends_per_second": 0,
        "four_eyes_from": MANY,
    }
    return Town(database, **{**known, **details})


@asynccontextmanager
async def living(
    database: Database, fake: FakeTelegram, clock: Clock | None = None, **details: Any
) -> AsyncIterator[Bot]:
    """A bot at work until the block ends; it must end by itself then."""
    bot = Bot(town_of(database, fake, **details), fake, clock or Clock())
    life = asyncio.create_task(serve(bot.town, bot.stop, bot.clock))
    try:
        yield bot
    finally:
        bot.stop.set()
        async with asyncio.timeout(GUARD):
            await life
