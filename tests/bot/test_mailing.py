"""Broadcasts on their way: to whom, in which order, in which words, and to whom not (yet)."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, update

from bot.deliver import Sent
from dialogs.city.broadcast import Broadcast, BroadcastState
from dialogs.city.facts_notices import QuietHoursChosen
from dialogs.city.quiet import NEVER, QuietHours
from storage import citizens as citizens_of
from storage.broadcasts import dump
from storage.database import Connection, Database
from storage.outbox import Claimed, Rank, Result, State
from storage.record import Happened, record
from storage.tables import broadcasts, citizens, outbox, preferences
from tests.bot.office import Office, office, sent
from tests.recipients import begin_broadcast, say
from tests.walks.living import GUARD, rows

NOON = datetime(2024, 3, 15, 11, tzinfo=UTC)
"""Twelve by the clock on the wall."""
EVENING = NOON + timedelta(hours=9)
FATES = "SELECT state, reason FROM outbox ORDER BY id"
NOBODY_LEFT = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')"
GERMAN = {"de": "An alle"}


def people(many: int) -> list[str]:
    return [str(number) for number in range(many)]


@asynccontextmanager
async def mailing(database: Database, **details: Any) -> AsyncIterator[Office]:
    """An office at work at noon, when nobody is to be left in peace."""
    async with office(database, **{"quiet_hours": NEVER, **details}) as at_work:
        at_work.clock.stands_at = NOON
        yield at_work


async def begin(at_work: Office, addresses: Iterable[str], **details: Any) -> int:
    async with at_work.town.database.write() as connection:
        known = {"channel": "post", "bodies": GERMAN, **details}
        return await begin_broadcast(connection, list(addresses), NOON, **known)


async def change(at_work: Office, *statements: Any) -> None:
    async with at_work.town.database.write() as connection:
        for statement in statements:
            await connection.execute(statement)


async def until(at_work: Office, query: str, value: object) -> None:
    async with asyncio.timeout(GUARD):
        while (await rows(at_work.town.database, query))[0][0] != value:  # noqa: ASYNC110  rings no bell
            await asyncio.sleep(0.01)


async def test_everybody_gets_it_once_in_his_language(database: Database) -> None:
    async with mailing(database) as at_work:
        async with database.write() as connection:
            await begin_broadcast(connection, people(20), NOON, channel="elsewhere")
        await change(at_work, update(citizens).where(citizens.c.address == "3").values(language="en"))
        async with database.write() as connection:
            await connection.execute(
                insert(citizens).values(channel="post", address="3", language="en", place="[]", met=NOON)
            )
        await begin(at_work, people(20), bodies={"de": "An alle", "en": "To all"})
        await until(at_work, "SELECT count(*) FROM outbox WHERE state = 'sent'", 20)
        assert sorted(at_work.postman.seen) == ["An alle"] * 19 + ["To all"]
        kept = await rows(database, "SELECT message - id FROM outbox WHERE channel = 'post'")
        assert kept == [(None,)] * 20, "this postman tells no numbers"


async def test_what_is_for_one_person_goes_first(database: Database) -> None:
    async with mailing(database, slots=4) as at_work:
        at_work.postman.closed.clear()
        await begin(at_work, people(12))
        await until(at_work, "SELECT count(*) FROM outbox WHERE state = 'sending'", 3)
        await at_work.post("an answer", "another", people=2)
        await until(at_work, "SELECT count(*) FROM outbox WHERE state = 'sending'", 4)
        at_work.postman.closed.set()
        await until(at_work, NOBODY_LEFT, 0)
        assert at_work.postman.seen.index("an answer") == 3, "one slot is kept free of broadcasts"
        assert at_work.postman.seen.index("another") <= 5


async def test_who_is_just_written_to_waits(database: Database) -> None:
    async with mailing(database, slots=8) as at_work:
        at_work.postman.closed.clear()
        await at_work.post("an answer", people=1)
        await until(at_work, "SELECT count(*) FROM outbox WHERE state = 'sending'", 1)
        await begin(at_work, ["0", "1"])
        await begin(at_work, ["1"], bodies={"de": "Noch etwas"})
        await until(at_work, "SELECT count(*) FROM outbox WHERE state = 'sending'", 2)
        assert at_work.postman.seen == ["an answer", "An alle"]
        at_work.postman.closed.set()
        await until(at_work, NOBODY_LEFT, 0)
        assert at_work.postman.seen == ["an answer", "An alle", "An alle", "Noch etwas"]


async def test_what_is_stopped_stops_and_goes_on_where_it_was(database: Database) -> None:
    def stop_after(row: Claimed) -> Sent:
        if len(at_work.postman.seen) == 5:
            at_work.postman.closed.clear()
        return sent(row)

    async with mailing(database, slots=1) as at_work:
        at_work.postman.answer = stop_after
        number = await begin(at_work, people(30))
        await until(at_work, "SELECT count(*) FROM outbox WHERE state = 'sent'", 5)
        stopped = update(broadcasts).where(broadcasts.c.id == number)
        await change(at_work, stopped.values(state=BroadcastState.STOPPED))
        under_way = len(await rows(database, "SELECT 1 FROM outbox WHERE state = 'sending'"))
        at_work.postman.answer = sent
        at_work.postman.closed.set()
        await until(at_work, "SELECT count(*) FROM outbox WHERE state = 'sending'", 0)
        # Whatever else is to be sent is sent meanwhile.
        await at_work.post("an answer")
        await until(at_work, "SELECT count(*) FROM outbox WHERE state = 'sent'", 6 + under_way)
        await change(at_work, stopped.values(state=BroadcastState.SENDING))
        await until(at_work, NOBODY_LEFT, 0)
        assert at_work.postman.seen.count("An alle") == 30


async def test_in_quiet_hours_everybody_is_left_in_peace_until_they_end(database: Database) -> None:
    async with mailing(database, quiet_hours=QuietHours()) as at_work:
        at_work.clock.stands_at = EVENING
        async with database.write() as connection:
            await begin_broadcast(connection, people(4), NOON, channel="post", bodies=GERMAN)
            await _prefers(connection, "1", 0, 6 * 60)
            await _prefers(connection, "2", 19 * 60, 7 * 60)
        await until(at_work, "SELECT count(*) FROM outbox WHERE due > created", 3)
        await until(at_work, "SELECT count(*) FROM outbox WHERE state = 'sent'", 1)
        waits = await rows(
            database, "SELECT address, due FROM outbox WHERE state = 'waiting' ORDER BY address"
        )
        at = {address: datetime.fromtimestamp(due / 1000, UTC) - NOON for address, due in waits}
        assert at == {"0": timedelta(hours=20), "2": timedelta(hours=19), "3": timedelta(hours=20)}
        await _chooses(at_work, "3", NEVER)
        await until(at_work, "SELECT count(*) FROM outbox WHERE state = 'sent'", 2)
        at_work.clock.let_pass(hours=10, minutes=1)
        await until(at_work, "SELECT count(*) FROM outbox WHERE state = 'sent'", 3)
        at_work.clock.let_pass(hours=1)
        await until(at_work, NOBODY_LEFT, 0)


async def test_what_people_have_signed_up_for_knows_no_quiet_hours(database: Database) -> None:
    async with mailing(database, quiet_hours=QuietHours()) as at_work:
        at_work.clock.stands_at = EVENING
        service = dump(Broadcast({"de": "Eingang hinten"}, service=True))
        async with database.write() as connection:
            await begin_broadcast(connection, people(3), NOON, channel="post", bodies=GERMAN)
            await connection.execute(update(broadcasts).values(body=service))
        await until(at_work, NOBODY_LEFT, 0)
        assert await rows(database, "SELECT DISTINCT state FROM outbox") == [("sent",)]


async def _prefers(connection: Connection, address: str, starts: int, ends: int) -> None:
    [who] = (await connection.execute(citizens.select().where(citizens.c.address == address))).scalars()
    await connection.execute(insert(preferences).values(citizen=who, quiet_from=starts, quiet_until=ends))


async def _chooses(at_work: Office, address: str, hours: QuietHours) -> None:
    async with at_work.town.database.write() as connection:
        met = await citizens_of.find(connection, "post", address)
        assert met
        fact = QuietHoursChosen(hours)
        happened = [Happened(met.citizen.id, "post", fact, at_work.clock())]
        shelf = await at_work.town.cities.current(connection)
        await record(connection, shelf, at_work.town.key, at_work.town.zone, happened)


async def test_who_cannot_be_reached_and_what_was_never_written_end_at_once(database: Database) -> None:
    async with mailing(database) as at_work:
        await begin(at_work, ["7"], state=State.SENT)
        await change(at_work, update(citizens).values(reachable=False))
        await begin(at_work, ["7"])
        await until(at_work, NOBODY_LEFT, 0)
        assert (await rows(database, FATES))[1] == ("skipped", "unreachable")
        assert at_work.postman.seen == []


async def test_a_correction_goes_to_the_message_that_was_sent_even_at_night(database: Database) -> None:
    corrected: list[tuple[str, int | None]] = []

    def answer(row: Claimed) -> Sent:
        corrected.append((row.body, row.corrects))
        return Sent(Result(row.id, row.citizen, State.SENT, parts=1, became=500 + row.id))

    async with mailing(database) as at_work:
        at_work.postman.answer = answer
        number = await begin(at_work, ["1", "2"])
        await until(at_work, NOBODY_LEFT, 0)
        numbers = [message for [message] in await rows(database, "SELECT message FROM outbox ORDER BY id")]
        assert corrected == [("An alle", None)] * 2
        await change(at_work, update(outbox).where(outbox.c.address == "2").values(message=None))
        at_work.clock.stands_at = EVENING
        async with database.write() as connection:
            await say(connection, number, 1, {"de": "Neu"}, "post")
            for citizen, address in await rows(database, "SELECT citizen, address FROM outbox ORDER BY id"):
                await connection.execute(
                    insert(outbox).values(
                        citizen=citizen,
                        channel="post",
                        address=address,
                        rank=Rank.BROADCAST,
                        body="",
                        state=State.WAITING,
                        due=NOON,
                        created=NOON,
                        broadcast=number,
                        edition=1,
                    )
                )
        await until(at_work, NOBODY_LEFT, 0)
        assert corrected[2:] == [("Neu", numbers[0])]
        assert (await rows(database, FATES))[3] == ("skipped", "never sent")


async def test_nothing_is_sent_before_its_time_or_when_it_has_become_too_late(database: Database) -> None:
    async with mailing(database) as at_work:
        await begin(at_work, ["1"], due=NOON + timedelta(minutes=5), bodies={"de": "später"})
        await begin(at_work, ["2"], expires=NOON, bodies={"de": "zu spät"})
        await begin(at_work, ["3"], bodies={"de": "jetzt"})
        await until(at_work, "SELECT count(*) FROM outbox WHERE state = 'sent'", 1)
        at_work.clock.let_pass(minutes=5)
        await until(at_work, "SELECT count(*) FROM outbox WHERE state = 'sent'", 2)
        assert at_work.postman.seen == ["jetzt", "später"]


async def test_the_first_begun_is_sent_first(database: Database) -> None:
    async with mailing(database, slots=1) as at_work:
        at_work.postman.closed.clear()
        await at_work.post("the first of all")
        await at_work.until("sending")
        for words in ("a", "b"):
            await begin(at_work, people(4), bodies={"de": words})
        at_work.postman.closed.set()
        await until(at_work, NOBODY_LEFT, 0)
        assert at_work.postman.seen[1:] == ["a"] * 4 + ["b"] * 4


async def test_what_puts_something_right_does_not_wait_behind_the_rest(database: Database) -> None:
    async with mailing(database, slots=1) as at_work:
        at_work.postman.closed.clear()
        await at_work.post("the first of all")
        await at_work.until("sending")
        corrected, service = {"edition": 1}, {"body": dump(Broadcast({"de": "c"}, service=True))}
        for words, values in (("a", {}), ("b", corrected), ("c", service)):
            number = await begin(at_work, people(2), bodies={"de": words})
            if values:
                await change(at_work, update(broadcasts).where(broadcasts.c.id == number).values(**values))
        at_work.postman.closed.set()
        await until(at_work, NOBODY_LEFT, 0)
        assert at_work.postman.seen[1:] == ["c", "c", "b", "b", "a", "a"]
