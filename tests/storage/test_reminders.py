"""Tellings to many: each goes through those it is for once, some at a time, whatever else is planned."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select, text

from dialogs.city.facts import WishChosen
from dialogs.city.notification import NotificationKind
from dialogs.city.telling import Telling
from dialogs.city.wish import WishKind
from storage import citizens, record, reminders, tables
from storage.city import Cities, Shelf
from storage.database import Connection, Database
from storage.record import Happened
from storage.reminders import Spread
from tests import sample
from tests.storage.people import meet
from tests.storage.test_results import counting_queries
from tests.storage.test_subscriptions import lay_out

DAY = date(2024, 3, 28)
CALL = Telling(
    "guideline", "leitlinien", NotificationKind.LAST_CALL, "call", DAY, 7, wish=WishKind.DAY_BEFORE, until=DAY
)


async def wish(connection: Connection, shelf: Shelf, *people: int) -> None:
    """People wish for a reminder."""
    fact = WishChosen("leitlinien", WishKind.DAY_BEFORE)
    happened = [Happened(who, "telegram", fact, sample.NOW) for who in people]
    await record.record(connection, shelf, sample.KEY, sample.ZONE, happened)


async def test_it_goes_on_where_it_was_and_ends(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "MOST", 2)
    async with database.write() as connection:
        shelf = await lay_out(connection)
        people = sorted(each.citizen.id for each in (await meet(connection, *"12345")).values())
        await wish(connection, shelf, *people)
        await citizens.set_reachable(connection, "telegram", ["2"], reachable=False)
        await connection.execute(text(f"UPDATE wishes SET day = '2024-04-01' WHERE citizen = {people[2]}"))
        item = shelf.guidelines.numbers["leitlinien"]
        steps = [await reminders.spread(connection, item, CALL, sample.NOW) for _ in range(4)]
        # Who cannot be reached, or wished for it too late, is looked at too: no step looks at more than two.
        assert steps == [Spread(1, 2, False), Spread(1, 2, False), Spread(1, 1, True), Spread(0, 0, True)]
        rows = (await connection.execute(select(tables.notifications))).all()
    assert [(row.citizen, row.kind, row.subject, row.version) for row in rows] == [
        (who, "last_call", item, 7) for who in (people[0], people[3], people[4])
    ]


async def test_who_was_told_by_another_way_is_told_once(database: Database) -> None:
    async with database.write() as connection:
        shelf = await lay_out(connection)
        await wish(connection, shelf, (await meet(connection, "1"))["1"].citizen.id)
        item = shelf.guidelines.numbers["leitlinien"]
        for name, noted in (("call", 1), ("another call", 0)):
            spread = await reminders.spread(connection, item, replace(CALL, name=name), sample.NOW)
            assert spread == Spread(noted, 1, True)


async def test_what_is_planned_costs_one_query_however_much_it_is(database: Database) -> None:
    async with database.write() as connection:
        shelf = await lay_out(connection)
        people = [each.citizen.id for each in (await meet(connection, *"123456789")).values()]
        await wish(connection, shelf, *people)
        await reminders.spread(connection, shelf.guidelines.numbers["leitlinien"], CALL, sample.NOW)
    later = replace(CALL, name="later")
    async with database.read() as connection:
        shelf = await Cities().current(connection)
        with counting_queries(database) as sent:
            assert await reminders.leave_out_told(connection, shelf, []) == []
            assert len(sent) == 0
            left = await reminders.leave_out_told(connection, shelf, [CALL, later])
            assert (left, len(sent)) == ([(shelf.guidelines.numbers["leitlinien"], later)], 1)
        assert (await connection.execute(select(func.count()).select_from(tables.rounds))).scalar_one() == 1


async def test_the_wishes_of_one_thing_stand_in_the_order_of_their_people(sqlite: Database) -> None:
    """No step looks through all of them, or sorts them."""
    steps = "EXPLAIN QUERY PLAN SELECT citizen FROM {} AND citizen > 5 ORDER BY citizen LIMIT 1000"
    for which in ("wishes WHERE item = 1 AND kind = 'a'", "subscriptions WHERE topic = 'a'"):
        async with sqlite.read() as connection:
            plan = [row[3] for row in (await connection.execute(text(steps.format(which)))).all()]
        assert len(plan) == 1
        assert "INDEX" in plan[0]
        assert "citizen>?" in plan[0]


async def test_what_is_due_is_found_before_all_that_waits(sqlite: Database) -> None:
    query = "EXPLAIN QUERY PLAN SELECT id FROM notifications WHERE told IS NULL AND rank {} AND due <= 5 {}"
    async with sqlite.read() as connection:
        for rank, order in (("= 2", "ORDER BY due, citizen, id LIMIT 200"), ("IN (0, 1, 2, 3)", "LIMIT 1")):
            plan = [row[3] for row in (await connection.execute(text(query.format(rank, order)))).all()]
            assert len(plan) == 1
            assert "ix_notifications_untold (rank=? AND due<?)" in plan[0]
