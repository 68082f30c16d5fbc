"""Answers leave the house: as CSV no spreadsheet runs, as JSON, in pieces, on both databases."""

import csv
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, insert

from dialogs.city.survey import Option, Question
from storage import definitions, items
from storage.city import Shelf
from storage.database import Database
from storage.exports import Format, csv_lines, export_survey, find_survey, harmless
from storage.pseudonyms import pseudonym
from storage.runs import RUNS_AT_ONCE
from storage.tables import runs
from tests import sample
from tests.participants import DECLINED, SKIPPED, take_part

FRONT = ["pseudonym", "version", "state", "channel", "language", "started", "handed_in"]


async def pieces(database: Database, format: Format) -> list[str]:
    async with database.read() as connection:
        item = await find_survey(connection, "beteiligung")
    assert item is not None
    return [piece async for piece in export_survey(database, item, format)]


async def as_csv(database: Database) -> list[list[str]]:
    text = "".join(await pieces(database, Format.CSV))
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


async def as_json(database: Database) -> Any:
    return json.loads("".join(await pieces(database, Format.JSON)))


async def test_a_survey_without_runs_is_a_header_and_an_empty_list(database: Database, shelf: Shelf) -> None:
    keys = [question.key for question in sample.SURVEY.questions]
    assert await as_csv(database) == [FRONT + keys]
    assert (await as_json(database))["runs"] == []


async def test_what_was_never_published_cannot_be_exported(database: Database, shelf: Shelf) -> None:
    async with database.write() as connection:
        await items.add_item(connection, "survey", "entwurf")
    async with database.read() as connection:
        assert await find_survey(connection, "entwurf") is None
        assert await find_survey(connection, "niemals") is None


async def test_one_line_a_run_and_a_column_a_question(database: Database, shelf: Shelf) -> None:
    await take_part(
        database,
        {
            "dabei": "yes",
            "weg": "laden",
            "themen": "gruen verkehr",
            "gut": "4",
            "alter": "34",
            "wunsch": 'Mehr "Bänke",\nbitte',
            "mehr": SKIPPED,
        },
        channel="telegram",
        language="en",
    )
    name = pseudonym(sample.KEY, shelf.surveys.salts["beteiligung"], 1)
    assert (await as_csv(database))[1:] == [
        [
            *(name, "1", "complete", "telegram", "en", "2024-03-15", "2024-03-15"),
            *("yes", "laden", "gruen; verkehr", "4", "34", 'Mehr "Bänke",\nbitte', "(skipped)"),
        ]
    ]


async def test_one_object_a_run_with_the_survey_beside_it(database: Database, shelf: Shelf) -> None:
    await take_part(database, {"dabei": "no", "themen": DECLINED, "gut": "1", "alter": "-2.5"})
    await take_part(database, {"themen": "gruen", "alter": "7", "wunsch": "=1+1"}, hand_in=False)
    exported = await as_json(database)
    assert definitions.load("survey", json.dumps(exported["survey"])) == sample.SURVEY
    by_state = {run["state"]: run for run in exported["runs"]}
    assert by_state == {
        "complete": {
            "pseudonym": pseudonym(sample.KEY, shelf.surveys.salts["beteiligung"], 1),
            "version": 1,
            "state": "complete",
            "channel": "web",
            "language": "de",
            "started": "2024-03-15",
            "handed_in": "2024-03-15",
            "answers": {
                "dabei": "no",
                "weg": None,
                "themen": {"no_answer": "declined"},
                "gut": "1",
                "alter": -2.5,
                "wunsch": None,
                "mehr": None,
            },
        },
        "started": {
            "pseudonym": pseudonym(sample.KEY, shelf.surveys.salts["beteiligung"], 2),
            "version": 1,
            "state": "started",
            "channel": "web",
            "language": "de",
            "started": "2024-03-15",
            "handed_in": None,
            "answers": {
                "dabei": None,
                "weg": None,
                "themen": ["gruen"],
                "gut": None,
                "alter": 7,
                "wunsch": "=1+1",
                "mehr": None,
            },
        },
    }


async def test_a_new_version_never_shifts_a_column(database: Database, shelf: Shelf) -> None:
    await take_part(database, {"dabei": "yes", "gut": "4"})
    before = await as_csv(database)
    first = Question("zuerst", "single", {"de": "Neu"}, options=(Option("a", {"de": "A"}),))
    kept = [question for question in sample.SURVEY.questions if question.key != "dabei"]
    newer = replace(sample.SURVEY, questions=(first, *reversed(kept)))
    async with database.write() as connection:
        await items.publish(
            connection, shelf.surveys.numbers["beteiligung"], definitions.dump(newer), None, sample.NOW
        )
    await take_part(database, {"zuerst": "a"})
    after = await as_csv(database)
    assert after[0] == [*before[0], "zuerst"]
    old, new = sorted(after[1:], key=lambda row: row[1])
    assert old == [*before[1], ""]
    assert new[1] == "2"
    assert new[-1] == "a"


HOSTILE = {
    "=1+1": "'=1+1",
    '=HYPERLINK("http://x")': '\'=HYPERLINK("http://x")',
    "@SUM(1)": "'@SUM(1)",
    "+49 631 1": "'+49 631 1",
    "-2": "'-2",
    "\t=1": "' =1",
    "\r=1": "'\n=1",
    " \n=1": "' \n=1",
    "\u200b=1": "'\u200b=1",
    "|cmd": "'|cmd",
    "＝1+1": "'＝1+1",
    "＠SUM(1)": "'＠SUM(1)",
    "a\x00b\x1b[31m\u2028c": "a b [31m c",
    "zwei\r\nZeilen": "zwei\nZeilen",
    "1-2=3": "1-2=3",
    "ü; \"x\", 'y'": "ü; \"x\", 'y'",
    "": "",
}


@pytest.mark.parametrize(("text", "cell"), HOSTILE.items())
def test_a_cell_never_starts_a_formula(text: str, cell: str) -> None:
    assert harmless(text) == cell


async def test_hostile_words_come_out_of_csv_as_plain_text(database: Database, shelf: Shelf) -> None:
    for text in HOSTILE:
        if text and "\x00" not in text:
            await take_part(database, {"wunsch": text})
    column = FRONT.index("handed_in") + 6
    wishes = {row[column] for row in (await as_csv(database))[1:]}
    assert wishes == {cell for text, cell in HOSTILE.items() if text and "\x00" not in text}


@given(st.lists(st.lists(st.text(), min_size=2, max_size=4), min_size=1, max_size=4))
def test_any_cell_is_read_back_as_it_was_made_harmless(rows: list[list[str]]) -> None:
    text = csv_lines(rows)
    assert list(csv.reader(StringIO(text, newline=""), strict=True)) == [
        [harmless(cell) for cell in row] for row in rows
    ]
    for row in rows:
        for cell in row:
            made = harmless(cell)
            assert not re.match(r"\s*[=+\-@|＝＋－＠｜]", made)
            assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", made)
            assert harmless(made) == made


@contextmanager
def counting_statements(database: Database) -> Iterator[list[str]]:
    sent: list[str] = []
    engine = database._reader.sync_engine

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


async def test_many_runs_come_in_pieces(database: Database, shelf: Shelf) -> None:
    """Two queries a piece, and no piece holds more than its share: memory does not grow with the runs."""
    many = 2 * RUNS_AT_ONCE + 1
    rows = [
        {
            "item": shelf.surveys.numbers["beteiligung"],
            "pseudonym": f"{number:032x}",
            "version": 1,
            "state": "started",
            "channel": "web",
            "language": "de",
            "started": sample.NOW.date(),
        }
        for number in range(many)
    ]
    async with database.write() as connection:
        await connection.execute(insert(runs), rows)
    with counting_statements(database) as sent:
        parts = await pieces(database, Format.CSV)
    assert [part.count("\r\n") for part in parts] == [1, RUNS_AT_ONCE, RUNS_AT_ONCE, 1]
    assert sum("FROM runs" in statement for statement in sent) == 4
    assert sum("FROM answers" in statement for statement in sent) == 3
    names = [row[0] for row in (await as_csv(database))[1:]]
    assert names == [f"{number:032x}" for number in range(many)]
    assert len((await as_json(database))["runs"]) == many
