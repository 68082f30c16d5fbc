"""Tables are made and changed under a lock, all or nothing, and agree with what the code says."""

import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.engine.interfaces import ReflectedIndex

from storage import migrate as migrations
from storage.database import Database, sync_url
from storage.migrate import FOLDER, HEAD, is_current, migrate, pending
from storage.tables import metadata
from storage.trouble import Unavailable, Unusable
from tests.postgres import Server

LATER = Path(__file__).parent / "later" / "versions"
MANY = 100_000


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.sqlite"
        return
    server: Server = request.getfixturevalue("postgres_server")
    with server.database() as url:
        yield url


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """Our revisions and one more, as a newer program brings it."""
    folder = tmp_path / "revisions"
    shutil.copytree(FOLDER, folder)
    script = (LATER / "later_answers_by_day.py").read_text()
    (folder / "versions" / "later_answers_by_day.py").write_text(script.replace("HEAD", HEAD))
    return folder


def shape(url: str) -> dict[str, object]:
    """Everything a database says about its tables, in a form that can be compared."""
    engine = create_engine(sync_url(url))
    seen = inspect(engine)
    found: dict[str, object] = {}
    for table in sorted(set(seen.get_table_names()) - {"alembic_version"}):
        columns = [{**c, "type": str(c["type"])} for c in seen.get_columns(table)]
        found[table] = (
            columns,
            seen.get_pk_constraint(table),
            sorted(seen.get_foreign_keys(table), key=str),
            sorted(seen.get_unique_constraints(table), key=str),
            sorted(map(index_shape, seen.get_indexes(table)), key=str),
            counts_up(engine, table),
        )
    engine.dispose()
    return found


def index_shape(index: ReflectedIndex) -> dict[str, object]:
    """An index with its condition as text."""
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return {**index, "dialect_options": options}


def counts_up(engine: Engine, table: str) -> bool:
    """Whether SQLite never gives a number out twice."""
    if engine.dialect.name != "sqlite":
        return False
    with engine.connect() as connection:
        query = text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name")
        return "AUTOINCREMENT" in connection.execute(query, {"name": table}).scalar_one()


def fill(url: str, answers: int) -> None:
    """Puts one survey with many answers, ten of each person, into a migrated database."""
    engine = create_engine(sync_url(url))
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO items (kind, slug) VALUES ('survey', 'viel')"))
        connection.execute(
            text(
                "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :many / 10) "
                "INSERT INTO runs (item, pseudonym, version, state, channel, language, started) "
                "SELECT 1, CAST(i AS TEXT), 1, 'started', 'web', 'de', CAST('2024-03-15' AS DATE) FROM n"
                if engine.dialect.name == "postgresql"
                else "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :many / 10) "
                "INSERT INTO runs (item, pseudonym, version, state, channel, language, started) "
                "SELECT 1, i, 1, 'started', 'web', 'de', '2024-03-15' FROM n"
            ),
            {"many": answers},
        )
        connection.execute(
            text(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many) "
                "INSERT INTO answers (item, pseudonym, question, revision, kind, value, category, raw, day) "
                "SELECT 1, CAST(i / 10 AS TEXT), CAST(i % 10 AS TEXT), 1, 'given', '[]', 'a', '', "
                "CAST('2024-03-15' AS DATE) FROM n"
                if engine.dialect.name == "postgresql"
                else "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many) "
                "INSERT INTO answers (item, pseudonym, question, revision, kind, value, category, raw, day) "
                "SELECT 1, i / 10, i % 10, 1, 'given', '[]', 'a', '', '2024-03-15' FROM n"
            ),
            {"many": answers},
        )
    engine.dispose()


def ask(url: str, query: str) -> object:
    engine = create_engine(sync_url(url))
    with engine.connect() as connection:
        answer: object = connection.execute(text(query)).scalar()
    engine.dispose()
    return answer


def test_an_empty_database_gets_its_tables_once(empty_url: str) -> None:
    assert not is_current(empty_url)
    assert pending(empty_url) == [
        "0001 The first tables.",
        "0002 Guidelines: what was read, votes and comments; a salt for every guideline there is.",
        "0003 Moderation, answers to comments, wishes, notifications.",
        "0004 How often people asked for their data, when an item was over, no answers without their run.",
        "0005 Who comes to events, what citizens want to be told and how, what of it has become due.",
        "0006 Broadcasts, their files and recipients, and how fast all senders of a bot may send together.",
        "0007 Corrections of broadcasts that wait for a second person.",
    ]
    assert migrate(empty_url)
    assert not migrate(empty_url)
    assert is_current(empty_url)
    assert pending(empty_url) == []


async def test_a_running_process_can_ask_whether_its_tables_are_current(empty_url: str) -> None:
    migrate(empty_url)
    database = Database(empty_url)
    async with database.read() as connection:
        assert await migrations.has_current_tables(connection)
    await database.close()


def test_guidelines_of_before_get_a_salt_of_their_own(empty_url: str) -> None:
    migrate(empty_url, target="0001")
    engine = create_engine(sync_url(empty_url))
    with engine.begin() as connection:
        for kind, slug in (("guideline", "a"), ("guideline", "b"), ("event", "c")):
            values = {"kind": kind, "slug": slug}
            connection.execute(text("INSERT INTO items (kind, slug) VALUES (:kind, :slug)"), values)
    engine.dispose()
    assert migrate(empty_url)
    assert ask(empty_url, "SELECT count(DISTINCT salt) FROM items WHERE length(salt) = 32") == 2
    assert ask(empty_url, "SELECT salt FROM items WHERE kind = 'event'") is None


def test_asking_does_not_make_a_file(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite"
    assert not is_current(f"sqlite:///{path}")
    assert pending(f"sqlite:///{path}")
    assert not path.exists()


def test_only_the_owner_can_read_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    migrate(f"sqlite:///{path}")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_newest_revision_is_the_one_the_code_names() -> None:
    scripts = ScriptDirectory(str(FOLDER))
    assert scripts.get_heads() == [HEAD]


def test_migrations_and_tables_agree(database_url: str) -> None:
    engine = create_engine(sync_url(database_url))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_migrations_make_what_the_tables_would_make(empty_url: str) -> None:
    engine = create_engine(sync_url(empty_url))
    metadata.create_all(engine)
    meant = shape(empty_url)
    metadata.drop_all(engine)
    engine.dispose()
    migrate(empty_url)
    assert shape(empty_url) == meant


def test_programs_that_start_at_once_wait_for_each_other(empty_url: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(migrate, [empty_url] * 4))
    assert sorted(done) == [False, False, False, True]


def test_a_new_file_that_somebody_else_is_opening_is_waited_for(tmp_path: Path) -> None:
    """Changing SQLite's mode does not wait by itself."""
    path = tmp_path / "new.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("CREATE TABLE theirs (x)")
        timer = threading.Timer(0.2, other.execute, ["COMMIT"])
        timer.start()
        assert migrate(f"sqlite:///{path}")
        timer.join()


def test_a_later_revision_keeps_every_row_and_what_points_to_it(empty_url: str, later: Path) -> None:
    migrate(empty_url)
    fill(empty_url, 100)
    before = shape(empty_url)["answers"]
    assert migrate(empty_url, later, "later")
    assert ask(empty_url, "SELECT count(*) FROM answers WHERE later = 'x'") == 100
    after = shape(empty_url)["answers"]
    assert isinstance(before, tuple)
    assert isinstance(after, tuple)
    assert (after[1:4], after[5]) == (before[1:4], before[5])


def test_a_revision_that_fails_changes_nothing(empty_url: str, later: Path) -> None:
    migrate(empty_url)
    fill(empty_url, 10)
    before = shape(empty_url)
    script = later / "versions" / "later_answers_by_day.py"
    script.write_text(script.read_text() + '    raise RuntimeError("in the middle")\n')
    with pytest.raises(RuntimeError, match="in the middle"):
        migrate(empty_url, later, "later")
    assert shape(empty_url) == before
    assert is_current(empty_url)


def test_a_revision_that_breaks_references_is_taken_back(tmp_path: Path, later: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.sqlite"
    migrate(url)
    fill(url, 10)
    script = later / "versions" / "later_answers_by_day.py"
    script.write_text(script.read_text() + '    op.execute(sa.text("DELETE FROM items"))\n')
    with pytest.raises(Unusable, match="12 rows point to rows that are not there"):
        migrate(url, later, "later")
    assert ask(url, "SELECT count(*) FROM items") == 1


def test_a_database_of_a_newer_program_is_left_alone(empty_url: str, later: Path) -> None:
    migrate(empty_url)
    migrate(empty_url, later, "later")
    with pytest.raises(Unusable, match=r"newer Stadtdialog"):
        migrate(empty_url)
    with pytest.raises(Unusable, match=r"newer Stadtdialog"):
        pending(empty_url)
    assert not is_current(empty_url)


@pytest.mark.parametrize("place", ["none/there.sqlite", "."])
def test_a_missing_folder_is_named(tmp_path: Path, place: str) -> None:
    with pytest.raises(Unusable, match=str(tmp_path)):
        migrate(f"sqlite:///{tmp_path}/{place}")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "letter.sqlite"
    path.write_text("Sehr geehrte Damen und Herren, " * 50)
    with pytest.raises(Unusable, match=r"letter\.sqlite cannot be used: file is not a database"):
        migrate(f"sqlite:///{path}")


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=f"cannot be reached: .*{tmp_path}"):
        migrate(f"postgresql://city:secret@/city?host={tmp_path}")


def test_a_start_with_current_tables_does_without_alembic(sqlite_url: str) -> None:
    start = "from storage.migrate import migrate; migrate(sys.argv[1])"
    code = f"import sys; {start}; print('alembic' in sys.modules)"
    command = [sys.executable, "-c", code, sqlite_url]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_killed_at_any_moment_it_can_be_run_again(
    kind: str, tmp_path: Path, later: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "sqlite":
        urls = [f"sqlite:///{tmp_path}/{name}.sqlite" for name in ("rehearsal", "killed")]
        migrate(urls[0])
        fill(urls[0], MANY)
        shutil.copyfile(tmp_path / "rehearsal.sqlite", tmp_path / "killed.sqlite")
        survive_kills(urls, later)
        return
    server: Server = request.getfixturevalue("postgres_server")
    with server.database() as first:
        migrate(first)
        fill(first, MANY)
        with server.database(first.partition("@/")[2].partition("?")[0]) as second:
            survive_kills([first, second], later)


def survive_kills(urls: list[str], later: Path) -> None:
    rehearsed, killed = urls
    before = shape(killed)
    command = [sys.executable, "-m", "tests.storage.killed_migration", rehearsed, killed, str(later), "later"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) >= 10, "so many kills must come before the end"
    if ask(killed, "SELECT version_num FROM alembic_version") == HEAD:
        assert shape(killed) == before
        assert migrate(killed, later, "later")
    assert shape(killed) == shape(rehearsed)
    assert ask(killed, "SELECT count(*) FROM answers") == MANY
    assert ask(killed, "SELECT count(*) FROM later") == MANY
