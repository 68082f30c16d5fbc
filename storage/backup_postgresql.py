"""Copies a PostgreSQL database by the server's own tools, if they are installed here."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import create_engine, inspect

from storage.database import sync_url
from storage.trouble import Unusable, public_address, told_clearly

SIGN = b"PGDMP"
"""How a dump in the custom format begins."""


def dump(url: str, target: Path) -> None:
    """Writes the database to a file by `pg_dump`. Raises Unusable with what it says."""
    _run("pg_dump", url, "--format=custom", "--no-owner", "--no-acl", f"--file={target}")


def bring_back(url: str, source: Path, *, overwrite: bool) -> None:
    """Reads a dump by `pg_restore`, all or nothing. Raises Unusable with what it says."""
    address = sync_url(url)
    engine = create_engine(address)
    with told_clearly(address):
        is_empty = not inspect(engine).get_table_names()
    engine.dispose()
    if not is_empty and not overwrite:
        raise Unusable("The database has tables already. It stays as it is.")
    options = ("--clean", "--if-exists", "--no-owner", "--no-acl", "--single-transaction", "--exit-on-error")
    _run("pg_restore", url, *options, str(source))


def _run(tool: str, url: str, *options: str) -> None:
    program = shutil.which(tool)
    if program is None:
        raise Unusable(f"{tool} is not installed. It comes with PostgreSQL's client programs.")
    address = sync_url(url)
    # The password goes by the environment: a command line can be read by everybody on the machine.
    secret = {"PGPASSWORD": str(address.password)} if address.password else {}
    done = subprocess.run(  # noqa: S603  # a fixed program with fixed options
        [program, f"--dbname={public_address(address)}", *options],
        env={**os.environ, **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Unusable(f"{tool} failed: {done.stderr.strip()}")
