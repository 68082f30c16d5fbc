"""The chat of a member of staff: linked by a code that works once, for half an hour, and opens no door."""

from datetime import timedelta

from dialogs.city.facts import StaffChatLinked
from dialogs.city.staff_chat import StaffChat, StaffDoor
from storage import broadcast_files, citizens, links, staff, staff_chats, wants
from storage.city import Cities
from storage.database import Database
from storage.links import LIFETIME, Purpose
from storage.record import Happened, record
from storage.staff import Role
from storage.staff_chats import Chat
from tests.sample import KEY, NOW, ZONE

CODE = "k7m3q"


async def take_in(database: Database, name: str = "Frau Berger") -> staff.Member:
    async with database.write() as connection:
        member = await staff.add_member(connection, name, Role.EDITOR, "", NOW)
    assert member
    return member


async def meet(database: Database, address: str) -> int:
    async with database.write() as connection:
        [standing] = (await citizens.meet(connection, "telegram", {address: "de"}, NOW)).values()
    return standing.citizen.id


async def give_code(database: Database, member: staff.Member, code: str = CODE) -> None:
    async with database.write() as connection:
        await staff_chats.make_code(connection, member, code, NOW)


async def say_yes(database: Database, citizen: int, code: str = CODE, after: timedelta = timedelta()) -> None:
    async with database.write() as connection:
        shelf = await Cities().current(connection)
        happened = Happened(citizen, "telegram", StaffChatLinked(code), NOW + after)
        await record(connection, shelf, KEY, ZONE, [happened])


async def seen(database: Database, citizen: int, code: str = CODE) -> StaffChat:
    async with database.read() as connection:
        shelf = await Cities().current(connection)
        answered = await wants.answer(connection, shelf, KEY, {citizen: [StaffDoor(code)]})
    found = answered[citizen][StaffDoor(code)]
    assert isinstance(found, StaffChat)
    return found


async def chat_of(database: Database, member: staff.Member) -> Chat | None:
    async with database.read() as connection:
        return await staff_chats.find_chat(connection, member.id)


async def test_a_code_links_one_chat_once(database: Database) -> None:
    berger = await take_in(database)
    first, second = await meet(database, "1"), await meet(database, "2")
    await give_code(database, berger)
    assert await seen(database, first) == StaffChat(NOW + LIFETIME)
    await say_yes(database, first)
    assert await seen(database, first) == StaffChat(name="Frau Berger")
    await say_yes(database, second)
    assert await seen(database, second) == StaffChat()
    found = await chat_of(database, berger)
    assert found and (found.citizen, found.reachable) == (first, True)


async def test_another_chat_takes_its_place_and_it_can_be_parted(database: Database) -> None:
    berger = await take_in(database)
    first, second = await meet(database, "1"), await meet(database, "2")
    for citizen, code in ((first, "eins"), (second, "zwei")):
        await give_code(database, berger, code)
        await say_yes(database, citizen, code)
    found = await chat_of(database, berger)
    assert found and found.citizen == second
    async with database.write() as connection:
        assert await staff_chats.unlink_chat(connection, berger.id)
        assert not await staff_chats.unlink_chat(connection, berger.id)
    assert await chat_of(database, berger) is None


async def test_what_is_too_old_or_invented_or_of_somebody_shut_out_links_nothing(database: Database) -> None:
    berger, citizen = await take_in(database), await meet(database, "1")
    await give_code(database, berger)
    await say_yes(database, citizen, after=LIFETIME)
    await say_yes(database, citizen, "invented")
    async with database.write() as connection:
        await staff.set_active(connection, berger.id, False)
    await say_yes(database, citizen)
    assert await chat_of(database, berger) is None


async def test_a_code_is_no_way_in_and_a_way_in_is_no_code(database: Database) -> None:
    berger, citizen = await take_in(database), await meet(database, "1")
    await give_code(database, berger)
    async with database.write() as connection:
        assert await links.find_link(connection, CODE, NOW) is None
        assert await links.use_link(connection, CODE, NOW) is None
        await links.make_link(connection, Purpose.INVITATION, "Herr Neu", "editor", NOW, "einladung")
    assert await seen(database, citizen, "einladung") == StaffChat()
    await say_yes(database, citizen, "einladung")
    async with database.read() as connection:
        assert await links.find_link(connection, "einladung", NOW)
    assert await chat_of(database, berger) is None


async def test_files_of_drafts_are_shown_there_while_somebody_works_for_the_city(database: Database) -> None:
    berger, citizen = await take_in(database), await meet(database, "1")
    assert not await may_fetch_drafts(database)
    await give_code(database, berger)
    await say_yes(database, citizen)
    assert await may_fetch_drafts(database)
    async with database.write() as connection:
        await staff.set_active(connection, berger.id, False)
    assert not await may_fetch_drafts(database)


async def may_fetch_drafts(database: Database) -> bool:
    async with database.read() as connection:
        return await broadcast_files.may_fetch(connection, "0" * 64, "telegram", "1")
