"""When the period of a survey or guideline is over nobody can tell any more who said what in it."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select, update

from dialogs.city.facts import SectionRead
from dialogs.city.guideline import Guideline
from dialogs.city.survey import Survey
from storage import definitions, items, my_data, tables
from storage.city import Cities
from storage.database import Connection, Database
from storage.pen import Happened
from storage.record import record
from storage.retention import sweep
from tests import sample
from tests.canaries import plant
from tests.sample import GUIDELINE, NOW, SURVEY

CLOSES = datetime.fromisoformat("2024-03-29T22:59:00+00:00")
SHORT = replace(SURVEY, keep_days=30)
OPEN_END = replace(GUIDELINE, closes=None, keep_days=90)
MOMENT = timedelta(milliseconds=1)


async def publish(connection: Connection, survey: Survey = SHORT, guideline: Guideline = OPEN_END) -> None:
    """One person has said something everywhere; a survey with an end, a guideline without."""
    await plant(connection)
    for number, definition in ((1, survey), (2, guideline)):
        await items.publish(connection, number, definitions.dump(definition), None, NOW)


async def anonymised(connection: Connection, at: datetime) -> int:
    return (await sweep(connection, at))["made_anonymous"]


async def find_mine(connection: Connection) -> set[str]:
    """The tables in which the person with the key still finds something."""
    chapters = await my_data.gather(connection, sample.KEY, 5)
    return {chapter.table for chapter in chapters if chapter.rows}


async def salts(connection: Connection) -> list[str | None]:
    """Of what people take part in under a pseudonym; an event is there too."""
    query = select(tables.items.c.salt).where(tables.items.c.kind != "event").order_by(tables.items.c.id)
    return list((await connection.execute(query)).scalars())


async def test_so_many_days_after_its_end_a_survey_is_anonymous(database: Database) -> None:
    async with database.write() as connection:
        await publish(connection)
        over = CLOSES + timedelta(days=30)
        assert await anonymised(connection, over - MOMENT) == 0
        assert {"runs", "answers", "participation"} <= await find_mine(connection)
        before = (await Cities().current(connection)).city.revision
        assert await anonymised(connection, over) == 1
        assert await anonymised(connection, over) == 0
        assert await salts(connection) == [None, "salt2"]
        assert not {"runs", "answers", "participation"} & await find_mine(connection)
        assert len((await connection.execute(select(tables.answers))).all()) == 1
        assert (await Cities().current(connection)).city.revision > before
        entries = (await connection.execute(select(tables.journal))).all()
        assert [(e.staff, e.action, e.item) for e in entries] == [
            ("Programm", "made anonymous", "survey beteiligung")
        ]


async def test_without_an_end_it_counts_from_the_day_staff_closed_it(database: Database) -> None:
    async with database.write() as connection:
        await publish(connection, survey=replace(SURVEY, keep_days=3650))
        assert await anonymised(connection, NOW + timedelta(days=1000)) == 0
        await items.set_closed(connection, 2, True)
        closed = NOW + timedelta(days=1001)
        assert await anonymised(connection, closed) == 0
        assert await anonymised(connection, closed + timedelta(days=90) - MOMENT) == 0
        assert await anonymised(connection, closed + timedelta(days=90)) == 1
        mine = await find_mine(connection)
        assert not {"readings", "votes", "supports", "comments", "comment_parts", "wishes"} & mine
        left = (await connection.execute(select(tables.comments.c.citizen))).scalars()
        assert list(left) == [None, None]
        assert len((await connection.execute(select(tables.votes))).all()) == 1


async def test_what_is_opened_again_is_not_over(database: Database) -> None:
    async with database.write() as connection:
        await publish(connection)
        await items.set_closed(connection, 2, True)
        assert await anonymised(connection, NOW) == 0
        await items.set_closed(connection, 2, False)
        assert await anonymised(connection, NOW + timedelta(days=10)) == 0
        await items.set_closed(connection, 2, True)
        assert await anonymised(connection, NOW + timedelta(days=20)) == 0
        later = replace(SHORT, closes=CLOSES + timedelta(days=365))
        await items.publish(connection, 1, definitions.dump(later), None, NOW)
        assert await anonymised(connection, NOW + timedelta(days=109)) == 0
        assert await anonymised(connection, NOW + timedelta(days=110)) == 1
        assert await salts(connection) == ["salt1", None]


async def test_closed_by_hand_before_its_end_the_earlier_day_counts(database: Database) -> None:
    async with database.write() as connection:
        await publish(connection)
        await items.set_closed(connection, 1, True)
        assert await anonymised(connection, NOW) == 0
        assert await anonymised(connection, CLOSES) == 0
        assert await anonymised(connection, NOW + timedelta(days=30)) == 1


async def test_after_that_everybody_begins_anew_under_another_name(database: Database) -> None:
    async with database.write() as connection:
        await publish(connection)
        assert await anonymised(connection, CLOSES + timedelta(days=400)) == 1
        await items.set_closed(connection, 1, True)
        await items.set_closed(connection, 1, False)
        [survey, guideline] = await salts(connection)
        assert survey not in (None, "salt1")
        assert guideline == "salt2"
        over = await connection.execute(select(tables.items.c.over).where(tables.items.c.id == 1))
        assert over.scalar_one() is None


async def test_who_only_reads_afterwards_is_not_noted(database: Database) -> None:
    async with database.write() as connection:
        await publish(connection, guideline=replace(GUIDELINE, keep_days=30))
        assert await anonymised(connection, CLOSES + timedelta(days=30)) == 2
        shelf = await Cities().current(connection)
        read = Happened(5, "web", SectionRead(GUIDELINE.slug, 1, 1), NOW)
        await record(connection, shelf, sample.KEY, sample.ZONE, [read])
        assert len((await connection.execute(select(tables.readings))).all()) == 1


async def test_a_definition_nobody_can_read_ends_nothing(database: Database) -> None:
    async with database.write() as connection:
        await publish(connection)
        await connection.execute(update(tables.versions).values(body="{}"))
        assert await anonymised(connection, CLOSES + timedelta(days=4000)) == 0
