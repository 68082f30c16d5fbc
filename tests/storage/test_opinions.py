"""What came in on a guideline: counts for each section, comments by pages, and all of it as files."""

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest

from dialogs.city.comment import Vote
from dialogs.city.facts import CommentContinued, SectionRead, VoteCast
from storage import definitions, items, opinions
from storage.database import Database
from storage.exports import Format
from storage.exports_guidelines import export_comments, export_sections
from storage.items import Item
from storage.opinions import Opinion, Turnout, count_opinions, count_turnout, list_comments
from tests.participants import a_comment, speak_up
from tests.sample import GUIDELINE, NOW

SLUG = GUIDELINE.slug


@pytest.fixture
async def item(database: Database) -> Item:
    """The sample guideline, published."""
    return await publish(database)


async def publish(database: Database, version: str = definitions.dump(GUIDELINE)) -> Item:
    async with database.write() as connection:
        await items.add_item(connection, "guideline", SLUG)
        held = await items.find_item(connection, "guideline", SLUG)
        assert held
        await items.publish(connection, held.id, version, None, NOW)
        found = await items.find_item(connection, "guideline", SLUG)
        assert found
        return found


async def test_nothing_came_in(database: Database, item: Item) -> None:
    async with database.read() as connection:
        assert await count_turnout(connection) == {}
        assert await count_opinions(connection, item.id) == {}
        found = await list_comments(connection, item.id)
    assert (found.entries, found.total, found.page, found.pages) == ([], 0, 1, 1)


async def test_votes_readers_and_comments_are_counted(database: Database, item: Item) -> None:
    for vote in (Vote.AGREE, Vote.AGREE, Vote.DISAGREE):
        await speak_up(database, SectionRead(SLUG, 1, 1), SectionRead(SLUG, 3, 1), VoteCast(SLUG, 3, 1, vote))
    await speak_up(database, *a_comment(3, "AAAAA-AAAAA", "Ja."))
    await speak_up(database, *a_comment(2, "AAAAA-BBBBB", "Nein."))
    await speak_up(database, CommentContinued(SLUG, 3, 1, 1, "Nicht fertig.", "de"))
    async with database.read() as connection:
        assert await count_turnout(connection) == {item.id: Turnout(3, 3, 2)}
        assert await count_opinions(connection, item.id) == {
            1: Opinion({}, 0, 3),
            2: Opinion({}, 1, 0),
            3: Opinion({Vote.AGREE: 2, Vote.DISAGREE: 1}, 1, 3),
        }


async def test_comments_come_newest_first_with_all_their_words(database: Database, item: Item) -> None:
    await speak_up(database, *a_comment(3, "AAAAA-AAAAA", "Eins.", "Zwei."), channel="telegram")
    await speak_up(database, *a_comment(1, "AAAAA-BBBBB", "Drei.", language="en"))
    async with database.read() as connection:
        found = await list_comments(connection, item.id)
        only = await list_comments(connection, item.id, 3)
    assert [(c.receipt, c.words, c.channel, c.language) for c in found.entries] == [
        ("AAAAA-BBBBB", "Drei.", "web", "en"),
        ("AAAAA-AAAAA", "Eins.\nZwei.", "telegram", "de"),
    ]
    assert [c.receipt for c in only.entries] == ["AAAAA-AAAAA"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("BÄNKE", ["AAAAA-AAAAA"]),
        ("schatten", ["AAAAA-AAAAA"]),
        ("aaaaa-bbbbb", ["AAAAA-BBBBB"]),
        (" AAAAA bbbbb.", ["AAAAA-BBBBB"]),
        ("AAAAA", []),
        ("%", ["AAAAA-BBBBB"]),
        ("_", []),
        ("'; DROP TABLE comments;--", []),
        (" ", ["AAAAA-BBBBB", "AAAAA-AAAAA"]),
    ],
)
async def test_searching_words_and_receipts(
    database: Database, item: Item, search: str, found: list[str]
) -> None:
    await speak_up(database, *a_comment(3, "AAAAA-AAAAA", "Mehr Bänke!", "Im Schatten."))
    await speak_up(database, *a_comment(3, "AAAAA-BBBBB", "100 % Kaffee"))
    async with database.read() as connection:
        assert [c.receipt for c in (await list_comments(connection, item.id, None, search)).entries] == found


async def test_pages(database: Database, item: Item, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opinions, "COMMENTS_A_PAGE", 2)
    for number in range(5):
        await speak_up(database, *a_comment(3, f"CODE-{number}", f"Nummer {number}"))
    async with database.read() as connection:
        for asked, page, receipts in ((1, 1, [4, 3]), (3, 3, [0]), (99, 3, [0]), (-1, 1, [4, 3])):
            found = await list_comments(connection, item.id, 3, "", asked)
            assert (found.total, found.page, found.pages) == (5, page, 3)
            assert [c.receipt for c in found.entries] == [f"CODE-{number}" for number in receipts]


async def read(database: Database, item: Item, what: str, format: Format) -> str:
    export = {"sections": export_sections, "comments": export_comments}[what]
    return "".join([piece async for piece in export(database, item, format)])


def rows(file: str) -> list[list[str]]:
    assert file.startswith("\ufeff")
    return list(csv.reader(StringIO(file.removeprefix("\ufeff"), newline=""), strict=True))


async def test_counts_as_a_table(database: Database, item: Item) -> None:
    await speak_up(database, SectionRead(SLUG, 3, 1), VoteCast(SLUG, 3, 1, Vote.PARTLY))
    await speak_up(database, *a_comment(2, "CODE", "x"))
    fewer = replace(GUIDELINE, sections=GUIDELINE.sections[:2])
    item = await publish(database, definitions.dump(fewer))
    assert rows(await read(database, item, "sections", Format.CSV)) == [
        ["section", "title", "readers", "agree", "partly", "disagree", "comments"],
        ["1", "Wozu", "0", "0", "0", "0", "0"],
        ["3", "Wer", "1", "0", "1", "0", "0"],
        ["2", "Wie", "0", "0", "0", "0", "1"],
    ]
    found = json.loads(await read(database, item, "sections", Format.JSON))
    assert found["guideline"] == "leitlinien"
    assert found["sections"][1] == {
        "section": 3, "title": "Wer", "readers": 1, "agree": 0, "partly": 1, "disagree": 0, "comments": 0
    }  # fmt: skip


async def test_comments_as_a_table_hold_no_formula(
    database: Database, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opinions, "COMMENTS_AT_ONCE", 1)
    await speak_up(database, *a_comment(3, "CODE-1", '=HYPERLINK("http://x")', "Zweite Zeile"))
    await speak_up(database, *a_comment(9, "CODE-2", "Ohne Abschnitt", version=7))
    assert rows(await read(database, item, "comments", Format.CSV)) == [
        ["receipt", "section", "title", "version", "day", "channel", "language", "comment"],
        ["CODE-1", "3", "Wer", "1", "2024-03-15", "web", "de", '\'=HYPERLINK("http://x")\nZweite Zeile'],
        ["CODE-2", "9", "", "7", "2024-03-15", "web", "de", "Ohne Abschnitt"],
    ]
    found = json.loads(await read(database, item, "comments", Format.JSON))
    assert [c["comment"] for c in found["comments"]] == [
        '=HYPERLINK("http://x")\nZweite Zeile',
        "Ohne Abschnitt",
    ]


async def test_files_without_comments_are_whole_too(database: Database, item: Item) -> None:
    assert len(rows(await read(database, item, "comments", Format.CSV))) == 1
    assert json.loads(await read(database, item, "comments", Format.JSON)) == {
        "guideline": "leitlinien",
        "comments": [],
    }
