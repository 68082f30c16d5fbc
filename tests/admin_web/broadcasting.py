"""Announcements for the tests of the admin page: written, and on their way without a sender."""

from datetime import timedelta
from typing import Any

from dialogs.city.broadcast import Broadcast
from dialogs.city.event import Event
from storage import broadcasts, definitions, items
from storage.broadcasts import Stored
from tests.admin_web.browser import Page, words
from tests.admin_web.conftest import EDITOR, House
from tests.broadcasts import ANNOUNCEMENT, begin

AT = "/admin/broadcasts"


async def draft(house: House, broadcast: Broadcast = ANNOUNCEMENT, author: str = EDITOR) -> str:
    """A draft; returns the address of its page."""
    async with house.database.write() as connection:
        return f"{AT}/{await broadcasts.create(connection, broadcast, author, house.now)}"


async def planned(house: House, broadcast: Broadcast = ANNOUNCEMENT, **more: Any) -> str:
    """One that is to go out, at once unless it is said when."""
    at = await draft(house, broadcast)
    async with house.database.write() as connection:
        await broadcasts.plan(connection, number(at), 1, more.get("at"), more.get("counted", 0), house.now)
    return at


async def put_event(house: House) -> None:
    """A festival that people can sign up for."""
    event = Event("fest", {"de": "Stadtfest"}, house.now + timedelta(days=2), signup=True)
    async with house.database.write() as connection:
        item = await items.add_item(connection, "event", event.slug)
        assert item
        await items.publish(connection, item.id, definitions.dump(event), None, house.now)


async def begun(house: House, broadcast: Broadcast = ANNOUNCEMENT) -> str:
    """One that has begun, whose recipients are chosen."""
    at = await planned(house, broadcast)
    await begin(house.database, number(at), house.now)
    return at


def number(at: str) -> int:
    return int(at.rpartition("/")[2])


async def stored(house: House, at: str = f"{AT}/1") -> Stored:
    """The announcement as it stands."""
    async with house.database.read() as connection:
        found = await broadcasts.find(connection, number(at))
    assert found
    return found


def report(page: Page) -> dict[str, str]:
    """The table of what came of it."""
    [table] = [each for each in page.all("table") if each.get("class") == "report"]
    rows = [[words(cell) for cell in row] for row in table.iter("tr")]
    return {row[0]: row[1] for row in rows[1:]}


def buttons(page: Page) -> set[str]:
    """What can be pressed on a page, but for the way out."""
    return {button for form in page.forms() for button in form.buttons} - {"Abmelden"}
