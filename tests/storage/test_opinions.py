"""What came in on a guideline: counts for each section, and all of it as files."""

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest

from dialogs.city.comment import CommentKind, Visibility, Vote
from dialogs.city.decision import Decision, Status
from dialogs.city.facts import CommentContinued, SectionRead, VoteCast
from storage import comment_lists, definitions, items
from storage.comment_lists import find_comments
from storage.database import Database
from storage.decisions import Sight, decide_comments
from storage.exports import Format
from storage.exports_guidelines import export_comments, export_sections
from storage.items import Item
from storage.opinions import Opinion, Turnout, count_opinions, count_turnout
from tests.comments import let, number_of, support
from tests.participants import a_comment, speak_up
from tests.sample import GUIDELINE, NOW

SLUG = GUIDELINE.slug
WRITTEN = ("comments", "proposals", "supports")


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


async def test_votes_readers_and_comments_are_counted(database: Database, item: Item) -> None:
    for vote in (Vote.AGREE, Vote.AGREE, Vote.DISAGREE):
        await speak_up(database, SectionRead(SLUG, 1, 1), SectionRead(SLUG, 3, 1), VoteCast(SLUG, 3, 1, vote))
    await speak_up(database, *a_comment(3, "AAAAA-AAAAA", "Ja."))
    await speak_up(database, *a_comment(2, "AAAAA-BBBBB", "Nein."))
    await speak_up(database, *a_comment(3, "AAAAA-CCCCC", "Besser so."))
    await let(database, "AAAAA-CCCCC", kind=CommentKind.PROPOSAL)
    await support(database, "AAAAA-AAAAA", 2)
    await support(database, "AAAAA-CCCCC", 3)
    await speak_up(database, CommentContinued(SLUG, 3, 1, 1, "Nicht fertig.", "de"))
    async with database.read() as connection:
        assert await count_turnout(connection) == {item.id: Turnout(3, 3, 3)}
        assert await count_opinions(connection, item.id) == {
            1: Opinion(readers=3),
            2: Opinion(comments=1),
            3: Opinion({Vote.AGREE: 2, Vote.DISAGREE: 1}, 1, 1, 5, readers=3, stopped=3),
        }


async def test_where_people_stop_reading(database: Database, item: Item) -> None:
    for way in ((1,), (1, 3), (1, 3), (1, 3, 2), (1, 3, 2, 1), (2,), (3, 1)):
        await speak_up(database, *(SectionRead(SLUG, section, 1) for section in way))
    async with database.read() as connection:
        found = await count_opinions(connection, item.id, end=2)
    # Whoever has seen the end and looks back has stopped nowhere.
    assert {section: (o.readers, o.stopped) for section, o in found.items()} == {
        1: (6, 2),
        3: (5, 2),
        2: (3, 0),
    }


async def read(database: Database, item: Item, what: str, format: Format) -> str:
    export = {"sections": export_sections, "comments": export_comments}[what]
    return "".join([piece async for piece in export(database, item, format)])


def rows(file: str) -> list[list[str]]:
    assert file.startswith("\ufeff")
    return list(csv.reader(StringIO(file.removeprefix("\ufeff"), newline=""), strict=True))


async def test_counts_as_a_table(database: Database, item: Item) -> None:
    await speak_up(database, SectionRead(SLUG, 3, 1), VoteCast(SLUG, 3, 1, Vote.PARTLY))
    await speak_up(database, SectionRead(SLUG, 1, 1))
    await speak_up(database, *a_comment(2, "CODE", "x"))
    await speak_up(database, VoteCast(SLUG, 1, 1, Vote.AGREE))
    first, second, _third = GUIDELINE.sections
    fewer = replace(GUIDELINE, sections=(first, replace(second, text={"de": "Wirklich alle."})))
    item = await publish(database, definitions.dump(fewer))
    await speak_up(database, VoteCast(SLUG, 3, 2, Vote.DISAGREE))
    assert rows(await read(database, item, "sections", Format.CSV)) == [
        ["section", "title", "readers", "stopped", "agree", "partly", "disagree", "earlier", *WRITTEN],
        ["1", "Wozu", "1", "1", "1", "0", "0", "0", "0", "0", "0"],
        ["3", "Wer", "1", "0", "0", "0", "1", "1", "0", "0", "0"],
        ["2", "Wie", "0", "0", "0", "0", "0", "0", "1", "0", "0"],
    ]
    found = json.loads(await read(database, item, "sections", Format.JSON))
    assert found["guideline"] == "leitlinien"
    assert found["sections"][1] == {
        "section": 3, "title": "Wer", "readers": 1, "stopped": 0, "agree": 0, "partly": 0, "disagree": 1,
        "earlier": 1, "comments": 0, "proposals": 0, "supports": 0,
    }  # fmt: skip


async def test_comments_as_a_table_hold_no_formula(
    database: Database, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comment_lists, "COMMENTS_AT_ONCE", 1)
    await speak_up(database, *a_comment(3, "CODE-1", '=HYPERLINK("http://x")', "Zweite Zeile"))
    await speak_up(database, *a_comment(9, "CODE-2", "Ohne Abschnitt", version=7))
    await let(database, "CODE-1", kind=CommentKind.PROPOSAL, visibility=Visibility.RELEASED)
    await support(database, "CODE-1", 2)
    async with database.write() as connection:
        [comment] = await find_comments(connection, item.id, [await number_of(database, "CODE-1")])
        seen = {comment.id: Sight(0, comment.arrived)}
        answer = Decision(Status.PARTLY, "+ teils")
        await decide_comments(connection, item.id, seen, answer, "Frau Berger", NOW)
    assert rows(await read(database, item, "comments", Format.CSV)) == [
        [
            *("receipt", "section", "title", "version", "day", "channel", "language"),
            *("kind", "visibility", "status", "reason", "supports", "comment"),
        ],
        [
            *("CODE-1", "3", "Wer", "1", "2024-03-15", "web", "de", "proposal", "released", "partly"),
            *("'+ teils", "2", '\'=HYPERLINK("http://x")\nZweite Zeile'),
        ],
        [
            *("CODE-2", "9", "", "7", "2024-03-15", "web", "de", "comment", "waiting", "received"),
            *("", "0", "Ohne Abschnitt"),
        ],
    ]
    found = json.loads(await read(database, item, "comments", Format.JSON))
    assert [(c["comment"], c["reason"], c["supports"]) for c in found["comments"]] == [
        ('=HYPERLINK("http://x")\nZweite Zeile', "+ teils", 2),
        ("Ohne Abschnitt", "", 0),
    ]


async def test_files_without_comments_are_whole_too(database: Database, item: Item) -> None:
    assert len(rows(await read(database, item, "comments", Format.CSV))) == 1
    assert json.loads(await read(database, item, "comments", Format.JSON)) == {
        "guideline": "leitlinien",
        "comments": [],
    }
