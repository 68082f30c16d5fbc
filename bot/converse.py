"""Takes what came in, lets the dialogs answer, and keeps one person's trouble from everybody else."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import structlog

from bot import turns
from bot.crash import passing
from bot.town import Town
from bot.waiting import Backoff, nap
from storage import inbox
from storage.database import Unavailable

log = structlog.get_logger()

BATCH = 100
"""Citizens in one transaction: as many as one getUpdates brings."""

TRIES = 3
IDLE = 0.25
"""Seconds between looks into the inbox when this process itself put nothing in."""


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class Converse:
    """The loop that answers."""

    def __init__(self, town: Town, channels: turns.Channels, now: Callable[[], datetime] = utc_now) -> None:
        """`channels` are those this process can understand, by name."""
        self._town = town
        self._channels = channels
        self._now = now

    async def run(self, stop: asyncio.Event) -> None:
        """Answers until `stop` is set; the batch at hand is finished."""
        trouble = Backoff("conversation waits for the database")
        while not stop.is_set():
            try:
                # Nothing to work off although something waits: another process is at it.
                if not (self._town.came.is_set() or await self._waits()) or not await self._answer():
                    await nap(IDLE, self._town.came, stop)
                trouble.over()
            except Unavailable as error:
                await trouble.wait(str(error), stop)
            except Exception as error:  # a bug here must not end the other loops
                await trouble.wait(error, stop)

    async def _answer(self) -> int:
        self._town.came.clear()
        return await self.once()

    async def _waits(self) -> bool:
        async with self._town.database.read() as connection:
            return await inbox.has_unheard(connection)

    async def once(self) -> int:
        """Works off one batch; returns how many inputs it had."""
        rows: list[inbox.Unheard] = []
        try:
            async with self._town.database.write() as connection:
                rows = await inbox.take(connection, BATCH)
                if rows:
                    await turns.work_off(connection, self._town, self._channels, rows, self._now())
                passing("turn-before-commit")
        except Unavailable:
            raise
        except Exception as error:  # a bug, or a constraint said no: whose it is shows when each goes alone
            if not rows:
                raise
            log.warning("batch goes one by one", rows=len(rows), kind=type(error).__name__)
            for row in rows:
                await self._alone(row.id)
        passing("turn-after-commit")
        if rows:
            self._town.leaves.set()
        return len(rows)

    async def _alone(self, id: int) -> None:
        """Works off one input by itself; after three failures it is set aside and the citizen is told."""
        for attempt in range(1, TRIES + 1):
            try:
                async with self._town.database.write() as connection:
                    row = await inbox.take_one(connection, id)
                    if row:
                        await turns.work_off(connection, self._town, self._channels, [row], self._now())
                return
            except Unavailable:
                raise
            except Exception:  # costs only this citizen's turn
                log.exception("turn failed", row=id, attempt=attempt)
        await self._set_aside(id)

    async def _set_aside(self, id: int) -> None:
        log.error("input set aside", row=id)
        try:
            async with self._town.database.write() as connection:
                row = await inbox.take_one(connection, id)
                if row:
                    await turns.apologise(connection, self._town, self._channels, row, self._now())
        except Unavailable:
            raise
        except Exception:  # what went wrong may be the very thing the apology needs
            log.exception("apology failed", row=id)
            async with self._town.database.write() as connection:
                await inbox.settle(connection, [id], inbox.SET_ASIDE, self._now())
