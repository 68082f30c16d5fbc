"""The fake Telegram for tests; importing the two fixtures in a conftest makes them known."""

from collections.abc import AsyncIterator

import pytest_asyncio

from .fake import FakeTelegram
from .remote import RemoteFake, running_fake

__all__ = ["fake_telegram", "remote_telegram"]


@pytest_asyncio.fixture
async def fake_telegram() -> AsyncIterator[FakeTelegram]:
    """A strict fake in this process; the test fails in the end if a call broke the rules of the Bot API."""
    async with FakeTelegram() as fake:
        yield fake
    assert fake.violations == []


@pytest_asyncio.fixture
async def remote_telegram() -> AsyncIterator[RemoteFake]:
    """The same in a process of its own, for bots that are killed."""
    async with running_fake() as fake:
        yield fake
        assert (await fake.ask("summary"))["violations"] == []
