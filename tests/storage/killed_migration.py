"""Kills a migration at thirty moments spread over its whole length; a program, because it forks and kills.

Arguments: two databases with the same rows, a folder of revisions, the revision to reach. The first database
is migrated in peace to learn how long that takes. Prints how many lives of the second ended by the kill.
"""

import os
import signal
import sys
import time
from pathlib import Path

import alembic.command  # noqa: F401  # imported before the forks, so that a life holds only the migration

from storage.migrate import migrate

KILLS = 30
FIRST, GROWTH = 0.03, 1.15
"""The first moment as a part of the rehearsal's length, and how much later each is than the one before.

A rehearsal in a busy moment takes long, and what follows is over sooner: even in a seventh of the time ten
kills come before its end. If it takes longer than the rehearsal, the last ones come near its end after all.
"""


def live(url: str, folder: Path, target: str, seconds: float) -> bool:
    """Migrates in a child that is killed after some time; tells whether the kill came before the end."""
    child = os.fork()
    if child == 0:
        migrate(url, folder, target)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def main(rehearsal: str, url: str, folder: Path, target: str) -> None:
    begin = time.perf_counter()
    migrate(rehearsal, folder, target)
    length = time.perf_counter() - begin
    killed = [live(url, folder, target, length * FIRST * GROWTH**n) for n in range(KILLS)]
    sys.stdout.write(f"{sum(killed)}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), sys.argv[4])
