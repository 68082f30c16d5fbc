"""How full the boxes are and how long what is in them has waited; counted quickly however full they are."""

import re
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import event, text

from storage import alarms, health, inbox, outbox, pages, tables
from storage.database import Connection, Database
from storage.health import Depths, Queue, Readiness
from storage.inbox import HEARD, SET_ASIDE, Arrival
from storage.outbox import Message, Rank, Result, State
from tests.sample import NOW
from tests.storage.people import meet_one

HOUR = timedelta(hours=1)


async def say(connection: Connection, key: str, body: str) -> None:
    await inbox.put(connection, [Arrival("web", key, pages.lane("cookie"), body, NOW)])


async def test_ready_means_current_tables_and_short_lines(database: Database) -> None:
    async with database.write() as connection:
        assert await health.find_readiness(connection) == Readiness(True)
        await say(connection, "1", "hello")
        who = await meet_one(connection)
        await outbox.put(connection, [Message(who, "telegram", "1", "a", NOW)])
        assert await health.find_readiness(connection) == Readiness(True, NOW, NOW)
        await connection.execute(tables.outbox.update().values(rank=Rank.BROADCAST))
        assert await health.find_readiness(connection) == Readiness(True, NOW, None)
        await connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
        assert await health.find_readiness(connection) == Readiness(False)


async def test_how_full_the_boxes_are(database: Database) -> None:
    def put(who: int, channel: str, rank: Rank, ago: timedelta) -> Message:
        return Message(who, channel, "x", "a", NOW - ago, rank)

    async with database.write() as connection:
        assert await health.measure_depths(connection, NOW) == Depths(
            {"unheard": 0, "set aside": 0},
            {State.WAITING: 0, State.SENDING: 0, State.FAILED: 0, State.UNKNOWN: 0},
            None,
            (),
            broadcasts=0,
            broadcast_rows=0,
            notifications=0,
        )
        for key in ("1", "2", "3", "4"):
            await say(connection, key, "hello")
        await inbox.settle(connection, [1], HEARD, NOW)
        await inbox.settle(connection, [2], SET_ASIDE, NOW)
        people = [await meet_one(connection, name) for name in "abcde"]
        page = await meet_one(connection, "cookie", "web")
        for n, who in enumerate(people):
            await outbox.put(connection, [put(who, "telegram", Rank.ANSWER, (5 - n) * HOUR)])
        claimed = await outbox.claim(connection, "telegram", "owner", 3, NOW)
        ends = (State.FAILED, State.UNKNOWN)
        results = [Result(c.id, c.citizen, end) for c, end in zip(claimed, ends, strict=False)]
        await outbox.finish(connection, results, NOW)
        await outbox.put(connection, [put(people[0], "telegram", Rank.REMINDER, HOUR)])
        await outbox.put(connection, [put(page, "web", Rank.ANSWER, HOUR)])
        await _put_broadcasts(connection, people)
        depths = await health.measure_depths(connection, NOW)
        assert await health.count_ended_badly(connection) == (1, 1)
    assert depths == Depths(
        {"unheard": 2, "set aside": 1},
        {State.WAITING: 7, State.SENDING: 1, State.FAILED: 1, State.UNKNOWN: 1},
        NOW,
        (
            Queue("telegram", Rank.ANSWER, 2, NOW - 2 * HOUR),
            Queue("telegram", Rank.REMINDER, 1, NOW - HOUR),
            Queue("telegram", Rank.BROADCAST, 3, NOW - 2 * HOUR),
            Queue("web", Rank.ANSWER, 1, None),
        ),
        broadcasts=1,
        broadcast_rows=2,
        notifications=1,
    )


async def _put_broadcasts(connection: Connection, people: Sequence[int]) -> None:
    """One that is being sent, one that was stopped and waits for nobody; and what is due beside them."""
    for state in ("sending", "stopped"):
        await connection.execute(
            tables.broadcasts.insert().values(body="{}", state=state, created=NOW, changed=NOW, author="A")
        )
    row = {"channel": "telegram", "address": "1", "rank": Rank.BROADCAST, "body": "", "state": "waiting"}
    rows = [(1, people[0], NOW - 2 * HOUR), (1, people[1], NOW + HOUR), (2, people[0], NOW - 9 * HOUR)]
    await connection.execute(
        tables.outbox.insert(),
        [
            {**row, "citizen": who, "broadcast": broadcast, "due": due, "created": NOW}
            for broadcast, who, due in rows
        ],
    )
    told = {"kind": "ruled", "created": NOW, "citizen": people[0]}
    await connection.execute(
        tables.notifications.insert(),
        [
            {**told, "subject": 1, "due": NOW, "told": None},
            {**told, "subject": 2, "due": NOW + HOUR, "told": None},
            {**told, "subject": 3, "due": NOW, "told": NOW},
        ],
    )


async def test_counting_asks_as_much_however_full_the_boxes_are_and_looks_at_what_is_open(
    sqlite_url: str,
) -> None:
    """On SQLite a statement that reads a whole table names no index of it; here each has to."""
    database = Database(sqlite_url)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    engine = database._reader.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    async with database.read() as connection:
        await health.measure_depths(connection, NOW)
        assert len(asked) == 3
        await alarms.find_signs(connection)
        assert len(asked) == 5
        await health.count_ended_badly(connection)
        assert len(asked) == 6
        await health.find_readiness(connection)
        event.remove(engine, "before_cursor_execute", note)
        for statement in asked:
            plan = await connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {statement}", (1,) * statement.count("?")
            )
            lines = [str(row.detail) for row in plan.all()]
            reads = [line for line in lines if {"inbox", "outbox"} & {*line.split()}]
            assert [line for line in reads if not re.search("INDEX|PRIMARY KEY", line)] == [], statement
    await database.close()
