"""From the outbox to a channel: what is most important first, paced, and every row to its end."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from bot.crash import passing
from bot.pace import Pace
from bot.town import Town
from bot.waiting import Backoff, nap
from storage import outbox, processes
from storage.database import Unavailable
from storage.outbox import Claimed, Result, State

log = structlog.get_logger()

IDLE = 0.5
"""Seconds between looks into the outbox when this process itself put nothing in."""

LINGER = 0.003
"""Seconds to wait for further results once one is there: they share a transaction, and its fsync."""

GRACE = 4.0
"""Seconds open requests may take once the process is to end; Docker kills after ten."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a row, and for how many seconds nobody may send on this channel."""

    result: Result
    silence: float = 0


class Sender(Protocol):
    """A channel that things are delivered to."""

    name: str

    async def send(self, row: Claimed) -> Sent:
        """Delivers a row and tells what came of it."""


class Deliver:
    """The loop that sends; never holds more rows than it has slots."""

    def __init__(self, town: Town, sender: Sender, now: Callable[[], datetime]) -> None:
        """`now` tells the present moment."""
        self._town = town
        self._sender = sender
        self._now = now
        self._pace = Pace(town.sends_per_second, asyncio.get_running_loop().time)
        self._flying: set[asyncio.Task[None]] = set()
        self._landed: list[Result] = []
        self._landing = asyncio.Event()
        self._more = True
        """Whether the last claim left something behind, as far as we know."""
        self._unsure = False
        """Whether a claim may have been committed without our hearing of it."""

    async def run(self, stop: asyncio.Event) -> None:
        """Sends until `stop` is set; open requests may then end, and what came of them is written down."""
        trouble = Backoff("delivery waits for the database")
        while not stop.is_set():
            try:
                await self._exchange()
                trouble.over()
                await self._rest(stop)
            except Unavailable as error:
                await trouble.wait(str(error), stop)
            except Exception as error:  # a bug here must not end the other loops
                await trouble.wait(error, stop)
        await self._end()

    async def _end(self) -> None:
        """Waits for open requests and writes down what came of them; the rest is in doubt."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=GRACE)
        for task in self._flying:
            task.cancel()
        try:
            await self._note(list(self._landed))
        except Unavailable as error:
            log.warning("results are lost with this process", rows=len(self._landed), reason=str(error))

    async def _exchange(self) -> None:
        """One transaction: results of what has landed, and new rows for the free slots."""
        if self._unsure and not self._flying and not self._landed:
            await self._take_back()
        free = 0 if self._unsure or not self._more else self._pace.room(self._town.slots - len(self._flying))
        if not self._landed and not free:
            return
        if not self._landed and not await self._due():
            self._more = False
            return
        landed = list(self._landed)
        rows: list[Claimed] = []
        try:
            async with self._town.database.write() as connection:
                now = self._now()
                await outbox.finish(connection, landed, now)
                if free:
                    rows = await outbox.claim(connection, self._sender.name, self._town.owner, free, now)
        except Unavailable:
            self._unsure = self._unsure or free > 0
            raise
        except Exception:  # a bug, or a constraint said no: whose it is shows when each goes alone
            if not landed:
                raise
            log.exception("results go one by one", rows=len(landed))
            await self._note(landed)
        passing("after-claim")
        # What landed while the transaction was under way belongs to the next one.
        del self._landed[: len(landed)]
        self._more = not free or len(rows) == free
        self._pace.take(len(rows))
        for row in rows:
            task = asyncio.create_task(self._send(row))
            self._flying.add(task)
            task.add_done_callback(self._flying.discard)

    async def _note(self, landed: list[Result]) -> None:
        """Writes results down one by one; one that cannot be written ends its row as failed."""
        for result in landed:
            try:
                async with self._town.database.write() as connection:
                    await outbox.finish(connection, [result], self._now())
            except Unavailable:
                raise
            except Exception:  # costs only this row
                log.exception("result cannot be written", row=result.id)
                failed = Result(result.id, result.citizen, State.FAILED, "program error", result.parts)
                async with self._town.database.write() as connection:
                    await outbox.finish(connection, [failed], self._now())

    async def _take_back(self) -> None:
        """Frees the rows of a claim whose commit we heard nothing of: ours, yet nobody sends them."""
        async with self._town.database.write() as connection:
            now = self._now()
            await processes.leave(connection, self._town.owner)
            freed = await outbox.free_orphans(connection, now - processes.DEAD_AFTER, now)
            await processes.beat(connection, self._town.owner, now)
        log.info("taken back after trouble with the database", freed=freed)
        self._unsure = False

    async def _due(self) -> bool:
        async with self._town.database.read() as connection:
            return await outbox.has_due(connection, self._sender.name, self._now())

    async def _send(self, row: Claimed) -> None:
        try:
            sent = await self._sender.send(row)
        except Exception:  # a bug in writing this one message must not stop the line
            log.exception("message failed", row=row.id)
            sent = Sent(Result(row.id, row.citizen, State.FAILED, "program error", row.parts))
        if sent.silence:
            self._pace.silence(sent.silence)
            log.warning("told to be silent", channel=self._sender.name, seconds=sent.silence)
        self._landed.append(sent.result)
        self._landing.set()

    async def _rest(self, stop: asyncio.Event) -> None:
        """Waits until something landed, something new is to be sent, or the pace allows the next."""
        full = len(self._flying) >= self._town.slots
        if self._more and not full:
            await nap(max(self._pace.wait(), LINGER), stop, self._landing)
        else:
            await nap(IDLE, stop, self._landing, *(() if full else (self._town.leaves,)))
        if self._landing.is_set() and self._flying:
            await asyncio.sleep(LINGER)
        self._landing.clear()
        if self._town.leaves.is_set() or not self._flying:
            self._town.leaves.clear()
            self._more = True
