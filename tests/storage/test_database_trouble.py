"""Trouble with the database itself has a name, loses nothing, and passes."""

import asyncio
import gc
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from storage import database as opening
from storage import tables
from storage.database import Database, sqlite_path
from storage.trouble import Busy, Conflict, DiskFull, Gone, Unavailable, Unusable
from tests.postgres import run_server
from tests.sample import NOW
from tests.storage.notes import find, keep


async def test_a_file_held_for_too_long_is_busy(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_EVERY", ("PRAGMA busy_timeout=50",))
    database = Database(sqlite_url)
    path = sqlite_path(sqlite_url)
    assert path
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match=f"{path.name} is held by another program"):
            await keep(database, "a", "1")
        assert await find(database, "a") is None
    await keep(database, "a", "1")
    await database.close()


async def test_a_full_disk_is_told_and_survived(sqlite: Database, sqlite_url: str) -> None:
    """F23: what was stored stays, what does not fit is told, and it goes on once there is room."""
    await keep(sqlite, "before", "1")
    async with sqlite.write() as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
        await connection.execute(text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(DiskFull, match=r"There is no room left for the database .*sqlite"):
        await keep(sqlite, "large", "x" * 100_000)
    assert (await find(sqlite, "before"), await find(sqlite, "large")) == ("1", None)
    async with sqlite.write() as connection:
        await connection.execute(text("PRAGMA max_page_count=1000000"))
    await keep(sqlite, "large", "x" * 100_000)
    path = sqlite_path(sqlite_url)
    assert path
    with closing(sqlite3.connect(path)) as connection_beside:
        assert connection_beside.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_a_full_disk_of_postgresql_is_told(postgres: Database) -> None:
    with pytest.raises(DiskFull, match="There is no room left"):
        async with postgres.write() as connection:
            await connection.execute(
                text("DO $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$")
            )
    await keep(postgres, "a", "1")


async def test_a_read_only_file_is_named(sqlite_url: str) -> None:
    path = sqlite_path(sqlite_url)
    assert path
    database = Database(f"{sqlite_url}/is/no/folder")
    with pytest.raises(Unusable, match=r"stadtdialog\.sqlite/is/no/folder cannot be used: unable to open"):
        await keep(database, "a", "1")
    await database.close()


async def test_broken_rules_are_no_trouble_of_the_database(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.execute(
                insert(tables.meta), [{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]
            )
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.execute(insert(tables.drafts).values(item=99, body="", revision=1, changed=NOW))


async def test_a_statement_that_makes_no_sense_is_a_bug(sqlite: Database) -> None:
    with pytest.raises(OperationalError, match="no such table"):
        async with sqlite.read() as connection:
            await connection.execute(text("SELECT 1 FROM nowhere"))


async def test_transactions_that_block_each_other_end_with_a_conflict(postgres: Database) -> None:
    """F27: one of two that lock in opposite order goes through, the other may be done again."""
    await keep(postgres, "a", "0")
    await keep(postgres, "b", "0")
    both_hold_one = asyncio.Barrier(2)

    async def lock(first: str, second: str) -> None:
        async with postgres.write() as connection:
            await connection.execute(update(tables.meta).where(tables.meta.c.key == first).values(value="1"))
            await both_hold_one.wait()
            await connection.execute(update(tables.meta).where(tables.meta.c.key == second).values(value="1"))

    ends = await asyncio.gather(lock("a", "b"), lock("b", "a"), return_exceptions=True)
    assert {type(end) for end in ends} == {type(None), Conflict}


async def test_more_work_than_connections_waits_and_is_told_in_the_end(postgres_url: str) -> None:
    """F26: no more connections are opened than were asked for."""
    database = Database(postgres_url, connections=1)
    database._writer.sync_engine.pool._timeout = 0.1  # type: ignore[attr-defined]  # half a minute is too long here
    async with database.write():
        with pytest.raises(Busy, match=r"postgresql://postgres@/\w+_\d+"):
            await keep(database, "a", "1")
    await keep(database, "a", "1")
    await database.close()


async def test_a_server_that_is_gone_is_told_without_the_password(tmp_path: Path) -> None:
    database = Database(f"postgresql://city:secret@/city?host={tmp_path}")
    with pytest.raises(Gone) as caught:
        await keep(database, "a", "1")
    assert str(caught.value).startswith("The database server postgresql://city@/city?host=")
    assert "secret" not in str(caught.value)
    await database.close()


@pytest.mark.postgres
async def test_a_restart_of_the_server_loses_nothing_that_was_acknowledged() -> None:
    """F24: writers meet a server that falls over three times; what they were told is stored is stored."""
    with run_server() as server:
        server.run("ALTER SYSTEM SET fsync = on")
        server.run("ALTER SYSTEM SET synchronous_commit = on")
        server.run("SELECT pg_reload_conf()")
        server.run("CREATE TABLE acknowledged (n int PRIMARY KEY)")
        database = Database(server.url("postgres"))
        done: list[int] = []
        stop = asyncio.Event()
        writers = [asyncio.create_task(write_on(database, worker, done, stop)) for worker in range(4)]
        for _ in range(3):
            await asyncio.sleep(0.3)
            await asyncio.to_thread(server.fall_over)
        so_far = len(done)
        while len(done) < so_far + 20:  # noqa: ASYNC110  # the writers tell nobody when they are done
            await asyncio.sleep(0.05)
        stop.set()
        await asyncio.gather(*writers)
        async with database.read() as connection:
            stored = set((await connection.execute(text("SELECT n FROM acknowledged"))).scalars())
        await database.close()
    gc.collect()  # while that warning is expected
    assert len(done) == len(set(done))
    assert set(done) <= stored


async def write_on(database: Database, worker: int, done: list[int], stop: asyncio.Event) -> None:
    """Writes one row after the other; tries again what failed, as the loops do."""
    number = worker
    while not stop.is_set():
        try:
            async with database.write() as connection:
                await connection.execute(
                    text("INSERT INTO acknowledged VALUES (:n) ON CONFLICT DO NOTHING"), {"n": number}
                )
        except Unavailable:
            await asyncio.sleep(0.05)
        else:
            done.append(number)
            number += 4
