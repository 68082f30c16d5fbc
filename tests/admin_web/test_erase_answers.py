"""Somebody asks for their answers to be deleted and shows the receipt."""

import asyncio

import pytest
from sqlalchemy import func, select

from storage import tables
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.surveys import AT, publish
from tests.participants import take_part

RECEIPT = "K7M3Q-X9TW4"
FIND, ERASE = f"{AT}/receipt", f"{AT}/receipt/erase"
ERASED = "Frau Berger | erased | Umfrage beteiligung | "


@pytest.fixture
async def answered(house: House) -> House:
    await publish(house)
    await take_part(house.database, {"dabei": "yes", "wunsch": "Ruhe"}, receipt=RECEIPT)
    await take_part(house.database, {"dabei": "no"}, receipt="22222-22222")
    return house


async def count(house: House) -> tuple[int, ...]:
    """How many runs, answers, and people who are known to take part."""
    async with house.database.read() as connection:
        every = (tables.runs, tables.answers, tables.participation)
        counts = [await connection.execute(select(func.count()).select_from(table)) for table in every]
        return tuple(found.scalar_one() for found in counts)


async def test_found_asked_again_and_gone(answered: House, admin: Browser) -> None:
    assert await count(answered) == (2, 3, 2)
    await admin.open(FIND, params={"code": RECEIPT})
    page = await admin.open(ERASE, params={"code": admin.page.value("code")})
    assert page.heading == "Antworten löschen?"
    assert "Das lässt sich nicht zurücknehmen." in page.text
    assert await count(answered) == (2, 3, 2)
    page = await admin.send("Ja, löschen")
    assert page.said == "Die Antworten zu dieser Quittung sind gelöscht."
    assert page.heading == "Antworten: Mitreden"
    assert await count(answered) == (1, 1, 2)
    assert (await admin.open(FIND, params={"code": RECEIPT})).heading == "Quittung suchen"
    assert (await answered.told()).count(ERASED) == 1
    assert RECEIPT not in " ".join(await answered.told())
    page = await admin.open("/admin/journal", params={"search": "auf Verlangen"})
    assert [row[2] for row in page.rows] == ["hat Antworten auf Verlangen gelöscht: Umfrage beteiligung"]


async def test_a_double_click_erases_once(answered: House, admin: Browser) -> None:
    await admin.open(ERASE, params={"code": RECEIPT})
    pages = await asyncio.gather(*(admin.press("Ja, löschen") for _ in range(3)))
    assert {page.status for page in pages} == {303}
    assert (await answered.told()).count(ERASED) == 1


async def test_what_a_colleague_has_erased_already(answered: House, admin: Browser) -> None:
    first = (await admin.open(ERASE, params={"code": RECEIPT})).form("Ja, löschen")
    second = (await admin.open(ERASE, params={"code": RECEIPT})).form("Ja, löschen")
    assert (await admin.hand_in(first)).status == 303
    page = await admin.hand_in(second)
    assert page.status == 404
    assert "Zu dieser Quittung gibt es hier keine Antworten." in page.text
    assert (await answered.told()).count(ERASED) == 1


async def test_an_editor_may_look_and_not_erase(answered: House, editor: Browser) -> None:
    assert (await editor.open(ERASE, params={"code": RECEIPT})).status == 403
    token = dict((await editor.open("/admin")).form("Abmelden").fields)
    assert (await editor.ask("POST", ERASE, data={**token, "code": RECEIPT})).status == 403
    assert await count(answered) == (2, 3, 2)
