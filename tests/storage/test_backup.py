"""A backup is complete while everything runs on; after bringing it back nothing is sent twice."""

import asyncio
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, update
from sqlalchemy.engine import Connection as SyncConnection

from dialogs.city.broadcast import BroadcastState
from dialogs.city.notification import NotificationKind
from storage import (
    broadcasts,
    broadcasts_course,
    inbox,
    links,
    meta,
    notifications,
    outbox,
    processes,
    sessions,
    staff,
    tables,
)
from storage.backup import back_up, restore
from storage.broadcasts_report import Report, report
from storage.database import Database, sync_url
from storage.inbox import Arrival
from storage.links import Purpose
from storage.migrate import is_current
from storage.notifications import Notification
from storage.outbox import Message, Rank, State
from storage.staff import Role
from storage.trouble import Unusable
from tests.broadcasts import begin, meet, plan
from tests.postgres import Server
from tests.sample import NOW
from tests.storage.people import meet_one


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def urls(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, str]]:
    """A database with all tables, and the address of one that is not there yet or empty."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url"), f"sqlite:///{tmp_path}/restored.sqlite"
        return
    url: str = request.getfixturevalue("postgres_url")
    server: Server = request.getfixturevalue("postgres_server")
    # The tools must be at least as new as the server.
    monkeypatch.setenv("PATH", str(server.bin_path), prepend=":")
    with server.database() as empty:
        yield url, empty


async def fill(url: str) -> None:
    """A town in the middle of its work."""
    database = Database(url)
    async with database.write() as connection:
        await meta.keep(connection, "a", "Grüße")
        who = await meet_one(connection)
        await inbox.put(connection, [Arrival("telegram", "1", "anna", "{}", NOW)])
        for state in (State.WAITING, State.SENDING, State.SENT):
            await outbox.put(connection, [Message(who, "telegram", "1", state, NOW, Rank.BROADCAST)])
            await connection.execute(
                update(tables.outbox).where(tables.outbox.c.body == state).values(state=state)
            )
        told = Notification(who, NotificationKind.COMMENT_DECIDED, 1)
        await notifications.put(connection, [told], NOW)
        member = await staff.add_member(connection, "Anna", Role.ADMIN, "hash", NOW)
        assert member
        await sessions.begin(connection, member.id, NOW)
        await links.make_link(connection, Purpose.INVITATION, "Ben", Role.EDITOR, NOW)
        await processes.beat(connection, "me", NOW)
        await processes.lead(connection, "poll", "me", NOW)
    await database.close()


def look(url: str) -> dict[str, object]:
    """What stands in a database."""
    engine = create_engine(sync_url(url))
    with engine.connect() as connection:
        found = {
            "a": connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == "a")).scalar(),
            "outbox": [
                tuple(row)
                for row in connection.execute(
                    select(tables.outbox.c.state, tables.outbox.c.reason).order_by(tables.outbox.c.id)
                )
            ],
            "told": list(connection.execute(select(tables.notifications.c.told)).scalars()),
            "unheard": count(connection, "inbox"),
            "staff": count(connection, "staff"),
            "passing": [count(connection, name) for name in ("sessions", "links", "processes", "leases")],
        }
    engine.dispose()
    return found


def count(connection: SyncConnection, table: str) -> int:
    return len(connection.execute(select(tables.metadata.tables[table])).all())


async def test_what_was_stored_comes_back_and_nothing_is_sent_again(
    urls: tuple[str, str], tmp_path: Path
) -> None:
    url, empty = urls
    await fill(url)
    size = back_up(url, tmp_path / "backup")
    assert (tmp_path / "backup").stat().st_size == size > 0
    restore(empty, tmp_path / "backup", NOW)
    assert look(empty) == {
        "a": "Grüße",
        "outbox": [
            ("expired", "restored from a backup"),
            ("expired", "restored from a backup"),
            ("sent", ""),
        ],
        "told": [NOW],
        "unheard": 1,
        "staff": 1,
        "passing": [0, 0, 0, 0],
    }
    assert is_current(empty)
    assert (look(url)["told"], look(url)["passing"]) == ([None], [1, 1, 1, 1])


async def test_announcements_do_not_go_out_a_second_time(urls: tuple[str, str], tmp_path: Path) -> None:
    """Who was chosen may have got it since, and what was planned may have begun: people look at it again."""
    url, empty = urls
    database = Database(url)
    planned = await plan(database, planned=NOW + timedelta(hours=1))
    drafts = [await plan(database), planned]
    await meet(database, "anna", "ben", "cem")
    await meet(database, "a device", channel="web")
    begun, stopped, done = [await plan(database) for _ in range(3)]
    for id in (begun, stopped, done):
        await begin(database, id)
    async with database.write() as connection:
        await broadcasts.stop(connection, stopped, NOW)
        sent = update(tables.outbox).where(tables.outbox.c.channel == "telegram")
        await connection.execute(sent.where(tables.outbox.c.broadcast == done).values(state=State.SENT))
        assert await broadcasts_course.finish(connection, done, NOW)
    await database.close()
    back_up(url, tmp_path / "backup")
    restore(empty, tmp_path / "backup", NOW + timedelta(hours=2))
    restored = Database(empty)
    async with restored.read() as connection:
        found = {id: await broadcasts.find(connection, id) for id in (*drafts, begun, stopped, done)}
        states = {id: (one.state, one.planned) for id, one in found.items() if one}
        reports = [await report(connection, id) for id in (begun, stopped, done)]
    await restored.close()
    assert states == dict.fromkeys(drafts, (BroadcastState.DRAFT, None)) | dict.fromkeys(
        (begun, stopped, done), (BroadcastState.DONE, None)
    )
    assert reports == [Report(expired=3, unseen=1), Report(expired=3, unseen=1), Report(sent=3, unseen=1)]


def test_only_the_owner_can_read_a_backup(urls: tuple[str, str], tmp_path: Path) -> None:
    back_up(urls[0], tmp_path / "backup")
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir() if "part" in path.name) == []


async def test_a_newer_backup_replaces_an_older_one_of_the_same_name(
    urls: tuple[str, str], tmp_path: Path
) -> None:
    url, empty = urls
    back_up(url, tmp_path / "backup")
    await fill(url)
    back_up(url, tmp_path / "backup")
    restore(empty, tmp_path / "backup", NOW)
    assert look(empty)["a"] == "Grüße"


def test_no_other_file_is_replaced(urls: tuple[str, str], tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("ab" * 32)
    with pytest.raises(Unusable, match="key is no backup and stays as it is"):
        back_up(urls[0], key)
    assert key.read_text() == "ab" * 32


async def test_a_database_that_is_there_is_replaced_only_if_told(
    urls: tuple[str, str], tmp_path: Path
) -> None:
    url, _ = urls
    back_up(url, tmp_path / "backup")
    await fill(url)
    with pytest.raises(Unusable, match="stays as it is"):
        restore(url, tmp_path / "backup", NOW)
    assert look(url)["a"] == "Grüße"
    restore(url, tmp_path / "backup", NOW, overwrite=True)
    assert look(url)["a"] is None


async def test_the_replaced_file_is_kept_beside(sqlite_url: str, tmp_path: Path) -> None:
    back_up(sqlite_url, tmp_path / "backup")
    await fill(sqlite_url)
    kept = restore(sqlite_url, tmp_path / "backup", NOW, overwrite=True)
    assert kept == tmp_path / "stadtdialog.sqlite.before-20240315T120000Z"
    assert look(f"sqlite:///{kept}")["a"] == "Grüße"


async def test_what_the_old_file_had_not_yet_checkpointed_is_kept_too(
    sqlite_url: str, tmp_path: Path
) -> None:
    back_up(sqlite_url, tmp_path / "backup")
    path = tmp_path / "stadtdialog.sqlite"
    with closing(sqlite3.connect(path)) as held:
        held.execute("BEGIN")
        held.execute("SELECT * FROM meta").fetchall()
        await fill(sqlite_url)
        assert path.with_name("stadtdialog.sqlite-wal").exists()
        kept = restore(sqlite_url, tmp_path / "backup", NOW, overwrite=True)
    assert look(f"sqlite:///{kept}")["a"] == "Grüße"
    assert look(sqlite_url)["a"] is None


async def test_a_backup_is_one_moment_while_others_write(sqlite_url: str, tmp_path: Path) -> None:
    """F11: writers go on meanwhile, and the copy holds a beginning of what they wrote."""
    path = tmp_path / "stadtdialog.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE ballast (x BLOB)")
        connection.execute("CREATE TABLE written (n INTEGER)")
        rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) "
        connection.execute(f"{rows}INSERT INTO ballast SELECT randomblob(3500) FROM n")
        connection.commit()
    stop = threading.Event()
    written: list[int] = []

    def write() -> None:
        with closing(sqlite3.connect(path, timeout=15)) as connection:
            while not stop.is_set():
                connection.execute("INSERT INTO written VALUES (?)", (len(written),))
                connection.commit()
                written.append(len(written))

    steps: list[tuple[int, int]] = []
    writer = asyncio.create_task(asyncio.to_thread(write))
    await asyncio.to_thread(back_up, sqlite_url, tmp_path / "backup", lambda *done: steps.append(done))
    stop.set()
    await writer
    with closing(sqlite3.connect(tmp_path / "backup")) as copy:
        numbers = [row[0] for row in copy.execute("SELECT n FROM written ORDER BY n")]
        assert copy.execute("SELECT count(*) FROM ballast").fetchone() == (6000,)
    assert numbers == written[: len(numbers)]
    assert len(numbers) < len(written)
    assert len(steps) > 2
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]


def test_a_backup_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"There is no database .*none\.sqlite"):
        back_up(f"sqlite:///{tmp_path}/none.sqlite", tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="no/backup could not be written"):
        back_up(sqlite_url, tmp_path / "no" / "backup")
    with pytest.raises(Unusable, match="cannot be replaced: Is a directory"):
        back_up(sqlite_url, tmp_path)


def test_a_file_that_is_no_database_is_not_brought_back(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Sehr geehrte Damen und Herren, " * 200)
    with pytest.raises(Unusable, match="file is not a database"):
        restore(f"sqlite:///{tmp_path}/new.sqlite", tmp_path / "letter", NOW)
    assert not (tmp_path / "new.sqlite").exists()


async def test_a_backup_with_one_wrong_letter_is_noticed(sqlite_url: str, tmp_path: Path) -> None:
    """The row says something else than the index, so somebody would not be found."""
    database = Database(sqlite_url)
    async with database.write() as connection:
        await meta.keep(connection, "a needle", "1")
    await database.close()
    back_up(sqlite_url, tmp_path / "backup")
    content = (tmp_path / "backup").read_bytes()
    assert content.count(b"a needle") == 2
    (tmp_path / "backup").write_bytes(content.replace(b"a needle", b"a noodle", 1))
    with pytest.raises(Unusable, match=r"The copy of .* is broken: "):
        restore(f"sqlite:///{tmp_path}/new.sqlite", tmp_path / "backup", NOW)
    assert not (tmp_path / "new.sqlite").exists()


def test_a_damaged_backup_is_noticed(sqlite_url: str, tmp_path: Path) -> None:
    back_up(sqlite_url, tmp_path / "backup")
    content = bytearray((tmp_path / "backup").read_bytes())
    for page in range(5, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = bytes(64)
    (tmp_path / "backup").write_bytes(content)
    with pytest.raises(Unusable, match=r"is broken|malformed"):
        restore(f"sqlite:///{tmp_path}/new.sqlite", tmp_path / "backup", NOW)
    assert not (tmp_path / "new.sqlite").exists()


def test_the_database_of_another_program_is_not_brought_back(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other")) as connection:
        connection.execute("CREATE TABLE something (x)")
    with pytest.raises(Unusable, match="other is no backup of Stadtdialog"):
        restore(f"sqlite:///{tmp_path}/new.sqlite", tmp_path / "other", NOW)
    assert not (tmp_path / "new.sqlite").exists()


def test_the_backup_of_a_newer_program_is_not_brought_back(sqlite_url: str, tmp_path: Path) -> None:
    back_up(sqlite_url, tmp_path / "backup")
    with closing(sqlite3.connect(tmp_path / "backup")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(Unusable, match="used by a newer Stadtdialog"):
        restore(f"sqlite:///{tmp_path}/new.sqlite", tmp_path / "backup", NOW)
    assert not (tmp_path / "new.sqlite").exists()


def test_postgresql_without_its_tools(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unusable, match="pg_dump is not installed"):
        back_up(postgres_url, tmp_path / "backup")


def test_what_the_tools_say_is_passed_on(
    postgres_server: Server, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(postgres_server.bin_path), prepend=":")
    (tmp_path / "letter").write_text("Sehr geehrte Damen und Herren")
    with pytest.raises(Unusable, match="pg_restore failed: pg_restore: error"):
        restore(postgres_url, tmp_path / "letter", NOW, overwrite=True)
    assert is_current(postgres_url)


def test_the_password_is_not_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "pg_dump"
    tool.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\necho "$PGPASSWORD" > {tmp_path}/password\nexit 1\n'
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(Unusable, match="pg_dump failed"):
        back_up("postgresql://city:geheim@db/city", tmp_path / "backup")
    assert "geheim" not in (tmp_path / "arguments").read_text()
    assert "--dbname=postgresql://city@db/city" in (tmp_path / "arguments").read_text()
    assert (tmp_path / "password").read_text() == "geheim\n"
