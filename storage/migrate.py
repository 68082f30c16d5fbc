"""Brings the tables to the state this program needs: all or nothing, safe to kill and to run again."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, NullPool, create_engine, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import begin_with, sqlite_path, sync_url
from storage.trouble import Unusable, told_clearly

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0007"
"""The newest revision; it stands here so that a start with current tables need not import Alembic."""

FOLDER = Path(__file__).parent / "migrations"

_LOCK = text("SELECT pg_advisory_xact_lock(99_712_053_741_062)")
"""PostgreSQL's lock of our migrations, under a number that no other program uses."""
_REVISION = text("SELECT version_num FROM alembic_version")

_NEWER = (
    "This database was used by a newer Stadtdialog (its revision is {revision}). Please install that version."
)

# Foreign keys are off because SQLite changes a table by copying and dropping it, which would delete what
# points to it; they are checked at the end instead.
_PRAGMAS = (
    "PRAGMA busy_timeout=60000",
    "PRAGMA foreign_keys=OFF",
    "PRAGMA secure_delete=ON",
    "PRAGMA synchronous=FULL",
)


def is_current(url: str) -> bool:
    """Whether the tables are what this program needs. Raises Unavailable if the database cannot be used."""
    return current_revision(url) == HEAD


def current_revision(url: str) -> str | None:
    """The revision the tables are at; None if there are none. Raises like `is_current`, and makes no file."""
    path = sqlite_path(url)
    if path and not path.exists():
        return None
    with _transaction(url) as connection:
        return _find_revision(connection)


async def has_current_tables(connection: AsyncConnection) -> bool:
    """The same through an open connection, as often as one likes to ask."""
    return await connection.run_sync(_find_revision) == HEAD


def pending(url: str) -> list[str]:
    """What `migrate` would do now, one line a revision, in the order of doing. Raises like `migrate`."""
    from alembic.script import ScriptDirectory

    now = current_revision(url)
    scripts = ScriptDirectory.from_config(_config()).walk_revisions("base", "head")
    names = {script.revision: f"{script.revision} {script.doc}" for script in scripts}
    if now is not None and now not in names:
        raise Unusable(_NEWER.format(revision=now))
    ahead = list(names).index(now) if now else len(names)
    return list(names.values())[:ahead][::-1]


def migrate(url: str, folder: Path = FOLDER, target: str = HEAD) -> bool:
    """Makes or changes the tables; tells whether there was anything to do.

    Two programs that start at once wait for each other. All revisions are one transaction, so a kill at any
    moment leaves the tables as they were. Raises Unavailable if the database cannot be used or was made by a
    newer program.
    """
    if path := sqlite_path(url):
        _make_file(path)
    with _transaction(url) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(_LOCK)
        if _find_revision(connection) == target:
            return False
        _upgrade(connection, folder, target)
    return True


def _make_file(path: Path) -> None:
    """Makes a new SQLite file that only its owner can read; SQLite itself would let everybody."""
    try:
        path.touch(0o600)
        with closing(sqlite3.connect(path, timeout=0)) as connection:
            _use_wal(connection)
    except OSError as error:
        raise Unusable(f"The database {path} cannot be used: {error.strerror}.") from error
    except sqlite3.DatabaseError as error:
        raise Unusable(f"The database {path} cannot be used: {error}.") from error


def _use_wal(connection: sqlite3.Connection) -> None:
    """Waits by itself: changing the mode does not always do, and two programs may start at once."""
    for _ in range(200):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.DatabaseError as error:
            # The low byte is the kind: somebody may also be recovering the file.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(0.05)
        else:
            return


def _upgrade(connection: Connection, folder: Path, target: str) -> None:
    from alembic import command
    from alembic.util import CommandError

    config = _config(folder)
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, target)
    except CommandError as error:
        raise Unusable(_NEWER.format(revision=_find_revision(connection))) from error
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise Unusable(
                f"{len(broken)} rows point to rows that are not there; the tables stay as they were."
            )


def _config(folder: Path = FOLDER) -> "Config":
    from alembic.config import Config

    config = Config()
    # Alembic reads % as the beginning of a placeholder.
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config


def _find_revision(connection: Connection) -> str | None:
    """The revision the tables are at; None if there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(_REVISION).scalar_one_or_none()
    return revision


@contextmanager
def _transaction(url: str) -> Iterator[Connection]:
    address = sync_url(url)
    engine = create_engine(address, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        begin_with(engine, _PRAGMAS, "BEGIN IMMEDIATE")
    with told_clearly(address), engine.begin() as connection:
        yield connection
