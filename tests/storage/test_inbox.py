"""Inputs are stored once, and heard one after the other for each sender."""

import asyncio
from datetime import timedelta

import pytest

from storage import inbox
from storage.database import Connection, Database
from storage.inbox import HEARD, IGNORED, SET_ASIDE, Arrival
from tests.sample import NOW


def input(key: str, who: str, body: str = "{}") -> Arrival:
    return Arrival("telegram", key, who, body, NOW)


async def put(database: Database, *arrivals: Arrival) -> None:
    async with database.write() as connection:
        await inbox.put(connection, arrivals)


async def take(connection: Connection, most: int = 10) -> list[tuple[str, str]]:
    return [(row.who, row.body) for row in await inbox.take(connection, most)]


async def settle(database: Database, fate: str = HEARD) -> list[int]:
    """Hears the oldest input of everybody."""
    async with database.write() as connection:
        ids = [row.id for row in await inbox.take(connection, 10)]
        await inbox.settle(connection, ids, fate, NOW)
    return ids


async def test_an_input_comes_out_as_it_went_in(database: Database) -> None:
    await put(database, input("1", "anna", '{"text": "Grüße 🌳"}'))
    async with database.write() as connection:
        [row] = await inbox.take(connection, 5)
    assert (row.channel, row.who, row.body, row.arrived) == ("telegram", "anna", '{"text": "Grüße 🌳"}', NOW)


async def test_the_same_key_is_one_input(database: Database) -> None:
    await put(database, input("1", "anna", "a"), input("1", "anna", "a"))
    await put(database, input("1", "anna", "a"))
    async with database.write() as connection:
        assert await take(connection) == [("anna", "a")]


async def test_nothing_to_put_is_nothing(database: Database) -> None:
    await put(database)
    async with database.write() as connection:
        assert await inbox.take(connection, 5) == []


async def test_each_sender_is_heard_in_order(database: Database) -> None:
    await put(database, input("1", "anna", "a1"), input("2", "anna", "a2"), input("3", "ben", "b1"))
    async with database.write() as connection:
        assert await take(connection) == [("anna", "a1"), ("ben", "b1")]
    await settle(database)
    async with database.write() as connection:
        assert await take(connection) == [("anna", "a2")]


async def test_no_more_are_taken_than_asked_for(database: Database) -> None:
    await put(database, *(input(str(n), f"person {n}", str(n)) for n in range(5)))
    async with database.write() as connection:
        assert await take(connection, 2) == [("person 0", "0"), ("person 1", "1")]


async def test_what_was_taken_and_not_settled_is_taken_again(database: Database) -> None:
    await put(database, input("1", "anna", "a"))
    with pytest.raises(RuntimeError):
        async with database.write() as connection:
            await inbox.take(connection, 5)
            raise RuntimeError
    async with database.write() as connection:
        assert await take(connection) == [("anna", "a")]


@pytest.mark.postgres
async def test_two_workers_never_hear_one_sender_at_once(postgres_url: str) -> None:
    database = Database(postgres_url)
    await put(database, input("1", "anna", "a1"), input("2", "anna", "a2"), input("3", "ben", "b1"))
    async with database.write() as one, database.write() as other:
        assert await take(one, 1) == [("anna", "a1")]
        # Neither Anna's second input, which would overtake the first, nor her first once more.
        assert await take(other) == [("ben", "b1")]
    await database.close()


@pytest.mark.postgres
async def test_four_workers_hear_everybody_in_order(postgres_url: str) -> None:
    database = Database(postgres_url)
    people, inputs = 20, 12
    await put(
        database, *(input(f"{n}-{who}", f"p{who}", str(n)) for n in range(inputs) for who in range(people))
    )
    heard: list[tuple[str, str]] = []

    async def work() -> None:
        while len(heard) < people * inputs:
            async with database.write() as connection:
                rows = await inbox.take(connection, 5)
                await inbox.settle(connection, [row.id for row in rows], HEARD, NOW)
            heard.extend((row.who, row.body) for row in rows)

    await asyncio.gather(*(work() for _ in range(4)))
    for who in range(people):
        assert [body for name, body in heard if name == f"p{who}"] == [str(n) for n in range(inputs)]
    await database.close()


@pytest.mark.parametrize("fate", [HEARD, IGNORED])
async def test_the_words_go_when_they_were_heard(database: Database, fate: str) -> None:
    await put(database, input("1", "anna", "geheim"))
    await settle(database, fate)
    async with database.write() as connection:
        assert await take(connection) == []
        assert not await inbox.hear_again(connection, 1)
    await put(database, input("1", "anna", "geheim"))
    async with database.write() as connection:
        assert await take(connection) == []


async def test_what_was_set_aside_can_be_heard_again(database: Database) -> None:
    await put(database, input("1", "anna", "a"))
    [id] = await settle(database, SET_ASIDE)
    async with database.write() as connection:
        [aside] = await inbox.list_set_aside(connection)
        assert (aside.id, aside.channel, aside.arrived) == (id, "telegram", NOW)
        assert await inbox.hear_again(connection, id)
        assert not await inbox.hear_again(connection, id)
        assert await take(connection) == [("anna", "a")]
        assert await inbox.list_set_aside(connection) == []


async def test_what_was_set_aside_does_not_hold_up_the_sender(database: Database) -> None:
    await put(database, input("1", "anna", "bad"), input("2", "anna", "good"))
    await settle(database, SET_ASIDE)
    async with database.write() as connection:
        assert await take(connection) == [("anna", "good")]


async def test_the_newest_set_aside_come_first(database: Database) -> None:
    await put(database, *(input(str(n), f"person {n}") for n in range(3)))
    ids = await settle(database, SET_ASIDE)
    async with database.read() as connection:
        assert [row.id for row in await inbox.list_set_aside(connection, 2)] == ids[:0:-1]


async def test_settling_nothing_is_nothing(database: Database) -> None:
    await put(database, input("1", "anna", "a"))
    async with database.write() as connection:
        await inbox.settle(connection, [], HEARD, NOW)
        assert await take(connection) == [("anna", "a")]


async def test_one_certain_input_is_taken_while_nobody_heard_it(database: Database) -> None:
    async with database.read() as connection:
        assert not await inbox.has_unheard(connection)
    await put(database, input("1", "anna", "a"), input("2", "ben", "b"))
    async with database.write() as connection:
        assert await inbox.has_unheard(connection)
        ben = await inbox.take_one(connection, 2)
        assert ben
        assert (ben.who, ben.body) == ("ben", "b")
        await inbox.settle(connection, [1, 2], HEARD, NOW)
        assert await inbox.take_one(connection, 2) is None
        assert not await inbox.has_unheard(connection)


@pytest.mark.postgres
async def test_one_certain_input_is_taken_by_one_worker(postgres_url: str) -> None:
    database = Database(postgres_url)
    await put(database, input("1", "anna", "a"))
    async with database.write() as one, database.write() as other:
        assert await inbox.take_one(one, 1)
        assert await inbox.take_one(other, 1) is None
    await database.close()


async def test_how_long_the_oldest_waits(database: Database) -> None:
    async with database.read() as connection:
        assert await inbox.find_oldest_unheard(connection) is None
    late = Arrival("web", "2", "ben", "{}", NOW + timedelta(minutes=1))
    await put(database, input("1", "anna"), late)
    async with database.read() as connection:
        assert await inbox.find_oldest_unheard(connection) == NOW
    async with database.write() as connection:
        [first, _] = await inbox.take(connection, 5)
        await inbox.settle(connection, [first.id], HEARD, NOW)
        assert await inbox.find_oldest_unheard(connection) == late.arrived


async def test_numbers_are_never_given_out_twice(sqlite_url: str) -> None:
    """A row that was purged must not lend its number, and so its place in the order, to a new one."""
    database = Database(sqlite_url)
    await put(database, input("1", "anna"), input("2", "ben"))
    async with database.write() as connection:
        before = [row.id for row in await inbox.take(connection, 5)]
        await connection.exec_driver_sql("DELETE FROM inbox")
    await put(database, input("3", "anna"))
    async with database.write() as connection:
        [row] = await inbox.take(connection, 5)
    assert row.id > max(before)
    await database.close()
