"""Every intent to send is a row that ends in a state; nothing is sent out of turn or to nobody."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from storage import citizens, outbox, outbox_left, processes, tables
from storage.database import Connection, Database
from storage.outbox import Claimed, Message, Rank, Result, State
from tests.sample import NOW
from tests.storage.people import meet, meet_one

LATER = NOW + timedelta(seconds=30)


def answer(who: int, body: str, rank: Rank = Rank.ANSWER, channel: str = "telegram") -> Message:
    return Message(who, channel, str(who), body, NOW, rank)


async def add(connection: Connection, message: Message) -> None:
    """A row that replaces nothing, as reminders and broadcasts will be added."""
    await connection.execute(
        tables.outbox.insert().values(
            citizen=message.citizen,
            channel=message.channel,
            address=message.address,
            rank=message.rank,
            body=message.body,
            state=State.WAITING,
            due=message.created,
            created=message.created,
        )
    )


async def claim(connection: Connection, most: int = 10, owner: str = "me") -> list[Claimed]:
    return await outbox.claim(connection, "telegram", owner, most, NOW)


async def bodies(connection: Connection, most: int = 10) -> list[str]:
    return [row.body for row in await claim(connection, most)]


async def states(connection: Connection) -> list[tuple[str, str, str]]:
    """State, reason and body of all rows in their order."""
    query = select(tables.outbox.c.state, tables.outbox.c.reason, tables.outbox.c.body)
    rows = (await connection.execute(query.order_by(tables.outbox.c.id))).all()
    return [(row.state, row.reason, row.body) for row in rows]


async def test_a_message_comes_out_as_it_went_in(database: Database) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await connection.execute(update(tables.citizens).values(last_message=99))
        message = Message(who, "telegram", "4711", "Frage 1 🌳", NOW, cause=5, edits=98, callback="c")
        await outbox.put(connection, [message])
        [row] = await claim(connection)
    assert row == Claimed(
        row.id, who, "4711", Rank.ANSWER, "Frage 1 🌳", edits=98, callback="c", parts=0, tries=1, doubts=0,
        created=NOW, last_message=99,
    )  # fmt: skip


async def test_putting_nothing(database: Database) -> None:
    async with database.write() as connection:
        await outbox.put(connection, [])
        assert await claim(connection) == []


async def test_what_is_claimed_is_not_claimed_again(database: Database) -> None:
    async with database.write() as connection:
        await outbox.put(connection, [answer(await meet_one(connection), "a")])
    async with database.write() as connection:
        assert await bodies(connection) == ["a"]
    async with database.write() as connection:
        assert await bodies(connection) == []


async def test_a_newer_screen_replaces_one_not_yet_sent(database: Database) -> None:
    async with database.write() as connection:
        anna, ben = [await meet_one(connection, name) for name in ("anna", "ben")]
        await outbox.put(connection, [answer(anna, "a1"), answer(ben, "b1")])
        await outbox.put(connection, [answer(anna, "a2"), answer(anna, "a3")])
        assert await states(connection) == [
            ("replaced", "", ""),
            ("waiting", "", "b1"),
            ("waiting", "", "a2"),
            ("waiting", "", "a3"),
        ]


async def test_what_is_being_sent_and_reminders_are_not_replaced(database: Database) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await outbox.put(connection, [answer(who, "being sent")])
        await claim(connection)
        await add(connection, answer(who, "reminder", Rank.REMINDER))
        await outbox.put(connection, [answer(who, "new")])
        assert [state for state, _, _ in await states(connection)] == ["sending", "waiting", "waiting"]


async def test_the_page_keeps_only_its_newest_screens(database: Database) -> None:
    async with database.write() as connection:
        who = await meet_one(connection, "cookie", "web")
        await outbox.put(connection, [answer(who, "first", channel="web")])
        await connection.execute(update(tables.outbox).values(state=State.SHOWN))
        await outbox.put(connection, [answer(who, "second", channel="web")])
        assert await states(connection) == [("shown", "", ""), ("waiting", "", "second")]


async def test_messages_to_one_person_go_one_after_the_other(database: Database) -> None:
    async with database.write() as connection:
        anna, ben = [await meet_one(connection, name) for name in ("anna", "ben")]
        await outbox.put(connection, [answer(anna, "a1"), answer(anna, "a2"), answer(ben, "b1")])
        assert await bodies(connection) == ["a1", "b1"]
        assert await bodies(connection) == []
        await outbox.finish(connection, [Result(1, anna, State.SENT)], NOW)
        assert await bodies(connection) == ["a2"]


async def test_answers_go_first_then_changes_then_reminders(database: Database) -> None:
    async with database.write() as connection:
        people = [await meet_one(connection, str(n)) for n in range(4)]
        for who, rank in zip(people, reversed(Rank), strict=True):
            await add(connection, answer(who, rank.name, rank))
        assert await bodies(connection, 2) == ["ANSWER", "CHANGE"]
        assert await bodies(connection, 2) == ["REMINDER"]
        assert not await outbox.has_due(connection, "telegram", NOW), "broadcasts are claimed elsewhere"


async def test_an_answer_overtakes_a_reminder_to_the_same_person(database: Database) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await add(connection, answer(who, "by itself", Rank.REMINDER))
        await outbox.put(connection, [answer(who, "to you")])
        assert await bodies(connection, 1) == ["to you"]


async def test_a_reminder_waits_for_the_answer_before_it(database: Database) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await outbox.put(connection, [answer(who, "to you")])
        await add(connection, answer(who, "by itself", Rank.REMINDER))
        assert await bodies(connection) == ["to you"]
        assert await bodies(connection) == []


async def test_what_helps_nobody_any_more_is_not_sent_and_ends(database: Database) -> None:
    async with database.write() as connection:
        for hour, until in ((1, NOW), (2, LATER)):
            await add(connection, answer(await meet_one(connection, str(hour)), str(until), Rank.REMINDER))
        table = tables.outbox
        for id, until in ((1, NOW), (2, LATER)):
            await connection.execute(update(table).where(table.c.id == id).values(expires=until))
        assert await bodies(connection) == [str(LATER)]
        assert await outbox_left.expire(connection, NOW) == [Rank.REMINDER]
        assert await states(connection) == [("expired", "too late", ""), ("sending", "", str(LATER))]


async def test_other_channels_and_later_rows_are_left_alone(database: Database) -> None:
    async with database.write() as connection:
        phone, page = await meet_one(connection), await meet_one(connection, "cookie", "web")
        await outbox.put(connection, [answer(page, "on the page", channel="web")])
        assert not await outbox.has_due(connection, "telegram", NOW)
        await outbox.put(connection, [answer(phone, "a")])
        assert await outbox.has_due(connection, "telegram", NOW)
        assert await outbox.claim(connection, "telegram", "me", 5, NOW - timedelta(seconds=1)) == []
        assert await bodies(connection) == ["a"]
        assert not await outbox.has_due(connection, "telegram", NOW)


@pytest.mark.postgres
async def test_eight_senders_share_the_work_and_send_nothing_twice(postgres_url: str) -> None:
    database = Database(postgres_url)
    async with database.write() as connection:
        met = await meet(connection, *(str(n) for n in range(30)))
        people = [standing.citizen.id for standing in met.values()]
        await outbox.put(connection, [answer(who, f"{who}-{n}") for n in range(5) for who in people])
    sent: list[str] = []

    async def work(owner: str) -> None:
        while len(sent) < 150:
            async with database.write() as connection:
                rows = await claim(connection, 4, owner)
            sent.extend(row.body for row in rows)
            async with database.write() as connection:
                results = [Result(row.id, row.citizen, State.SENT) for row in rows]
                await outbox.finish(connection, results, NOW)

    await asyncio.gather(*(work(f"sender {n}") for n in range(8)))
    for who in people:
        assert [body for body in sent if body.startswith(f"{who}-")] == [f"{who}-{n}" for n in range(5)]
    await database.close()


async def finish(connection: Connection, result: Result) -> None:
    await outbox.finish(connection, [result], NOW)


async def test_what_was_sent_leaves_no_words_behind(database: Database) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await outbox.put(connection, [answer(who, "Ihre Antwort war: …")])
        [row] = await claim(connection)
        await finish(connection, Result(row.id, who, State.SENT, parts=2, message=77))
        assert await states(connection) == [("sent", "", "")]
        last = (await connection.execute(select(tables.citizens.c.last_message))).scalar_one()
        done, parts = (await connection.execute(select(tables.outbox.c.done, tables.outbox.c.parts))).one()
    assert (last, done, parts) == (77, NOW, 2)


async def test_a_row_that_has_to_wait_is_claimed_when_it_is_due(database: Database) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await outbox.put(connection, [answer(who, "a")])
        [row] = await claim(connection)
        await finish(connection, Result(row.id, who, State.WAITING, "429", parts=1, due=LATER, doubtful=True))
        assert await bodies(connection) == []
        [again] = await outbox.claim(connection, "telegram", "me", 5, LATER)
    assert (again.body, again.parts, again.tries, again.doubts) == ("a", 1, 2, 1)


async def test_who_blocked_us_is_noted(database: Database) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await outbox.put(connection, [answer(who, "a")])
        [row] = await claim(connection)
        await finish(connection, Result(row.id, who, State.SKIPPED, "blocked", unreachable=True))
        assert await states(connection) == [("skipped", "blocked", "")]
        assert not (await connection.execute(select(tables.citizens.c.reachable))).scalar_one()


async def test_a_chat_that_moved_takes_its_messages_along(database: Database) -> None:
    async with database.write() as connection:
        who = await meet_one(connection, "old")
        await outbox.put(connection, [answer(who, "a"), answer(who, "b")])
        [row] = await claim(connection)
        await finish(connection, Result(row.id, who, State.WAITING, "moved", due=NOW, moved_to="new"))
        assert await citizens.find(connection, "telegram", "old") is None
        assert await citizens.find(connection, "telegram", "new")
        addresses = (await connection.execute(select(tables.outbox.c.address))).scalars().all()
        assert addresses == ["new", "new"]


async def test_many_results_at_once(database: Database) -> None:
    async with database.write() as connection:
        met = await meet(connection, "1", "2", "3")
        people = [standing.citizen.id for standing in met.values()]
        await outbox.put(connection, [answer(who, str(who)) for who in people])
        rows = await claim(connection)
        results = [
            Result(rows[0].id, rows[0].citizen, State.SENT, message=1),
            Result(rows[1].id, rows[1].citizen, State.FAILED, "400"),
            Result(rows[2].id, rows[2].citizen, State.WAITING, "503", due=LATER),
        ]
        await outbox.finish(connection, results, NOW)
        assert [state for state, _, _ in await states(connection)] == ["sent", "failed", "waiting"]
        await outbox.finish(connection, [], NOW)


async def orphan(connection: Connection, rank: Rank, doubts: int = 0) -> None:
    """A row whose sender died while it was under way."""
    await add(connection, answer(await meet_one(connection, f"{rank}-{doubts}"), "a", rank))
    await connection.execute(
        update(tables.outbox)
        .where(tables.outbox.c.state == State.WAITING)
        .values(state=State.SENDING, owner="dead", doubts=doubts)
    )


async def test_after_a_crash_answers_are_sent_once_more_and_broadcasts_never(database: Database) -> None:
    async with database.write() as connection:
        await orphan(connection, Rank.ANSWER)
        await orphan(connection, Rank.REMINDER)
        await orphan(connection, Rank.ANSWER, doubts=1)
        await orphan(connection, Rank.BROADCAST)
        assert await outbox_left.free_orphans(connection, NOW, NOW) == 4
        assert await states(connection) == [
            ("waiting", "sender died", "a"),
            ("waiting", "sender died", "a"),
            ("unknown", "sender died", ""),
            ("unknown", "sender died", ""),
        ]
        again = await outbox.claim(connection, "telegram", "me", 5, LATER)
        assert [row.doubts for row in again] == [1, 1]


async def test_rows_of_the_living_are_left_to_them(database: Database) -> None:
    async with database.write() as connection:
        await processes.beat(connection, "alive", NOW)
        await outbox.put(connection, [answer(await meet_one(connection), "a")])
        await claim(connection, owner="alive")
        assert await outbox_left.free_orphans(connection, NOW, NOW) == 0
        assert await outbox_left.free_orphans(connection, NOW + timedelta(seconds=1), NOW) == 1
