"""What the two databases do differently must make no difference: the whole way once on each."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from storage import forms, links, sessions, staff, throttles
from storage.database import Database
from storage.staff import Role
from tests.admin_web.browser import words
from tests.admin_web.conftest import ADMIN, PASSWORD, House
from tests.sample import NOW


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Once SQLite, once PostgreSQL."""
    opened = Database(database_url)
    yield opened
    await opened.close()


async def test_from_the_first_link_to_the_journal(empty_house: House) -> None:
    house, browser = empty_house, empty_house.browser()
    async with house.database.write() as connection:
        token = await links.make_link(connection, "first admin", "", "admin", house.now)
    await browser.open(f"/admin/link/{token}")
    await browser.send("Passwort speichern", name=ADMIN, password=PASSWORD, again=PASSWORD)
    await browser.send("Anmelden", name="FRAU BERGER", password="falsch")
    page = await browser.send("Anmelden", name="FRAU BERGER", password=PASSWORD)
    assert page.heading == "Übersicht"
    form = (await browser.open("/admin/staff")).form("Link erstellen")
    answers = await asyncio.gather(*(browser.hand_in(form, name="Özlem Çelik") for _ in range(5)))
    assert {answer.status for answer in answers} == {303}
    assert (await browser.hand_in(form, name="Eve")).status == 409
    page = await browser.open(answers[0].headers["Location"])
    ozlem = house.browser()
    await ozlem.open(words(page.find("code")).removeprefix("http://127.0.0.1:8080"))
    await ozlem.send("Passwort speichern", password=PASSWORD, again=PASSWORD)
    await ozlem.send("Anmelden", name="özlem çelik", password=PASSWORD)
    await browser.open("/admin/staff/2")
    await browser.send("Rolle ändern", role="admin")
    assert (await ozlem.open("/admin/staff/1")).heading == ADMIN
    await browser.open("/admin/staff/2")
    page = await browser.send("Zugang sperren")
    assert page.said == "Der Zugang ist gesperrt."
    assert (await ozlem.open("/admin")).heading == "Anmelden"
    page = await browser.open("/admin/journal", params={"search": "ÇELIK"})
    assert [row[2] for row in page.rows] == [
        "hat gesperrt: Özlem Çelik",
        "hat die Rolle geändert: Özlem Çelik",
        "hat sich angemeldet",
        "hat den Zugang eingerichtet",
        "hat eingeladen: Özlem Çelik",
    ]
    await browser.open("/admin/account")
    await browser.send("Alle Anmeldungen beenden")
    assert (await browser.open("/admin")).heading == "Anmelden"


async def test_counting_begins_anew_after_its_span(database: Database) -> None:
    hour = timedelta(hours=1)

    async def count(minutes: int) -> int:
        async with database.write() as connection:
            return await throttles.count(connection, "source", hour, NOW + timedelta(minutes=minutes))

    assert [await count(minutes) for minutes in (0, 1, 59, 60, 61)] == [1, 2, 3, 1, 2]
    async with database.write() as connection:
        for _ in range(5):
            await throttles.give_back(connection, "source")
    assert await count(62) == 1
    async with database.write() as connection:
        assert await throttles.forget_throttles(connection, NOW + 3 * hour) == 1
    assert await count(63) == 1


async def test_counts_taken_at_once_are_all_counted(database: Database) -> None:
    async def count() -> int:
        async with database.write() as connection:
            return await throttles.count(connection, "source", timedelta(hours=1), NOW)

    assert sorted(await asyncio.gather(*(count() for _ in range(8)))) == [1, 2, 3, 4, 5, 6, 7, 8]


async def test_a_link_is_used_once_however_many_try(database: Database) -> None:
    async with database.write() as connection:
        token = await links.make_link(connection, "invitation", "Jonas", "editor", NOW)

    async def use() -> bool:
        async with database.write() as connection:
            return await links.use_link(connection, token, NOW) is not None

    assert sorted(await asyncio.gather(*(use() for _ in range(5)))) == [False] * 4 + [True]


async def test_a_name_is_taken_in_any_capitals(database: Database) -> None:
    async with database.write() as connection:
        assert await staff.count_members(connection) == 0
        assert await staff.add_member(connection, "Jörg ÄÖÜ", Role.EDITOR, "hash", NOW)
        assert await staff.add_member(connection, "JÖRG äöü", Role.ADMIN, "hash", NOW) is None
        assert await staff.find_member(connection, 99) is None
        assert await staff.count_members(connection) == 1


async def test_forgetting_what_is_over(database: Database) -> None:
    async with database.write() as connection:
        await staff.add_member(connection, "Jonas", Role.EDITOR, "hash", NOW)
        await sessions.begin(connection, 1, NOW)
        await sessions.begin(connection, 1, NOW + timedelta(minutes=10))
        await forms.once(connection, "key", "digest", NOW)
        await links.make_link(connection, "invitation", "Lea", "editor", NOW)
        assert await sessions.forget_sessions(connection, NOW + timedelta(minutes=30)) == 1
        assert await sessions.forget_sessions(connection, NOW + timedelta(hours=12)) == 1
        assert await forms.forget_forms(connection, NOW) == 0
        assert await forms.forget_forms(connection, NOW + timedelta(seconds=1)) == 1
        assert await links.forget_links(connection, NOW + links.LIFETIME) == 0
        assert await links.forget_links(connection, NOW + links.LIFETIME + timedelta(seconds=1)) == 1


@pytest.mark.parametrize(("purpose", "role"), [("nonsense", "admin"), ("invitation", "nonsense")])
async def test_a_link_for_nothing_cannot_be_made(database: Database, purpose: str, role: str) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        async with database.write() as connection:
            await links.make_link(connection, purpose, "Jonas", role, NOW)
