"""What stories of the bot start from."""

from collections.abc import AsyncIterator

import pytest

from bot.telegram.client import Client
from tests.fakes.telegram.fake import FakeTelegram
from tests.fakes.telegram.fixtures import fake_telegram
from tests.walks.conftest import bot, city, plain_log, sqlite_city

__all__ = ["bot", "city", "fake_telegram", "plain_log", "sqlite_city"]


@pytest.fixture
async def client(fake_telegram: FakeTelegram) -> AsyncIterator[Client]:
    """A line to the fake Telegram."""
    line = Client(fake_telegram.token, fake_telegram.address)
    await line.initialize()
    yield line
    await line.shutdown()
