"""Bots that live, are killed and live again on the same database, and what must be true afterwards."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import text

from storage import definitions, items
from storage.database import Database
from tests import sample
from tests.fakes.telegram.remote import RemoteFake

ROOT = Path(__file__).parents[2]
KILLED = -signal.SIGKILL
CRASHED = 137
SLUG = sample.SURVEY.slug
SURVEY = replace(sample.SURVEY, opens=None, closes=None)
END_STATES = ("sent", "shown", "replaced", "skipped", "failed", "unknown", "expired")

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


@dataclass
class Life:
    """One bot process."""

    pid: int
    _nursery: asyncio.subprocess.Process

    async def ended(self, within: float = 30.0) -> int:
        """The exit status, once the process has ended."""
        assert self._nursery.stdout is not None
        async with asyncio.timeout(within):
            return int(await self._nursery.stdout.readline())

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
    _nursery: asyncio.subprocess.Process

    async def live(self, crash_at: str = "") -> Life:
        """A new life on the same database."""
        wish = {
            "database": self.url,
            "key": sample.KEY.hex(),
            "api": self.fake.address,
            "token": self.fake.token,
            "crash_at": crash_at,
        }
        assert self._nursery.stdin is not None and self._nursery.stdout is not None
        self._nursery.stdin.write(json.dumps(wish).encode() + b"\n")
        return Life(int(await self._nursery.stdout.readline()), self._nursery)

    async def citizens(self, count: int, first: int) -> None:
        """So many citizens begin the survey, their numbers counted from `first`."""
        await self.fake.ask(
            "start_citizens", count=count, payload=f"survey-{SLUG}", rules=RULES, seed=first, first_id=first
        )

    async def all_finish(self, within: float = 60.0) -> None:
        """Waits for everybody; who has waited in vain writes once more, as people do."""
        for _ in range(int(within / 5)):
            try:
                await self.fake.ask("citizens_finished", within=5.0)
            except TimeoutError:
                await self.fake.ask("drained", within=20.0)
                for chat in (await self.fake.ask("citizens_report"))["unfinished"]:
                    await self.fake.ask("say", chat=chat, words=f"/start survey-{SLUG}")
            else:
                return
        raise AssertionError((await self.fake.ask("citizens_report"))["unfinished"])


@asynccontextmanager
async def town(url: str, fake: RemoteFake) -> AsyncIterator[Town]:
    """A town with the survey published, whose bots can be born and killed."""
    database = Database(url)
    async with database.write() as connection:
        item = await items.add_item(connection, "survey", SLUG)
        assert item is not None
        await items.publish(connection, item.id, definitions.dump(SURVEY), None, sample.NOW)
    await database.close()
    nursery = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.walks.nursery"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    try:
        yield Town(url, fake, nursery)
    finally:
        if nursery.returncode is None:
            nursery.kill()
        await nursery.wait()


@dataclass(frozen=True)
class Books:
    """What the fake can swear to, held against what the database says."""

    lost: list[int]
    """Updates that were confirmed to Telegram but are not stored."""
    double: list[str]
    """Answers of which there is more than one."""
    unexpected: list[str]
    """Answers other than those the citizens gave."""
    unsent: list[int]
    """Rows of the outbox without an end state."""
    unheard: list[int]
    shown_twice: int
    """Messages that were sent once more because nobody knew whether they had arrived."""


async def audit(walk: Town) -> Books:
    """The checker."""
    database = Database(walk.url)
    async with database.read() as connection:

        async def rows(query: str) -> list[Any]:
            return list((await connection.execute(text(query))).all())

        keys = {int(row.key[1:].split(":")[0]) for row in await rows("SELECT key FROM inbox")}
        answers = await rows(
            "SELECT r.receipt, a.question, a.value, a.revision, a.counted FROM answers a"
            " JOIN runs r ON r.pseudonym = a.pseudonym AND r.item = a.item"
        )
        unsent = await rows(f"SELECT id FROM outbox WHERE state NOT IN {END_STATES}")  # noqa: S608  our own words
        unheard = await rows("SELECT id FROM inbox WHERE heard IS NULL OR fate = 'set aside'")
    await database.close()
    entries = await walk.fake.ask("entries")
    confirmed = {entry["update_id"] for entry in entries if entry["kind"] == "confirmed"}
    report = await walk.fake.ask("citizens_report")
    return Books(
        lost=sorted(confirmed - keys),
        double=_doubles(answers),
        unexpected=_unexpected(answers, report),
        unsent=[row.id for row in unsent],
        unheard=[row.id for row in unheard],
        shown_twice=_shown_twice(entries),
    )


def _doubles(answers: list[Any]) -> list[str]:
    seen: set[tuple[str, str, int]] = set()
    double = []
    for row in answers:
        if (row.revision > 1 and row.question != PARTS) or (row.receipt, row.question, row.revision) in seen:
            double.append(f"{row.receipt} {row.question} revision {row.revision}")
        seen.add((row.receipt, row.question, row.revision))
    return double


PARTS = "mehr"
"""The question answered in parts: who is asked twice writes twice, and both are kept."""

_KEYS = {rule["key"] for rule in RULES if "key" in rule}
_SPOKEN = {
    "Ja": "yes",
    "Nein": "no",
    "Im Chat": "chat",
    "Im Laden": "laden",
}


def _unexpected(answers: list[Any], report: dict[str, Any]) -> list[str]:
    """Answers that differ from what their citizen did, found through the receipt he was shown."""
    stored: dict[str, dict[str, list[str]]] = {}
    for row in answers:
        stored.setdefault(row.receipt, {})[row.question] = (
            json.loads(row.value) if row.counted else ["not counted"]
        )
    wrong = []
    for chat, path in report["paths"].items():
        receipt = next(line for line in path[-1][0].splitlines() if len(line) == 11 and line[5] == "-")
        said = {key: words.lstrip("✓ ") for key, words in report["answers"][chat].items() if key in _KEYS}
        given = {key: [_SPOKEN.get(words, words)] for key, words in said.items()}
        expected = {**given, "themen": ["gruen", "verkehr"]}
        if stored.get(receipt) != expected:
            wrong.append(f"{chat}: {expected} but {stored.get(receipt)}")
    return wrong


def _shown_twice(entries: list[dict[str, Any]]) -> int:
    """Messages equal to the one before in the same chat."""
    last: dict[int, str] = {}
    twice = 0
    for entry in entries:
        if entry["kind"] == "call" and entry["method"] == "sendMessage" and entry["accepted"]:
            words = entry["parameters"].get("text", "")
            twice += last.get(entry["chat_id"]) == words
            last[entry["chat_id"]] = words
    return twice
