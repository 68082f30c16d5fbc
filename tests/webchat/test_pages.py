"""What the page reads and writes, on both databases."""

from sqlalchemy import select

from dialogs.engine.place import NOWHERE
from storage import citizens, inbox, outbox, pages, tables
from storage.database import Database
from storage.inbox import Arrival
from storage.outbox import Message, State
from tests.sample import NOW


async def met(database: Database, address: str) -> int:
    async with database.write() as connection:
        standings = await citizens.meet(connection, pages.CHANNEL, {address: "en"}, NOW)
    return standings[address].citizen.id


async def told(database: Database, citizen: int, *bodies: str) -> None:
    messages = [Message(citizen, pages.CHANNEL, "anna", body, NOW) for body in bodies]
    async with database.write() as connection:
        await outbox.put(connection, messages)


async def sent(database: Database, address: str, key: str) -> None:
    arrival = Arrival(pages.CHANNEL, key, pages.lane(address), f"body of {key}", NOW)
    async with database.write() as connection:
        await inbox.put(connection, [arrival])


async def looked(database: Database, address: str) -> pages.Page:
    async with database.read() as connection:
        return await pages.look(connection, address)


async def test_a_stranger_has_an_empty_page(database: Database) -> None:
    page = await looked(database, "nobody")
    assert page == pages.Page(None, (), (), ())
    assert not page.is_known
    async with database.read() as connection:
        assert not await pages.is_known(connection, "nobody")


async def test_a_page_holds_the_present_screens_and_what_waits(database: Database) -> None:
    anna, bert = await met(database, "anna"), await met(database, "bert")
    await told(database, bert, "for Bert")
    await told(database, anna, "before")
    await told(database, anna, "one", "two")
    await sent(database, "anna", "k1")
    await sent(database, "anna", "k2")
    page = await looked(database, "anna")
    assert page.standing is not None
    assert (page.standing.citizen.language, page.standing.place) == ("en", NOWHERE)
    assert page.screens == ("one", "two")
    assert page.unheard == ("body of k1", "body of k2")
    assert len(page.fresh) == 2


async def test_who_only_just_wrote_is_known(database: Database) -> None:
    await sent(database, "anna", "k1")
    assert (await looked(database, "anna")).is_known
    async with database.read() as connection:
        assert await pages.is_known(connection, "anna")
        assert not await pages.is_known(connection, "bert")


async def test_what_was_drawn_is_noted_and_goes_with_the_next_answer(database: Database) -> None:
    anna = await met(database, "anna")
    await told(database, anna, "one")
    first = await looked(database, "anna")
    async with database.write() as connection:
        await pages.mark_shown(connection, first.fresh, NOW)
    page = await looked(database, "anna")
    assert (page.screens, page.fresh) == (("one",), ())
    await told(database, anna, "two")
    assert (await looked(database, "anna")).screens == ("two",)


async def test_what_was_replaced_meanwhile_stays_replaced(database: Database) -> None:
    anna = await met(database, "anna")
    await told(database, anna, "one")
    first = await looked(database, "anna")
    await told(database, anna, "two")
    async with database.write() as connection:
        await pages.mark_shown(connection, first.fresh, NOW)
        states = (await connection.execute(select(tables.outbox.c.state).order_by(tables.outbox.c.id))).all()
    assert [state for (state,) in states] == [State.REPLACED, State.WAITING]
