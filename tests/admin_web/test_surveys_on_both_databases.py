"""A survey from its title to its export, once on SQLite, once on PostgreSQL."""

import asyncio
import csv
from collections.abc import AsyncIterator
from io import StringIO

import pytest

from storage.database import Database
from tests.admin_web.browser import Browser, words
from tests.admin_web.conftest import House
from tests.admin_web.surveys import draft_of, save
from tests.participants import take_part

AT = "/admin/surveys/baeume"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Once SQLite, once PostgreSQL."""
    opened = Database(database_url)
    yield opened
    await opened.close()


async def test_from_the_title_to_the_export(house: House, admin: Browser, editor: Browser) -> None:
    await editor.open("/admin/surveys/_new")
    await save(editor, "Anlegen", title__de="Bäume")
    for type, text in (("yes_no", "Mehr Bäume?"), ("short_text", "Wo?")):
        await editor.open(f"{AT}/new-question?type={type}")
        await save(editor, text__de=text)
    await admin.open(f"{AT}/questions/wo")
    await editor.open(f"{AT}/questions/wo")
    await save(admin, text__de="Wo denn?")
    assert (await save(editor, text__de="Wo genau?")).status == 409
    await save(editor)
    assert [question.text["de"] for question in (await draft_of(house, "baeume")).questions] == [
        "Mehr Bäume?",
        "Wo genau?",
    ]
    form = (await editor.open(f"{AT}/publish")).form("Jetzt veröffentlichen")
    pages = await asyncio.gather(*(editor.hand_in(form) for _press in range(5)))
    assert {page.status for page in pages} == {303}
    for text in ("Im ÖSTLICHEN Park", "=Nirgends"):
        await take_part(house.database, {"mehr_baeume": "yes", "wo": text}, survey="baeume")
    await take_part(house.database, {"mehr_baeume": "no"}, survey="baeume", hand_in=False)
    page = await editor.open(f"{AT}/answers")
    assert ["Ja", "2", "100 %"] in page.rows
    assert page.rows[-2:] == [
        ["1. Mehr Bäume?", "3", "3", "0", "0 %"],
        ["2. Wo genau?", "3", "2", "1", "33 %"],
    ]
    page = await editor.open(f"{AT}/answers/wo?search=östlich")
    assert [words(each) for each in page.all("bdi") if each.get("class")] == ["Im ÖSTLICHEN Park"]
    page = await editor.ask("GET", f"{AT}/export/csv")
    rows = list(csv.reader(StringIO(page.html.removeprefix("\ufeff"), newline=""), strict=True))
    assert sorted(row[7:] for row in rows[1:]) == [
        ["no", ""],
        ["yes", "'=Nirgends"],
        ["yes", "Im ÖSTLICHEN Park"],
    ]
    await editor.open(AT)
    await editor.send("Schließen")
    assert [line.split(" | ")[1] for line in await house.told()] == [
        *("created", "saved", "saved", "saved", "saved", "published", "read", "exported", "closed"),
    ]


async def test_two_who_publish_and_save_at_once_end_in_one_order(
    house: House, admin: Browser, editor: Browser
) -> None:
    await editor.open("/admin/surveys/_new")
    await save(editor, "Anlegen", title__de="Bäume")
    await editor.open(f"{AT}/new-question?type=yes_no")
    await save(editor, text__de="Mehr Bäume?")
    publishing = (await admin.open(f"{AT}/publish")).form("Jetzt veröffentlichen")
    saving = (await editor.open(f"{AT}/texts")).form("Speichern")
    published, saved = await asyncio.gather(admin.hand_in(publishing), editor.hand_in(saving, minutes="9"))
    assert sorted((published.status, saved.status)) == [303, 409]
