"""The clock: signs of life, who leads, what the dead were sending, and what is swept away."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import update

from bot.tick import SWEEP, Tick
from bot.town import Town
from storage import processes, retention, tables
from storage.database import Database, Unavailable
from storage.outbox import Rank, State
from tests import sample
from tests.bot.office import Office, Postman
from tests.walks.living import BERLIN, GUARD, Clock, rows

STATES = "SELECT state, reason FROM outbox ORDER BY id"
ALIVE = "SELECT owner FROM processes ORDER BY owner"


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock(stands_at=datetime(2024, 3, 15, 12, tzinfo=UTC))


def tick(database: Database, clock: Clock, owner: str = "me") -> Tick:
    """The clock of one process."""
    return Tick(Town(database, sample.KEY, BERLIN, owner), clock)


async def under_way(database: Database, clock: Clock, owner: str, *ranks: Rank) -> None:
    """Rows that a process is sending."""
    office = Office(Town(database, sample.KEY, BERLIN, owner), Postman(), clock)
    for rank in ranks:
        await office.post("something", rank=rank)
    async with database.write() as connection:
        await connection.execute(update(tables.outbox).values(state=State.SENDING, owner=owner))


@pytest.mark.postgres
async def test_one_process_leads_and_the_other_follows_until_it_is_silent(
    postgres_url: str, clock: Clock
) -> None:
    database = Database(postgres_url)
    first, second = tick(database, clock, "first"), tick(database, clock, "second")
    for one in (first, second):
        await one.begin()
        await one.once()
    assert (first.leads.is_set(), first.follows.is_set()) == (True, False)
    assert (second.leads.is_set(), second.follows.is_set()) == (False, True)
    clock.let_pass(seconds=2)
    await second.once()
    assert second.follows.is_set()
    clock.let_pass(seconds=2)
    await second.once()
    assert second.leads.is_set()
    await first.once()
    assert first.follows.is_set()
    await database.close()


async def test_on_a_file_there_is_one_process_and_it_leads(sqlite_city: Database, clock: Clock) -> None:
    alone = tick(sqlite_city, clock)
    assert alone.follows.is_set()
    await alone.begin()
    await alone.once()
    assert (alone.leads.is_set(), alone.follows.is_set()) == (True, False)


async def test_what_an_earlier_life_was_sending_is_sent_again_at_the_start(
    sqlite_city: Database, clock: Clock
) -> None:
    await tick(sqlite_city, clock, "an earlier life").begin()
    await under_way(sqlite_city, clock, "an earlier life", Rank.ANSWER, Rank.BROADCAST)
    clock.let_pass(seconds=0.1)
    await tick(sqlite_city, clock).begin()
    assert await rows(sqlite_city, STATES) == [("waiting", "sender died"), ("unknown", "sender died")]
    assert await rows(sqlite_city, ALIVE) == [("me",)]


@pytest.mark.postgres
async def test_what_a_dead_process_was_sending_is_sent_by_another(postgres_url: str, clock: Clock) -> None:
    database = Database(postgres_url)
    await tick(database, clock, "dead").begin()
    await under_way(database, clock, "dead", Rank.ANSWER, Rank.REMINDER, Rank.BROADCAST)
    living = tick(database, clock)
    await living.begin()
    await living.once()
    assert [state for state, _why in await rows(database, STATES)] == ["sending"] * 3
    clock.let_pass(seconds=3.1)
    await living.once()
    assert [state for state, _why in await rows(database, STATES)] == ["waiting", "waiting", "unknown"]
    assert await rows(database, ALIVE) == [("me",)]
    await database.close()


async def test_what_has_become_too_late_ends_within_a_minute(city: Database, clock: Clock) -> None:
    office = Office(Town(city, sample.KEY, BERLIN, "me"), Postman(), clock)
    await office.post("too late", "still useful", rank=Rank.REMINDER)
    async with city.write() as connection:
        late = tables.outbox.c.body == "too late"
        await connection.execute(update(tables.outbox).where(late).values(expires=clock()))
    one = tick(city, clock)
    await one.begin()
    await one.once()
    assert await rows(city, STATES) == [("expired", "too late"), ("waiting", "")]


async def test_who_ends_in_peace_leaves_nothing_under_way(city: Database, clock: Clock) -> None:
    ending = tick(city, clock)
    await ending.begin()
    await ending.once()
    await under_way(city, clock, "me", Rank.ANSWER)
    await ending.end()
    assert await rows(city, STATES) == [("waiting", "sender died")]
    assert await rows(city, ALIVE) == []
    assert await rows(city, "SELECT owner FROM leases") == []


async def test_it_is_swept_at_the_start_and_once_an_hour(
    sqlite_city: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept: list[datetime] = []

    async def sweep(_connection: object, now: datetime) -> dict[str, int]:
        swept.append(now)
        return {}

    monkeypatch.setattr(retention, "sweep", sweep)
    alone, began = tick(sqlite_city, clock), clock()
    for _ in range(5):
        await alone.once()
        clock.let_pass(minutes=30)
    assert swept == [began, began + SWEEP, began + 2 * SWEEP]


@pytest.mark.postgres
async def test_only_the_one_that_leads_sweeps(
    postgres_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, sweeps = Database(postgres_url), list[int]()

    async def sweep(_connection: object, _now: datetime) -> dict[str, int]:
        sweeps.append(1)
        return {}

    monkeypatch.setattr(retention, "sweep", sweep)
    for owner in ("first", "second"):
        await tick(database, clock, owner).once()
    assert len(sweeps) == 1
    await database.close()


@pytest.mark.parametrize("error", [Unavailable("away"), KeyError("a bug")])
async def test_without_the_database_nobody_leads_and_afterwards_all_goes_on(
    city: Database, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    at_work, stop, errors = tick(city, Clock()), asyncio.Event(), [error]
    once, seen = at_work.once, asyncio.Event()

    async def sometimes() -> None:
        if errors:
            at_work.leads.set()
            seen.set()
            raise errors.pop()
        await once()

    monkeypatch.setattr(at_work, "once", sometimes)
    running = asyncio.create_task(at_work.run(stop))
    await asyncio.wait_for(seen.wait(), GUARD)
    await asyncio.wait_for(at_work.follows.wait(), GUARD)
    await asyncio.wait_for(at_work.leads.wait(), GUARD)
    stop.set()
    await asyncio.wait_for(running, GUARD)


@pytest.mark.postgres
async def test_a_sign_of_life_is_given_all_the_time(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    beats: list[str] = []
    beat = processes.beat

    async def note(connection: Any, owner: str, now: datetime) -> None:
        beats.append(owner)
        await beat(connection, owner, now)

    monkeypatch.setattr(processes, "beat", note)
    database, stop = Database(postgres_url), asyncio.Event()
    running = asyncio.create_task(tick(database, Clock()).run(stop))
    async with asyncio.timeout(GUARD):
        while len(beats) < 2:  # noqa: ASYNC110  a list rings no bell
            await asyncio.sleep(0.05)
    stop.set()
    await asyncio.wait_for(running, GUARD)
    await database.close()
