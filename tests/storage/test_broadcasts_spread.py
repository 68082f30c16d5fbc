"""An announcement begins: everybody it is for gets one row, whenever it is killed and begun again."""

import asyncio
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from dialogs.city.broadcast import BroadcastState
from dialogs.city.facts_notices import TopicDropped
from dialogs.city.subscription import ANNOUNCEMENTS
from storage import broadcasts, broadcasts_course, broadcasts_spread
from storage.broadcasts_bodies import IN_BODIES
from storage.broadcasts_spread import Work
from storage.city import Shelf
from storage.database import Database
from storage.pen import Happened, Pen
from storage.subscriptions import write_topics_dropped
from tests import sample
from tests.broadcasts import BODIES, begin, change, get, meet, plan, reported, rows, settle, spread

LATER = sample.NOW + timedelta(hours=1)
OUTBOX = "SELECT citizen, channel, address, rank, body, state, edition FROM outbox ORDER BY id"


async def test_everybody_gets_one_row_in_parts(database: Database) -> None:
    on_telegram, [on_the_web] = await meet(database, *"abcd"), await meet(database, "w", channel="web")
    id = await plan(database)
    async with database.write() as connection:
        assert await broadcasts_spread.begin(connection, id, BODIES, sample.NOW)
        assert not await broadcasts_spread.begin(connection, id, BODIES, sample.NOW)
    assert await spread(database, id, most=2) == 3
    assert await spread(database, id) == 1
    expected = [
        (number, "telegram", name, 3, "", "waiting", 0)
        for number, name in zip(on_telegram, "abcd", strict=True)
    ]
    assert await rows(database, OUTBOX) == [*expected, (on_the_web, "web", "w", 3, IN_BODIES, "waiting", 0)]
    stored = await get(database, id)
    assert (stored.recipients, stored.spread, stored.started) == (5, True, sample.NOW)
    assert (stored.state, stored.counted) == (BroadcastState.SENDING, 0)
    assert (await reported(database, id)).waiting == 4


async def test_as_often_as_it_is_repeated(database: Database) -> None:
    await meet(database, *"abcdef")
    id = await plan(database)
    await begin(database, id, most=2)
    # As if the last parts had been lost with the process, all but the rows themselves.
    await change(database, "UPDATE broadcasts SET reached = 0, spread = false, recipients = 0")
    await spread(database, id, most=2)
    assert await rows(database, "SELECT count(*), count(DISTINCT citizen) FROM outbox") == [(6, 6)]


async def test_who_cannot_be_reached_any_more_when_it_begins_is_not_chosen(database: Database) -> None:
    [_a, b, c, *_others] = await meet(database, *"abcd")
    id = await plan(database)
    async with database.write() as connection:
        await broadcasts_spread.begin(connection, id, BODIES, sample.NOW)
        assert await broadcasts_spread.spread(connection, id, sample.NOW, 1)
    await change(database, f"UPDATE citizens SET reachable = false WHERE id = {b}")
    await change(database, f"DELETE FROM subscriptions WHERE citizen = {c}")
    await spread(database, id)
    assert await rows(database, "SELECT address FROM outbox ORDER BY id") == [("a",), ("d",)]
    assert (await reported(database, id)).recipients == 2


async def test_spread_evenly_over_a_time(database: Database) -> None:
    await meet(database, *(f"p{number}" for number in range(120)))
    id = await plan(database, spread_minutes=60)
    await begin(database, id, most=50)
    [(base,)] = await rows(database, "SELECT started FROM broadcasts")
    due = [(at - base) / 60_000 for (at,) in await rows(database, "SELECT due FROM outbox ORDER BY due")]
    assert due[0] >= 0 and due[-1] < 60
    for ten in range(6):
        assert 18 <= sum(10 * ten <= minute < 10 * (ten + 1) for minute in due) <= 22
    assert max(later - earlier for earlier, later in pairwise(due)) < 1.5


async def test_what_is_to_be_done(database: Database) -> None:
    async def found(now: datetime = sample.NOW) -> list[Work]:
        async with database.read() as connection:
            return await broadcasts_spread.find_work(connection, now)

    [a] = await meet(database, "a")
    first, second = await plan(database), await plan(database, planned=LATER)
    assert await found() == [Work(first, True, False, False, True)]
    assert await found(LATER) == [Work(id, True, False, False, True) for id in (first, second)]
    async with database.write() as connection:
        await broadcasts_spread.begin(connection, first, BODIES, sample.NOW)
        await broadcasts.stop(connection, first, sample.NOW)
    # Whom it is for is settled even if it was stopped at once.
    assert await found() == [Work(first, False, True, False, True)]
    await spread(database, first)
    assert await found() == [Work(first, False, True, True, False)]
    await settle(database, a, "sent")
    assert await found() == [Work(first, False, True, True, True)]
    async with database.write() as connection:
        assert await broadcasts_course.finish(connection, first, LATER)
        assert not await broadcasts_course.finish(connection, first, LATER)
    assert await found() == []
    async with database.write() as connection:
        assert not await broadcasts_spread.spread(connection, 99, sample.NOW)


@pytest.mark.postgres
@pytest.mark.parametrize("chosen_first", [True, False])
async def test_who_switches_it_off_while_everybody_is_chosen(postgres_url: str, chosen_first: bool) -> None:
    database = Database(postgres_url)
    [who, _other] = await meet(database, *"ab")
    id = await plan(database)
    async with database.write() as connection:
        await broadcasts_spread.begin(connection, id, BODIES, sample.NOW)
    first, second = asyncio.Event(), asyncio.Event()

    async def choose() -> None:
        async with database.write() as connection:
            await broadcasts_spread.spread(connection, id, sample.NOW)
            first.set()
            await second.wait()

    async def switch_off() -> None:
        dropped = Happened(who, "telegram", TopicDropped(ANNOUNCEMENTS), LATER)
        async with database.write() as connection:
            await write_topics_dropped(Pen(connection, Shelf(), sample.KEY, sample.ZONE), [dropped])
            first.set()
            await second.wait()

    order = (choose, switch_off) if chosen_first else (switch_off, choose)
    one = asyncio.create_task(order[0]())
    await first.wait()
    another = asyncio.create_task(order[1]())
    await asyncio.sleep(0.1)
    second.set()
    await asyncio.gather(one, another)
    states = await rows(database, "SELECT state FROM outbox ORDER BY citizen")
    assert states == ([("skipped",), ("waiting",)] if chosen_first else [("waiting",)])
    await database.close()
