"""What came of a survey, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event

from dialogs.city.answer import Answer
from dialogs.engine.wants import RunState
from storage import definitions, items
from storage.city import Shelf
from storage.database import Database
from storage.funnel import SUMMARY, Reach, count_reach
from storage.results import (
    TEXTS_A_PAGE,
    Part,
    TextAnswer,
    count_all_runs,
    count_answers,
    count_runs,
    list_texts,
)
from storage.runs import Only
from tests import sample
from tests.participants import DECLINED, SKIPPED, Says, take_part

FULL: Says = {
    "dabei": "yes",
    "weg": "chat",
    "themen": "gruen verkehr",
    "gut": "4",
    "alter": "34",
    "wunsch": "Mehr Bänke",
    "mehr": SKIPPED,
}
HOME: Says = {
    "dabei": "no",
    "themen": DECLINED,
    "gut": "1",
    "alter": SKIPPED,
    "wunsch": SKIPPED,
    "mehr": SKIPPED,
}


@contextmanager
def counting_queries(database: Database) -> Iterator[list[str]]:
    """The statements the reader sends meanwhile."""
    sent: list[str] = []
    engine = database._reader.sync_engine

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


async def test_a_survey_nobody_took_part_in(database: Database, shelf: Shelf) -> None:
    item = shelf.surveys.numbers["beteiligung"]
    async with database.read() as connection:
        assert await count_runs(connection, item) == []
        assert await count_all_runs(connection) == {}
        assert await count_answers(connection, item) == {}
        assert await count_reach(connection, item, {1: sample.SURVEY}) == {}
        texts = await list_texts(connection, item, "wunsch")
    assert (texts.entries, texts.total, texts.page, texts.pages) == ((), 0, 1, 1)


async def test_runs_are_counted_by_state_channel_and_language(database: Database, shelf: Shelf) -> None:
    item = shelf.surveys.numbers["beteiligung"]
    await take_part(database, FULL)
    await take_part(database, FULL)
    await take_part(database, FULL, channel="telegram", language="en")
    await take_part(database, {"dabei": "yes"}, hand_in=False)
    async with database.read() as connection:
        assert await count_runs(connection, item) == [
            Part(RunState.COMPLETE, "telegram", "en", 1),
            Part(RunState.COMPLETE, "web", "de", 2),
            Part(RunState.STARTED, "web", "de", 1),
        ]
        assert await count_all_runs(connection) == {item: {RunState.COMPLETE: 3, RunState.STARTED: 1}}


async def test_answers_are_counted_by_category_once_they_are_handed_in(
    database: Database, shelf: Shelf
) -> None:
    item = shelf.surveys.numbers["beteiligung"]
    await take_part(database, FULL)
    await take_part(database, HOME)
    await take_part(database, {"dabei": "yes", "weg": "laden"}, hand_in=False)
    async with database.read() as connection:
        assert await count_answers(connection, item) == {
            "dabei": {"yes": 1, "no": 1},
            "weg": {"chat": 1},
            "themen": {"gruen verkehr": 1, "(declined)": 1},
            "gut": {"4": 1, "1": 1},
            "alter": {"34": 1, "(skipped)": 1},
            "wunsch": {"(text)": 1, "(skipped)": 1},
            "mehr": {"(skipped)": 2},
        }


async def test_a_changed_answer_counts_once_and_as_it_is_now(database: Database, shelf: Shelf) -> None:
    item = shelf.surveys.numbers["beteiligung"]
    await take_part(database, FULL, name="Ada")
    await take_part(database, {"gut": Answer(("2",), revision=2)}, name="Ada", hand_in=False)
    async with database.read() as connection:
        assert (await count_answers(connection, item))["gut"] == {"4": 1}
    await take_part(database, {"gut": Answer(("5",), revision=3)}, name="Ada")
    async with database.read() as connection:
        assert await count_answers(connection, item) == {"gut": {"5": 1}}


async def test_counts_of_one_channel_or_language(database: Database, shelf: Shelf) -> None:
    item = shelf.surveys.numbers["beteiligung"]
    await take_part(database, {"dabei": "yes"})
    await take_part(database, {"dabei": "no"}, channel="telegram")
    await take_part(database, {"dabei": "no"}, channel="telegram", language="en")
    async with database.read() as connection:
        assert await count_answers(connection, item, Only(channel="telegram")) == {"dabei": {"no": 2}}
        assert await count_answers(connection, item, Only(language="en")) == {"dabei": {"no": 1}}
        assert await count_answers(connection, item, Only("web", "en")) == {}


async def test_the_cost_of_counting_does_not_grow(database: Database, shelf: Shelf) -> None:
    item = shelf.surveys.numbers["beteiligung"]
    for people in (1, 3):
        for _person in range(people):
            await take_part(database, FULL)
        with counting_queries(database) as sent:
            async with database.read() as connection:
                await count_answers(connection, item)
                await count_runs(connection, item)
                await count_reach(connection, item, {1: sample.SURVEY})
                await list_texts(connection, item, "wunsch")
        selects = [statement for statement in sent if statement.startswith("SELECT")]
        assert len(selects) == 6


async def test_where_people_stop(database: Database, shelf: Shelf) -> None:
    item = shelf.surveys.numbers["beteiligung"]
    await take_part(database, FULL)
    await take_part(database, HOME)
    await take_part(database, {}, hand_in=False)
    await take_part(database, {"dabei": "yes"}, hand_in=False)
    await take_part(database, {"dabei": "no"}, hand_in=False)
    await take_part(database, HOME, hand_in=False)
    async with database.read() as connection:
        reach = await count_reach(connection, item, {1: sample.SURVEY})
    assert reach == {
        "dabei": Reach(6, 5, 1),
        "weg": Reach(2, 1, 1),
        "themen": Reach(4, 3, 1),
        "gut": Reach(3, 3, 0),
        "alter": Reach(3, 3, 0),
        "wunsch": Reach(3, 3, 0),
        "mehr": Reach(3, 3, 0),
        SUMMARY: Reach(1, 0, 1),
    }


async def test_who_began_on_an_old_version_stops_in_that_version(database: Database, shelf: Shelf) -> None:
    item = shelf.surveys.numbers["beteiligung"]
    await take_part(database, {"dabei": "no"}, hand_in=False)
    shorter = replace(sample.SURVEY, questions=sample.SURVEY.questions[3:])
    async with database.write() as connection:
        await items.publish(connection, item, definitions.dump(shorter), None, sample.NOW)
    await take_part(database, {}, hand_in=False)
    async with database.read() as connection:
        reach = await count_reach(connection, item, {1: sample.SURVEY, 2: shorter})
    assert reach == {"dabei": Reach(1, 1, 0), "themen": Reach(1, 0, 1), "gut": Reach(1, 0, 1)}


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["50% 100_000", "ÄRGER im Bus", "Straße"]),
        ("bus", ["ÄRGER im Bus"]),
        ("  Ärger  im  ", ["ÄRGER im Bus"]),
        ("A\u0308RGER", ["ÄRGER im Bus"]),
        ("arger", []),
        ("STRASSE", ["Straße"]),
        ("%", ["50% 100_000"]),
        ("_", ["50% 100_000"]),
        ("\\", []),
        ("'; DROP TABLE answers;--", []),
        ("\x00\ud83d", []),
        ("x" * 10_000, []),
    ],
)
async def test_searching_in_what_people_wrote(
    database: Database, shelf: Shelf, search: str, found: list[str]
) -> None:
    item = shelf.surveys.numbers["beteiligung"]
    for text in ("Straße", "ÄRGER im Bus", "50% 100_000"):
        await take_part(database, {"wunsch": text})
    await take_part(database, {"wunsch": "Bus, nicht abgegeben"}, hand_in=False)
    await take_part(database, {"wunsch": SKIPPED, "mehr": "Bus, andere Frage"})
    async with database.read() as connection:
        texts = await list_texts(connection, item, "wunsch", search)
    assert [entry.words for entry in texts.entries] == found
    assert texts.total == len(found)


async def test_texts_come_with_day_and_language(database: Database, shelf: Shelf) -> None:
    await take_part(database, {"wunsch": "More\nbenches"}, language="en")
    async with database.read() as connection:
        texts = await list_texts(connection, shelf.surveys.numbers["beteiligung"], "wunsch")
    assert texts.entries == (TextAnswer("More\nbenches", sample.NOW.date(), "en"),)


async def test_a_page_that_does_not_exist_becomes_the_nearest(database: Database, shelf: Shelf) -> None:
    for number in range(TEXTS_A_PAGE + 1):
        await take_part(database, {"wunsch": f"Wunsch {number}"})
    first_on = {1: f"Wunsch {TEXTS_A_PAGE}", 2: "Wunsch 0"}
    for asked, page in ((-1, 1), (0, 1), (1, 1), (2, 2), (3, 2), (10**9, 2)):
        async with database.read() as connection:
            texts = await list_texts(connection, shelf.surveys.numbers["beteiligung"], "wunsch", page=asked)
        assert (texts.page, texts.pages, texts.total) == (page, 2, TEXTS_A_PAGE + 1)
        assert texts.entries[0].words == first_on[page]


async def test_other_surveys_are_left_alone(database: Database, shelf: Shelf) -> None:
    other = replace(sample.SURVEY, slug="andere")
    async with database.write() as connection:
        item = await items.add_item(connection, "survey", "andere")
        assert item is not None
        await items.publish(connection, item.id, definitions.dump(other), None, sample.NOW)
    await take_part(database, {"dabei": "yes"}, survey="andere", name="Ada")
    await take_part(database, {"dabei": "no"}, name="Ada")
    async with database.read() as connection:
        assert await count_answers(connection, item.id) == {"dabei": {"yes": 1}}
        assert await count_answers(connection, shelf.surveys.numbers["beteiligung"]) == {"dabei": {"no": 1}}
