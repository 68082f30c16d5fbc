"""Whether there is room to write: after a write has found none, found out by writing."""

import asyncio

from storage import meta
from storage.database import Database, Unavailable

PROBE = "probe"
SIZE = 256 * 1024
"""Characters that are written: more than what a batch of inputs needs, and soon overwritten."""

LOOK_EVERY = 5.0
"""Seconds between two tries, however often somebody asks."""


class Room:
    """Knows whether the database can take something in; asks it only when there was trouble."""

    def __init__(self, database: Database) -> None:
        """Believes that there is room."""
        self._database = database
        self._looked = float("-inf")

    async def is_there(self) -> bool:
        """Whether something can be written, at most five seconds old; true if no write has found it full."""
        if not self._database.was_full:
            return True
        now = asyncio.get_running_loop().time()
        if now - self._looked >= LOOK_EVERY:
            self._looked = now
            self._database.was_full = not await self._can_write()
        return not self._database.was_full

    async def _can_write(self) -> bool:
        """Writes something large and takes it away again: only what is committed needs room for sure."""
        try:
            for value in ("x" * SIZE, ""):
                async with self._database.write() as connection:
                    await meta.keep(connection, PROBE, value)
        except Unavailable:
            return False
        return True
