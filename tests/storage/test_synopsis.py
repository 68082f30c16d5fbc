"""The synopsis: every section as it is now, with what was said and decided; of what is hidden no word."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from sqlalchemy import insert

from dialogs.city.comment import CommentKind
from dialogs.city.decision import Status
from dialogs.city.guideline import Section
from dialogs.city.hints import mask
from storage import definitions, items, synopsis
from storage.database import Database
from storage.exports_guidelines import read_versions
from storage.items import Item
from storage.synopsis import Entry, Heading, Synopsis, read_pieces, read_synopsis
from storage.synopsis_xlsx import COLUMNS, MOST_UNITS, export_synopsis, fit
from storage.tables import decisions, rulings
from tests.comments import let, number_of, support
from tests.participants import a_comment, speak_up
from tests.sample import GUIDELINE, NOW
from tests.storage.test_exports import HOSTILE

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
async def item(database: Database) -> Item:
    """The sample guideline: its sections stand in the order 1, 3, 2."""
    return await publish(database)


async def publish(database: Database, *sections: Section) -> Item:
    version = replace(GUIDELINE, sections=sections or GUIDELINE.sections)
    async with database.write() as connection:
        await items.add_item(connection, "guideline", GUIDELINE.slug)
        held = await items.find_item(connection, "guideline", GUIDELINE.slug)
        assert held
        await items.publish(connection, held.id, definitions.dump(version), None, NOW)
        found = await items.find_item(connection, "guideline", GUIDELINE.slug)
        assert found
        return found


async def say(database: Database, receipt: str, section: int, words: str, **values: str) -> int:
    """Somebody's comment, which others may read unless something else is said."""
    await speak_up(database, *a_comment(section, receipt, words))
    return await let(database, receipt, **{"visibility": "released", **values})


async def decide(database: Database, comment: int, status: str, reason: str) -> None:
    row = {"comment": comment, "status": status, "reason": reason, "staff": "B", "at": NOW}
    async with database.write() as connection:
        await connection.execute(insert(decisions), row)


async def hide(database: Database, comment: int, rule: int | None) -> None:
    row = {"comment": comment, "verdict": "hidden", "before": "waiting", "after": "hidden", "rule": rule}
    async with database.write() as connection:
        await connection.execute(insert(rulings), {**row, "staff": "B", "at": NOW})


async def whole(database: Database, item: Item) -> tuple[Synopsis, list[Heading | Entry]]:
    frame = await read_synopsis(database, item, await read_versions(database, item))
    return frame, [line async for piece in read_pieces(database, item, frame) for line in piece]


async def cells(database: Database, item: Item) -> list[list[str]]:
    """The rows of the sheet, which holds nothing but strings."""
    file = b"".join([chunk async for chunk in export_synopsis(database, item)])
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        names = book.namelist()
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  # our own file
    assert [name for name in names if "externalLink" in name or "_rels/sheet" in name] == []
    assert {cell.get("t") for cell in sheet.iter(f"{MAIN}c")} <= {"inlineStr"}
    assert [*sheet.iter(f"{MAIN}f"), *sheet.iter(f"{MAIN}v"), *sheet.iter(f"{MAIN}hyperlink")] == []
    return [
        # The form in which such a file says that an underscore is one.
        [
            "".join(t.text or "" for t in cell.iter(f"{MAIN}t")).replace("_x005F_", "_")
            for cell in row.iter(f"{MAIN}c")
        ]
        for row in sheet.iter(f"{MAIN}row")
    ]


def brief(lines: list[Heading | Entry]) -> list[tuple[str, int]]:
    return [("section" if isinstance(line, Heading) else "entry", line.number) for line in lines]


async def test_without_comments_it_is_the_guideline(database: Database, item: Item) -> None:
    frame, lines = await whole(database, item)
    assert (frame.waiting, frame.newest) == (0, GUIDELINE)
    assert [(line.number, line.place) for line in lines if isinstance(line, Heading)] == [
        *((1, 1), (3, 2), (2, 3))
    ]
    assert await cells(database, item) == [
        [name for name, _width in COLUMNS],
        ["1", "Wozu", "Damit alle mitreden."],
        ["2", "Wer", "Alle."],
        ["3", "Wie", "Freundlich."],
    ]


async def test_each_section_with_what_was_said_and_decided(
    database: Database, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = await say(database, "B", 2, "Zwei.")
    first = await say(database, "A", 3, "Eins.", kind="proposal", status="partly")
    await say(database, "C", 3, "Streng geheim.", visibility="waiting")
    await say(database, "D", 1, "Nicht mehr.", state="withdrawn")
    await support(database, "A", 2)
    await decide(database, first, "in_review", "")
    await decide(database, first, "partly", "Weil es geht.")
    expected = [
        *(("section", 1), ("section", 3), ("entry", first), ("section", 2), ("entry", later)),
    ]
    for at_once in (1, 500):
        monkeypatch.setattr(synopsis, "COMMENTS_AT_ONCE", at_once)
        frame, lines = await whole(database, item)
        assert (frame.waiting, brief(lines)) == (1, expected)
    proposal = CommentKind.PROPOSAL
    assert lines[2] == Entry(first, 3, 1, proposal, "Eins.", 2, Status.PARTLY, "Weil es geht.")
    assert (await cells(database, item))[3:] == [
        ["2", "Wer", "", str(first), "Vorschlag", "1", "Eins.", "2", "Teilweise übernommen", "Weil es geht."],
        ["3", "Wie", "Freundlich."],
        ["3", "Wie", "", str(later), "Anregung", "1", "Zwei.", "0", "Eingegangen", ""],
    ]


async def test_of_what_is_hidden_there_is_the_rule_and_no_word(database: Database, item: Item) -> None:
    hidden = {"visibility": "hidden", "status": "not_adopted"}
    ruled = await say(database, "A", 1, "Streng geheim.", **hidden)
    unruled = await say(database, "B", 1, "Auch geheim.", **hidden)
    await support(database, "A", 7)
    await decide(database, ruled, "not_adopted", "Sie schrieben geheime Dinge.")
    for rule in (2, 1):
        await hide(database, ruled, rule)
    await hide(database, unruled, None)
    _frame, lines = await whole(database, item)
    assert [(line.words, line.supports, line.reason) for line in lines if isinstance(line, Entry)] == [
        *(("", 0, ""), ("", 0, ""))
    ]
    rows = await cells(database, item)
    assert rows[2][:6] == ["1", "Wozu", "", str(ruled), "Anregung", "1"]
    assert rows[2][6:] == [
        "Ausgeblendet. Grund: Bleiben Sie freundlich. Beleidigungen und Drohungen haben hier keinen Platz."
    ]
    assert rows[3][6:] == ["Ausgeblendet."]
    assert "geheim" not in str((lines, rows))


async def test_what_leads_to_a_person_is_masked(database: Database, item: Item) -> None:
    await say(database, "A", 1, "Rufen Sie mich an: 0631 1234567.")
    _frame, lines = await whole(database, item)
    assert [line.words for line in lines if isinstance(line, Entry)] == ["Rufen Sie mich an: […]."]
    assert "0631" not in str(await cells(database, item))


async def test_what_is_taken_back_meanwhile_does_not_appear(database: Database, item: Item) -> None:
    for receipt in ("A", "B", "C"):
        await say(database, receipt, 1, "Geheim.")
    frame = await read_synopsis(database, item, await read_versions(database, item))
    await let(database, "A", state="withdrawn")
    await let(database, "B", visibility="waiting")
    await let(database, "C", visibility="hidden")
    lines = [line async for piece in read_pieces(database, item, frame) for line in piece]
    assert [(e.number, e.hidden, e.words) for e in lines if isinstance(e, Entry)] == [
        (await number_of(database, "C"), True, "")
    ]


async def test_a_section_that_vanished_keeps_its_comments(database: Database, item: Item) -> None:
    old = await say(database, "A", 3, "Alt.")
    older = await say(database, "B", 9, "Nie dagewesen.")
    new = await say(database, "C", 7, "Neu.", version="2")
    item = await publish(
        database, Section(7, {"en": "Only English"}, {}), Section(1, {"de": "Wozu"}, {"de": "Neu"})
    )
    _frame, lines = await whole(database, item)
    assert brief(lines) == [
        *(("section", 7), ("entry", new), ("section", 1)),
        *(("section", 3), ("entry", old), ("section", 9), ("entry", older)),
    ]
    assert [(h.place, h.title) for h in lines if isinstance(h, Heading)] == [
        *((1, {"en": "Only English"}), (2, {"de": "Wozu"})),
        *((0, {"de": "Wer", "en": "Who"}), (0, {})),
    ]
    assert [row[:3] for row in await cells(database, item)][4:] == [
        *(["früher", "Wer", "Alle."], ["früher", "Wer", ""], ["früher", "", ""], ["früher", "", ""])
    ]


async def test_a_cell_is_never_a_formula_a_link_or_a_number(database: Database, item: Item) -> None:
    texts = [text for text in HOSTILE if text.strip() and "\x00" not in text]
    texts += ["123", "https://example.org/", "_x0041_", "{=1+1}", "mailto:a@example.org", "x" * 40_000]
    for number, text in enumerate(texts):
        comment = await say(database, str(number), 1, text)
        await decide(database, comment, "partly", text)
    said = [row for row in await cells(database, item) if len(row) == len(COLUMNS)][1:]
    assert [row[9] for row in said] == [fit(text) for text in texts]
    assert [row[6] for row in said] == [fit(mask(text)) for text in texts]


def test_a_cell_has_an_end() -> None:
    assert fit("x" * MOST_UNITS) == "x" * MOST_UNITS
    assert fit("x" * (MOST_UNITS + 1)) == "x" * (MOST_UNITS - 2) + " …"
    for faces in (16_383, 16_384, 20_000):
        told = fit("😀" * faces)
        assert len(told.encode("utf-16-le")) <= 2 * MOST_UNITS
        assert told.startswith("😀" * 16_382)
    assert fit("a\x00\r\nb") == "a \nb"
