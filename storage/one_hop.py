"""aiosqlite with one hop to its thread per statement instead of four.

A statement through SQLAlchemy makes a cursor, executes, fetches and closes, each time waking the thread and
waiting for it. Measured with batches of eight turns: two thirds of the processor time went into these hops.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiosqlite

Parameters = Sequence[Any]


class OneHopCursor:
    """Executes and fetches at once; afterwards everything is at hand without the thread."""

    def __init__(self, connection: "OneHopConnection") -> None:
        """Does nothing yet."""
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "OneHopCursor":
        """As every cursor."""
        return self

    async def execute(self, sql: str, parameters: Parameters = ()) -> "OneHopCursor":
        """Executes a statement and fetches all its rows."""
        await self._connection.hop(self._execute, sql, parameters)
        return self

    async def executemany(self, sql: str, rows: Sequence[Parameters]) -> "OneHopCursor":
        """Executes a statement once per row of parameters."""
        await self._connection.hop(self._executemany, sql, rows)
        return self

    def _execute(self, raw: sqlite3.Connection, sql: str, parameters: Parameters) -> None:
        cursor = raw.execute(sql, parameters)
        self._rows = cursor.fetchall() if cursor.description else []
        self._keep(cursor)

    def _executemany(self, raw: sqlite3.Connection, sql: str, rows: Sequence[Parameters]) -> None:
        self._keep(raw.executemany(sql, rows))

    def _keep(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        # sqlite3 counts the rows of UPDATE … RETURNING only once they are fetched, which they are here.
        self.rowcount = cursor.rowcount
        self.lastrowid = cursor.lastrowid
        cursor.close()

    async def fetchall(self) -> list[Any]:
        """All rows, once."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is open any more."""


class OneHopConnection(aiosqlite.Connection):
    """A connection that gives out such cursors, and begins a transaction with its first statement."""

    _opening = ""
    _stopped: asyncio.Future[Any] | None = None

    def stop(self) -> asyncio.Future[Any] | None:
        """Ends the thread, sooner or later; what is returned tells when."""
        self._stopped = super().stop()
        return self._stopped

    async def _connect(self) -> "OneHopConnection":
        try:
            await super()._connect()
        except Exception:
            # Otherwise the thread would speak to an event loop that may be closed by then.
            if self._stopped:
                await self._stopped
            raise
        return self

    def cursor(self) -> Any:
        """A cursor, made without the thread."""
        return OneHopCursor(self)

    def will_begin(self, opening: str) -> None:
        """The next statement is the first of a transaction that is begun by `opening`."""
        self._opening = opening

    async def hop(self, work: Callable[..., None], *arguments: Any) -> None:
        """Runs `work` with the raw connection in the thread."""
        opening, self._opening = self._opening, ""
        run: Callable[..., Awaitable[None]] = self._execute
        await run(_work, self._conn, opening, work, *arguments)

    async def commit(self) -> None:
        """Ends the transaction, if it has really begun."""
        if not self._ends_unopened():
            await super().commit()

    async def rollback(self) -> None:
        """Takes the transaction back, if it has really begun."""
        if not self._ends_unopened():
            await super().rollback()

    def _ends_unopened(self) -> bool:
        opening, self._opening = self._opening, ""
        return bool(opening)


def _work(raw: sqlite3.Connection, opening: str, work: Callable[..., None], *arguments: Any) -> None:
    if opening:
        raw.execute(opening)
    work(raw, *arguments)


def connect(path: str, **options: Any) -> OneHopConnection:
    """A connection that is opened when awaited; its thread ends with the program."""

    def connector() -> sqlite3.Connection:
        opened: sqlite3.Connection = sqlite3.connect(path, **options)
        return opened

    connection = OneHopConnection(connector, iter_chunk_size=64)
    connection._thread.daemon = True
    return connection
