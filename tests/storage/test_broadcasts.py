"""One message to many: drafted by one, agreed to by another, planned, taken back."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from dialogs.city.broadcast import BroadcastState
from storage import broadcasts
from storage.database import Database
from storage.tables import broadcasts as table
from tests import sample
from tests.broadcasts import ANNOUNCEMENT, begin, get, plan

LATER = sample.NOW + timedelta(days=2)
OTHER = replace(ANNOUNCEMENT, title={"de": "Der Markt bleibt"})


async def test_two_editors_know_of_each_other(database: Database) -> None:
    async with database.write() as connection:
        id = await broadcasts.create(connection, ANNOUNCEMENT, "Ada", sample.NOW)
        assert await broadcasts.save(connection, id, OTHER, 1, "Bo", LATER)
        assert not await broadcasts.save(connection, id, ANNOUNCEMENT, 1, "Ada", LATER)
    stored = await get(database, id)
    assert (stored.broadcast, stored.author, stored.revision) == (OTHER, "Bo", 2)
    assert (stored.created, stored.changed, stored.state) == (sample.NOW, LATER, BroadcastState.DRAFT)


async def test_a_second_person_agrees_to_what_was_seen(database: Database) -> None:
    async with database.write() as connection:
        id = await broadcasts.create(connection, ANNOUNCEMENT, "Ada", sample.NOW)
        assert await broadcasts.submit(connection, id, 1, LATER, 700, sample.NOW)
        assert not await broadcasts.save(connection, id, OTHER, 2, "Ada", sample.NOW)
        assert not await broadcasts.approve(connection, id, 2, "Ada", 701, sample.NOW)
        assert not await broadcasts.approve(connection, id, 1, "Bo", 701, sample.NOW)
        assert await broadcasts.approve(connection, id, 2, "Bo", 701, sample.NOW)
        assert not await broadcasts.approve(connection, id, 3, "Bo", 701, sample.NOW)
    stored = await get(database, id)
    assert (stored.state, stored.planned, stored.counted) == (BroadcastState.PLANNED, LATER, 701)
    assert (stored.author, stored.approver, stored.goes_out) == ("Ada", "Bo", LATER)


async def test_until_it_begins_it_can_be_taken_back(database: Database) -> None:
    id, other = await plan(database, planned=LATER), await plan(database)
    async with database.write() as connection:
        assert await broadcasts.recall(connection, id, LATER)
        assert not await broadcasts.recall(connection, id, LATER)
        assert await broadcasts.withdraw(connection, id, LATER)
        assert not await broadcasts.withdraw(connection, id, LATER)
        assert not await broadcasts.plan(connection, id, 4, None, 1, LATER)
    stored = await get(database, id)
    assert (stored.state, stored.planned, stored.ended) == (BroadcastState.WITHDRAWN, None, LATER)
    await begin(database, other)
    async with database.write() as connection:
        draft = await broadcasts.create(connection, ANNOUNCEMENT, "Ada", LATER)
        gone = [await broadcasts.remove_draft(connection, number) for number in (id, other, draft, draft)]
        assert gone == [False, False, True, False]
        assert await broadcasts.find(connection, draft) is None
        assert not await broadcasts.recall(connection, other, LATER)
        assert not await broadcasts.withdraw(connection, other, LATER)
        assert not await broadcasts.proceed(connection, other, LATER)
        assert await broadcasts.stop(connection, other, LATER)
        assert not await broadcasts.stop(connection, other, LATER)
        assert await broadcasts.proceed(connection, other, LATER)


async def test_lists(database: Database) -> None:
    draft = (await plan(database), await plan(database, planned=LATER))
    gone = await plan(database, planned=LATER + timedelta(days=1))
    begun = await plan(database)
    await begin(database, begun, LATER - timedelta(days=1))
    async with database.write() as connection:
        await broadcasts.withdraw(connection, gone, LATER)
    planned = (BroadcastState.PLANNED,)
    async with database.read() as connection:
        listed = await broadcasts.list_broadcasts(connection, planned, 10)
        assert [each.id for each in listed] == [*reversed(draft)]
        assert [each.id for each in await broadcasts.list_broadcasts(connection, planned, 1, 1)] == [draft[0]]
        assert await broadcasts.count_broadcasts(connection, planned) == 2
        assert [each.id for each in await broadcasts.list_public(connection, 10)] == [begun]
        around = await broadcasts.list_between(connection, sample.NOW, LATER + timedelta(seconds=1))
        assert [each.id for each in around] == [draft[0], begun, draft[1]]
        assert await broadcasts.find(connection, 99) is None


async def test_a_broken_one_is_left_out_of_the_lists(database: Database) -> None:
    broken, good = await plan(database), await plan(database)
    for each in (broken, good):
        await begin(database, each, LATER)
    async with database.write() as connection:
        await connection.execute(update(table).where(table.c.id == broken).values(body='{"title": 3}'))
    async with database.read() as connection:
        assert [each.id for each in await broadcasts.list_public(connection, 10)] == [good]
        around = await broadcasts.list_between(connection, LATER, LATER + timedelta(seconds=1))
        assert [each.id for each in around] == [good]
        every = (BroadcastState.SENDING,)
        assert [each.id for each in await broadcasts.list_broadcasts(connection, every, 10)] == [good]
