"""Who was erased, in a file outside the database: whoever comes back with a backup is erased again.

A line holds the day, the number of the citizen, a keyed digest of who it was, and whether anything was kept.
Numbers alone would not do: after a backup was restored they are given out once more.
"""

import asyncio
import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.erasure import erase
from storage.pseudonyms import keyed_digest
from storage.tables import citizens

FILE = "erased"
"""Its name in the data folder."""

KEPT_FOR = timedelta(days=365)
"""Older backups than this have no place in a town hall."""

AT_ONCE = 1_000
"""Numbers looked for in one query."""

ALL, KEPT = "all", "kept"


@dataclass(frozen=True, slots=True)
class Erased:
    """One line of the file."""

    day: date
    citizen: int
    digest: str
    keeps: bool

    def __str__(self) -> str:
        """As it stands in the file; a line before it that was cut off does not spoil it."""
        return f"\n{self.day.isoformat()} {self.citizen} {self.digest} {KEPT if self.keeps else ALL}\n"


class ErasureList:
    """The file."""

    def __init__(self, path: Path) -> None:
        """Opens nothing yet."""
        self._path = path

    async def note(
        self, connection: AsyncConnection, key: bytes, citizen: int, day: date, *, keeps: bool
    ) -> None:
        """Adds a citizen; what is noted is on the disk when this returns. Raises OSError if it cannot be."""
        [line] = [Erased(day, id, digest, keeps) for id, digest in await _digests(connection, key, [citizen])]
        await asyncio.to_thread(self._add, str(line))

    def _add(self, line: str) -> None:
        with _alone_with(self._path):
            _append(self._path, line)

    def read(self) -> list[Erased]:
        """All lines; one that was not written to its end is left out."""
        if not self._path.exists():
            return []
        return [line for text in self._path.read_text("ascii").splitlines() if (line := _read_line(text))]

    def shorten(self, today: date) -> None:
        """Leaves out what is older than any backup; nothing is lost that another process notes meanwhile."""
        if not self._path.exists():
            return
        with _alone_with(self._path):
            lines = self.read()
            young = [line for line in lines if line.day >= today - KEPT_FOR]
            if len(young) < len(lines):
                part = self._path.with_name(f"{FILE}.part")
                part.unlink(missing_ok=True)
                _append(part, "".join(map(str, young)))
                part.replace(self._path)


@contextmanager
def _alone_with(path: Path) -> Iterator[None]:
    """Waits until no other process writes to the file; the lock is gone with the process, however it ends."""
    with path.with_name(f"{FILE}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _append(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _read_line(text: str) -> Erased | None:
    try:
        day, citizen, digest, how = text.split(" ")
        return Erased(date.fromisoformat(day), int(citizen), digest, {ALL: False, KEPT: True}[how])
    except (ValueError, KeyError):
        return None


async def erase_again(connection: AsyncConnection, key: bytes, list_: ErasureList, now: datetime) -> int:
    """Erases everybody on the list who is there (again); returns how many there were."""
    noted = {(line.citizen, line.digest): line for line in await asyncio.to_thread(list_.read)}
    numbers = sorted({citizen for citizen, _digest in noted})
    count = 0
    for start in range(0, len(numbers), AT_ONCE):
        for who in await _digests(connection, key, numbers[start : start + AT_ONCE]):
            if who in noted:
                await erase(connection, key, who[0], now, keeps=noted[who].keeps)
                count += 1
    return count


async def _digests(connection: AsyncConnection, key: bytes, numbers: Sequence[int]) -> list[tuple[int, str]]:
    """A digest of who each citizen is, which nobody can try out without the key."""
    query = select(citizens.c.id, citizens.c.channel, citizens.c.address, citizens.c.met).where(
        citizens.c.id.in_(numbers)
    )
    return [
        (row.id, keyed_digest(key, "erased", f"{row.id}|{row.channel}|{row.address}|{row.met.isoformat()}"))
        for row in (await connection.execute(query)).all()
    ]
