"""Keeps and finds a note in a test's database: the smallest write and the smallest read."""

from storage import meta
from storage.database import Database


async def keep(database: Database, key: str, value: str) -> None:
    async with database.write() as connection:
        await meta.keep(connection, key, value)


async def find(database: Database, key: str) -> str | None:
    async with database.read() as connection:
        return await meta.find(connection, key)
