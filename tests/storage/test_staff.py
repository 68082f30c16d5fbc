"""Members of staff, the links they come in by, and their sign-ins."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import links, sessions, staff, tables
from storage.database import Connection, Database
from storage.links import LIFETIME, Purpose
from storage.sessions import ABSOLUTE, IDLE
from storage.staff import Member, Role
from tests.sample import NOW

MOMENT = timedelta(seconds=1)


async def add(connection: Connection, name: str, role: Role = Role.EDITOR) -> Member:
    member = await staff.add_member(connection, name, role, "hash", NOW)
    assert member
    return member


async def test_a_name_is_given_once_however_it_is_written(database: Database) -> None:
    async with database.write() as connection:
        assert await staff.count_members(connection) == 0
        anna = await add(connection, "Änne Groß", Role.ADMIN)
        assert await staff.add_member(connection, "ÄNNE GROSS", Role.EDITOR, "hash", NOW) is None
        assert await staff.find_by_name(connection, "änne groß") == anna
        assert await staff.find_by_name(connection, "Anne Gross") is None
        assert anna == Member(anna.id, "Änne Groß", Role.ADMIN, True, NOW)
        assert await staff.count_members(connection) == 1


async def test_members_in_the_order_in_which_they_came(database: Database) -> None:
    async with database.write() as connection:
        members = [await add(connection, name) for name in ("Zoe", "Anna")]
        assert await staff.list_members(connection) == members
        assert await staff.find_member(connection, members[1].id) == members[1]
        assert await staff.lock_member(connection, members[1].id) == members[1]
        assert await staff.find_member(connection, 99) is None
        assert await staff.lock_member(connection, 99) is None


async def test_roles_and_access_change_once(database: Database) -> None:
    async with database.write() as connection:
        anna = await add(connection, "Anna")
        assert await staff.set_role(connection, anna.id, Role.ADMIN)
        assert not await staff.set_role(connection, anna.id, Role.ADMIN)
        assert await staff.set_active(connection, anna.id, False)
        assert not await staff.set_active(connection, anna.id, False)
        changed = await staff.find_member(connection, anna.id)
        assert changed
        assert (changed.role, changed.active) == (Role.ADMIN, False)


async def test_passwords_are_kept_apart_from_members(database: Database) -> None:
    async with database.write() as connection:
        anna, ben = await add(connection, "Anna"), await add(connection, "Ben")
        await staff.set_password(connection, anna.id, "another hash")
        assert await staff.find_password(connection, anna.id) == "another hash"
        assert await staff.find_password(connection, ben.id) == "hash"
        assert await staff.find_password(connection, 99) is None


async def test_a_link_works_once_and_for_half_an_hour(database: Database) -> None:
    async with database.write() as connection:
        token = await links.make_link(connection, Purpose.INVITATION, "Ben", Role.EDITOR, NOW)
        found = await links.find_link(connection, token, NOW + LIFETIME - MOMENT)
        assert found == links.Link(Purpose.INVITATION, "Ben", Role.EDITOR, NOW + LIFETIME)
        assert await links.find_link(connection, token, NOW + LIFETIME) is None
        assert await links.use_link(connection, token, NOW + LIFETIME) is None
        assert await links.use_link(connection, token, NOW) == found
        assert await links.use_link(connection, token, NOW) is None
        assert await links.find_link(connection, token, NOW) is None
        assert await links.use_link(connection, "anything", NOW) is None


async def test_the_database_holds_no_link_that_works(database: Database) -> None:
    async with database.write() as connection:
        token = await links.make_link(connection, Purpose.FIRST_ADMIN, "", Role.ADMIN, NOW)
        rows = (await connection.execute(select(tables.links))).all()
    assert token not in str(rows)


@pytest.mark.postgres
async def test_of_many_who_follow_one_link_one_comes_in(postgres_url: str) -> None:
    database = Database(postgres_url)
    async with database.write() as connection:
        token = await links.make_link(connection, Purpose.FIRST_ADMIN, "", Role.ADMIN, NOW)

    async def use() -> bool:
        async with database.write() as connection:
            return await links.use_link(connection, token, NOW) is not None

    assert sum(await asyncio.gather(*(use() for _ in range(8)))) == 1
    await database.close()


async def test_a_newer_link_makes_the_older_worthless(database: Database) -> None:
    async with database.write() as connection:
        old = await links.make_link(connection, Purpose.INVITATION, "Ben", Role.EDITOR, NOW)
        other = await links.make_link(connection, Purpose.INVITATION, "Cem", Role.EDITOR, NOW)
        new = await links.make_link(connection, Purpose.INVITATION, "Ben", Role.ADMIN, NOW + MOMENT)
        assert await links.find_link(connection, old, NOW) is None
        assert [link.name for link in await links.list_open(connection, Purpose.INVITATION, NOW)] == [
            "Cem",
            "Ben",
        ]
        assert await links.withdraw(connection, Purpose.INVITATION, "Ben")
        assert not await links.withdraw(connection, Purpose.INVITATION, "Ben")
        assert await links.find_link(connection, new, NOW) is None
        assert await links.find_link(connection, other, NOW)


async def test_a_sign_in_ends_after_rest_and_after_a_day_of_work(database: Database) -> None:
    async with database.write() as connection:
        anna = await add(connection, "Anna")
        token = await sessions.begin(connection, anna.id, NOW)
        session = await sessions.find_session(connection, token, NOW)
        assert session
        assert (session.member, session.created, session.said) == (anna, NOW, "")
        assert await sessions.find_session(connection, token, NOW + IDLE) is None
        for hours in range(1, 24):
            await sessions.touch(connection, session.digest, NOW + timedelta(minutes=29) * hours)
        assert await sessions.find_session(connection, token, NOW + timedelta(hours=11, minutes=30))
        await sessions.touch(connection, session.digest, NOW + ABSOLUTE)
        assert await sessions.find_session(connection, token, NOW + ABSOLUTE) is None
        assert await sessions.find_session(connection, "anything", NOW) is None


async def test_who_is_shut_out_is_out_at_once(database: Database) -> None:
    async with database.write() as connection:
        anna = await add(connection, "Anna")
        token = await sessions.begin(connection, anna.id, NOW)
        await staff.set_active(connection, anna.id, False)
        assert await sessions.find_session(connection, token, NOW) is None


async def test_everybody_ends_only_his_own_sign_ins(database: Database) -> None:
    async with database.write() as connection:
        anna, ben = await add(connection, "Anna"), await add(connection, "Ben")
        tokens = [await sessions.begin(connection, anna.id, NOW + n * MOMENT) for n in range(3)]
        mine = await sessions.list_sessions(connection, anna.id, NOW + 5 * MOMENT)
        assert [session.created for session in mine] == [NOW + n * MOMENT for n in (2, 1, 0)]
        assert not await sessions.end(connection, ben.id, mine[0].handle)
        assert not await sessions.end(connection, anna.id, "%")
        assert await sessions.end(connection, anna.id, mine[0].handle)
        assert await sessions.end_all(connection, anna.id, keep=mine[1].digest) == 1
        kept = [await sessions.find_session(connection, token, NOW + 5 * MOMENT) for token in tokens]
        assert [session.digest if session else "" for session in kept] == ["", mine[1].digest, ""]
        assert await sessions.end_all(connection, anna.id) == 1


async def test_what_the_next_page_says(database: Database) -> None:
    async with database.write() as connection:
        token = await sessions.begin(connection, (await add(connection, "Anna")).id, NOW)
        session = await sessions.find_session(connection, token, NOW)
        assert session
        await sessions.say(connection, session.digest, "Gespeichert.")
        again = await sessions.find_session(connection, token, NOW)
        assert again
        assert again.said == "Gespeichert."
