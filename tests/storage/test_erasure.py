"""A person is erased from every table, or what was handed in is left behind without him."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text, update

from dialogs.engine.place import dump
from dialogs.talks.goodbye import GONE
from storage import tables
from storage.database import Connection, Database, sqlite_path
from storage.erasure import IS_GONE, erase, forget_gone, has_gone
from storage.outbox import Message, Result, State, finish, put
from storage.retention import sweep
from storage.tables import metadata
from storage.wal import fold
from tests import sample
from tests.canaries import WORD, Canary, name_in, plant
from tests.sample import NOW
from tests.storage.people import meet_one


async def everything(connection: Connection) -> list[Any]:
    """Every value of every row there is."""
    rows = [
        row for table in metadata.sorted_tables for row in (await connection.execute(select(table))).all()
    ]
    return [value for row in rows for value in row]


def planted_values(canary: Canary) -> set[Any]:
    """What nobody else has: words, numbers that are as high, days of another century."""
    return {
        value
        for value in canary.values.values()
        if (isinstance(value, str) and WORD in value)
        or (isinstance(value, int) and value > 7_000_000)
        or (isinstance(value, date) and not isinstance(value, datetime))
    }


async def test_nothing_is_left_in_any_table(database: Database) -> None:
    async with database.write() as connection:
        canary = await plant(connection)
        other = await meet_one(connection, "somebody else")
        assert planted_values(canary) <= {*await everything(connection)}
        assert await erase(connection, sample.KEY, canary.citizen, NOW, keeps=False)
        left = await everything(connection)
        assert not planted_values(canary) & {*left}
        assert not {name_in(1), name_in(2)} & {*left}
        assert WORD not in str(left)
        assert list((await connection.execute(select(tables.citizens.c.id))).scalars()) == [other]
        assert list((await connection.execute(select(tables.comments.c.id))).scalars()) == [40]
        [entry] = (await connection.execute(select(tables.journal))).all()
        assert (entry.staff, entry.action, entry.details) == ("Eine Person", "person erased", "alles")
        assert not await erase(connection, sample.KEY, canary.citizen, NOW, keeps=False)


async def test_nothing_is_left_in_the_files(sqlite_url: str) -> None:
    """Deleted rows are overwritten, and the log of changes is folded into the file."""
    path = sqlite_path(sqlite_url)
    assert path
    files = [path, Path(f"{path}-wal")]
    database = Database(sqlite_url)
    async with database.write() as connection:
        canary = await plant(connection, channel="telegram")
    assert any(WORD.encode() in file.read_bytes() for file in files)
    async with database.write() as connection:
        assert await erase(connection, sample.KEY, canary.citizen, NOW, keeps=False)
    assert fold(sqlite_url)
    assert not any(WORD.encode() in file.read_bytes() for file in path.parent.iterdir() if file.is_file())
    await database.close()


async def test_a_log_that_somebody_reads_is_folded_another_time(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    async with database.write() as connection:
        await meet_one(connection)
    async with database.read() as connection:
        await connection.execute(text("SELECT count(*) FROM citizens"))
        async with database.write() as writing:
            await meet_one(writing, "another")
        assert not fold(sqlite_url, patience=0.05)
    assert fold(sqlite_url)
    assert fold("postgresql://nobody@nowhere/nothing")
    assert not fold("sqlite:////nowhere/at/all.sqlite")
    await database.close()


async def test_what_was_handed_in_stays_without_the_person(database: Database) -> None:
    async with database.write() as connection:
        canary = await plant(connection)
        another = {"item": 1, "pseudonym": name_in(1), "question": "später", "revision": 1, "counted": False}
        more = {"kind": "given", "value": "[]", "category": "", "raw": "", "day": NOW.date()}
        await connection.execute(insert(tables.answers).values(**another, **more))
        assert await erase(connection, sample.KEY, canary.citizen, NOW, keeps=True)
        assert (await connection.execute(select(tables.comments.c.id, tables.comments.c.citizen))).all() == [
            (40, None),
            (50, None),
        ]
        [answer] = (await connection.execute(select(tables.answers))).all()
        assert answer.value == f'["{WORD}-antwort"]'
        for kept in (tables.runs, tables.votes, tables.supports, tables.comment_parts, tables.decisions):
            assert len((await connection.execute(select(kept))).all()) == 1, kept.name
        for gone in (tables.citizens, tables.participation, tables.inbox, tables.outbox, tables.wishes):
            assert (await connection.execute(select(gone))).all() == [], gone.name
        assert canary.address not in await everything(connection)


async def test_what_was_not_handed_in_does_not_stay(database: Database) -> None:
    async with database.write() as connection:
        canary = await plant(connection)
        await connection.execute(update(tables.runs).values(state="started"))
        await connection.execute(update(tables.comments).values(state="unfinished"))
        assert await erase(connection, sample.KEY, canary.citizen, NOW, keeps=True)
        for gone in (tables.runs, tables.answers, tables.comment_parts, tables.rulings, tables.decisions):
            assert (await connection.execute(select(gone))).all() == [], gone.name


async def say_goodbye(connection: Connection, channel: str = "telegram") -> int:
    who = await meet_one(connection, "4711", channel)
    await connection.execute(update(tables.citizens).values(place=dump(GONE)))
    await put(connection, [Message(who, channel, "4711", "Auf Wiedersehen!", NOW)])
    return who


async def test_who_was_told_goodbye_is_forgotten_with_the_message(database: Database) -> None:
    async with database.write() as connection:
        who = await say_goodbye(connection)
        await meet_one(connection, "somebody else")
        assert not await has_gone(connection)
        assert await forget_gone(connection) == 0
        await finish(connection, [Result(1, who, State.SENT, message=9)], NOW)
        assert await has_gone(connection)
        assert await forget_gone(connection) == 1
        assert not await has_gone(connection)
        assert (await connection.execute(select(tables.outbox))).all() == []
        left = (await connection.execute(select(tables.citizens.c.address))).scalars()
        assert list(left) == ["somebody else"]


async def test_who_cannot_be_told_is_forgotten_after_a_day(database: Database) -> None:
    async with database.write() as connection:
        await say_goodbye(connection, "web")
        assert (await sweep(connection, NOW.replace(day=16)))["strangers"] == 0
        assert (await sweep(connection, NOW.replace(day=17)))["strangers"] == 1


async def test_looking_for_them_costs_nothing(sqlite: Database) -> None:
    async with sqlite.read() as connection:
        query = select(tables.citizens.c.id).where(IS_GONE)
        sql = str(query.compile(sqlite._reader.sync_engine, compile_kwargs={"literal_binds": True}))
        plan = (await connection.execute(text(f"EXPLAIN QUERY PLAN {sql}"))).all()
        assert "ix_citizens_gone" in str(plan)
