"""Whom an announcement is for: counted and chosen by the same words."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from dialogs.city.broadcast import Audience
from dialogs.engine.wants import RunState
from storage import items
from storage.broadcasts_audience import choose, count_crowded, count_recipients
from storage.database import Database
from storage.tables import participation, signups
from tests import sample
from tests.broadcasts import ANNOUNCEMENT, begin, change, meet, plan

NEXT = sample.NOW + timedelta(days=1)


@pytest.fixture
async def people(database: Database) -> dict[str, int]:
    """People of many kinds; all want announcements but the last ones."""
    numbers = dict(zip("abc", await meet(database, *"abc"), strict=True))
    numbers |= dict(zip("de", await meet(database, *"de", channel="web", language="en"), strict=True))
    numbers["t"] = (await meet(database, "t", channel="terminal"))[0]
    numbers["m"] = (await meet(database, "m", topics=("announcements", "events/district/mitte")))[0]
    numbers |= dict(zip("xy", await meet(database, *"xy", topics=("events",)), strict=True))
    async with database.write() as connection:
        survey = await items.add_item(connection, "survey", "rathaus")
        event = await items.add_item(connection, "event", "rathaus")
        assert survey and event
        took_part = [("a", RunState.COMPLETE), ("b", RunState.STARTED), ("x", RunState.COMPLETE)]
        await connection.execute(
            insert(participation),
            [
                {
                    "citizen": numbers[who],
                    "item": survey.id,
                    "version": 1,
                    "state": state,
                    "day": sample.NOW.date(),
                }
                for who, state in took_part
            ],
        )
        seats = [{"citizen": numbers[who], "item": event.id, "day": sample.NOW.date()} for who in "bxy"]
        await connection.execute(insert(signups), seats)
    await change(database, "UPDATE citizens SET reachable = false WHERE address IN ('c', 'y')")
    return numbers


@pytest.mark.parametrize(
    ("audience", "service", "who"),
    [
        (Audience(), False, "abdem"),
        (Audience(topic="events/district/mitte"), False, "m"),
        (Audience(topic="announcements"), False, "abdem"),
        (Audience(languages=("en", "de@simple")), False, "de"),
        (Audience(took_part_in="rathaus"), False, "a"),
        (Audience(not_in="rathaus"), False, "bdem"),
        (Audience(not_in="rathaus", languages=("de",)), False, "bm"),
        (Audience(signed_up_for="rathaus"), False, "b"),
        (Audience(signed_up_for="rathaus"), True, "bx"),
        (Audience(signed_up_for="rathaus", took_part_in="rathaus"), True, "x"),
        (Audience(took_part_in="nirgends"), False, ""),
        (Audience(signed_up_for="nirgends"), True, ""),
    ],
)
async def test_who_is_meant(
    database: Database, people: dict[str, int], audience: Audience, service: bool, who: str
) -> None:
    async with database.read() as connection:
        chosen = {row.id for row in await connection.execute(choose(audience, service=service))}
        assert {name for name, number in people.items() if number in chosen} == set(who)
        assert await count_recipients(connection, audience, service=service) == len(who)


async def test_how_many_would_get_a_third_one_within_a_week(
    database: Database, people: dict[str, int]
) -> None:
    async with database.read() as connection:
        assert await count_crowded(connection, ANNOUNCEMENT, NEXT) == 0
    first = await plan(database, audience=Audience(languages=("de",)))
    await begin(database, first)
    in_mitte = await plan(database, planned=NEXT, audience=Audience(topic="events/district/mitte"))
    async with database.read() as connection:
        assert await count_crowded(connection, ANNOUNCEMENT, NEXT) == 1
        assert await count_crowded(connection, ANNOUNCEMENT, NEXT, but=in_mitte) == 0
        in_english = replace(ANNOUNCEMENT, audience=Audience(languages=("en",)))
        assert await count_crowded(connection, in_english, NEXT) == 0
    # Who has got the first is looked up, even if it would not be for him any more.
    await change(database, "UPDATE citizens SET language = 'en'")
    await plan(database, planned=NEXT + timedelta(days=5))
    async with database.read() as connection:
        assert await count_crowded(connection, ANNOUNCEMENT, NEXT) == 3
        assert await count_crowded(connection, ANNOUNCEMENT, NEXT + timedelta(days=8)) == 0
