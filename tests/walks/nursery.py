"""Gives birth to bots that can be killed: imports everything once, then forks a life per line it reads.

A line is JSON: `database`, `key`, `api`, `token`, `ahead` (seconds its clock is ahead of ours), and perhaps
`crash_at` ("point:n") and `rate`. The process number of the new life is printed; when it has ended, a line
with its exit status follows ("killed by 9" counts as -9). If it is one of `several` that live at the same
time, nothing is told of its end.
"""

import asyncio
import gc
import json
import os
import signal
import sys
import threading
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
import uvloop

import bot.telegram.listen
import bot.telegram.send
import bot.telegram.setup  # noqa: F401  imported here so that no life has to
from bot import crash
from bot.serve import serve
from bot.town import Telegram, Town
from dialogs.city.quiet import NEVER
from storage.database import Database


async def live(wish: dict[str, Any]) -> None:
    """One life of a bot, until it is told to stop or killed."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    ahead = timedelta(seconds=wish["ahead"])
    database = Database(wish["database"])
    town = Town(
        database=database,
        key=bytes.fromhex(wish["key"]),
        zone=ZoneInfo("Europe/Berlin"),
        owner=f"life {os.getpid()}",
        telegram=Telegram(wish["token"], wish["api"]),
        sends_per_second=wish.get("rate", 0),
        # It may be night where this is tested.
        quiet_hours=NEVER,
        # And nobody is there who could agree to what goes to many.
        four_eyes_from=1_000_000,
    )
    await serve(town, stop, lambda: datetime.now(UTC) + ahead)
    await database.close()


def main() -> None:
    """Reads wishes until the line ends."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    gc.freeze()
    for line in sys.stdin:
        wish = json.loads(line)
        child = os.fork()
        if child == 0:
            if wish["crash_at"]:
                crash.arm(wish["crash_at"])
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                runner.run(live(wish))
            os._exit(0)
        _tell(child)
        if wish.get("several"):
            threading.Thread(target=os.waitpid, args=(child, 0), daemon=True).start()
            continue
        _, status = os.waitpid(child, 0)
        _tell(os.waitstatus_to_exitcode(status))


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
