"""Somebody whom a comment is about asks for it to be deleted; and what became of one that was taken back."""

import asyncio

import pytest
from sqlalchemy import func, insert, select

from dialogs.city.facts import CommentWithdrawn
from storage import tables
from storage.staff import Role
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import MODERATOR, House
from tests.admin_web.guidelines import AT, publish
from tests.comments import let, support
from tests.participants import a_comment, speak_up

RECEIPT, OTHER = "K7M3Q-X9TW4", "22222-22222"
FIND, ERASE = f"{AT}/comments", f"{AT}/comments/1/erase"
HANGING = (tables.comments, tables.comment_parts, tables.decisions, tables.rulings, tables.supports)


@pytest.fixture
async def discussed(house: House) -> House:
    await publish(house)
    await speak_up(house.database, *a_comment(3, RECEIPT, "Frau Muster, Weg 3.", "Sie weiß es."), name="1")
    await speak_up(house.database, *a_comment(3, OTHER, "Mehr Bänke."), name="2")
    await support(house.database, RECEIPT, 2)
    now = house.now
    change = {"section": 3, "version": 1, "state": "unfinished", "replaces": 1, "day": now.date()}
    ruling = {"comment": 1, "verdict": "released", "before": "waiting", "after": "released", "at": now}
    async with house.database.write() as connection:
        item = (await connection.execute(select(tables.comments.c.item).limit(1))).scalar_one()
        change |= {"item": item, "channel": "web", "language": "de"}
        await connection.execute(insert(tables.comments), change)
        await connection.execute(insert(tables.rulings), {**ruling, "staff": "B"})
        decision = {"comment": 1, "status": "partly", "reason": "Weil.", "staff": "B", "at": now}
        await connection.execute(insert(tables.decisions), decision)
    return house


async def count(house: House) -> list[int]:
    async with house.database.read() as connection:
        counts = [await connection.execute(select(func.count()).select_from(table)) for table in HANGING]
        return [found.scalar_one() for found in counts]


async def test_found_by_its_receipt_asked_again_and_gone(discussed: House, admin: Browser) -> None:
    assert await count(discussed) == [3, 3, 1, 1, 2]
    page = await admin.open(FIND, params={"search": "k7m3q x9tw4"})
    await admin.open(page.links()["Alles dazu"])
    page = await admin.open(admin.page.links()["Auf Verlangen löschen …"])
    assert page.heading == "Anregung Nr. 1 löschen?"
    assert "Frau Muster, Weg 3. Sie weiß es." in page.text
    pages = await asyncio.gather(*(admin.press("Ja, löschen") for _ in range(3)))
    assert {page.status for page in pages} == {303}
    assert (await admin.open(FIND)).said == "Nr. 1 ist gelöscht."
    assert await count(discussed) == [1, 1, 0, 0, 0]
    assert "Frau Muster" not in (await admin.open(FIND)).text
    told = await discussed.told()
    assert told.count("Frau Berger | comment erased | Leitlinie leitlinien | Nr. 1") == 1
    assert RECEIPT not in " ".join(told)
    for address in (ERASE, f"{FIND}/1"):
        assert (await admin.open(address)).status == 404


async def test_what_a_colleague_has_erased_already(discussed: House, admin: Browser) -> None:
    first, second = [(await admin.open(ERASE)).form("Ja, löschen") for _ in range(2)]
    assert (await admin.hand_in(first)).status == 303
    assert (await admin.hand_in(second)).status == 404


async def test_nobody_else_is_offered_it(discussed: House) -> None:
    await discussed.take_in(MODERATOR, Role.MODERATOR)
    moderator = await discussed.enter(MODERATOR)
    assert "löschen" not in (await moderator.open(f"{FIND}/1")).text
    assert (await moderator.open(ERASE)).status == 403


async def test_what_was_taken_back_is_told_by_its_receipt(discussed: House, editor: Browser) -> None:
    number = await let(discussed.database, OTHER, kind="proposal")
    await speak_up(discussed.database, CommentWithdrawn("leitlinien", number), name="2")
    page = await editor.open(FIND, params={"search": "22222 22222"})
    assert (
        "Quittung 22222-22222: Vorschlag zu „Wer“, zurückgezogen am 15. März 2024. "
        "Der Wortlaut ist gelöscht." in page.text
    )
    page = await editor.open(FIND, params={"search": "33333-33333"})
    assert "Dazu gibt es keinen Beitrag." in page.text
