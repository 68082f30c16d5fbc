"""The files with somebody's data: each holds every value, the page in words of the person's language."""

import json
from collections.abc import AsyncIterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, update

from bot.my_data.make import make
from bot.my_data.words import COLUMNS, TABLES
from bot.town import Town
from dialogs.city.my_data import File
from storage import definitions, items, tables
from storage.database import Connection, Database
from storage.privacy_ways import personal_columns, personal_tables
from tests import sample
from tests.canaries import WORD, Canary, plant
from tests.html import read_page
from tests.sample import NOW

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
async def town(sqlite_url: str) -> AsyncIterator[Town]:
    database = Database(sqlite_url)
    yield Town(database, sample.KEY, BERLIN, "test")
    await database.close()


async def publish(connection: Connection) -> None:
    for item, definition in ((1, sample.SURVEY), (2, sample.GUIDELINE)):
        await items.publish(connection, item, definitions.dump(definition), None, NOW)


async def planted(database: Database) -> Canary:
    async with database.write() as connection:
        canary = await plant(connection)
        await publish(connection)
    return canary


async def content(town: Town, file: File) -> str:
    made = await make(town, 5, file, NOW)
    assert made
    return made.decode()


async def test_the_json_holds_every_value_with_its_purpose(town: Town) -> None:
    canary = await planted(town.database)
    told = json.loads(await content(town, File.DATA))
    assert (told["format"], told["made"]) == ("stadtdialog/my-data/1", "2024-03-15T12:00:00+00:00")
    found = {
        (table["table"], column): value
        for table in told["tables"]
        for row in table["rows"]
        for column, value in row.items()
    }
    plain = {where: v.isoformat() if isinstance(v, date) else v for where, v in canary.values.items()}
    assert found == plain
    explained = {(t["table"], name) for t in told["tables"] for why in t["why"] for name in why["columns"]}
    assert {(table.name, c.name) for table in personal_tables() for c in personal_columns(table)} <= explained


async def test_the_page_holds_every_value(town: Town) -> None:
    canary = await planted(town.database)
    page = read_page(await content(town, File.PAGE))
    stored = ["".join(told.itertext()) for told in page.iter("bdi")]
    for where, value in canary.values.items():
        if isinstance(value, date):
            shown = value.astimezone(BERLIN) if isinstance(value, datetime) else value
            assert any(str(shown.year) in each for each in stored), where
        else:
            assert str(value) in stored, where


async def test_the_page_says_in_words_what_keys_stand_for(town: Town) -> None:
    await planted(town.database)
    async with town.database.write() as connection:
        await connection.execute(update(tables.answers).values(question="themen", value='["gruen"]'))
        await connection.execute(update(tables.runs).values(version=1))
        await connection.execute(update(tables.citizens).values(language="en"))
    page = await content(town, File.PAGE)
    assert '<html lang="en">' in page
    for words in ("My data", "Having a say", "Guidelines", "Which topics?", "Green", "<dt>Question</dt>"):
        assert words in page
    assert "<dt>Can be reached by us</dt>\n    <dd><bdi>True</bdi> – <bdi>Yes</bdi></dd>" in page


async def test_what_cannot_be_explained_is_shown_as_it_is(town: Town) -> None:
    """A version or an item that is gone, an answer that was skipped, a language of another program."""
    async with town.database.write() as connection:
        await plant(connection)
        await connection.execute(update(tables.answers).values(value="[]"))
        await connection.execute(update(tables.citizens).values(language="xx"))
    page = await content(town, File.PAGE)
    assert f"{WORD}-answers-question" in page
    async with town.database.write() as connection:
        await publish(connection)
        await connection.execute(update(tables.answers).values(question="themen"))
        await connection.execute(update(tables.runs).values(version=1))
    assert "Welche Themen?" in await content(town, File.PAGE)


async def test_markup_stays_text(town: Town) -> None:
    await planted(town.database)
    async with town.database.write() as connection:
        await connection.execute(update(tables.comment_parts).values(words="<script>alert(1)</script>"))
    page = await content(town, File.PAGE)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


async def test_there_is_no_file_for_nobody(town: Town) -> None:
    async with town.database.write() as connection:
        await plant(connection)
        await connection.execute(delete(tables.citizens))
    assert await make(town, 5, File.DATA, NOW) is None


def test_every_table_has_a_title_and_every_named_column_exists() -> None:
    assert TABLES.keys() == {table.name for table in personal_tables()}
    assert COLUMNS.keys() <= {column.name for table in personal_tables() for column in table.columns}
