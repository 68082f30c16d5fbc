"""Alarms of a running town: in the log and at the operators' address, once as they begin and as they end."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs

from bot.alarm import Alarms
from bot.town import Telegram, Town
from storage import alarms, meta
from storage.database import Connection, Database
from storage.trouble import DiskFull
from tests import sample
from tests.walks.living import BERLIN, GUARD, Clock

SECRET = "/hooks/geheim"
TELEGRAM = Telegram("1:token", "http://127.0.0.1:9")


@dataclass
class Bell:
    """An address that takes alarms, and refuses the first so many."""

    refuses: int = 0
    told: list[dict[str, Any]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        """One alarm."""
        assert (request.path_qs, request.content_type) == (SECRET + "?sig=1", "application/json")
        if self.refuses:
            self.refuses -= 1
            return web.Response(status=503)
        self.told.append(await request.json())
        return web.Response(status=204)

    async def rings(self, *news: str) -> None:
        """Waits until it has been told this."""
        told: list[str] = []
        try:
            async with asyncio.timeout(GUARD):
                while told != list(news):
                    await asyncio.sleep(0.01)
                    told = [f"{each['alarm']} {each['state']}" for each in self.told]
        except TimeoutError:
            raise AssertionError(f"{told}, never {news}") from None


@dataclass
class Watchman:
    """A process that looks when it is told to."""

    alarms: Alarms
    clock: Clock
    log: list[Any]
    """Of all who are at work."""

    async def looks(self, *, leads: bool = True, **span: float) -> list[str]:
        """What the log says of one look, after so much time."""
        self.clock.let_pass(**span)
        del self.log[:]
        await self.alarms.look(leads=leads)
        return [f"{entry['event']}: {entry['kind']}" for entry in self.log if "kind" in entry]

    def says(self, event: str) -> bool:
        """Whether the log has said this since the last look."""
        return any(entry["event"] == event for entry in self.log)


@pytest.fixture
async def bell() -> AsyncIterator[tuple[Bell, str]]:
    """An address that takes alarms."""
    rung, app = Bell(), web.Application()
    app.router.add_post(SECRET, rung.take)
    async with TestServer(app) as server:
        yield rung, f"{server.make_url(SECRET)}?sig=1"


@pytest.fixture
def log() -> Iterator[list[Any]]:
    """What is logged."""
    with capture_logs() as entries:
        yield entries


@asynccontextmanager
async def watching(
    database: Database, clock: Clock, log: list[Any], address: str = ""
) -> AsyncIterator[Watchman]:
    """A process that has been at work for a minute, and posts until the block ends."""
    town = Town(database, sample.KEY, BERLIN, "owner", telegram=TELEGRAM, alarm_webhook=address)
    at_work, stop = Alarms(town, clock), asyncio.Event()
    await at_work.begin()
    clock.let_pass(seconds=61)
    posting = asyncio.create_task(at_work.post_all(stop))
    yield Watchman(at_work, clock, log)
    stop.set()
    await asyncio.wait_for(posting, GUARD)


async def sign(database: Database, clock: Clock) -> None:
    """Something comes in."""
    async with database.write() as connection:
        await alarms.sign(connection, clock())


async def test_an_alarm_is_told_once_as_it_begins_and_once_as_it_is_over(
    database: Database, bell: tuple[Bell, str], log: list[Any]
) -> None:
    rung, address = bell
    clock = Clock(sample.NOW)
    async with watching(database, clock, log, address) as watchman:
        assert await watchman.looks(minutes=13) == []
        assert await watchman.looks(minutes=1) == ["alarm: intake_silent"]
        assert await watchman.looks(minutes=1) == []
        await sign(database, clock)
        assert await watchman.looks(seconds=5) == []
        assert await watchman.looks(seconds=60) == ["alarm is over: intake_silent"]
        await rung.rings("intake_silent began", "intake_silent over")
        assert await watchman.looks(seconds=60) == []
    began, over = rung.told
    assert began == {
        "text": "Stadtdialog: Seit einer Viertelstunde kommt nichts mehr aus dem Messenger an.",
        "alarm": "intake_silent",
        "state": "began",
        "since": "2024-03-15T12:00:00+00:00",
        "until": None,
        "at": "2024-03-15T12:15:01+00:00",
    }
    assert over["text"] == "Stadtdialog: Aus dem Messenger kommt wieder etwas an."


async def test_who_does_not_lead_raises_nothing_and_the_next_leader_knows_what_was_raised(
    database: Database, bell: tuple[Bell, str], log: list[Any]
) -> None:
    rung, address = bell
    clock = Clock(sample.NOW)
    async with (
        watching(database, clock, log, address) as first,
        watching(database, clock, log, address) as second,
    ):
        assert await second.looks(leads=False, hours=1) == []
        assert await first.looks() == ["alarm: intake_silent"]
        await rung.rings("intake_silent began")
        # What has been posted is noted at the next look, so that nobody else posts it.
        assert await first.looks() == []
        assert await first.looks(leads=False) == []
        assert await second.looks() == []
        await sign(database, clock)
        assert await second.looks(minutes=2) == ["alarm is over: intake_silent"]
        await rung.rings("intake_silent began", "intake_silent over")


async def test_what_waited_before_the_start_is_no_alarm_in_the_first_minute(
    sqlite_url: str, log: list[Any]
) -> None:
    database, clock = Database(sqlite_url), Clock(sample.NOW)
    await sign(database, clock)
    clock.let_pass(hours=3)
    async with watching(database, clock, log) as watchman:
        assert await watchman.looks(seconds=-31) == []
        assert await watchman.looks(seconds=31) == ["alarm: intake_silent"]
    await database.close()


async def test_an_address_that_refuses_is_tried_again(
    sqlite_url: str, bell: tuple[Bell, str], log: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.alarm.LONGEST_PAUSE", 0.01)
    rung, address = bell
    rung.refuses = 3
    database, clock = Database(sqlite_url), Clock(sample.NOW)
    async with watching(database, clock, log, address) as watchman:
        await watchman.looks(hours=1)
        await rung.rings("intake_silent began")
        assert "geheim" not in str(watchman.log)
    await database.close()


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/hooks/geheim", "http://127.0.0.1:99999/geheim"])
async def test_an_address_where_nobody_is_stops_nothing(
    sqlite_url: str, address: str, log: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.alarm.LONGEST_PAUSE", 0.01)
    database, clock = Database(sqlite_url), Clock(sample.NOW)
    async with watching(database, clock, log, address) as watchman:
        await watchman.looks(hours=1)
        async with asyncio.timeout(GUARD):
            while not watchman.says("alarms cannot be posted"):  # noqa: ASYNC110  a log rings no bell
                await asyncio.sleep(0.01)
        assert "geheim" not in str(watchman.log)
        # After a day it is no news any more.
        await watchman.looks(hours=25)
        async with asyncio.timeout(GUARD):
            while await _unposted(database):
                await watchman.looks()
                await asyncio.sleep(0.01)
    await database.close()


async def _unposted(database: Database) -> int:
    async with database.read() as connection:
        return len((await alarms.find_kept(connection)).unposted)


class Full(Database):
    """A database without room."""

    full = False

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        """A transaction, if there is room."""
        if self.full:
            self.was_full = True
            raise DiskFull("no room")
        async with super().write() as connection:
            yield connection


async def test_a_full_disk_is_told_although_nothing_can_be_written(
    sqlite_url: str, bell: tuple[Bell, str], log: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """F23: the clock stops leading then, because it cannot write either."""
    monkeypatch.setattr("storage.room.LOOK_EVERY", 0)
    rung, address = bell
    database, clock = Full(sqlite_url), Clock(sample.NOW)
    async with watching(database, clock, log, address) as watchman:
        assert await watchman.looks() == []
        database.full = database.was_full = True
        assert await watchman.looks(leads=False) == ["alarm: no_room"]
        await rung.rings("no_room began")
        database.full = False
        await watchman.looks(seconds=5)
        assert await watchman.looks(minutes=2) == ["alarm is over: no_room"]
        await rung.rings("no_room began", "no_room over")
    await database.close()


async def test_a_town_without_a_messenger_misses_nothing(sqlite_url: str, log: list[Any]) -> None:
    database, clock = Database(sqlite_url), Clock(sample.NOW)
    async with watching(database, clock, log):
        pass
    await Alarms(Town(database, sample.KEY, BERLIN, "owner"), clock).begin()
    async with database.read() as connection:
        assert await meta.find(connection, alarms.INTAKE) is None
    await database.close()


async def test_trouble_with_the_database_ends_no_loop(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the database's nor a bug's; and the end does not wait for an answer from outside."""
    monkeypatch.setattr("bot.alarm.EVERY", 0.01)
    database, clock = Full(sqlite_url), Clock()
    town = Town(database, sample.KEY, BERLIN, "owner", telegram=TELEGRAM)
    looked: list[bool] = []

    class Odd(Alarms):
        """Fails twice."""

        async def look(self, *, leads: bool) -> None:
            """One look."""
            looked.append(leads)
            if len(looked) < 3:
                raise DiskFull("no room") if len(looked) == 1 else RuntimeError("a bug")
            await super().look(leads=leads)

    stop, leads = asyncio.Event(), asyncio.Event()
    running = asyncio.create_task(Odd(town, clock).run(stop, leads))
    leads.set()
    async with asyncio.timeout(GUARD):
        while len(looked) < 4:  # noqa: ASYNC110  a list rings no bell
            await asyncio.sleep(0.01)
    stop.set()
    await asyncio.wait_for(running, GUARD)
    await database.close()
