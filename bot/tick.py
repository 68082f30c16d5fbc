"""What is due by the clock: signs of life, who leads, rows of the dead, retention."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot import telemetry
from bot.remind import forget_wishes, remind
from bot.town import Town
from bot.waiting import Backoff, nap
from storage import erasure, outbox_left, processes, retention, wal
from storage.database import Connection, Unavailable

log = structlog.get_logger()

SWEEP = timedelta(hours=1)
LOOK = timedelta(seconds=20)
"""How often the clock on the wall is looked at."""


class Tick:
    """The loop of the clock; on SQLite there is one process only, and it always leads."""

    def __init__(self, town: Town, now: Callable[[], datetime]) -> None:
        """`now` tells the present moment."""
        self._town = town
        self._now = now
        self._swept: datetime | None = None
        self._looked: datetime | None = None
        self.leads = asyncio.Event()
        self.follows = asyncio.Event()
        """Exactly one of both is set."""
        self.follows.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Ticks every second until `stop` is set."""
        trouble = Backoff("the clock waits for the database", longest=2)
        while not stop.is_set():
            try:
                await self.once()
                trouble.over()
                await nap(processes.BEAT.total_seconds(), stop)
            except Unavailable as error:
                self._lead(False)
                await trouble.wait(str(error), stop)
            except Exception as error:  # a bug here must not end the other loops
                self._lead(False)
                await trouble.wait(error, stop)

    async def begin(self) -> None:
        """The first tick: frees what an earlier life of this process was sending."""
        async with self._town.database.write() as connection:
            now = self._now()
            await processes.beat(connection, self._town.owner, now)
            if self._town.database.is_sqlite:
                await processes.forget_dead(connection, now)
                freed = await outbox_left.free_orphans(connection, now, now)
                log.info("begun", freed=freed)

    async def once(self) -> None:
        """One tick."""
        now = self._now()
        if self._town.database.is_sqlite:
            self._lead(True)
        else:
            async with self._town.database.write() as connection:
                self._lead(await self._live(connection, now))
        if self.leads.is_set():
            await self._forget_gone()
        if self.leads.is_set() and (self._swept is None or now - self._swept >= SWEEP):
            self._swept = now
            async with self._town.database.write() as connection:
                log.info("swept", **await retention.sweep(connection, now))
            await asyncio.to_thread(wal.fold, str(self._town.database.url))
            await forget_wishes(self._town, now)
        if self.leads.is_set() and (self._looked is None or now - self._looked >= LOOK):
            self._looked = now
            await self._expire(now)
            # Of much only a part is noted now, the rest at the next ticks.
            if not (await remind(self._town, now)).is_through:
                self._looked = None

    async def _expire(self, now: datetime) -> None:
        """What waits although it would help nobody any more ends; nobody sends it meanwhile."""
        async with self._town.database.write() as connection:
            expired = await outbox_left.expire(connection, now)
        if expired:
            telemetry.expired(expired)
            log.info("too late to be sent", rows=len(expired))

    async def _forget_gone(self) -> None:
        """Who was erased is known until the goodbye is delivered, and not a second longer."""
        async with self._town.database.read() as connection:
            if not await erasure.has_gone(connection):
                return
        async with self._town.database.write() as connection:
            log.info("forgotten", people=await erasure.forget_gone(connection))

    async def _live(self, connection: Connection, now: datetime) -> bool:
        """A sign of life; rows of processes without one are freed. Returns whether this process leads."""
        dead_before = now - processes.DEAD_AFTER
        await processes.beat(connection, self._town.owner, now)
        if await processes.forget_dead(connection, dead_before):
            freed = await outbox_left.free_orphans(connection, dead_before, now)
            log.warning("a process died", freed=freed)
        return await processes.lead(connection, "poll and tick", self._town.owner, now)

    def _lead(self, leads: bool) -> None:
        if leads:
            self.follows.clear()
            self.leads.set()
        else:
            self.leads.clear()
            self.follows.set()

    async def end(self) -> None:
        """The last sign: nobody need wait until this process counts as dead, nor for what it was sending."""
        async with self._town.database.write() as connection:
            now = self._now()
            await processes.leave(connection, self._town.owner)
            await outbox_left.free_orphans(connection, now - processes.DEAD_AFTER, now)
