"""What has been kept long enough is gone after the next sweep, and nothing else is."""

from datetime import timedelta

from sqlalchemy import insert, select

from storage import forms, inbox, journal, links, outbox, retention, sessions, staff, tables, throttles
from storage.database import Connection, Database
from storage.inbox import HEARD, SET_ASIDE, Arrival
from storage.links import Purpose
from storage.outbox import Message, Result, State
from storage.staff import Role
from tests.sample import NOW
from tests.storage.people import meet_one

NOTHING = dict.fromkeys(
    [
        "inbox_bodies", "inbox_keys", "never_sent", "broadcasts", "outbox_rows", "unfinished",
        "notifications", "strangers", "events", "sessions", "links", "forms", "throttles", "files",
        "made_anonymous", "journal",
    ],
    0,
)  # fmt: skip
MOMENT = timedelta(seconds=1)


async def sweep(connection: Connection, after: timedelta) -> dict[str, int]:
    """What is swept that long after now; kinds of which nothing is due are left out."""
    swept = await retention.sweep(connection, NOW + after)
    return {kind: count for kind, count in swept.items() if count}


async def test_an_empty_database_has_nothing_to_sweep(database: Database) -> None:
    async with database.write() as connection:
        assert await retention.sweep(connection, NOW) == NOTHING


async def test_keys_of_inputs_go_after_forty_days(database: Database) -> None:
    async with database.write() as connection:
        await inbox.put(connection, [Arrival("telegram", "1", "anna", "{}", NOW)])
        await inbox.settle(connection, [1], HEARD, NOW)
        assert await sweep(connection, timedelta(days=40)) == {}
        assert await sweep(connection, timedelta(days=40) + MOMENT) == {"inbox_keys": 1}


async def test_words_nobody_could_work_off_go_after_seven_days(database: Database) -> None:
    async with database.write() as connection:
        rows = [Arrival("telegram", str(n), "anna", "geheim", NOW) for n in range(3)]
        await inbox.put(connection, rows)
        await inbox.settle(connection, [1], SET_ASIDE, NOW)
        await inbox.settle(connection, [2], HEARD, NOW)
        assert await sweep(connection, timedelta(days=7)) == {}
        assert await sweep(connection, timedelta(days=7) + MOMENT) == {"inbox_bodies": 2}
        query = select(tables.inbox.c.body, tables.inbox.c.fate).order_by(tables.inbox.c.id)
        assert [tuple(row) for row in (await connection.execute(query)).all()] == [
            ("", "set aside"),
            ("", "heard"),
            ("", "expired"),
        ]
        assert await inbox.take(connection, 5) == []
        assert not await inbox.hear_again(connection, 1)


async def test_messages_go_thirty_days_after_their_end(database: Database) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await connection.execute(tables.citizens.update().values(notice=1))
        await outbox.put(
            connection, [Message(who, "telegram", "1", "a", NOW), Message(who, "telegram", "1", "b", NOW)]
        )
        await outbox.finish(connection, [Result(1, who, State.SENT)], NOW)
        assert await sweep(connection, timedelta(days=30)) == {}
        assert await sweep(connection, timedelta(days=30) + MOMENT) == {"outbox_rows": 1, "never_sent": 1}
        query = select(tables.outbox.c.state, tables.outbox.c.reason, tables.outbox.c.body)
        assert [tuple(row) for row in (await connection.execute(query)).all()] == [
            ("expired", "kept for too long", "")
        ]


async def test_strangers_are_forgotten_after_a_day(database: Database) -> None:
    async with database.write() as connection:
        await meet_one(connection)
        assert await sweep(connection, timedelta(hours=24)) == {}
        assert await sweep(connection, timedelta(hours=24) + MOMENT) == {"strangers": 1}


async def test_traces_of_staff_go_in_their_time(database: Database) -> None:
    async with database.write() as connection:
        member = await staff.add_member(connection, "Anna", Role.ADMIN, "hash", NOW)
        assert member
        await sessions.begin(connection, member.id, NOW)
        await links.make_link(connection, Purpose.INVITATION, "Ben", Role.EDITOR, NOW)
        await forms.once(connection, "key", "digest", NOW)
        await throttles.count(connection, "source", timedelta(hours=1), NOW)
        await journal.write(connection, "Anna", "published", "survey a", "", NOW)
        assert await sweep(connection, timedelta(minutes=29)) == {}
        assert await sweep(connection, timedelta(minutes=30)) == {"sessions": 1}
        assert await sweep(connection, timedelta(hours=2)) == {"throttles": 1}
        assert await sweep(connection, timedelta(hours=25)) == {"links": 1}
        assert await sweep(connection, timedelta(days=3)) == {"forms": 1}
        assert await sweep(connection, timedelta(days=3 * 365) + MOMENT) == {"journal": 1}
        assert await staff.count_members(connection) == 1


async def test_what_people_said_in_a_survey_is_not_swept(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(insert(tables.items).values(kind="survey", slug="a", salt="s"))
        await connection.execute(
            insert(tables.runs).values(
                item=1,
                pseudonym="p",
                version=1,
                state="started",
                channel="web",
                language="de",
                started=NOW.date(),
            )
        )
        assert await sweep(connection, timedelta(days=10_000)) == {}
