"""An event from the form to its cancellation, once on SQLite, once on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from dialogs.city.facts import EventSignedUp
from storage.database import Database
from storage.tables import notifications
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.events import stored
from tests.admin_web.surveys import save
from tests.participants import speak_up

AT = "/admin/events/treffen"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Once SQLite, once PostgreSQL."""
    opened = Database(database_url)
    yield opened
    await opened.close()


async def press_twice(browser: Browser, address: str, button: str) -> None:
    form = (await browser.open(address)).form(button)
    pages = await asyncio.gather(*(browser.hand_in(form) for _press in range(3)))
    assert {page.status for page in pages} == {303}


async def test_from_the_form_to_the_cancellation(house: House, editor: Browser) -> None:
    await editor.open("/admin/events/_new")
    when = {"starts_day": "2024-03-20", "starts_clock": "18:00"}
    await save(editor, "Anlegen", title__de="Treffen", **when, signup="y", capacity="1")
    await press_twice(editor, f"{AT}/publish", "Jetzt veröffentlichen")
    first, second = [await speak_up(house.database, EventSignedUp("treffen")) for _ in range(2)]
    await editor.open(f"{AT}/texts")
    await save(editor, capacity="2", place="Foyer")
    await press_twice(editor, f"{AT}/publish", "Jetzt veröffentlichen")
    await press_twice(editor, f"{AT}/cancel", "Ja, absagen")
    await editor.open(f"{AT}/series?step=weekly&weekday=2&begins=2024-03-21&until=&times=3")
    days = ["2024-03-27", "2024-04-03", "2024-04-10"]
    await editor.send("Termine anlegen", how="publish", day=days)
    page = await editor.open("/admin/events")
    assert len(page.rows) == 4
    assert [row[3:] for row in page.rows if row[2] == "abgesagt"] == [["2 von 2", "0", "0"]]
    await editor.open(f"{AT}/door")
    await editor.send("Code machen")
    found = await stored(house, "treffen")
    assert found
    assert [event.cancelled for event in found.versions] == [False, False, True]
    async with house.database.read() as connection:
        rows = (await connection.execute(select(notifications))).all()
    assert {(row.citizen, row.kind) for row in rows} >= {
        (second, "seat_free"),
        *((who, "event_changed") for who in (first, second)),
    }
    assert sorted(row.version for row in rows if row.kind == "event_changed") == [2, 2, 3, 3]
    assert [line.split(" | ")[1] for line in await house.told()] == [
        *("created", "published", "saved", "published", "cancelled", "series made", "entrance made"),
    ]
