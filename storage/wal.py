"""Folds SQLite's log of changes into its file, so that what was deleted stands nowhere any more."""

import sqlite3
from contextlib import closing

from storage.database import sqlite_path

PATIENCE = 2.0
"""Seconds to wait for somebody who reads; after that it is tried at the next sweep."""


def fold(url: str, patience: float = PATIENCE) -> bool:
    """Empties the log beside the file; False if it could not be now. PostgreSQL looks after its own."""
    path = sqlite_path(url)
    if path is None:
        return True
    address = f"{path.absolute().as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(address, timeout=patience, uri=True)) as connection:
            busy, _written, _folded = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error:
        return False
    return not busy
