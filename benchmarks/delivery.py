"""How fast a broadcast goes out: alone, beside people who are answered, and with the limit raised."""

import asyncio
import sqlite3
import statistics
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.fakes.telegram import RemoteFake, running_fake

from . import survey
from .contestants import CONTESTANTS, database_of
from .processes import BotProcess, running

FIRST_CHAT = 10_000_000
PATIENCE_SECONDS = 300.0

_PEOPLE = """
INSERT INTO citizens (channel, address, language, notice, place, met)
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :people - 1)
SELECT 'telegram', :first + i, 'de', 1, '["menu"]', :now FROM n
"""
_BROADCAST = """
INSERT INTO broadcasts (body, state, created, changed, started, recipients, spread, author)
VALUES ('{"title":{"de":"An alle"}}', 'sending', :now, :now, :now, :people, 1, 'bench')
"""
_WORDS = """
INSERT INTO broadcast_bodies (broadcast, edition, channel, language, body)
SELECT id, 0, 'telegram', 'de', :words FROM broadcasts
"""
_ROWS = """
INSERT INTO outbox (citizen, channel, address, rank, body, state, due, created, broadcast)
SELECT c.id, c.channel, c.address, 3, '', 'waiting', :now, :now, b.id FROM citizens c, broadcasts b
"""
_LEFT = "SELECT count(*) FROM outbox WHERE broadcast IS NOT NULL AND state IN ('waiting', 'sending')"
_STATES = "SELECT state, count(*) FROM outbox WHERE broadcast IS NOT NULL GROUP BY state"
WORDS = (
    '{"text":"Am Samstag um zehn ist Bürgerfest auf dem Stiftsplatz. Kommen Sie vorbei!","entities":'
    '[{"type":"bold","offset":3,"length":7}],"reply_markup":{"inline_keyboard":[[{"text":"Zum Termin",'
    '"callback_data":"d:event:buergerfest"}]]}}'
)


@dataclass(frozen=True, slots=True)
class Errand:
    """One broadcast: to how many, at which rate, and how many citizens fill in a survey meanwhile."""

    name: str
    people: int
    rate: int
    slots: int
    blocked: float = 0.0
    citizens: int = 0


ERRANDS = (
    Errand("alone", 5000, 300, 8, blocked=0.3),
    Errand("beside answers", 5000, 300, 8, blocked=0.3, citizens=40),
    Errand("limit 1,000/s", 10_000, 1000, 64),
)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one run has shown; `answers` are the seconds people waited for an answer."""

    seconds: float
    calls: int
    per_message: float
    refused: int
    states: dict[str, int]
    answers: list[float]

    @property
    def per_second(self) -> float:
        """Messages that went out in a second."""
        return self.calls / self.seconds

    @property
    def p95(self) -> float:
        """Seconds within which 95 of 100 answers came."""
        return statistics.quantiles(self.answers, n=20)[-1] if len(self.answers) > 1 else 0.0


async def measure_delivery(errand: Errand) -> Delivered:
    """Let one bot send a broadcast to a fake that enforces its limits."""
    own = CONTESTANTS[0]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        own.prepare(folder)
        _put(database_of(folder), errand.people)
        async with running_fake("--lenient") as fake:
            chats = list(range(FIRST_CHAT, FIRST_CHAT + errand.people))
            await fake.ask("meet", chats=chats)
            await fake.ask("block_silently", chats=chats[: int(errand.people * errand.blocked)])
            await fake.ask("limit", per_second=errand.rate)
            environment = {
                **own.environment(folder, fake.address, fake.token),
                "STADTDIALOG_SENDS_PER_SECOND": str(errand.rate),
                "STADTDIALOG_SLOTS": str(errand.slots),
                "STADTDIALOG_QUIET_HOURS": "none",
            }
            async with running(own.command, environment, folder) as bot:
                return await bot.during(_watch(bot, fake, errand, database_of(folder)))


def _put(path: Path, people: int) -> None:
    """Put a broadcast into the database whose recipients are chosen and to whom nothing has been sent."""
    values = {"people": people, "first": FIRST_CHAT, "words": WORDS, "now": int(time.time() * 1000)}
    with closing(sqlite3.connect(path)) as database, database:
        for statement in (_PEOPLE, _BROADCAST, _WORDS, _ROWS):
            names = {name: value for name, value in values.items() if f":{name}" in statement}
            database.execute(statement, names)


async def _watch(bot: BotProcess, fake: RemoteFake, errand: Errand, path: Path) -> Delivered:
    await fake.ask("polled", within=60)
    before = bot.processor_seconds()
    if errand.citizens:
        await fake.ask(
            "start_citizens",
            count=errand.citizens,
            payload=f"survey-{survey.SLUG}",
            rules=survey.citizens_rules(),
            think=1.5,
            every=0.1,
        )
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while database.execute(_LEFT).fetchone()[0]:  # noqa: ASYNC110  a database rings no bell
                await asyncio.sleep(0.25)
        states = dict(database.execute(_STATES).fetchall())
    spent = bot.processor_seconds() - before
    entries = await fake.ask("entries")
    sent = [entry["at"] for entry in entries if _is_broadcast(entry)]
    answers = _waits(entries)
    refused = (await fake.ask("summary"))["refused"]
    return Delivered(max(sent) - min(sent), len(sent), spent / len(sent), refused, states, answers)


def _is_broadcast(entry: dict[str, Any]) -> bool:
    return (
        entry["kind"] == "call" and entry["method"] == "sendMessage" and int(entry["chat_id"]) >= FIRST_CHAT
    )


def _waits(entries: list[dict[str, Any]]) -> list[float]:
    """How long each citizen waited, from an input to the next thing shown."""
    asked: dict[int, float] = {}
    waits = []
    for entry in entries:
        if entry["kind"] == "put":
            update = entry["update"]
            asked[(update.get("message") or update["callback_query"])["from"]["id"]] = entry["at"]
        elif entry["kind"] == "call" and entry["accepted"] and entry["method"] != "answerCallbackQuery":
            began = asked.pop(entry["chat_id"], None)
            waits += [entry["at"] - began] if began else []
    return waits
