"""One run: a fake Telegram in its process, a bot in its own, citizens who fill in a survey, and a meter."""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.fakes.telegram import RemoteFake, running_fake

from .contestants import ROOT, Contestant
from .survey import QUESTIONS, SLUG, citizens_rules

TICKS = os.sysconf("SC_CLK_TCK")
# What a bot still does after the last citizen has finished, such as noting what was sent, counts too.
SETTLING_SECONDS = 0.5
PATIENCE_SECONDS = 300.0
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run has cost; processor times in seconds, memory in MiB."""

    per_update: float
    updates_per_second: float
    peak_memory: float
    start_up: float
    updates: int


async def measure(contestant: Contestant, citizens: int, progress: Progress) -> Measured:
    """Let citizens fill in the survey of one bot and measure it; RuntimeError if an answer is missing."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        contestant.prepare(folder)
        async with running_fake("--lenient") as fake:
            async with _running_bot(contestant, fake, folder) as bot:
                await fake.ask("polled", within=60)
                start_up = processor_seconds(bot)
                await asyncio.sleep(SETTLING_SECONDS)
                before, began = processor_seconds(bot), time.perf_counter()
                await _let_citizens_come(fake, citizens, progress)
                took = time.perf_counter() - began
                await asyncio.sleep(SETTLING_SECONDS)
                spent, memory = processor_seconds(bot) - before, peak_memory(bot)
            updates = (await fake.ask("summary"))["put"]
        stored = contestant.count_stored(folder)
        if stored != citizens * len(QUESTIONS):
            raise RuntimeError(
                f"{contestant.name}: {stored} answers of {citizens * len(QUESTIONS)} are stored"
            )
    return Measured(spent / updates, updates / took, memory, start_up, updates)


def processor_seconds(process: int) -> float:
    """Read how long a process has computed, in user and system mode, all its threads together."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def peak_memory(process: int) -> float:
    """Read how many MiB a process has held in memory at most."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


@asynccontextmanager
async def _running_bot(contestant: Contestant, fake: RemoteFake, folder: Path) -> AsyncIterator[int]:
    log = folder / "bot.log"
    with log.open("wb") as output:
        bot = await asyncio.create_subprocess_exec(
            *contestant.command,
            env=contestant.environment(folder, fake.address, fake.token),
            cwd=ROOT,
            stdout=output,
            stderr=output,
        )
    try:
        yield bot.pid
    except (TimeoutError, RuntimeError, OSError) as trouble:
        tail = log.read_text(encoding="utf-8", errors="replace")[-3000:]
        raise RuntimeError(f"{contestant.name}: {trouble!r}\n{tail}") from trouble
    finally:
        await _end(bot)


async def _end(bot: asyncio.subprocess.Process) -> None:
    if bot.returncode is None:
        bot.terminate()
    try:
        async with asyncio.timeout(10):
            await bot.wait()
    except TimeoutError:
        bot.kill()
        await bot.wait()


async def _let_citizens_come(fake: RemoteFake, citizens: int, progress: Progress) -> None:
    await fake.ask("start_citizens", count=citizens, payload=f"survey-{SLUG}", rules=citizens_rules())
    finished = asyncio.create_task(fake.ask("citizens_finished", within=PATIENCE_SECONDS))
    while not finished.done():
        progress((await fake.ask("citizens_progress"))["finished"], citizens)
        await asyncio.wait([finished], timeout=0.5)
    await finished
