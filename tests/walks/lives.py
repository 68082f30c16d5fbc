"""Bots that live, are killed and live again on the same database, and what must be true afterwards."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dialogs.city.survey import Survey
from storage import definitions, items
from storage.database import Database
from tests import sample
from tests.fakes.telegram.remote import RemoteFake

ROOT = Path(__file__).parents[2]
KILLED = -signal.SIGKILL
CRASHED = 137
SLUG = sample.SURVEY.slug
SURVEY = replace(sample.SURVEY, opens=None, closes=None)
FIRST_CITIZEN = 1000

RULES: list[dict[str, Any]] = [
    {"when": "Quittung", "done": True},
    {"when": "Ihre Antworten\n", "press": "Abgeben"},
    {"when": "Waren Sie dabei", "press": ["^\\W*Ja$", "^\\W*Nein$"], "key": "dabei"},
    {"when": "Auf welchem Weg", "press": ["Im Chat", "Im Laden"], "key": "weg"},
    {"when": "Welche Themen", "mark": ["Grün", "Verkehr"], "then": "Fertig"},
    {"when": "Wie gut", "press": ["^\\W*1$", "^\\W*3$", "^\\W*5$"], "key": "gut"},
    {"when": "Wie alt", "type": "42", "key": "alter"},
    {"when": "Ihr Wunsch", "type": "Mehr Bäume, wünscht sich Nummer {n}.", "key": "wunsch"},
    {"when": "Möchten Sie etwas ergänzen", "press": "Fertig"},
    {"when": "Noch etwas", "type": "Nummer {n} schreibt auch noch etwas.", "key": "mehr"},
]
"""How citizens fill in the sample survey; every question type is in it."""


SILENCE = 4.0
"""Seconds by which each life's clock is ahead of the one before.

Whoever was killed has then been silent long enough to count as dead, and the next need not wait for that.
"""


@dataclass
class Nursery:
    """A process that gives birth to bots, one after the other."""

    process: asyncio.subprocess.Process

    async def live(self, **wish: object) -> "Life":
        """A new life."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(wish).encode() + b"\n")
        return Life(await self.answer(), self)

    async def answer(self) -> int:
        """The next number it tells."""
        assert self.process.stdout is not None
        async with asyncio.timeout(120):
            return int(await self.process.stdout.readline())


@asynccontextmanager
async def nursery() -> AsyncIterator[Nursery]:
    """A nursery; it and whoever still lives are gone afterwards."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.walks.nursery"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
        # A group of its own: a life that outlived its nursery would keep the pipe, and us, waiting.
        start_new_session=True,
    )
    try:
        yield Nursery(process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


@dataclass
class Life:
    """One bot process."""

    pid: int
    _nursery: Nursery

    async def ended(self) -> int:
        """The exit status, once the process has ended."""
        return await self._nursery.answer()

    async def kill(self) -> int:
        """A power cut; returns the exit status."""
        os.kill(self.pid, signal.SIGKILL)
        return await self.ended()

    async def stop(self) -> int:
        """A polite request to end."""
        os.kill(self.pid, signal.SIGTERM)
        return await self.ended()


@dataclass
class Town:
    """A database, a fake Telegram and a nursery."""

    url: str
    fake: RemoteFake
    _nursery: Nursery
    _ahead: float = 0.0
    _called: int = 0
    _came: int = 0

    async def live(self, crash_at: str = "", *, born_in: Nursery | None = None) -> Life:
        """A new life on the same database, later than the one before; in another nursery at the same time."""
        if born_in is None:
            self._ahead += SILENCE
        self._called = await self._calls()
        return await (born_in or self._nursery).live(
            database=self.url,
            key=sample.KEY.hex(),
            api=self.fake.address,
            token=self.fake.token,
            ahead=self._ahead,
            crash_at=crash_at,
        )

    async def citizens(self, count: int) -> None:
        """So many more citizens begin the survey."""
        first = FIRST_CITIZEN + self._came
        self._came += count
        # The fake itself counts on from the first number it was ever given.
        await self.fake.ask(
            "start_citizens",
            count=count,
            payload=f"survey-{SLUG}",
            rules=RULES,
            seed=first,
            first_id=FIRST_CITIZEN,
        )

    async def at_work(self) -> None:
        """Waits until the newest life has spoken to Telegram."""
        async with asyncio.timeout(60):
            while await self._calls() == self._called:  # noqa: ASYNC110  the fake runs elsewhere
                await asyncio.sleep(0.02)

    async def _calls(self) -> int:
        summary = await self.fake.ask("summary")
        return int(summary["polls"]) + sum(sum(told.values()) for told in summary["calls"].values())

    async def keep_busy(self, life: asyncio.Future[int]) -> int:
        """The exit status of a life; as long as it lives and nobody has anything to say, people come."""
        said = -1
        while True:
            await asyncio.wait({life}, timeout=0.3)
            if life.done():
                return life.result()
            before, said = said, int((await self.fake.ask("summary"))["put"])
            if said == before:
                await self.citizens(3)

    async def all_finish(self, within: float = 120.0) -> None:
        """Waits for everybody; who has waited in vain writes once more, as people do."""
        async with asyncio.timeout(within):
            while True:
                before = await self._calls()
                try:
                    await self.fake.ask("citizens_finished", within=3.0)
                    return
                except TimeoutError:
                    if before != await self._calls():
                        continue
                for chat in (await self.fake.ask("citizens_report"))["unfinished"]:
                    await self.fake.ask("say", chat=chat, words=f"/start survey-{SLUG}")


@asynccontextmanager
async def town(url: str, fake: RemoteFake) -> AsyncIterator[Town]:
    """A town with the survey published, whose bots can be born and killed."""
    await publish(url)
    async with nursery() as births:
        yield Town(url, fake, births)


async def publish(url: str, survey: Survey = SURVEY) -> None:
    """Publishes a survey, if not told otherwise the one that is always open."""
    database = Database(url)
    async with database.write() as connection:
        item = await items.add_item(connection, "survey", SLUG)
        assert item is not None
        await items.publish(connection, item.id, definitions.dump(survey), None, sample.NOW)
    await database.close()
