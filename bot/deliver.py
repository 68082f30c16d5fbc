"""From the outbox to a channel: what is most important first, paced, and every row to its end."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot import telemetry
from bot.crash import passing
from bot.mailing import Mailing
from bot.shared_chats import SharedChats
from bot.shared_pace import SharedPace
from bot.town import Town
from bot.waiting import Backoff, nap
from storage import outbox, outbox_left, processes
from storage.database import Connection, Unavailable
from storage.outbox import Claimed, Rank, Result, State

log = structlog.get_logger()

IDLE = 0.5
"""Seconds between looks into the outbox when this process itself put nothing in."""

LINGER = 0.003
"""Seconds to wait for further results once one is there: they share a transaction, and its fsync."""

GATHER = 0.025
"""The same for results of broadcasts: nobody waits for what comes of them, and many cost little together."""

KEPT_FREE = 4
"""One slot in so many is never used by broadcasts, so that an answer need not wait for one of them."""

GRACE = 4.0
"""Seconds open requests may take once the process is to end; Docker kills after ten."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a row.

    `silence` is for how many seconds nobody may send; all senders of the bot are told if `all_wait`.
    """

    result: Result
    silence: float = 0
    all_wait: bool = True


class Sender(Protocol):
    """A channel that things are delivered to, by one account (`bot`) that has its own pace."""

    name: str
    bot: str

    async def send(self, row: Claimed) -> Sent:
        """Delivers a row and tells what came of it."""


class Deliver:
    """The loop that sends; never holds more rows than it has slots."""

    def __init__(self, town: Town, sender: Sender, now: Callable[[], datetime]) -> None:
        """`now` tells the present moment."""
        self._town = town
        self._sender = sender
        self._now = now
        clock = asyncio.get_running_loop().time
        self._pace = SharedPace(town.sends_per_second, sender.bot, town.database, clock)
        self._chats = SharedChats(town.database, clock) if town.sends_per_second else None
        self._mailing = Mailing(town, sender.name, clock)
        telemetry.limit(town.sends_per_second)
        self._begun = False
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
                await self._begin()
                await self._exchange()
                trouble.over()
                await self._rest(stop)
            except Unavailable as error:
                await trouble.wait(str(error), stop)
            except Exception as error:  # a bug here must not end the other loops
                await trouble.wait(error, stop)
        await self._end()

    async def _begin(self) -> None:
        if not self._begun:
            await self._pace.begin(self._now())
            self._begun = True

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
        await self._mailing.look()
        claims = not self._unsure and await self._may_claim()
        if not self._landed and not claims:
            return
        landed = list(self._landed)
        rows: list[Claimed] = []
        try:
            async with self._town.database.write() as connection:
                now = self._now()
                await outbox.finish(connection, landed, now)
                await self._pace.tell(connection, now)
                if claims:
                    async with self._pace.held(connection, now):
                        rows = await self._claim(connection, now)
        except Unavailable:
            self._unsure = self._unsure or claims
            raise
        except Exception:  # a bug, or a constraint said no: whose it is shows when each goes alone
            if not landed:
                raise
            log.exception("results go one by one", rows=len(landed))
            rows = []  # not claimed after all
            await self._note(landed)
        else:
            self._pace.settled()
        passing("after-claim")
        # What landed while the transaction was under way belongs to the next one.
        del self._landed[: len(landed)]
        for row in rows:
            task = asyncio.create_task(self._send(row))
            self._flying.add(task)
            task.add_done_callback(self._flying.discard)

    async def _may_claim(self) -> bool:
        """Whether there is something to be sent, a free slot, and room in the pace as far as we know."""
        free = self._pace.room(self._town.slots - len(self._flying))
        if not free:
            return False
        if self._more and not self._landed:
            self._more = await self._due()
        return self._more or (self._mailing.has_more and self._room_for_broadcasts() > 0)

    async def _claim(self, connection: Connection, now: datetime) -> list[Claimed]:
        """Claims what is for one person, and broadcasts if there is room left."""
        free = self._pace.room(self._town.slots - len(self._flying))
        rows: list[Claimed] = []
        if free:
            rows = await outbox.claim(connection, self._sender.name, self._town.owner, free, now)
        self._more = len(rows) == free
        self._pace.take(len(rows), answers=any(row.rank == Rank.ANSWER for row in rows))
        spare = self._room_for_broadcasts(len(rows))
        if spare and self._mailing.has_more and not self._more:
            broadcasts = await self._mailing.claim(connection, spare, now)
            self._pace.take_spare(len(broadcasts))
            rows += broadcasts
        if self._chats:
            await self._chats.hear(connection, rows, now)
        return rows

    def _room_for_broadcasts(self, claimed: int = 0) -> int:
        kept_free = self._town.slots // KEPT_FREE
        return self._pace.spare(max(self._town.slots - kept_free - len(self._flying) - claimed, 0))

    async def _note(self, landed: list[Result]) -> None:
        """Writes results down one by one; one that cannot be written ends its row as failed."""
        for result in landed:
            try:
                await self._note_one(result)
            except Unavailable:
                raise
            except Exception:  # costs only this row
                log.exception("result cannot be written", row=result.id)
                failed = Result(
                    result.id,
                    result.citizen,
                    State.FAILED,
                    "program error",
                    result.parts,
                    calls=result.calls,
                )
                await self._note_one(failed)

    async def _note_one(self, result: Result) -> None:
        async with self._town.database.write() as connection:
            now = self._now()
            await outbox.finish(connection, [result], now)
            await self._pace.tell(connection, now)
        self._pace.settled()

    async def _take_back(self) -> None:
        """Frees the rows of a claim whose commit we heard nothing of: ours, yet nobody sends them."""
        async with self._town.database.write() as connection:
            now = self._now()
            await processes.leave(connection, self._town.owner)
            freed = await outbox_left.free_orphans(connection, now - processes.DEAD_AFTER, now)
            await processes.beat(connection, self._town.owner, now)
        log.info("taken back after trouble with the database", freed=freed)
        self._unsure = False

    async def _due(self) -> bool:
        async with self._town.database.read() as connection:
            return await outbox.has_due(connection, self._sender.name, self._now())

    async def _send(self, row: Claimed) -> None:
        sent = self._kept_back(row)
        try:
            sent = sent or await self._sender.send(row)
        except Exception:  # a bug in writing this one message must not stop the line
            log.exception("message failed", row=row.id)
            sent = Sent(Result(row.id, row.citizen, State.FAILED, "program error", row.parts))
        calls = sent.result.calls
        telemetry.note(row.rank, sent.result, calls)
        if sent.silence:
            self._be_silent(sent)
        if calls > 1:
            self._pace.owe(calls - 1)
        if self._chats:
            self._chats.take(row.address, calls)
        self._land(row, sent.result)

    def _kept_back(self, row: Claimed) -> Sent | None:
        """What comes of a row whose chat has just been written to, or that was overtaken by a silence."""
        wait = self._chats.wait(row.address) if self._chats else 0.0
        wait = max(wait, self._pace.silent())
        if not wait:
            return None
        due = self._now() + timedelta(seconds=wait)
        return Sent(Result(row.id, row.citizen, State.WAITING, "the chat rests", row.parts, due=due, calls=0))

    def _be_silent(self, sent: Sent) -> None:
        if sent.all_wait:
            self._pace.silence_all(sent.silence)
        else:
            self._pace.silence(sent.silence)
        telemetry.silenced(sent.silence, too_many=sent.all_wait)
        log.warning(
            "told to be silent", channel=self._sender.name, seconds=sent.silence, why=sent.result.reason
        )

    def _land(self, row: Claimed, result: Result) -> None:
        """Notes what came of a row, and wakes the loop: at once, unless it may gather more of the kind."""
        self._landed.append(result)
        half = len(self._landed) * 2 >= self._town.slots
        if row.rank < Rank.BROADCAST or half or len(self._flying) == 1:
            self._landing.set()
        elif len(self._landed) == 1:
            asyncio.get_running_loop().call_later(GATHER, self._landing.set)

    async def _rest(self, stop: asyncio.Event) -> None:
        """Waits until something landed, something new is to be sent, or the pace allows the next."""
        full = len(self._flying) >= self._town.slots
        wait = IDLE
        if self._more and not full:
            wait = max(self._pace.wait(), LINGER)
        elif self._mailing.has_more and len(self._flying) < self._town.slots - self._town.slots // KEPT_FREE:
            wait = max(self._pace.wait_spare(), LINGER)
        await nap(wait, stop, self._landing, *(() if full else (self._town.leaves,)))
        if self._landing.is_set() and self._flying:
            await asyncio.sleep(LINGER)
        self._landing.clear()
        if self._town.leaves.is_set() or not self._flying:
            self._town.leaves.clear()
            self._more = True
