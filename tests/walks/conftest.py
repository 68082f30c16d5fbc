"""What the walks start from: a fake Telegram in this process, a published survey, a bot that works."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.fakes.telegram.fake import FakeTelegram
from tests.fakes.telegram.fixtures import fake_telegram
from tests.walks.lives import publish
from tests.walks.living import Bot, living

__all__ = ["fake_telegram"]


@pytest.fixture
async def city(database_url: str) -> AsyncIterator[Database]:
    """A database in which the survey is published."""
    await publish(database_url)
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def bot(city: Database, fake_telegram: FakeTelegram) -> AsyncIterator[Bot]:
    """A bot at work."""
    async with living(city, fake_telegram) as alive:
        yield alive
