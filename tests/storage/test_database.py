"""Transactions behave the same on both databases, and lose nothing."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, select, text

from storage import meta, tables
from storage.database import Connection, Database, async_url, sqlite_path, sync_url
from tests.storage.notes import find, keep


async def test_what_is_written_can_be_read(database: Database) -> None:
    await keep(database, "a", "1")
    assert await find(database, "a") == "1"


async def test_a_block_that_raises_leaves_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError):
        async with database.write() as connection:
            await meta.keep(connection, "a", "1")
            raise RuntimeError
    assert await find(database, "a") is None
    await keep(database, "a", "2")
    assert await find(database, "a") == "2"


async def test_a_cancelled_block_leaves_nothing(database: Database) -> None:
    async def write_slowly(connection: Connection) -> None:
        await meta.keep(connection, "a", "1")
        await asyncio.sleep(60)

    async def work() -> None:
        async with database.write() as connection:
            await write_slowly(connection)

    task = asyncio.create_task(work())
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await keep(database, "b", "1")
    assert await find(database, "a") is None


async def test_a_statement_that_is_cancelled_half_way_leaves_nothing(sqlite: Database) -> None:
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000)"

    async def write_and_count(connection: Connection) -> None:
        await meta.keep(connection, "a", "1")
        await connection.execute(text(f"{numbers} SELECT max(i) FROM n"))

    async def work() -> None:
        async with sqlite.write() as connection:
            await write_and_count(connection)

    for _ in range(2):
        task = asyncio.create_task(work())
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await keep(sqlite, "b", "1")
        assert (await find(sqlite, "a"), await find(sqlite, "b")) == (None, "1")


async def test_readers_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        async with database.read() as connection:
            await meta.keep(connection, "a", "1")


async def test_a_reader_sees_one_state_from_beginning_to_end(database: Database) -> None:
    await keep(database, "a", "1")
    async with database.read() as connection:
        assert await meta.find(connection, "a") == "1"
        await keep(database, "a", "2")
        assert await meta.find(connection, "a") == "1"
    assert await find(database, "a") == "2"


async def test_fifty_writers_lose_nothing(database: Database) -> None:
    """Each of many reads a number and writes it back one higher: no error, no lost update."""
    await keep(database, "count", "0")
    query = select(tables.meta.c.value).where(tables.meta.c.key == "count").with_for_update()

    async def count() -> None:
        for _ in range(8):
            async with database.write() as connection:
                seen = int((await connection.execute(query)).scalar_one())
                await meta.keep(connection, "count", str(seen + 1))

    await asyncio.gather(*(count() for _ in range(50)))
    assert await find(database, "count") == "400"


async def test_several_processes_may_write_to_one_sqlite_file(sqlite_url: str) -> None:
    """F22: a transaction that reads first and writes later does not fail when others wrote in between."""
    databases = [Database(sqlite_url) for _ in range(4)]
    await keep(databases[0], "count", "0")

    async def count(database: Database) -> None:
        for _ in range(25):
            async with database.write() as connection:
                seen = int(await meta.find(connection, "count") or 0)
                await asyncio.sleep(0)
                await meta.keep(connection, "count", str(seen + 1))

    await asyncio.gather(*map(count, databases))
    assert await find(databases[0], "count") == "100"
    for database in databases:
        await database.close()


async def test_a_writer_waits_for_another_program(sqlite: Database, sqlite_url: str) -> None:
    """F21: while somebody else holds the file nothing is lost, and it goes on when he is done."""
    path = sqlite_path(sqlite_url)
    assert path
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        asyncio.get_running_loop().call_later(0.3, other.execute, "COMMIT")
        await keep(sqlite, "a", "1")
        assert not other.in_transaction
    assert await find(sqlite, "a") == "1"


async def test_every_commit_reaches_the_disk(sqlite: Database) -> None:
    async with sqlite.write() as connection:
        pragmas = [
            (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("synchronous", "journal_mode", "foreign_keys", "secure_delete")
        ]
    assert pragmas == [2, "wal", 1, 1]


async def test_statements_are_not_prepared(postgres: Database) -> None:
    """PgBouncer in transaction mode would lose them."""
    for n in range(12):
        await keep(postgres, "a", str(n))
    async with postgres.read() as connection:
        assert (
            await connection.execute(text("SELECT count(*) FROM pg_prepared_statements"))
        ).scalar_one() == 0


def test_addresses_name_their_drivers() -> None:
    assert str(async_url("sqlite:///a.sqlite")) == "sqlite+aiosqlite:///a.sqlite"
    assert str(async_url("postgresql://u@h/d")) == "postgresql+psycopg://u@h/d"
    assert str(sync_url("sqlite:///a.sqlite")) == "sqlite+pysqlite:///a.sqlite"
    assert str(sync_url("postgresql://u@h/d")) == "postgresql+psycopg://u@h/d"
    with pytest.raises(ValueError, match="mysql is neither sqlite nor postgresql"):
        async_url("mysql://u@h/d")


def test_only_sqlite_has_a_file() -> None:
    assert sqlite_path("sqlite:////var/lib/a.sqlite") == Path("/var/lib/a.sqlite")
    assert sqlite_path("sqlite://") is None
    assert sqlite_path("postgresql://u@h/d") is None


async def test_bound_values_never_become_statements(database: Database) -> None:
    hostile = "'; DROP TABLE meta;--"
    await keep(database, hostile, hostile)
    assert await find(database, hostile) == hostile


async def test_one_statement_is_one_statement(database: Database) -> None:
    """Nothing happens behind our back: a read is one SELECT, a write is what was asked for."""
    seen: list[str] = []
    engine = database._writer.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *given: seen.append(given[2].split()[0]))
    await keep(database, "a", "1")
    assert [word for word in seen if word != "BEGIN"] == ["INSERT"]
