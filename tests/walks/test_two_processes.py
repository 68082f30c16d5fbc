"""Two bot processes on one PostgreSQL: one asks Telegram, both answer and deliver, either may die."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest

from dialogs.city.survey import Survey
from storage.database import Database
from tests.fakes.telegram.remote import RemoteFake, running_fake
from tests.walks.books import audit
from tests.walks.lives import KILLED, SLUG, SURVEY, Life, Nursery, Town, nursery, publish
from tests.walks.living import GUARD, rows

pytestmark = pytest.mark.postgres

WORDY: Survey = replace(SURVEY, questions=tuple(q for q in SURVEY.questions if q.key == "mehr"))
"""Only the question whose answer may come in many parts."""


@dataclass
class Pair:
    """Two bots and what they share."""

    town: Town
    database: Database
    nurseries: tuple[Nursery, Nursery]
    lives: dict[int, Life]

    async def born(self, number: int) -> Life:
        """One of the two begins to live, with the right time."""
        self.lives[number] = await self.town.live(born_in=self.nurseries[number])
        return self.lives[number]

    async def leader(self) -> int:
        """Waits until one of those who live leads, and tells which."""
        async with asyncio.timeout(GUARD):
            while True:
                owners = [owner for [owner] in await rows(self.database, "SELECT owner FROM leases")]
                for number, life in self.lives.items():
                    if owners == [f"life {life.pid}"]:
                        return number
                await asyncio.sleep(0.05)


@asynccontextmanager
async def pair(url: str, survey: Survey) -> AsyncIterator[Pair]:
    """Two bots at work on one database."""
    await publish(url, survey)
    async with AsyncExitStack() as stack:
        fake = await stack.enter_async_context(running_fake("--lenient"))
        nurseries = [await stack.enter_async_context(nursery()) for _ in range(2)]
        database = Database(url)
        stack.push_async_callback(database.close)
        two = Pair(Town(url, fake, nurseries[0]), database, (nurseries[0], nurseries[1]), {})
        for number in range(2):
            await two.born(number)
        yield two


async def test_one_asks_both_answer_and_nobodys_words_change_places(postgres_url: str) -> None:
    async with pair(postgres_url, WORDY) as two:
        fake = two.town.fake
        people = range(1, 31)
        await _all_reach_the_question(fake, people)
        for number in range(12):
            await fake.ask("say_many", sayings=[(chat, f"Nummer {number:02}") for chat in people])
            await asyncio.sleep(0.05)
        await fake.ask("drained", within=GUARD)
        async with asyncio.timeout(GUARD):
            # What was fetched is heard a moment later.
            while await rows(two.database, "SELECT 1 FROM inbox WHERE heard IS NULL LIMIT 1"):  # noqa: ASYNC110  a database rings no bell
                await asyncio.sleep(0.05)
        answers = await rows(two.database, "SELECT pseudonym, revision, value FROM answers ORDER BY 1, 2")
        assert len(answers) == 12 * len(people)
        assert _inversions(answers) == 0
        assert await rows(two.database, "SELECT count(*) FROM processes") == [(2,)]
        owners = await rows(two.database, "SELECT count(*) FROM leases")
        assert owners == [(1,)]
        assert [await life.stop() for life in two.lives.values()] == [0, 0]


async def test_when_the_leader_dies_the_other_takes_over(postgres_url: str) -> None:
    async with pair(postgres_url, SURVEY) as two:
        await two.town.citizens(40)
        await asyncio.sleep(0.3)
        first = await two.leader()
        assert await two.lives.pop(first).kill() == KILLED
        died = asyncio.get_running_loop().time()
        assert await two.leader() == 1 - first
        # A generous guard: the figure itself belongs to the bench.
        assert asyncio.get_running_loop().time() - died < GUARD
        await two.town.all_finish()
        await two.town.fake.ask("drained", within=GUARD)
        assert await two.lives[1 - first].stop() == 0
        books = await audit(two.town.url, two.town.fake)
        assert books.clean, books


async def test_whoever_is_killed_again_and_again_the_other_goes_on(postgres_url: str) -> None:
    async with pair(postgres_url, SURVEY) as two:
        await two.town.citizens(60)
        for turn in range(4):
            await asyncio.sleep(0.7)
            assert await two.lives.pop(turn % 2).kill() == KILLED
            await two.born(turn % 2)
        await two.town.all_finish()
        await two.town.fake.ask("drained", within=GUARD)
        assert [await life.stop() for life in two.lives.values()] == [0, 0]
        books = await audit(two.town.url, two.town.fake)
        assert books.clean, books


async def _all_reach_the_question(fake: RemoteFake, people: range) -> None:
    steps = (f"/start survey-{SLUG}", "verstanden", "fertig")
    for step, seen in zip(steps, ("Stadtdialog", "1 Frage", "Noch etwas"), strict=True):
        await fake.ask("say_many", sayings=[(chat, step) for chat in people])
        for chat in people:
            await fake.ask("see", chat=chat, text=seen, within=GUARD)


def _inversions(answers: list[tuple[Any, ...]]) -> int:
    """Parts of somebody's answer that stand before an earlier one."""
    newest = {name: value for name, _revision, value in answers}
    wrong = 0
    for value in newest.values():
        words = [int(word[:2]) for word in value.split("Nummer ")[1:]]
        wrong += sum(after < before for before, after in pairwise(words)) + (len(words) != 12)
    return wrong
