"""Looking for many at once with one parameter."""

from sqlalchemy import select, text

from storage import tables
from storage.among import among
from storage.citizens import _BY_ADDRESS
from storage.database import Database
from storage.ready import Ready
from storage.wants import _ANSWERS, _RUNS
from tests.storage.notes import keep

HOSTILE = "'; DROP TABLE meta;-- \" ä 🌳 \\"

VALUES = Ready(
    select(tables.meta.c.value).where(among(tables.meta.c.key, "keys")).order_by(tables.meta.c.value)
)


async def test_many_are_found_and_nobody_else(database: Database) -> None:
    for number, key in enumerate(("a", "b", HOSTILE, "d")):
        await keep(database, key, str(number))
    async with database.read() as connection:
        for keys, found in (
            ([], []),
            (["a"], ["0"]),
            (["d", HOSTILE, "nobody", "a", "a"], ["0", "2", "3"]),
            ([str(n) for n in range(5000)], []),
        ):
            assert [value for (value,) in await VALUES.fetch(connection, {"keys": keys})] == found


async def test_numbers_are_looked_for_as_well(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(tables.items.insert(), [{"kind": "survey", "slug": slug} for slug in "abc"])
        ids = list(
            (await connection.execute(select(tables.items.c.id).order_by(tables.items.c.slug))).scalars()
        )
        numbers = Ready(
            select(tables.items.c.slug).where(among(tables.items.c.id, "ids")).order_by(tables.items.c.slug)
        )
        assert [slug for (slug,) in await numbers.fetch(connection, {"ids": ids[1:]})] == ["b", "c"]


async def test_a_reader_that_begins_so_sees_one_state(database: Database) -> None:
    await keep(database, "a", "1")
    async with database.read() as connection:
        assert list(await VALUES.fetch(connection, {"keys": ["a"]})) == [("1",)]
        await keep(database, "a", "2")
        assert list(await VALUES.fetch(connection, {"keys": ["a"]})) == [("1",)]


async def test_sqlite_finds_them_by_its_indexes(sqlite: Database) -> None:
    async with sqlite.read() as connection:
        for statement in (_BY_ADDRESS, _RUNS, _ANSWERS):
            words = statement._words_for(connection.dialect)
            asked = text("EXPLAIN QUERY PLAN " + words.sql.replace("?", "'[]'"))
            plan = [row.detail for row in (await connection.execute(asked)).all()]
            assert [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE" not in step] == []
            assert any("USING" in step and "INDEX" in step for step in plan)
