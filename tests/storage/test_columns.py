"""Moments and definitions come out of the database as they went in."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import StatementError

from dialogs.city.cleaning import clean
from dialogs.city.event import Event
from storage import definitions, tables
from storage.columns import Moment
from storage.database import Database
from tests.sample import NOW, SURVEY

BERLIN = ZoneInfo("Europe/Berlin")


@given(st.datetimes(timezones=st.sampled_from([UTC, BERLIN])))
def test_a_moment_is_kept_to_the_millisecond(moment: datetime) -> None:
    column, dialect = Moment(), sqlite.dialect()
    back = column.process_result_value(column.process_bind_param(moment, dialect), dialect)
    assert back is not None
    assert back.tzinfo is UTC
    assert timedelta(0) <= moment - back < timedelta(milliseconds=1)


async def test_moments_are_compared_across_zones(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(insert(tables.processes).values(owner="a", beat=NOW.astimezone(BERLIN)))
        query = select(tables.processes.c.beat).where(tables.processes.c.beat <= NOW)
        assert (await connection.execute(query)).scalar_one() == NOW
        await connection.execute(
            insert(tables.inbox).values(channel="t", key="k", who="w", body="", arrived=NOW)
        )
        assert (await connection.execute(select(tables.inbox.c.heard))).scalar_one() is None


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="a moment without a time zone"):
        async with database.write() as connection:
            naive = NOW.replace(tzinfo=None)
            await connection.execute(insert(tables.processes).values(owner="a", beat=naive))


def test_definitions_are_kept_without_what_is_not_said() -> None:
    body = definitions.dump(Event("fest", {"de": "Fest"}, NOW))
    assert body == '{"slug":"fest","title":{"de":"Fest"},"starts":"2024-03-15T12:00:00Z"}'
    assert definitions.load("event", body) == Event("fest", {"de": "Fest"}, NOW)


def test_every_question_type_comes_back() -> None:
    assert definitions.load("survey", definitions.dump(SURVEY)) == SURVEY


@pytest.mark.parametrize(
    "body", ["", "{}", "[]", "null", '{"slug": "a", "title": {}, "starts": 5, "extra": 1}']
)
def test_anything_else_is_refused(body: str) -> None:
    with pytest.raises(ValidationError):
        definitions.load("event", body)


@given(st.text(max_size=50))
def test_what_was_cleaned_fits_into_a_definition(text: str) -> None:
    event = Event("fest", {"de": clean(text)}, NOW)
    assert definitions.load("event", definitions.dump(event)) == event


@pytest.mark.parametrize(
    "hostile", ["a\x00b", "\ud83d", "a\x07b", "\x85", "😀" * 4096, "e\u0301", "\u202egnp.exe"]
)
async def test_cleaned_words_reach_every_database(database: Database, hostile: str) -> None:
    """NUL and lone surrogates break drivers; nothing gets here without being cleaned."""
    words = clean(hostile)
    async with database.write() as connection:
        await connection.execute(insert(tables.meta).values(key="a", value=words))
        assert (await connection.execute(select(tables.meta.c.value))).scalar_one() == words
