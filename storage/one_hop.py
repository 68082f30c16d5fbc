"""aiosqlite with one hop to its thread per statement instead of four.

A statement through SQLAlchemy makes a cursor, executes, fetches and closes, each time waking the thread and
waiting for it. Measured with batches of eight turns: two thirds of the processor time went into these hops.
What only writes does not hop at all: it goes along with the next statement or the commit.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiosqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Parameters = Sequence[Any]
Pending = tuple[str, Sequence[Parameters]]
"""A statement that waits for the next hop, with the rows it is executed for."""


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
    _pending: tuple["Pending", ...] = ()
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

    @asynccontextmanager
    async def transaction(self, opening: str) -> AsyncIterator[None]:
        """A transaction past SQLAlchemy: committed when the block ends, taken back if it raises."""
        self.will_begin(opening)
        try:
            yield
        except BaseException:
            await self.rollback()
            raise
        await self.commit()

    async def fetch(self, sql: str, parameters: Parameters) -> list[Any]:
        """Executes a statement and gives all its rows, past SQLAlchemy. Raises sqlite3.Error."""
        cursor = OneHopCursor(self)
        await cursor.execute(sql, parameters)
        return await cursor.fetchall()

    def later(self, sql: str, rows: Sequence[Parameters]) -> None:
        """Executes a statement once per row of parameters, together with the next hop of this transaction."""
        self._pending = (*self._pending, (sql, rows))

    async def hop(self, work: Callable[..., None], *arguments: Any) -> None:
        """Runs `work` with the raw connection in the thread, after all that waited for it."""
        opening, pending = self._take_along()
        run: Callable[..., Awaitable[None]] = self._execute
        await run(_work, self._conn, opening, pending, work, *arguments)

    async def commit(self) -> None:
        """Ends the transaction, if it has really begun."""
        opening, pending = self._take_along()
        if pending or not opening:
            run: Callable[..., Awaitable[None]] = self._execute
            await run(_commit, self._conn, opening, pending)

    async def rollback(self) -> None:
        """Takes the transaction back, if it has really begun and did not end with its connection."""
        opening, _pending = self._take_along()
        if not opening and self._connection is not None:
            await super().rollback()

    def _take_along(self) -> tuple[str, tuple[Pending, ...]]:
        opening, pending = self._opening, self._pending
        self._opening, self._pending = "", ()
        return opening, pending


def _work(
    raw: sqlite3.Connection,
    opening: str,
    pending: tuple[Pending, ...],
    work: Callable[..., None],
    *arguments: Any,
) -> None:
    if opening:
        raw.execute(opening)
    for sql, rows in pending:
        raw.executemany(sql, rows).close()
    work(raw, *arguments)


def _commit(raw: sqlite3.Connection, opening: str, pending: tuple[Pending, ...]) -> None:
    """Nothing else would take back what fails only now: whoever commits takes the transaction for ended."""
    try:
        _work(raw, opening, pending, sqlite3.Connection.commit)
    except BaseException:
        raw.rollback()
        raise


def connect(path: str, **options: Any) -> OneHopConnection:
    """A connection that is opened when awaited; its thread ends with the program."""

    def connector() -> sqlite3.Connection:
        opened: sqlite3.Connection = sqlite3.connect(path, **options)
        return opened

    connection = OneHopConnection(connector, iter_chunk_size=64)
    connection._thread.daemon = True
    return connection


def driver_of(connection: AsyncConnection) -> Any:
    """What SQLAlchemy's connection stands for: one of these on SQLite, psycopg's own on PostgreSQL."""
    return connection.sync_connection.connection.driver_connection if connection.sync_connection else None
