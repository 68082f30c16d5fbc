"""A guideline from its title to its second version, once on SQLite, once on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from dialogs.city.facts import CommentContinued, CommentHandedIn
from storage.database import Database
from storage.tables import notifications
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.guidelines import draft_of
from tests.admin_web.surveys import save
from tests.participants import speak_up

AT = "/admin/guidelines/regeln/edit"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Once SQLite, once PostgreSQL."""
    opened = Database(database_url)
    yield opened
    await opened.close()


async def publish_twice_at_once(browser: Browser) -> None:
    form = (await browser.open(f"{AT}/publish")).form("Jetzt veröffentlichen")
    pages = await asyncio.gather(*(browser.hand_in(form) for _press in range(3)))
    assert {page.status for page in pages} == {303}


async def test_from_the_title_to_the_second_version(house: House, admin: Browser, editor: Browser) -> None:
    await editor.open("/admin/guidelines/_new")
    await save(editor, "Anlegen", title__de="Regeln")
    for title in ("Zuhören", "Ausreden"):
        await editor.open(f"{AT}/new-section")
        await save(editor, title__de=title, text__de="Immer.")
    await admin.open(f"{AT}/sections/2")
    await editor.open(f"{AT}/sections/2")
    await save(admin, text__de="Meistens.")
    assert (await save(editor, text__de="Oft.")).status == 409
    await save(editor)
    await publish_twice_at_once(editor)
    said = (
        CommentContinued("regeln", 2, 1, 1, "Oft ist zu wenig.", "de"),
        CommentHandedIn("regeln", 2, 1, "K7M3Q-AAAAA"),
    )
    author = await speak_up(house.database, *said)
    await editor.open(f"{AT}/sections/2")
    await save(editor, text__de="Immer.")
    assert (await draft_of(house, "regeln")).sections[1].text == {"de": "Immer."}
    page = await editor.open(f"{AT}/publish")
    assert "1 Person hat zu einem Abschnitt geschrieben, der jetzt anders lautet." in page.text
    await publish_twice_at_once(editor)
    async with house.database.read() as connection:
        rows = (await connection.execute(select(notifications))).all()
    assert [(row.citizen, row.kind, row.version) for row in rows] == [(author, "section_changed", 2)]
    assert [line.split(" | ")[1] for line in await house.told()] == [
        *("created", "saved", "saved", "saved", "saved", "published", "saved", "published"),
    ]
