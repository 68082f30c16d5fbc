"""Statements that write many rows go along with the next one on SQLite, and mean the same everywhere."""

from datetime import timedelta

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage import meta, tables
from storage.database import Connection, Database
from storage.ready import Ready
from tests.sample import NOW
from tests.storage.notes import find, keep

ADD = Ready(insert(tables.meta), "key", "value")
CHANGE = Ready(update(tables.meta).where(tables.meta.c.key == bindparam("name")).values(value="changed"))
ADD_LINKS = Ready(insert(tables.links), "digest", "purpose", "name", "role", "expires", "used")
USE = Ready(update(tables.links).values(used=None, expires=bindparam("until")))


def note(key: str) -> dict[str, object]:
    return {"key": key, "value": "new"}


async def test_what_is_written_is_seen_by_the_next_statement(database: Database) -> None:
    async with database.write() as connection:
        await ADD.write(connection, [note("a"), note("b"), note("c")])
        await CHANGE.write(connection, [{"name": "a"}, {"name": "c"}])
        assert [await meta.find(connection, key) for key in "abc"] == ["changed", "new", "changed"]
    assert await find(database, "a") == "changed"


async def test_nothing_but_writing_is_a_transaction_too(database: Database) -> None:
    async with database.write() as connection:
        await ADD.write(connection, [note("a")])
        await CHANGE.write(connection, [])
    assert await find(database, "a") == "new"


async def test_a_broken_rule_is_told_and_nothing_is_kept(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await ADD.write(connection, [note("a"), note("a")])
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await ADD.write(connection, [note("b"), note("b")])
            await meta.find(connection, "b")
    assert (await find(database, "a"), await find(database, "b")) == (None, None)
    await keep(database, "c", "goes on")
    assert await find(database, "c") == "goes on"


async def test_a_block_that_raises_leaves_nothing_for_the_next(database: Database) -> None:
    async def write_and_fail(connection: Connection) -> None:
        await ADD.write(connection, [note("a")])
        raise RuntimeError

    with pytest.raises(RuntimeError):
        async with database.write() as connection:
            await write_and_fail(connection)
    await keep(database, "b", "1")
    assert await find(database, "a") is None


async def test_values_become_what_the_columns_hold(database: Database) -> None:
    link = {"digest": "d", "purpose": "join", "name": "Ada", "role": "editor", "expires": NOW, "used": NOW}
    later = NOW + timedelta(hours=1)
    async with database.write() as connection:
        await ADD_LINKS.write(connection, [link])
        await USE.write(connection, [{"until": later}])
        row = (await connection.execute(select(tables.links.c.expires, tables.links.c.used))).one()
    assert tuple(row) == (later, None)
