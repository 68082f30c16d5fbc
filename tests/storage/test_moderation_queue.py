"""The queue: the oldest first, new ones marked, the same cost however much there is."""

from datetime import timedelta

from sqlalchemy import insert, select, text

from dialogs.city.moderation import Seen, Standing, Verdict
from storage import sessions, staff, tables
from storage.database import Database
from storage.moderation_queue import (
    MOST_COUNTED,
    Counts,
    Entry,
    Objection,
    count_all,
    count_waiting,
    find_neighbours,
    find_unseen,
    list_earlier,
    list_objections,
    list_rulings,
    list_waiting,
    mark_seen,
)
from storage.staff import Role
from tests.comments import let
from tests.sample import NOW
from tests.storage.moderating import (
    ALBERS,
    NOWAK,
    let_hide,
    let_release,
    let_undo,
    look,
    object_to,
    publish,
    say,
)
from tests.storage.test_results import counting_queries


async def queue(database: Database, start: int = 0, most: int = 20) -> list[int]:
    async with database.read() as connection:
        return [waiting.comment.id for waiting in await list_waiting(connection, start, most)]


async def counts(database: Database, since: int = 0) -> Counts:
    async with database.read() as connection:
        return await count_all(connection, since)


async def test_an_empty_queue(database: Database) -> None:
    assert await queue(database) == []
    assert await counts(database) == Counts(0, 0, 0)
    async with database.read() as connection:
        assert await count_waiting(connection) == 0
        assert await list_objections(connection, 9) == []
        assert await list_rulings(connection, None, 9) == []


async def test_who_handed_in_first_comes_first(database: Database) -> None:
    await publish(database)
    one, two, three = [await say(database, receipt, receipt, "Ende.") for receipt in ("A", "B", "C")]
    await let(database, "A", arrived=7)
    assert await queue(database) == [two, three, one]
    assert await queue(database, start=3) == [three, one]
    assert await queue(database, start=8) == []
    assert await queue(database, most=1) == [two]
    async with database.read() as connection:
        [first, *_] = await list_waiting(connection, 0, 9)
        assert (first.comment.words, first.seen) == ("B\nEnde.", Seen(2, 0))


async def test_what_was_looked_at_or_taken_back_does_not_wait(database: Database) -> None:
    await publish(database)
    numbers = [await say(database, receipt) for receipt in "ABCDE"]
    await say(database, "F", at_once=True)
    await let_release(database, numbers[0])
    await let_hide(database, numbers[1])
    await let(database, "C", state="withdrawn")
    await let_hide(database, numbers[3])
    await let_undo(database, numbers[3])
    assert await queue(database) == [numbers[3], numbers[4], numbers[4] + 1]
    async with database.read() as connection:
        assert await count_waiting(connection) == 3
        [undone, *_] = await list_waiting(connection, 0, 9)
        newest = (await look(database, numbers[3])).case.seen
    assert undone.seen == newest


async def test_the_next_one_and_the_one_before(database: Database) -> None:
    await publish(database)
    one, two, three = [await say(database, receipt) for receipt in "ABC"]
    async with database.read() as connection:
        near = [
            await find_neighbours(connection, await look(database, number)) for number in (one, two, three)
        ]
    assert near == [(None, two), (one, three), (two, None)]
    comment = await look(database, two)
    await let_release(database, two)
    await let_release(database, three)
    async with database.read() as connection:
        assert await find_neighbours(connection, comment) == (one, None)


async def test_what_was_said_before_on_the_same_section(database: Database) -> None:
    await publish(database)
    await say(database, "X", section=1)
    numbers = [await say(database, f"A-{n}", f"Nummer {n}") for n in range(13)]
    await let_hide(database, numbers[10])
    async with database.read() as connection:
        earlier = await list_earlier(connection, await look(database, numbers[12]))
        none = await list_earlier(connection, await look(database, numbers[0]))
    assert [comment.words for comment in earlier] == [f"Nummer {n}" for n in range(11, 1, -1)]
    assert [comment.case.standing for comment in earlier[:3]] == [
        Standing.WAITING,
        Standing.HIDDEN,
        Standing.WAITING,
    ]
    assert none == []


async def test_what_is_new_since_the_last_visit_stays_new_for_this_one(database: Database) -> None:
    await publish(database)
    async with database.write() as connection:
        member = await staff.add_member(connection, NOWAK, Role.MODERATOR, "hash", NOW)
        assert member
        token = await sessions.begin(connection, member.id, NOW)
    await say(database, "A")
    await say(database, "B")
    async with database.write() as connection:
        session = await sessions.find_session(connection, token, NOW)
        assert session
        assert session.seen_comment == 0
        assert await count_all(connection, session.seen_comment) == Counts(2, 2, 0)
        assert await find_unseen(connection, member.id) == 2
        assert await mark_seen(connection, member.id, 2)
        assert await find_unseen(connection, member.id) == 0
        assert not await mark_seen(connection, member.id, 2)
        assert not await mark_seen(connection, member.id, 1)
        session = await sessions.find_session(connection, token, NOW)
        assert session
        assert session.seen_comment == 0
    await say(database, "C")
    async with database.write() as connection:
        token = await sessions.begin(connection, member.id, NOW + timedelta(hours=1))
        session = await sessions.find_session(connection, token, NOW + timedelta(hours=1))
        assert session
        assert await count_all(connection, session.seen_comment) == Counts(3, 1, 0)


async def test_objections_that_wait_the_oldest_first(database: Database) -> None:
    item = await publish(database)
    numbers = [await say(database, receipt) for receipt in "ABCD"]
    for number, receipt in zip(reversed(numbers), "DCBA", strict=True):
        await let_hide(database, number)
        if receipt == "D":
            await let_undo(database, number)
            await let_hide(database, number, ALBERS)
        await object_to(database, number, receipt)
    await let(database, "C", state="withdrawn")
    await let(database, "B", visibility="waiting", moderation="open")
    rulings = [(await look(database, numbers[n])).case.rulings[-1].number for n in (3, 0)]
    async with database.read() as connection:
        assert await list_objections(connection, 9) == [
            Objection(rulings[0], numbers[3], item, 3, 1, NOW.date(), ALBERS, frozenset({NOWAK, ALBERS})),
            Objection(rulings[1], numbers[0], item, 3, 1, NOW.date(), NOWAK, frozenset({NOWAK})),
        ]
        assert len(await list_objections(connection, 1)) == 1
    assert (await counts(database)).objections == 2


async def test_the_log_of_rulings_the_newest_first(database: Database) -> None:
    item = await publish(database)
    number = await say(database, "A")
    await let_hide(database, number)
    await let_undo(database, number)
    async with database.read() as connection:
        undone, hidden = await list_rulings(connection, None, 9)
        waiting, gone = Standing.WAITING, Standing.HIDDEN
        assert hidden == Entry(
            hidden.number, number, item, 3, 1, Verdict.HIDDEN, waiting, gone, 3, NOWAK, NOW
        )
        assert (undone.verdict, undone.before, undone.after) == (Verdict.UNDONE, gone, waiting)
        assert await list_rulings(connection, undone.number, 9) == [hidden]
        assert await list_rulings(connection, None, 1) == [undone]


async def test_the_menu_counts_only_so_far(database: Database) -> None:
    item = await publish(database)
    row = {"item": item, "section": 1, "version": 1, "state": "handed_in", "channel": "web", "language": "de"}
    async with database.write() as connection:
        many = [{**row, "day": NOW.date(), "arrived": n} for n in range(1, MOST_COUNTED + 9)]
        await connection.execute(insert(tables.comments), many)
        assert await count_waiting(connection) == MOST_COUNTED
    assert await counts(database) == Counts(MOST_COUNTED + 8, MOST_COUNTED + 8, 0)


async def test_a_page_of_the_queue_reads_its_index_and_nothing_else(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    item = await publish(database)
    number = await say(database, "A")
    comment = await look(database, number)
    with counting_queries(database) as sent:
        async with database.read() as connection:
            await list_waiting(connection, 0, 20)
            await count_waiting(connection)
            await find_neighbours(connection, comment)
            await list_earlier(connection, comment)
    plans = []
    async with database.read() as connection:
        for statement in sent:
            if "comments" in statement and "EXPLAIN" not in statement:
                query = text("EXPLAIN QUERY PLAN " + statement.replace("?", "1"))
                plans += [row[3] for row in (await connection.execute(query)).all()]
        assert (await connection.execute(select(tables.items.c.id))).scalar_one() == item
    await database.close()
    assert plans
    assert [plan for plan in plans if "SCAN comments" in plan and "INDEX" not in plan] == []
    assert [plan for plan in plans if "TEMP B-TREE" in plan] == []
