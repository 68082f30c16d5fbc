"""Who takes part, and where each conversation stands."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from dialogs.city.citizen import Citizen
from dialogs.engine.heard import Called
from dialogs.engine.place import NOWHERE, Place
from storage import citizens, outbox, tables
from storage.citizens import Standing
from storage.database import Connection, Database
from storage.outbox import Message
from tests.sample import NOW
from tests.storage.people import meet, meet_one


async def is_reachable(connection: Connection, address: str) -> bool:
    query = select(tables.citizens.c.reachable).where(tables.citizens.c.address == address)
    reachable: bool = (await connection.execute(query)).scalar_one()
    return reachable


async def test_a_stranger_is_met_in_his_language(database: Database) -> None:
    async with database.write() as connection:
        met = await citizens.meet(connection, "telegram", {"1": "de", "2": "en"}, NOW)
    assert [(met[a].citizen.language, met[a].citizen.notice, met[a].place) for a in ("1", "2")] == [
        ("de", 0, NOWHERE),
        ("en", 0, NOWHERE),
    ]
    assert met["1"].citizen.id != met["2"].citizen.id


async def test_who_is_known_is_the_same_person_and_keeps_his_language(database: Database) -> None:
    async with database.write() as connection:
        first = await meet(connection, "1")
        again = await citizens.meet(connection, "telegram", {"1": "en", "2": "en"}, NOW)
    assert again["1"] == first["1"]
    assert again["2"].citizen.language == "en"


async def test_one_address_on_two_channels_is_two_people(database: Database) -> None:
    async with database.write() as connection:
        assert await meet_one(connection, "1", "telegram") != await meet_one(connection, "1", "web")


async def test_meeting_nobody(database: Database) -> None:
    async with database.write() as connection:
        assert await citizens.meet(connection, "telegram", {}, NOW) == {}


@pytest.mark.postgres
async def test_two_processes_meet_one_stranger_once(postgres_url: str) -> None:
    database = Database(postgres_url)

    async def greet() -> int:
        async with database.write() as connection:
            return await meet_one(connection, "1")

    assert len(set(await asyncio.gather(*(greet() for _ in range(8))))) == 1
    await database.close()


async def test_finding_does_not_make_anybody_known(database: Database) -> None:
    async with database.write() as connection:
        assert await citizens.find(connection, "web", "1") is None
        met = await meet(connection, "1", channel="web")
        assert await citizens.find(connection, "web", "1") == met["1"]


async def test_where_somebody_is_stands_there_next_time(database: Database) -> None:
    place = Place("survey", "beteiligung", 2, "themen", ("gruen",), Called("project"), (7, "wunsch"))
    async with database.write() as connection:
        id = await meet_one(connection, "1")
        await citizens.move(connection, [Standing(Citizen(id, "de@simple", 1), place, 28_000_000, 3)])
    async with database.read() as connection:
        found = await citizens.find(connection, "telegram", "1")
    assert found == Standing(Citizen(id, "de@simple", 1), place, 28_000_000, 3)


async def test_moving_nobody(database: Database) -> None:
    async with database.write() as connection:
        before = await meet(connection, "1")
        await citizens.move(connection, [])
        assert await meet(connection, "1") == before


async def test_who_blocked_us_is_reachable_again_when_he_writes(database: Database) -> None:
    async with database.write() as connection:
        met = await meet(connection, "1", "2")
        await citizens.set_reachable(connection, "telegram", ["1"], False)
        assert not await is_reachable(connection, "1")
        assert await is_reachable(connection, "2")
        await citizens.move(connection, [met["1"]])
        assert await is_reachable(connection, "1")
        await citizens.set_reachable(connection, "telegram", [], False)
        assert await is_reachable(connection, "1")


async def test_strangers_without_a_notice_are_erased_after_a_day(database: Database) -> None:
    async with database.write() as connection:
        met = await meet(connection, "stranger", "neighbour")
        neighbour = met["neighbour"]
        read = replace(neighbour, citizen=replace(neighbour.citizen, notice=1))
        await citizens.move(connection, [read])
        await outbox.put(
            connection, [Message(met["stranger"].citizen.id, "telegram", "stranger", "Hinweis", NOW)]
        )
        assert await citizens.forget_strangers(connection, NOW) == 0
        assert await citizens.forget_strangers(connection, NOW + timedelta(seconds=1)) == 1
        assert await citizens.find(connection, "telegram", "stranger") is None
        assert await citizens.find(connection, "telegram", "neighbour") == read
        assert (await connection.execute(select(tables.outbox.c.id))).all() == []


async def test_telegram_ids_may_be_longer_than_32_bits(database: Database) -> None:
    async with database.write() as connection:
        id = await meet_one(connection, str(2**52))
        statement = tables.citizens.update().values(last_message=2**40)
        await connection.execute(statement)
        assert await meet_one(connection, str(2**52)) == id
