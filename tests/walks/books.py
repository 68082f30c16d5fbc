"""The checker: what the fake Telegram can swear to, held against what the database says."""

import json
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import text

from storage.database import Database
from tests.walks.lives import RULES

END_STATES = ("sent", "shown", "replaced", "skipped", "failed", "unknown", "expired")


@dataclass(frozen=True)
class Books:
    """What must be empty, and how often somebody was asked twice."""

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

    @property
    def clean(self) -> bool:
        """Whether nothing is missing, double, wrong or left over."""
        return not (self.lost or self.double or self.unexpected or self.unsent or self.unheard)


class Fake(Protocol):
    """A fake Telegram that can be asked, here or elsewhere."""

    async def ask(self, control: str, **details: object) -> Any:
        """Use one switch."""


async def audit(url: str, fake: Fake) -> Books:
    """Opens the books."""
    database = Database(url)
    async with database.read() as connection:

        async def rows(query: str) -> list[Any]:
            return list((await connection.execute(text(query))).all())

        keys = {int(row.key[1:].split(":")[0]) for row in await rows("SELECT key FROM inbox")}
        answers = await rows(
            "SELECT r.receipt, a.question, a.value, a.revision, a.counted FROM answers a"
            " JOIN runs r ON r.pseudonym = a.pseudonym AND r.item = a.item ORDER BY a.revision"
        )
        unsent = await rows(f"SELECT id FROM outbox WHERE state NOT IN {END_STATES}")
        unheard = await rows("SELECT id FROM inbox WHERE heard IS NULL OR fate = 'set aside'")
    await database.close()
    entries = await fake.ask("entries")
    confirmed = {entry["update_id"] for entry in entries if entry["kind"] == "confirmed"}
    report = await fake.ask("citizens_report")
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
_TYPED = {rule["key"] for rule in RULES if "type" in rule}
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
        found = stored.get(receipt, {})
        if _wrote_twice(path):
            expected, found = ({k: v for k, v in d.items() if k not in _TYPED} for d in (expected, found))
        if found != expected:
            wrong.append(f"{chat}: {expected} but {found}")
    return wrong


def _wrote_twice(path: list[tuple[str, str]]) -> bool:
    """Whether somebody who was asked twice also wrote twice: the second answers the next question."""
    # By the words alone: the second asking may carry a remark the first had not.
    typed = [said for _asked, said in path if not said.startswith("[")]
    return len(typed) != len(set(typed))


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
