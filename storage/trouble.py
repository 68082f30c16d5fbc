"""What can be wrong with a database itself, told so that loops can wait and operators can act."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree


class Unavailable(Exception):
    """The database cannot do its work, and kept nothing of the transaction; the text is for the operator."""


class Unusable(Unavailable):
    """The database is missing, broken, or not ours to open or write: somebody has to act."""


class DiskFull(Unavailable):
    """There is no room left: reading goes on, writing works again as soon as there is some."""


class Busy(Unavailable):
    """Somebody else held the database for too long: trying again later helps."""


class Gone(Unavailable):
    """The server cannot be reached or is starting: trying again later helps."""


class Conflict(Unavailable):
    """Two transactions stood in each other's way: doing this one again from its beginning helps."""


_SENTENCES: dict[type[Unavailable], str] = {
    Unusable: "The database {where} cannot be used: {why}.",
    DiskFull: "There is no room left for the database {where}. It goes on by itself once there is some.",
    Busy: "The database {where} is held by another program.",
    Gone: "The database server {where} cannot be reached: {why}.",
    Conflict: "Two changes of the database {where} collided: {why}.",
}

# https://www.sqlite.org/rescode.html
_SQLITE: dict[int, type[Unavailable]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_CANTOPEN: Unusable,
    sqlite3.SQLITE_READONLY: Unusable,
    sqlite3.SQLITE_PERM: Unusable,
    sqlite3.SQLITE_IOERR: Unusable,
    sqlite3.SQLITE_CORRUPT: Unusable,
    sqlite3.SQLITE_NOTADB: Unusable,
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html; the longest matching beginning counts.
_POSTGRESQL: dict[str, type[Unavailable]] = {
    "08": Gone,
    "57P": Gone,
    "53": Gone,
    "53100": DiskFull,
    "40001": Conflict,
    "40P01": Conflict,
    "55P03": Busy,
    "28": Unusable,
    "3D000": Unusable,
    "25006": Unusable,
    "58": Unusable,
    "XX": Unusable,
}


@contextmanager
def told_clearly(url: URL) -> Iterator[None]:
    """Turns the drivers' errors about the database itself into `Unavailable`; others pass as they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        kind = _kind(error)
        if kind is None:
            raise
        why = str(getattr(error, "orig", error)).strip().splitlines()[0].rstrip(".")
        raise kind(_SENTENCES[kind].format(where=_name(url), why=why)) from error
    except NoConnectionFree as error:
        raise Busy(_SENTENCES[Busy].format(where=_name(url))) from error


def public_address(url: URL) -> str:
    """The address of a server as its own tools understand it, without the password."""
    name = url.get_backend_name()
    public = URL.create(name, url.username, None, url.host, url.port, url.database, url.query)
    return public.render_as_string()


def _name(url: URL) -> str:
    return url.database if url.get_backend_name() == "sqlite" and url.database else public_address(url)


def _kind(error: DBAPIError | sqlite3.Error) -> type[Unavailable] | None:
    origin = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(error, sqlite3.Error) or isinstance(origin, sqlite3.Error):
        # The low byte is the kind, the rest its details; errors of the driver itself carry no code.
        return _SQLITE.get(getattr(origin, "sqlite_errorcode", 0) & 0xFF)
    code: str | None = getattr(origin, "sqlstate", None)
    if code is None:
        # There was no server, or it went away in the middle: nobody was there to send a code.
        return Gone if error.connection_invalidated or isinstance(error, OperationalError) else None
    return next((_POSTGRESQL[code[:n]] for n in (5, 3, 2) if code[:n] in _POSTGRESQL), None)
