"""An answer that arrives in the instant its run is erased: nothing of it is left behind."""

import asyncio

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from storage import tables
from storage.city import Shelf
from storage.database import Connection, Database
from storage.receipts import erase_run
from tests.participants import take_part
from tests.sample import NOW

RECEIPT = "K7M3Q-X9TW4"
SOON = 0.2


async def answer(connection: Connection, item: int, pseudonym: str) -> None:
    await connection.execute(
        insert(tables.answers).values(
            item=item,
            pseudonym=pseudonym,
            question="wunsch",
            revision=9,
            kind="given",
            value="[]",
            category="",
            raw="",
            day=NOW.date(),
        )
    )


async def find_run(database: Database) -> tuple[int, str]:
    async with database.read() as connection:
        row = (await connection.execute(select(tables.runs.c.item, tables.runs.c.pseudonym))).one()
        return row.item, row.pseudonym


async def count_answers(database: Database) -> int:
    async with database.read() as connection:
        query = select(func.count()).select_from(tables.answers)
        number: int = (await connection.execute(query)).scalar_one()
        return number


async def test_no_answer_stands_without_its_run(database: Database, shelf: Shelf) -> None:
    await take_part(database, {"dabei": "yes"}, receipt=RECEIPT)
    run = await find_run(database)

    async def answer_now() -> None:
        async with database.write() as connection:
            await answer(connection, *run)

    async with database.write() as connection:
        assert await erase_run(connection, run[0], RECEIPT)
        answering = asyncio.create_task(answer_now())
        await asyncio.sleep(SOON)
        assert not answering.done(), "it has to wait for what becomes of its run"
    with pytest.raises(IntegrityError):
        await answering
    assert await count_answers(database) == 0
