"""The synopsis: to read, to print, to take home; of what is hidden no word, for whoever asks."""

import io
import zipfile
from xml.etree import ElementTree

import pytest
from sqlalchemy import insert

from storage import synopsis
from storage.synopsis_xlsx import COLUMNS
from storage.tables import decisions, rulings
from tests.admin_web.browser import Browser, Page, words
from tests.admin_web.conftest import House
from tests.admin_web.guidelines import AT, publish
from tests.comments import let, support
from tests.participants import a_comment, speak_up

SYNOPSIS = f"{AT}/synopsis"
XLSX = f"{AT}/export/synopsis/xlsx"
HIDDEN = (
    "Anregung Nr. 2 zur Fassung 1 Ausgeblendet. Grund: Keine Werbung, weder für Produkte noch für Parteien."
)
ANSWERED = (
    "Vorschlag Nr. 1 zur Fassung 1 =1+1 <b>Bänke</b> [U+202E]gnp "
    "1 Person sieht es auch so. Stand: Teilweise übernommen. Drei Bänke."
)
WORDS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}t"


async def discuss(house: House) -> None:
    """Nr. 1 is released and answered, Nr. 2 hidden, Nr. 3 waits, Nr. 4 was taken back."""
    await publish(house)
    for receipt, section, said in (
        ("A", 3, "=1+1 <b>Bänke</b> \u202egnp"),
        ("B", 1, "Streng geheim."),
        ("C", 3, "Auch geheim."),
        ("D", 3, "Ganz geheim."),
    ):
        await speak_up(house.database, *a_comment(section, receipt, said))
    await let(house.database, "A", visibility="released", status="partly", kind="proposal")
    await let(house.database, "B", visibility="hidden", status="not_adopted")
    await let(house.database, "D", state="withdrawn")
    await support(house.database, "A", 1)
    ruling = {"comment": 2, "verdict": "hidden", "before": "waiting", "after": "hidden", "rule": 5}
    answers = [
        {"comment": 1, "status": "partly", "reason": "Drei Bänke."},
        {"comment": 2, "status": "not_adopted", "reason": "Weil geheim."},
    ]
    async with house.database.write() as connection:
        await connection.execute(insert(rulings), {**ruling, "staff": "B", "at": house.now})
        await connection.execute(insert(decisions), [{**a, "staff": "B", "at": house.now} for a in answers])


def told(page: Page) -> list[str]:
    """What stands in the synopsis, line by line."""
    [found] = [each for each in page.all("div") if each.get("class") == "synopsis"]
    return [words(each) for each in found if words(each)]


async def test_reading_it(house: House, editor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    await discuss(house)
    for at_once in (1, 500):
        monkeypatch.setattr(synopsis, "COMMENTS_AT_ONCE", at_once)
        page = await editor.open(SYNOPSIS)
        assert (page.status, page.heading) == (200, "Synopse: Leitlinien")
        assert told(page) == [
            "1. Wozu",
            "Damit alle mitreden.",
            HIDDEN,
            "2. Wer",
            "Alle.",
            ANSWERED,
            "3. Wie",
            "Freundlich.",
        ]
    assert "Fassung 1 mit 2 Beiträgen. 1 wartet noch auf die Moderation und steht nicht hier." in page.text
    assert "geheim" not in page.html
    assert {"A", "B"}.isdisjoint(page.text.split())
    assert (await house.told())[-1] == "Herr Yılmaz | comments read | Leitlinie leitlinien | Synopse"
    assert page.headers["Cache-Control"] == "no-store"


async def test_without_comments(house: House, editor: Browser) -> None:
    await publish(house)
    page = await editor.open((await editor.open(AT)).links()["Text und Beiträge nebeneinander (Synopse)"])
    assert told(page) == ["1. Wozu", "Damit alle mitreden.", "2. Wer", "Alle.", "3. Wie", "Freundlich."]
    assert "Fassung 1 mit 0 Beiträgen." in page.text


async def test_taking_it_home(house: House, editor: Browser) -> None:
    await discuss(house)
    assert (await editor.open(SYNOPSIS)).links()["Als Tabelle herunterladen (XLSX)"] == XLSX
    async with editor.session.get(house.base.rstrip("/") + XLSX) as answer:
        assert answer.content_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        name = 'attachment; filename="synopse-leitlinien-2024-03-15.xlsx"'
        assert answer.headers["Content-Disposition"] == name
        file = await answer.read()
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  # our own file
    cells = [each.text or "" for each in sheet.iter(WORDS)]
    assert cells[: len(COLUMNS)] == [name for name, _width in COLUMNS]
    assert "=1+1 <b>Bänke</b> \u202egnp" in cells
    assert [cell for cell in cells if "geheim" in cell] == []
    assert (await house.told())[
        -1
    ] == "Herr Yılmaz | guideline exported | Leitlinie leitlinien | Synopse, XLSX"


async def test_what_is_not_there(house: House, editor: Browser) -> None:
    for address in (SYNOPSIS, XLSX):
        assert (await editor.open(address)).status == 404
    assert await house.told() == []


async def test_a_file_there_is_no_room_for_gets_a_page_that_says_so(
    house: House, editor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await publish(house)
    monkeypatch.setattr("tempfile.tempdir", f"/nowhere/{house.now.year}")
    assert (await editor.open(XLSX)).status == 500
