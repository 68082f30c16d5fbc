"""Opens the database: SQLite with one writer and many readers, or PostgreSQL."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, event, make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import one_hop, trouble

BUSY_TIMEOUT = 15_000
"""Milliseconds a SQLite connection waits for another process's write."""

_EVERY = ("PRAGMA foreign_keys=ON", f"PRAGMA busy_timeout={BUSY_TIMEOUT}", "PRAGMA secure_delete=ON")
_WRITER = (
    # Statements that change many rows keep their notes in memory, and the log is folded into the file every
    # 16 MB instead of every 4: fewer writes, and still far below the 64 MB it may grow to.
    "PRAGMA temp_store=MEMORY",
    "PRAGMA wal_autocheckpoint=4000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA cache_size=-16000",
)
_READER = ("PRAGMA query_only=ON",)
_BEGIN_WRITING = "BEGIN IMMEDIATE"


Connection = AsyncConnection
"""A connection inside a transaction, as the rooms above name it."""

Unavailable = trouble.Unavailable
"""What `write` and `read` raise while the database cannot do its work."""


class Database:
    """One database; `write()` and `read()` give a connection inside a transaction."""

    def __init__(self, url: str, *, connections: int = 8) -> None:
        """Opens nothing yet. `url` is `sqlite:///PATH` or `postgresql://…`."""
        self.url = async_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._held: AsyncConnection | None = None
        self.was_full = False
        """That a write found no room; `storage.room` finds out when there is some again."""
        if self.is_sqlite:
            self._writer = _sqlite_engine(self.url, _EVERY + _WRITER, _BEGIN_WRITING, 1)
            self._reader = _sqlite_engine(self.url, _EVERY + _READER, "BEGIN", connections)
            self._one_writer = asyncio.Lock()
        else:
            # PgBouncer in transaction mode knows no prepared statements.
            self._writer = create_async_engine(
                self.url,
                pool_size=connections,
                max_overflow=0,
                pool_pre_ping=True,
                connect_args={"prepare_threshold": None},
            )
            # The same connections, but every statement of a transaction sees the same state, as on SQLite.
            self._reader = self._writer.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that is committed when the block ends, and rolled back if it raises.

        Raises Unavailable if the database cannot be used at the moment.
        """
        try:
            with trouble.told_clearly(self.url):
                async with self._open_writer() as connection:
                    yield connection
        except trouble.DiskFull:
            self.was_full = True
            raise

    @asynccontextmanager
    async def _open_writer(self) -> AsyncIterator[AsyncConnection]:
        """A transaction to write in; on SQLite always on the same connection, one after the other.

        There SQLAlchemy sees a single one that never ends: what it does at the begin and end of each cost as
        much as several statements.
        """
        if not self.is_sqlite:
            async with self._writer.begin() as connection:
                yield connection
            return
        async with self._one_writer:
            connection = self._held = self._held or await self._hold()
            try:
                async with one_hop.driver_of(connection).transaction(_BEGIN_WRITING):
                    yield connection
            except sqlite3.IntegrityError as error:
                raise IntegrityError("COMMIT", None, error) from error
            finally:
                if connection.invalidated:
                    # A statement was cancelled half-way: its connection has been closed.
                    self._held = None
                    await connection.close()

    async def _hold(self) -> AsyncConnection:
        connection = await self._writer.connect()
        await connection.begin()
        return connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads and sees one state of the database.

        Raises Unavailable like `write`.
        """
        with trouble.told_clearly(self.url):
            async with self._reader.begin() as connection:
                yield connection

    async def close(self) -> None:
        """Closes all connections."""
        if self._held is not None:
            await self._held.close()
        await self._writer.dispose()
        if self.is_sqlite:
            await self._reader.dispose()


def async_url(url: str) -> URL:
    """The address with the driver this program uses. Raises ValueError for any other kind of database."""
    return _with_driver(url, {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"})


def sync_url(url: str) -> URL:
    """The address with a driver that blocks, for work done beside the event loop. Raises like `async_url`."""
    return _with_driver(url, {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"})


def _with_driver(url: str, drivers: Mapping[str, str]) -> URL:
    parsed = make_url(url)
    if parsed.get_backend_name() not in drivers:
        raise ValueError(f"{parsed.get_backend_name()} is neither sqlite nor postgresql")
    return parsed.set(drivername=drivers[parsed.get_backend_name()])


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite address; None for PostgreSQL."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    return Path(parsed.database)


def _sqlite_engine(url: URL, pragmas: tuple[str, ...], begin: str, connections: int) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        # Every transaction here is ended by its own block; a second rollback would only be a hop more.
        pool_reset_on_return=None,
        connect_args={"async_creator_fn": one_hop.connect},
    )
    begin_with(engine.sync_engine, pragmas, begin)
    return engine


def begin_with(engine: Engine, pragmas: tuple[str, ...], begin: str) -> None:
    """Sets SQLite's pragmas, and begins transactions by our own statement.

    The driver's own way begins them late, and a transaction that reads first and writes later fails at once
    when somebody else wrote in between.
    """

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        driver = connection.connection.driver_connection
        if isinstance(driver, one_hop.OneHopConnection):
            driver.will_begin(begin)
        else:
            connection.exec_driver_sql(begin)
