"""An announcement from its first word to its correction, once on SQLite, once on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from dialogs.city.broadcast import BroadcastState
from storage.database import Database
from storage.outbox_rows import State
from tests.admin_web.broadcasting import AT, report, stored
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House, run_house
from tests.admin_web.surveys import save
from tests.admin_web.test_attach_file import bring
from tests.admin_web.test_try_broadcast import get_code, link
from tests.broadcasts import begin, meet, settle
from tests.files import PNG


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Once SQLite, once PostgreSQL."""
    opened = Database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def empty_house(database: Database) -> AsyncIterator[House]:
    """An admin page where two are enough for a second person to be asked."""
    async for house in run_house(database, four_eyes_from=2):
        yield house


async def test_from_the_first_word_to_the_correction(house: House, admin: Browser, editor: Browser) -> None:
    people = await meet(house.database, "1", "2", "3")
    await editor.open(f"{AT}/_new")
    await save(editor, title__de="Der Markt", text__de="Ab Montag.", shows__de="Stände")
    at = f"{AT}/1"
    await bring(editor, at, PNG, "markt.png")
    await link(house, await get_code(editor))
    await editor.open(at)
    await editor.send("Zur Probe an mich")
    await editor.open(f"{at}/send")
    await editor.send("Zur Freigabe vorlegen", when="now")
    form = (await admin.open(at)).form("Freigeben")
    pages = await asyncio.gather(*(admin.hand_in(form) for _press in range(5)))
    assert {page.status for page in pages} == {303}
    await begin(house.database, 1, house.now)
    for citizen, state in zip(people, (State.SENT, State.UNKNOWN, State.SENT), strict=True):
        await settle(house.database, citizen, state, message=7)
    page = await editor.open(at)
    assert report(page) == {
        "auf Telegram gesendet": "2",
        "wartet noch": "0",
        "unbekannt, ob angekommen": "1",
        "zusammen": "3",
    }
    await editor.send("Noch einmal senden")
    await editor.send("Anhalten")
    await editor.open(f"{at}/correct")
    await save(editor, "Änderungen ansehen", text__de="Ab Dienstag.")
    await editor.send("Zur Freigabe vorlegen", sure="yes")
    form = (await admin.open(at)).form("Korrektur freigeben")
    pages = await asyncio.gather(*(admin.hand_in(form) for _press in range(5)))
    assert {page.status for page in pages} == {303}
    found = await stored(house)
    assert (found.state, found.edition, found.corrected) == (BroadcastState.STOPPED, 1, house.now)
    assert (await editor.open(f"{AT}/calendar")).status == 200
    assert [row[0] for row in (await editor.open(AT)).rows] == ["Der Markt"]
