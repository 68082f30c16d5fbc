"""Processes give signs of life, and some tasks are done by one of them only."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import meta, processes, tables
from storage.database import Connection, Database
from tests.sample import NOW

SECOND = timedelta(seconds=1)


async def alive(connection: Connection) -> list[str]:
    query = select(tables.processes.c.owner).order_by(tables.processes.c.owner)
    return list((await connection.execute(query)).scalars())


async def test_who_gives_no_sign_is_forgotten(database: Database) -> None:
    async with database.write() as connection:
        await processes.beat(connection, "a", NOW)
        await processes.beat(connection, "b", NOW)
        await processes.beat(connection, "b", NOW + SECOND)
        assert await alive(connection) == ["a", "b"]
        assert await processes.forget_dead(connection, NOW + SECOND) == 1
        assert await alive(connection) == ["b"]
        assert await processes.forget_dead(connection, NOW + SECOND) == 0


async def test_one_leads_until_it_is_silent_for_three_seconds(database: Database) -> None:
    async with database.write() as connection:
        assert await processes.lead(connection, "poll", "a", NOW)
        assert not await processes.lead(connection, "poll", "b", NOW + 2 * SECOND)
        assert await processes.lead(connection, "poll", "a", NOW + 2 * SECOND)
        assert not await processes.lead(connection, "poll", "b", NOW + 5 * SECOND)
        assert await processes.lead(connection, "poll", "b", NOW + 6 * SECOND)
        assert not await processes.lead(connection, "poll", "a", NOW + 6 * SECOND)


async def test_each_task_has_its_own_leader(database: Database) -> None:
    async with database.write() as connection:
        assert await processes.lead(connection, "poll", "a", NOW)
        assert await processes.lead(connection, "tick", "b", NOW)


async def test_who_leaves_gives_its_tasks_back_at_once(database: Database) -> None:
    async with database.write() as connection:
        await processes.beat(connection, "a", NOW)
        await processes.lead(connection, "poll", "a", NOW)
        await processes.leave(connection, "a")
        assert await alive(connection) == []
        assert await processes.lead(connection, "poll", "b", NOW)


@pytest.mark.postgres
async def test_of_many_that_want_to_lead_one_does(postgres_url: str) -> None:
    database = Database(postgres_url)

    async def lead(owner: str) -> bool:
        async with database.write() as connection:
            return await processes.lead(connection, "poll", owner, NOW)

    assert sum(await asyncio.gather(*(lead(str(n)) for n in range(8)))) == 1
    await database.close()


async def test_what_the_program_keeps_about_itself(database: Database) -> None:
    async with database.write() as connection:
        assert await meta.find(connection, meta.BOT_NAME) is None
        await meta.keep(connection, meta.BOT_NAME, "stadt_bot")
        await meta.keep(connection, meta.BOT_NAME, "lautern_bot")
        assert not await meta.keep_once(connection, meta.BOT_NAME, "other")
        assert await meta.find(connection, meta.BOT_NAME) == "lautern_bot"
        assert await meta.keep_once(connection, meta.FINGERPRINT, "5")
        assert await meta.find(connection, meta.FINGERPRINT) == "5"
