"""Databases of one kind, for stories that only that kind has."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database


@pytest.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[Database]:
    """A fresh SQLite database."""
    opened = Database(sqlite_url)
    yield opened
    await opened.close()


@pytest.fixture
async def postgres(postgres_url: str) -> AsyncIterator[Database]:
    """A fresh PostgreSQL database."""
    opened = Database(postgres_url)
    yield opened
    await opened.close()
