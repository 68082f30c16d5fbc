"""Copies the database while everything runs, and brings a copy back without sending anything twice."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, create_engine, delete, update

from dialogs.city.broadcast import BroadcastState, from_states
from storage import backup_postgresql
from storage.database import sqlite_path, sync_url
from storage.migrate import current_revision, migrate
from storage.outbox_rows import SENT_ON, State
from storage.tables import broadcasts, leases, links, notifications, outbox, processes, sessions
from storage.trouble import Unusable, told_clearly

KEY_REMARK = (
    "The key file is not in the backup. Keep a copy of it in another place: "
    "without it nobody finds his own answers again."
)

Progress = Callable[[int, int], object]
"""Is told how many pages are done and how many there are."""

_PAGES = 2_000
"""Pages copied between two reports: 8 MB."""
_SIGN = b"SQLite format 3\0"


def back_up(url: str, target: Path, progress: Progress | None = None) -> int:
    """Copies the database to a file, all of it as it is at one moment; returns the size in bytes.

    Writers go on meanwhile. The file is there in full or not at all, and replaces an older backup of the same
    name. Raises Unusable with a sentence. For PostgreSQL it runs `pg_dump`.
    """
    source = sqlite_path(url)
    _refuse_other_files(target, _SIGN if source else backup_postgresql.SIGN)
    with _in_full(target) as part:
        if source:
            _copy(source, part, progress)
        else:
            backup_postgresql.dump(url, part)
    return target.stat().st_size


def restore(
    url: str, source: Path, now: datetime, *, overwrite: bool = False, progress: Progress | None = None
) -> Path | None:
    """Puts a backup in the place of the database; nothing else may be at work on it.

    What waited to be sent or told when the backup was made is dropped: people have it already. Broadcasts
    that had begun are over, planned ones are drafts again. Staff sign in anew.
    A database that is there is replaced only if `overwrite` says so; a SQLite file is then kept under another
    name, which is returned. Raises Unusable with a sentence, also for a backup of a newer program.
    """
    target = sqlite_path(url)
    if target is None:
        backup_postgresql.bring_back(url, source, overwrite=overwrite)
        settle(url, now)
        return None
    if target.exists() and not overwrite:
        raise Unusable(f"There is a database already: {target}. It stays as it is.")
    with _in_full(target) as part:
        _copy(source, part, progress)
        if current_revision(f"sqlite:///{part}") is None:
            raise Unusable(f"{source} is no backup of Stadtdialog.")
        settle(f"sqlite:///{part}", now)
        return _put_aside(target, now)


@contextmanager
def _in_full(target: Path) -> Iterator[Path]:
    """A file beside the target, which takes its place when the block ends well, by `return` too."""
    part = target.with_name(f"{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(0o600)
        yield part
        _sync(part)
        part.replace(target)
        _sync(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise Unusable(f"{target} could not be written: {error}.") from error
    finally:
        for file in (part, *_beside(part)):
            file.unlink(missing_ok=True)


def _beside(path: Path) -> tuple[Path, Path]:
    """The two files SQLite keeps beside a database."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refuse_other_files(target: Path, sign: bytes) -> None:
    """Only an older backup is replaced, never another file that was named by mistake."""
    if not target.exists():
        return
    try:
        with target.open("rb") as file:
            beginning = file.read(len(sign))
    except OSError as error:
        raise Unusable(f"{target} cannot be replaced: {error.strerror}.") from error
    if beginning not in (sign, b""):
        raise Unusable(f"{target} is no backup and stays as it is.")


def _copy(source: Path, target: Path, progress: Progress | None) -> None:
    def report(_status: int, remaining: int, total: int) -> None:
        if progress:
            progress(total - remaining, total)

    if not source.is_file():
        raise Unusable(f"There is no database {source}.")
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as one,
        closing(sqlite3.connect(target)) as other,
    ):
        # One state for the whole copy: without it every write of others would begin the copy anew.
        one.execute("BEGIN")
        one.execute("SELECT count(*) FROM sqlite_master").fetchone()
        one.backup(other, pages=_PAGES, progress=report)
        one.rollback()
        verdict = other.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        raise Unusable(f"The copy of {source} is broken: {verdict}.")


def settle(url: str, now: datetime) -> None:
    """Makes a copy fit to go on: nothing is sent again, and no sign-in or link that was ended lives again.

    `restore` ends with it; alone it is for a database that other tools have brought back. Raises Unusable
    with a sentence.
    """
    migrate(url)
    address = sync_url(url)
    engine = create_engine(address)
    with told_clearly(address), engine.begin() as connection:
        _let_rest(connection, now)
    engine.dispose()


def _let_rest(connection: Connection, now: datetime) -> None:
    # What waits on the page is not sent: it stands there at the next visit, once more at the worst.
    unsettled = outbox.c.state.in_((State.WAITING, State.SENDING)) & outbox.c.channel.in_(SENT_ON)
    ended = {
        "state": State.EXPIRED,
        "reason": "restored from a backup",
        "body": "",
        "done": now,
        "owner": None,
    }
    connection.execute(update(outbox).where(unsettled).values(ended))
    connection.execute(update(notifications).where(notifications.c.told.is_(None)).values(told=now))
    _let_broadcasts_rest(connection, now)
    for table in (processes, leases, sessions, links):
        connection.execute(delete(table))


def _let_broadcasts_rest(connection: Connection, now: datetime) -> None:
    """What was planned may have gone out since: people look at it again. What had begun is over."""
    ends: dict[BroadcastState, dict[str, object]] = {
        BroadcastState.DRAFT: {"approver": "", "planned": None, "counted": None},
        BroadcastState.DONE: {"spread": True, "ended": now},
    }
    changed = {"revision": broadcasts.c.revision + 1, "changed": now}
    for state, values in ends.items():
        not_there_yet = broadcasts.c.state.in_(from_states(state))
        connection.execute(update(broadcasts).where(not_there_yet).values(state=state, **values, **changed))


def _put_aside(target: Path, now: datetime) -> Path | None:
    """Moves a database out of the way, with what lies beside it; returns its new name."""
    if not target.exists():
        return None
    kept = target.with_name(f"{target.name}.before-{now:%Y%m%dT%H%M%SZ}")
    for old, new in zip((target, *_beside(target)), (kept, *_beside(kept)), strict=True):
        if old.exists():
            old.replace(new)
    return kept
