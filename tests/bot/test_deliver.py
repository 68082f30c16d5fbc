"""The loop that sends: what is most important first, no more than there are slots, every row to its end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.deliver import Deliver, Sent
from bot.shared_pace import SharedPace
from bot.town import Town
from storage import outbox, processes
from storage.database import Connection, Database, Unavailable
from storage.outbox import Claimed, Rank, Result, State
from tests import sample
from tests.bot.office import Office, Postman, office, sent
from tests.walks.living import BERLIN, GUARD, Clock, rows

_PEOPLE = """
SELECT citizens.reachable, citizens.last_message
FROM outbox JOIN citizens ON citizens.id = outbox.citizen ORDER BY outbox.id
"""
STATES = "SELECT state, reason FROM outbox ORDER BY id"


async def test_what_is_most_important_goes_first(database: Database) -> None:
    async with office(database, slots=1) as at_work:
        at_work.postman.closed.clear()
        await at_work.post("the first of all")
        await at_work.until("sending")
        await at_work.post("a reminder", rank=Rank.REMINDER)
        await at_work.post("a change", rank=Rank.CHANGE)
        await at_work.post("an answer", "another answer")
        at_work.postman.closed.set()
        await at_work.until(*["sent"] * 5)
        assert at_work.postman.seen == [
            "the first of all",
            "an answer",
            "another answer",
            "a change",
            "a reminder",
        ]


async def test_never_more_is_under_way_than_there_are_slots(database: Database) -> None:
    async with office(database, slots=3) as at_work:
        await at_work.post(*(str(number) for number in range(40)))
        await at_work.until(*["sent"] * 40)
        assert at_work.postman.most_at_once == 3


async def test_the_rows_of_one_person_go_one_after_the_other(database: Database) -> None:
    async with office(database) as at_work:
        await at_work.post(*(str(number) for number in range(9)), people=1)
        await at_work.until(*["sent"] * 9)
        assert at_work.postman.seen == [str(number) for number in range(9)]
        assert at_work.postman.most_at_once == 1


async def test_what_came_of_a_row_is_written_down(database: Database) -> None:
    def answer(row: Claimed) -> Sent:
        match row.body:
            case "blocked":
                return Sent(Result(row.id, row.citizen, State.SKIPPED, "blocked", unreachable=True))
            case "failed":
                return Sent(Result(row.id, row.citizen, State.FAILED, "too long", parts=2))
            case _other:
                return sent(row)

    async with office(database) as at_work:
        at_work.postman.answer = answer
        await at_work.post("blocked", "failed", "good")
        await at_work.until("skipped", "failed", "sent")
        assert await rows(database, STATES) == [("skipped", "blocked"), ("failed", "too long"), ("sent", "")]
        people = await rows(database, _PEOPLE)
        assert [(bool(reachable), message) for reachable, message in people] == [
            (False, None),
            (True, None),
            (True, 103),
        ]


async def test_what_is_to_come_later_comes_when_it_is_due(database: Database) -> None:
    def answer(row: Claimed) -> Sent:
        if row.tries == 2:
            return sent(row)
        return Sent(Result(row.id, row.citizen, State.WAITING, "no network", due=later, doubtful=True))

    async with office(database) as at_work:
        later = at_work.clock() + timedelta(hours=1)
        at_work.postman.answer = answer
        await at_work.post("once more")
        await at_work.until("waiting")
        at_work.clock.let_pass(hours=1, seconds=1)
        await at_work.until("sent")
        assert await rows(database, "SELECT tries, doubts FROM outbox") == [(2, 1)]


async def test_a_bug_in_writing_one_message_ends_that_row_only(database: Database) -> None:
    def answer(row: Claimed) -> Sent:
        if row.body == "bug":
            raise RuntimeError("a bug")
        return sent(row)

    async with office(database) as at_work:
        at_work.postman.answer = answer
        await at_work.post("bug", "good")
        await at_work.until("failed", "sent")
        assert (await rows(database, STATES))[0] == ("failed", "program error")


async def test_a_result_that_cannot_be_written_ends_that_row_only(database: Database) -> None:
    def answer(row: Claimed) -> Sent:
        if row.body != "moved":
            return sent(row)
        # Somebody else has that address already, which the table does not allow.
        due = at_work.clock()
        return Sent(Result(row.id, row.citizen, State.WAITING, "moved", due=due, moved_to="5"))

    async with office(database, slots=2) as at_work:
        at_work.postman.answer = answer
        await at_work.post("moved", *["good"] * 5)
        await at_work.until("failed", *["sent"] * 5)
        assert (await rows(database, STATES))[0] == ("failed", "program error")


async def test_a_silence_holds_for_everybody(database: Database) -> None:
    def answer(row: Claimed) -> Sent:
        if row.tries == 1 and row.body == "too fast":
            due = at_work.clock()
            return Sent(Result(row.id, row.citizen, State.WAITING, "too many", due=due), silence=0.4)
        return sent(row)

    async with office(database) as at_work:
        at_work.postman.answer = answer
        began = asyncio.get_running_loop().time()
        await at_work.post("too fast")
        async with asyncio.timeout(GUARD):
            while not at_work.postman.seen:  # noqa: ASYNC110  a list rings no bell
                await asyncio.sleep(0.001)
        await at_work.post("good")
        await at_work.until("sent", "sent")
        assert asyncio.get_running_loop().time() - began >= 0.4


async def test_the_pace_is_kept(database: Database) -> None:
    async with office(database, sends_per_second=20) as at_work:
        began = asyncio.get_running_loop().time()
        await at_work.post(*(str(number) for number in range(30)))
        await at_work.until(*["sent"] * 30)
        # One at first, then one after the other.
        assert asyncio.get_running_loop().time() - began >= 1.4


async def test_a_silence_outlives_the_process_that_was_told(database: Database) -> None:
    def answer(row: Claimed) -> Sent:
        due = at_work.clock()
        return Sent(Result(row.id, row.citizen, State.WAITING, "too many", due=due), silence=3600)

    async with office(database, slots=2) as at_work:
        at_work.postman.answer = answer
        await at_work.post("too fast")
        async with asyncio.timeout(GUARD):
            while not await rows(database, "SELECT 1 FROM paces WHERE silent_until > 0"):  # noqa: ASYNC110  rings no bell
                await asyncio.sleep(0.01)
    async with office(database) as again:
        await again.post("good")
        await asyncio.sleep(0.1)
        assert again.postman.seen == []
        again.clock.let_pass(hours=2)
    async with office(database) as later:
        later.clock.let_pass(hours=2)
        await later.until("sent", "sent")


async def test_a_token_that_is_refused_is_a_matter_of_its_process(database: Database) -> None:
    def answer(row: Claimed) -> Sent:
        due = at_work.clock()
        later = Result(row.id, row.citizen, State.WAITING, "status 401", due=due)
        return Sent(later, silence=3600, all_wait=False)

    async with office(database) as at_work:
        at_work.postman.answer = answer
        await at_work.post("answer")
        refused = [("status 401",)]
        async with asyncio.timeout(GUARD):
            while await rows(database, "SELECT reason FROM outbox") != refused:  # noqa: ASYNC110  rings no bell
                await asyncio.sleep(0.01)
    async with office(database) as with_a_new_token:
        await with_a_new_token.until("sent")


async def test_a_chat_that_has_had_its_share_rests_and_the_others_go_on(database: Database) -> None:
    def answer(row: Claimed) -> Sent:
        return Sent(replace(sent(row).result, calls=100 if row.body == "long" else 1))

    async with office(database, sends_per_second=1000) as at_work:
        at_work.postman.answer = answer
        await at_work.post("long", "more", people=1)
        async with asyncio.timeout(GUARD):
            while (await rows(database, STATES))[1][1] != "the chat rests":  # noqa: ASYNC110  rings no bell
                await asyncio.sleep(0.01)
        await at_work.post("to another")
        await at_work.until("sent", "waiting", "sent")


async def test_a_message_in_several_calls_counts_as_several(database: Database) -> None:
    def answer(row: Claimed) -> Sent:
        return Sent(Result(row.id, row.citizen, State.SENT, parts=1, calls=10))

    async with office(database, sends_per_second=20) as at_work:
        at_work.postman.answer = answer
        began = asyncio.get_running_loop().time()
        await at_work.post("one", "two", "three")
        await at_work.until(*["sent"] * 3)
        assert asyncio.get_running_loop().time() - began >= 0.9


async def test_open_requests_may_end_before_the_loop_does(database: Database) -> None:
    async with office(database) as at_work:
        at_work.postman.closed.clear()
        await at_work.post("slow")
        await at_work.until("sending")
        at_work.stop.set()
        await asyncio.sleep(0.05)
        at_work.postman.closed.set()
    assert await rows(database, STATES) == [("sent", "")]


async def test_a_request_that_never_ends_is_given_up_and_stays_in_doubt(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.deliver.GRACE", 0.05)
    town = Town(database, sample.KEY, BERLIN, "office", sends_per_second=0)
    at_work = Office(town, Postman(), Clock())
    at_work.postman.closed.clear()
    await at_work.post("endless")
    loop = asyncio.create_task(Deliver(town, at_work.postman, at_work.clock).run(at_work.stop))
    await at_work.until("sending")
    at_work.stop.set()
    await asyncio.wait_for(loop, GUARD)
    assert await rows(database, STATES) == [("sending", "")]


class Shaky(Database):
    """A database that commits, and then sometimes does not say so."""

    forgets: int = 0

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        """A transaction whose end may not be heard of."""
        async with super().write() as connection:
            yield connection
        if self.forgets:
            self.forgets -= 1
            raise Unavailable("the line broke just then")


async def test_a_claim_whose_commit_was_not_heard_of_is_taken_back(database_url: str) -> None:
    database = Shaky(database_url)
    async with office(database) as at_work:
        async with database.write() as connection:
            await processes.beat(connection, "somebody else", at_work.clock())
            await connection.exec_driver_sql("SELECT 1")
        await at_work.post("the first", "the second", "the third")
        database.forgets = 1
        await at_work.until("sent", "sent", "sent")
        assert sorted(at_work.postman.seen) == ["the first", "the second", "the third"]
        owners = await rows(database, "SELECT owner FROM processes ORDER BY owner")
        assert owners == [("office",), ("somebody else",)]
    await database.close()


async def test_without_its_database_the_loop_still_ends(database_url: str) -> None:
    database = Shaky(database_url)
    async with office(database) as at_work:
        at_work.postman.closed.clear()
        await at_work.post("on its way")
        await at_work.until("sending")
        at_work.stop.set()
        await asyncio.sleep(0.05)
        database.forgets = 5
    await database.close()


async def test_a_bug_in_the_books_does_not_end_the_loop(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, bugs = outbox.claim, iter([KeyError("a bug")])

    async def stumble(*arguments: Any) -> list[Claimed]:
        for bug in bugs:
            raise bug
        return await claim(*arguments)

    monkeypatch.setattr(outbox, "claim", stumble)
    async with office(database) as at_work:
        await at_work.post("good")
        await at_work.until("sent")


async def test_what_was_not_claimed_after_all_is_not_sent(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stumbling(SharedPace):
        @asynccontextmanager
        async def held(self, connection: Connection, now: datetime) -> AsyncIterator[None]:
            async with super().held(connection, now):
                yield
            if at_work.postman.seen == ["first"]:
                at_work.postman.seen.append("a bug")
                raise KeyError("a bug")

    def answer(row: Claimed) -> Sent:
        at_work.postman.closed.clear()
        return sent(row)

    monkeypatch.setattr("bot.deliver.SharedPace", Stumbling)
    async with office(database, slots=2) as at_work:
        at_work.postman.answer = answer
        await at_work.post("first", "second", people=1)
        await at_work.until("sent", "sending")
        at_work.postman.closed.set()
        await at_work.until("sent", "sent")
        assert at_work.postman.seen == ["first", "a bug", "second"]
