"""Run the fake as a process of its own; it prints its address, then the token the bot must use."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from .fake import TOKEN, FakeTelegram


def main() -> None:
    """Read the options and answer calls until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.telegram", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--first-update-id", type=int, default=727_334_708)
    parser.add_argument("--ledger", type=Path, help="file the ledger is appended to, one JSON object a line")
    parser.add_argument("--lenient", action="store_true", help="believe every call instead of judging it")
    parser.add_argument("--expires", action="store_true", help="let updates and presses grow too old")
    parser.add_argument("--limits", action="store_true", help="30 messages a second, 1 a second to a chat")
    parser.add_argument("--until-stdin-ends", action="store_true", help="stop with the starting process")
    asyncio.run(serve(parser.parse_args()))


async def serve(options: argparse.Namespace) -> None:
    """Answer calls until SIGTERM, SIGINT or, if so told, the end of standard input."""
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, over.set)
    if options.until_stdin_ends:
        loop.add_reader(sys.stdin.fileno(), over.set)
    fake = FakeTelegram(
        token=options.token,
        strict=not options.lenient,
        expires=options.expires,
        first_update_id=options.first_update_id,
        ledger_file=options.ledger,
        port=options.port,
    )
    if options.limits:
        fake.limit()
    async with fake:
        sys.stdout.write(f"{fake.address}\n{fake.token}\n")
        sys.stdout.flush()
        await over.wait()


if __name__ == "__main__":
    main()
