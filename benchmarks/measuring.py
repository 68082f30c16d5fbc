"""One run: a fake Telegram in its process, a bot in its own, citizens who fill in a survey, and a meter."""

import asyncio
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.fakes.telegram import RemoteFake, running_fake

from .contestants import Contestant, Errand
from .processes import BotProcess, running_bot

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
        async with running_fake("--lenient") as fake, running_bot(contestant, fake, folder) as bot:
            measured = await bot.during(_measure(bot, fake, contestant.errand, citizens, progress))
        stored, expected = contestant.count_stored(folder), citizens * contestant.errand.answers
        if stored != expected:
            raise RuntimeError(f"{contestant.name}: {stored} of {expected} answers are stored")
    return measured


async def _measure(
    bot: BotProcess, fake: RemoteFake, errand: Errand, citizens: int, progress: Progress
) -> Measured:
    await fake.ask("polled", within=60)
    start_up = bot.processor_seconds()
    await asyncio.sleep(SETTLING_SECONDS)
    before, began = bot.processor_seconds(), time.perf_counter()
    await _let_citizens_come(fake, errand, citizens, progress)
    took = time.perf_counter() - began
    await asyncio.sleep(SETTLING_SECONDS)
    spent = bot.processor_seconds() - before
    updates = (await fake.ask("summary"))["put"]
    return Measured(spent / updates, updates / took, bot.peak_memory(), start_up, updates)


async def _let_citizens_come(fake: RemoteFake, errand: Errand, citizens: int, progress: Progress) -> None:
    await fake.ask("start_citizens", count=citizens, payload=errand.payload, rules=errand.rules())
    finished = asyncio.create_task(fake.ask("citizens_finished", within=PATIENCE_SECONDS))
    while not finished.done():
        progress((await fake.ask("citizens_progress"))["finished"], citizens)
        await asyncio.wait([finished], timeout=0.5)
    await finished
