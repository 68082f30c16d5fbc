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
from storage import outbox
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
        self._flying: set[asyncio.Task[Sent]] = set()
        self._landed: list[Result] = []
        self._more = True

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
        if self._flying:
            await asyncio.wait(self._flying, timeout=GRACE)
        self._collect()
        for task in self._flying:
            task.cancel()
        async with self._town.database.write() as connection:
            await outbox.finish(connection, self._landed, self._now())

    async def _exchange(self) -> None:
        """One transaction: results of what has landed, and new rows for the free slots."""
        free = self._pace.room(self._town.slots - len(self._flying)) if self._more else 0
        if not self._landed and not free:
            return
        if not self._landed and not self._flying and not await self._due():
            self._more = False
            return
        async with self._town.database.write() as connection:
            now = self._now()
            await outbox.finish(connection, self._landed, now)
            rows: list[Claimed] = []
            if free:
                rows = await outbox.claim(connection, self._sender.name, self._town.owner, free, now)
        passing("after-claim")
        self._landed.clear()
        self._more = not free or len(rows) == free
        self._pace.take(len(rows))
        for row in rows:
            self._flying.add(asyncio.create_task(self._send(row)))

    async def _due(self) -> bool:
        async with self._town.database.read() as connection:
            return await outbox.has_due(connection, self._sender.name, self._now())

    async def _send(self, row: Claimed) -> Sent:
        try:
            return await self._sender.send(row)
        except Exception:  # a bug in writing this one message must not stop the line
            log.exception("message failed", row=row.id)
            return Sent(Result(row.id, row.citizen, State.FAILED, "program error", row.parts))

    async def _rest(self, stop: asyncio.Event) -> None:
        """Waits until something landed, something new is to be sent, or the pace allows the next."""
        if self._flying:
            await self._until_landing(stop)
        elif not self._more:
            await nap(IDLE, self._town.leaves, stop)
        else:
            await nap(max(self._pace.wait(), 0.001), stop)
        if not self._flying or self._town.leaves.is_set():
            self._more = True
        self._town.leaves.clear()

    async def _until_landing(self, stop: asyncio.Event) -> None:
        wake = [asyncio.ensure_future(event.wait()) for event in (stop, self._town.leaves)]
        try:
            idle = len(self._flying) < self._town.slots
            await asyncio.wait(
                {*self._flying, *(wake if idle else wake[:1])},
                timeout=IDLE,
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            for task in wake:
                task.cancel()
        if not stop.is_set() and len(self._flying) > 1:
            await asyncio.sleep(LINGER)
        self._collect()

    def _collect(self) -> None:
        """Takes in what has landed."""
        done = {task for task in self._flying if task.done()}
        self._flying -= done
        for task in done:
            sent = task.result()
            self._landed.append(sent.result)
            if sent.silence:
                self._pace.silence(sent.silence)
                log.warning("told to be silent", channel=self._sender.name, seconds=sent.silence)
