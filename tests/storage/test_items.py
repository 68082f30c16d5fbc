"""What staff publish: one draft, versions that never change, and nobody's work is lost."""

import asyncio
from datetime import timedelta

import pytest

from storage import items, meta
from storage.database import Connection, Database
from storage.items import Item
from tests.sample import NOW

ANNA, BEN = 1, 2


async def new(connection: Connection, slug: str = "umfrage", kind: str = "survey") -> Item:
    item = await items.add_item(connection, kind, slug)
    assert item is not None
    return item


async def revision(connection: Connection) -> int:
    return int(await meta.find(connection, meta.REVISION) or 0)


async def test_a_new_item_is_empty(database: Database) -> None:
    async with database.write() as connection:
        item = await new(connection)
        assert item == Item(item.id, "survey", "umfrage", False, "", 0, False)
        assert await items.find_item(connection, "survey", "umfrage") == item
        assert await items.list_versions(connection, item.id) == []


async def test_a_name_is_given_once_for_each_kind(database: Database) -> None:
    async with database.write() as connection:
        await new(connection)
        assert await items.add_item(connection, "survey", "umfrage") is None
        assert await items.add_item(connection, "event", "umfrage")
        assert await items.find_item(connection, "guideline", "umfrage") is None


async def test_only_surveys_have_a_salt_and_each_its_own(database: Database) -> None:
    async with database.write() as connection:
        for kind, slug in (("survey", "a"), ("survey", "b"), ("event", "c")):
            await new(connection, slug, kind)
        salts = (await connection.exec_driver_sql("SELECT salt FROM items ORDER BY slug")).scalars().all()
    assert salts[2] is None
    assert len({salt for salt in salts if salt}) == 2


async def test_a_list_is_in_the_order_of_names(database: Database) -> None:
    async with database.write() as connection:
        for slug in ("c", "a", "b"):
            await new(connection, slug)
        await new(connection, "d", "event")
        assert [item.slug for item in await items.list_items(connection, "survey")] == ["a", "b", "c"]


async def test_the_second_of_two_editors_is_told(database: Database) -> None:
    async with database.write() as connection:
        item = await new(connection)
        assert await items.save_draft(connection, item.id, "Annas", 0, ANNA, NOW)
        assert not await items.save_draft(connection, item.id, "Bens", 0, BEN, NOW)
        assert await items.save_draft(connection, item.id, "Annas zweiter", 1, ANNA, NOW)
        assert not await items.save_draft(connection, item.id, "Bens", 1, BEN, NOW)
        draft = await items.find_draft(connection, item.id)
    assert draft == items.Draft("Annas zweiter", 2, NOW, ANNA)


@pytest.mark.postgres
async def test_of_two_editors_at_the_same_moment_one_wins(postgres_url: str) -> None:
    database = Database(postgres_url)
    async with database.write() as connection:
        item = await new(connection)

    async def save(staff: int, seen: int) -> bool:
        async with database.write() as connection:
            return await items.save_draft(connection, item.id, f"{staff}", seen, staff, NOW)

    for seen in (0, 1):
        assert sorted(await asyncio.gather(*(save(staff, seen) for staff in range(6)))) == [False] * 5 + [
            True
        ]
    await database.close()


async def test_all_drafts_of_a_kind(database: Database) -> None:
    async with database.write() as connection:
        a, b, c = [
            await new(connection, slug, kind)
            for slug, kind in (("a", "survey"), ("b", "survey"), ("c", "event"))
        ]
        for item in (a, c):
            await items.save_draft(connection, item.id, item.slug, 0, ANNA, NOW)
        assert await items.list_drafts(connection, "survey") == {a.id: items.Draft("a", 1, NOW, ANNA)}
        assert [item.has_draft for item in await items.list_items(connection, "survey")] == [True, False]
        unpublished = await items.list_unpublished(connection)
        assert [(item.slug, item.has_draft) for item in unpublished] == [
            ("c", True),
            ("a", True),
            ("b", False),
        ]
        await items.publish(connection, b.id, "b", ANNA, NOW)
        assert [item.slug for item in await items.list_unpublished(connection)] == ["c", "a"]
        await items.drop_draft(connection, a.id)
        await items.drop_draft(connection, b.id)
        assert await items.find_draft(connection, a.id) is None
        assert await items.list_drafts(connection, "survey") == {}


async def test_publishing_makes_the_next_version_and_ends_the_draft(database: Database) -> None:
    async with database.write() as connection:
        item = await new(connection)
        await items.save_draft(connection, item.id, "eins", 0, ANNA, NOW)
        assert await items.publish(connection, item.id, "eins", ANNA, NOW) == 1
        assert await items.publish(connection, item.id, "zwei", None, NOW + timedelta(days=1)) == 2
        assert await items.list_versions(connection, item.id) == [
            items.Version(2, "zwei", NOW + timedelta(days=1), None),
            items.Version(1, "eins", NOW, ANNA),
        ]
        found = await items.find_item(connection, "survey", "umfrage")
    assert found == Item(item.id, "survey", "umfrage", False, "", 2, False)


@pytest.mark.postgres
async def test_publishing_at_the_same_moment_makes_two_versions(postgres_url: str) -> None:
    database = Database(postgres_url)
    async with database.write() as connection:
        item = await new(connection)

    async def publish(body: str) -> int:
        async with database.write() as connection:
            return await items.publish(connection, item.id, body, ANNA, NOW)

    assert sorted(await asyncio.gather(*(publish(str(n)) for n in range(5)))) == [1, 2, 3, 4, 5]
    async with database.read() as connection:
        assert await revision(connection) == 5
    await database.close()


async def test_closing_and_opening(database: Database) -> None:
    async with database.write() as connection:
        item = await new(connection)
        await items.publish(connection, item.id, "eins", ANNA, NOW)
        before = await revision(connection)
        assert await items.set_closed(connection, item.id, True)
        assert not await items.set_closed(connection, item.id, True)
        assert await revision(connection) == before + 1
        closed = await items.find_item(connection, "survey", "umfrage")
        assert closed
        assert closed.closed
        await items.publish(connection, item.id, "zwei", ANNA, NOW)
        opened = await items.find_item(connection, "survey", "umfrage")
        assert opened
        assert not opened.closed


async def test_drafts_do_not_move_the_city(database: Database) -> None:
    async with database.write() as connection:
        item = await new(connection)
        await items.save_draft(connection, item.id, "eins", 0, ANNA, NOW)
        await items.note_import(connection, item.id, "digest")
        assert await revision(connection) == 0
        found = await items.find_item(connection, "survey", "umfrage")
        assert found
        assert (found.imported, found.has_draft) == ("digest", True)


async def test_only_what_was_never_published_can_be_removed(database: Database) -> None:
    async with database.write() as connection:
        item, other = await new(connection, "a"), await new(connection, "b")
        await items.save_draft(connection, item.id, "eins", 0, ANNA, NOW)
        await items.publish(connection, other.id, "eins", ANNA, NOW)
        assert await items.remove_unpublished(connection, item.id)
        assert not await items.remove_unpublished(connection, item.id)
        assert not await items.remove_unpublished(connection, other.id)
        assert [found.slug for found in await items.list_items(connection, "survey")] == ["b"]
        assert await items.list_drafts(connection, "survey") == {}


@pytest.mark.postgres
async def test_an_item_that_is_held_is_not_published_by_others(postgres_url: str) -> None:
    database = Database(postgres_url)
    async with database.write() as connection:
        item = await new(connection)

    async def publish() -> int:
        async with database.write() as connection:
            return await items.publish(connection, item.id, "zwei", BEN, NOW)

    async with database.write() as connection:
        assert await items.hold_item(connection, "survey", "umfrage") == item
        assert await items.hold_item(connection, "survey", "keine") is None
        other = asyncio.create_task(publish())
        await asyncio.sleep(0.1)
        assert not other.done()
        assert await items.publish(connection, item.id, "eins", ANNA, NOW) == 1
    assert await other == 2
    await database.close()
