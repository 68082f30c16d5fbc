"""The cast, one for each role: Frau Berger (administration), Herr Yilmaz (editors), Frau Nowak (moderation),
Herr Albers (may look only); and a clock that stands."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from argon2 import PasswordHasher
from yarl import URL

from admin_web.app import make_app
from admin_web.passwords import Passwords
from dialogs.city.project import Project
from storage import definitions, items, journal, sessions, staff
from storage.city import Cities
from storage.database import Database
from storage.journal import Entry
from storage.staff import Role
from tests import sample
from tests.admin_web.browser import Browser

ADMIN, EDITOR, MODERATOR, VIEWER = "Frau Berger", "Herr Yılmaz", "Frau Nowak", "Herr Albers"
PASSWORD = "grüne Bänke am Fackelbrunnen"
FAST = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
NOTICE = "Beispielinhalte, keine amtliche Seite der Stadt Kaiserslautern"


@dataclass
class House:
    """A running admin page."""

    database: Database
    base: str
    now: datetime = sample.NOW
    browsers: list[Browser] = field(default_factory=list)

    def wait(self, **span: float) -> None:
        """Lets time pass."""
        self.now += timedelta(**span)

    def browser(self) -> Browser:
        """Somebody's browser, not signed in."""
        self.browsers.append(Browser(self.base))
        return self.browsers[-1]

    async def sign_in(self, name: str, password: str = PASSWORD) -> Browser:
        """Somebody signed in, looking at the overview."""
        browser = self.browser()
        await browser.open("/admin")
        await browser.send("Anmelden", name=name, password=password)
        return browser

    async def enter(self, name: str) -> Browser:
        """The same without the sign-in page, for tests about something else."""
        async with self.database.write() as connection:
            member = await staff.find_by_name(connection, name)
            assert member
            token = await sessions.begin(connection, member.id, self.now)
        browser = self.browser()
        browser.session.cookie_jar.update_cookies({"stadtdialog-admin": token}, URL(self.base))
        await browser.open("/admin")
        return browser

    async def take_in(self, name: str, role: Role) -> None:
        """A colleague who has the usual password."""
        async with self.database.write() as connection:
            await staff.add_member(connection, name, role, FAST.hash(PASSWORD), self.now)

    async def journal(self) -> list[Entry]:
        """All entries, the oldest first."""
        async with self.database.read() as connection:
            return (await journal.list_entries(connection, "", (), 1000, 0))[::-1]

    async def told(self) -> list[str]:
        """The journal as lines."""
        return [" | ".join((e.staff, e.action, e.item, e.details)) for e in await self.journal()]


async def run_house(database: Database, **settings: Any) -> AsyncIterator[House]:
    """A house over a database, until the test is over."""
    house = House(database, "")
    made = make_app(
        database,
        key=sample.KEY,
        zone=ZoneInfo("Europe/Berlin"),
        clock=lambda: house.now,
        cities=Cities(),
        passwords=Passwords(FAST),
        **{"public_url": "http://127.0.0.1:8080", **settings},
    )
    porch = web.Application()
    porch.add_subapp("/admin", made)
    async with TestServer(porch) as server:
        house.base = str(server.make_url("/"))
        yield house
        for browser in house.browsers:
            await browser.close()


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """A fresh SQLite file; what differs between the databases is tested in `test_both_databases`."""
    opened = Database(sqlite_url)
    yield opened
    await opened.close()


@pytest.fixture
async def empty_house(database: Database) -> AsyncIterator[House]:
    """An admin page nobody has ever come into."""
    async for house in run_house(database):
        yield house


@pytest.fixture
async def house(empty_house: House) -> House:
    """An admin page with Frau Berger, Herr Yılmaz and a published project."""
    await empty_house.take_in(ADMIN, Role.ADMIN)
    await empty_house.take_in(EDITOR, Role.EDITOR)
    async with empty_house.database.write() as connection:
        item = await items.add_item(connection, "project", "project")
        assert item
        project = Project(name={"de": "Leitlinien der Beteiligung"}, notice={"de": NOTICE})
        await items.publish(connection, item.id, definitions.dump(project), None, empty_house.now)
    return empty_house


@pytest.fixture
async def admin(house: House) -> Browser:
    """Frau Berger, signed in."""
    return await house.enter(ADMIN)


@pytest.fixture
async def editor(house: House) -> Browser:
    """Herr Yılmaz, signed in."""
    return await house.enter(EDITOR)


@pytest.fixture
async def moderator(house: House) -> Browser:
    """Frau Nowak, signed in."""
    await house.take_in(MODERATOR, Role.MODERATOR)
    return await house.enter(MODERATOR)


@pytest.fixture
async def viewer(house: House) -> Browser:
    """Herr Albers, signed in."""
    await house.take_in(VIEWER, Role.VIEWER)
    return await house.enter(VIEWER)
