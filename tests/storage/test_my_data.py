"""Everything about a person is gathered from every table, and nothing about anybody else."""

from datetime import date

import pytest
from sqlalchemy import select, text, update

from storage import my_data, tables
from storage.database import Database
from storage.privacy_ways import WAYS, Person, Way, personal_columns, personal_tables, rows_of
from storage.record_privacy import note_request
from storage.tables import metadata
from tests import sample
from tests.canaries import WORD, plant
from tests.sample import NOW
from tests.storage.people import meet_one


def test_of_every_table_it_is_said_whether_it_leads_to_people() -> None:
    assert WAYS.keys() == metadata.tables.keys()


def test_what_names_a_citizen_or_a_pseudonym_leads_to_people() -> None:
    for table in metadata.sorted_tables:
        points = {key.column.table.name for key in table.foreign_keys}
        leads = points & {"citizens", "comments", "rulings"} or "pseudonym" in table.columns
        assert not leads or WAYS[table.name] is not Way.NONE, table.name


async def test_every_column_of_every_table(database: Database) -> None:
    async with database.write() as connection:
        canary = await plant(connection)
        await meet_one(connection, "somebody else")
        chapters = await my_data.gather(connection, sample.KEY, canary.citizen)
    assert [chapter.table for chapter in chapters] == [table.name for table in personal_tables()]
    found: dict[tuple[str, str], object] = {}
    for chapter in chapters:
        [row] = chapter.rows
        found |= {(chapter.table, column): value for column, value in row.items()}
        assert chapter.entries
    assert found == canary.values


async def test_somebody_else_finds_nothing_of_it(database: Database) -> None:
    async with database.write() as connection:
        await plant(connection)
        other = await meet_one(connection, "somebody else")
        chapters = await my_data.gather(connection, sample.KEY, other)
        assert [chapter.table for chapter in chapters if chapter.rows] == ["citizens"]
        assert WORD not in str([chapter.rows for chapter in chapters])
        assert await my_data.gather(connection, sample.KEY, 999) == []


async def test_with_another_key_no_answers_are_found(database: Database) -> None:
    async with database.write() as connection:
        canary = await plant(connection)
        chapters = await my_data.gather(connection, bytes(32), canary.citizen)
    assert not [chapter for chapter in chapters if chapter.rows and WAYS[chapter.table] is Way.PSEUDONYM]


async def test_without_the_salt_nobody_finds_the_answers(database: Database) -> None:
    async with database.write() as connection:
        canary = await plant(connection)
        await connection.execute(update(tables.items).values(salt=None))
        chapters = await my_data.gather(connection, sample.KEY, canary.citizen)
    empty = {chapter.table for chapter in chapters if not chapter.rows}
    assert empty == {"runs", "answers", "readings", "votes", "supports"}


def test_names_of_staff_are_not_the_person_s_data() -> None:
    left_out = {
        f"{table.name}.{column.name}"
        for table in personal_tables()
        for column in {*table.columns} - {*personal_columns(table)}
    }
    assert left_out == {"rulings.staff", "objections.staff", "decisions.staff", "staff_chats.staff"}


def test_a_table_without_people_cannot_be_asked_for_one() -> None:
    with pytest.raises(KeyError, match="journal"):
        rows_of(tables.journal, Person(5, "web", "anna", (), ()))


async def test_nobody_else_s_rows_are_looked_through(sqlite: Database) -> None:
    """Whoever is erased holds everybody's answers up for as long as it takes."""
    person = Person(5, "web", "anna", (1, 2), ("a" * 32, "b" * 32))
    async with sqlite.read() as connection:
        for table in (tables.runs, tables.answers, tables.readings, tables.votes):
            query = select(table).where(rows_of(table, person))
            plain = query.compile(connection.sync_connection, compile_kwargs={"literal_binds": True})
            plan = (await connection.execute(text(f"EXPLAIN QUERY PLAN {plain}"))).all()
            told = " ".join(row.detail for row in plan)
            assert "(item=? AND pseudonym=?)" in told, told


async def test_a_request_is_counted_and_stands_in_the_journal_without_a_person(database: Database) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await note_request(connection, who, 2, date(2024, 3, 15), NOW)
        counted = await connection.execute(tables.citizens.select())
        assert [(row.data_day, row.data_count) for row in counted] == [(date(2024, 3, 15), 2)]
        [entry] = (await connection.execute(tables.journal.select())).all()
        assert (entry.staff, entry.action, entry.item, entry.details) == (
            "Eine Person",
            "data requested",
            "",
            "",
        )
