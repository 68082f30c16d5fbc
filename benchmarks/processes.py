"""A bot as a process of its own: started, metered, ended; if it dies early, its last words are told."""

import asyncio
import os
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from tests.fakes.telegram import RemoteFake

from .contestants import Contestant

TICKS = os.sysconf("SC_CLK_TCK")
Result = TypeVar("Result")


class BotProcess:
    """A running bot and what it has used up so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._own = Path(f"/proc/{process.pid}")

    def processor_seconds(self) -> float:
        """Read how long it has computed, in user and system mode, all its threads together."""
        fields = (self._own / "stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def peak_memory(self) -> float:
        """Read how many MiB it has held in memory at most."""
        lines = (self._own / "status").read_text(encoding="utf-8").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1024

    async def during(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do some work while it runs; RuntimeError as soon as it ends by itself."""
        working, ended = asyncio.create_task(work), asyncio.create_task(self._process.wait())
        await asyncio.wait({working, ended}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if not working.done():
            working.cancel()
            raise RuntimeError(f"the bot has ended with {self._process.returncode}")
        return await working

    async def end(self) -> None:
        """Ask it to stop, after ten seconds make it stop."""
        if self._process.returncode is None:
            self._process.terminate()
        try:
            async with asyncio.timeout(10):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def running_bot(contestant: Contestant, fake: RemoteFake, folder: Path) -> AsyncIterator[BotProcess]:
    """Run a bot against a fake until the block ends."""
    environment = contestant.environment(folder, fake.address, fake.token)
    async with running(contestant.command, environment, folder) as bot:
        yield bot


@asynccontextmanager
async def running(
    command: tuple[str, ...], environment: dict[str, str], folder: Path
) -> AsyncIterator[BotProcess]:
    """Run a program until the block ends; if the block fails, tell its last words."""
    log = folder / "program.log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *command, env=environment, cwd=folder, stdout=output, stderr=output
        )
    program = BotProcess(process)
    try:
        yield program
    except (TimeoutError, RuntimeError, OSError) as trouble:
        last_words = log.read_text(encoding="utf-8", errors="replace")[-3000:]
        raise RuntimeError(f"{' '.join(command)}: {trouble!r}\n{last_words}") from trouble
    finally:
        await program.end()
