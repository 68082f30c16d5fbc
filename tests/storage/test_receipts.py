"""The run behind a receipt: found however it is spelt, erased without a trace, on both databases."""

import pytest
from sqlalchemy import select

from dialogs.engine.wants import RunState
from storage import items, tables
from storage.city import Shelf
from storage.database import Connection, Database
from storage.receipts import Revision, erase_run, find_run, normal_receipt
from storage.results import count_answers, count_runs
from tests import sample
from tests.participants import SKIPPED, take_part

MINE, OTHER = "K7M3Q-X9TW4", "22222-22222"


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("K7M3Q-X9TW4", MINE),
        (" k7m3q x9tw4 ", MINE),
        ("k7m3qx9tw4", MINE),
        ("K7M3Q–X9TW4", MINE),
        ("K7M3Q_X9\u200bTW4.", MINE),
        ("K7M", "K7M-"),
        ("\x00' OR 1=1--", "OR11-"),
        (" - ", ""),
        ("", ""),
    ],
)
def test_however_it_is_written_down(typed: str, normal: str) -> None:
    assert normal_receipt(typed) == normal


async def take_part_twice(database: Database) -> None:
    await take_part(database, {"dabei": "yes", "wunsch": "Ruhe"}, name="1", receipt=MINE)
    await take_part(database, {"dabei": "no", "mehr": SKIPPED}, name="2", receipt=OTHER, channel="telegram")


async def number_of(connection: Connection) -> int:
    item = await items.find_item(connection, "survey", sample.SURVEY.slug)
    assert item
    return item.id


async def test_it_is_found_with_all_its_answers(database: Database, shelf: Shelf) -> None:
    await take_part_twice(database)
    async with database.read() as connection:
        item = await number_of(connection)
        run = await find_run(connection, item, MINE)
        assert run
        assert (run.version, run.state, run.channel, run.language) == (1, RunState.COMPLETE, "web", "de")
        assert (run.started, run.handed_in) == (sample.NOW.date(), sample.NOW.date())
        assert set(run.answers) == {"dabei", "wunsch"}
        [only] = run.answers["wunsch"]
        assert only == Revision(only.answer, True, sample.NOW.date())
        assert only.answer.value == ("Ruhe",)
        assert await find_run(connection, item, "K7M3Q-") is None
        assert await find_run(connection, item + 1, MINE) is None


async def test_erasing_takes_one_run_and_nothing_else(database: Database, shelf: Shelf) -> None:
    await take_part_twice(database)
    async with database.write() as connection:
        item = await number_of(connection)
        assert not await erase_run(connection, item + 1, MINE)
        assert await erase_run(connection, item, MINE)
        assert not await erase_run(connection, item, MINE)
    async with database.read() as connection:
        assert await find_run(connection, item, MINE) is None
        assert sum(part.count for part in await count_runs(connection, item)) == 1
        assert await count_answers(connection, item) == {"dabei": {"no": 1}, "mehr": {"(skipped)": 1}}
        names = set((await connection.execute(select(tables.answers.c.pseudonym))).scalars())
        assert names == set((await connection.execute(select(tables.runs.c.pseudonym))).scalars())


async def test_who_begins_anew_is_known_as_somebody_who_has_begun(database: Database, shelf: Shelf) -> None:
    await take_part_twice(database)
    states = select(tables.participation.c.state).order_by(tables.participation.c.citizen)
    async with database.write() as connection:
        assert await erase_run(connection, await number_of(connection), MINE)
        assert list((await connection.execute(states)).scalars()) == ["complete", "complete"]
    await take_part(database, {"dabei": "yes"}, name="1", hand_in=False)
    async with database.read() as connection:
        assert list((await connection.execute(states)).scalars()) == ["started", "complete"]
