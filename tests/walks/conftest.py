"""What the walks start from: a fake Telegram in this process, a published survey, a bot that works."""

from collections.abc import AsyncIterator

import pytest
import structlog

from storage.database import Database
from tests.fakes.telegram.fake import FakeTelegram
from tests.fakes.telegram.fixtures import fake_telegram
from tests.walks.lives import publish
from tests.walks.living import Bot, living

__all__ = ["fake_telegram"]


@pytest.fixture(autouse=True)
def plain_log() -> None:
    """Errors are logged on purpose here; drawn with all their variables they would cost most of the time."""
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])


@pytest.fixture
async def city(database_url: str) -> AsyncIterator[Database]:
    """A database in which the survey is published."""
    await publish(database_url)
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def sqlite_city(sqlite_url: str) -> AsyncIterator[Database]:
    """The same on SQLite only, for what the database has no part in."""
    await publish(sqlite_url)
    database = Database(sqlite_url)
    yield database
    await database.close()


@pytest.fixture
async def bot(city: Database, fake_telegram: FakeTelegram) -> AsyncIterator[Bot]:
    """A bot at work."""
    async with living(city, fake_telegram) as alive:
        yield alive
