"""The append-only book of what was handed out, confirmed, asked for and answered."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import orjson

from .clock import Clock
from .wire import JsonObject

SHOWING = ("sendMessage", "editMessageText", "editMessageCaption", "sendPhoto", "sendDocument", "sendVenue")


class Ledger:
    """What the fake can swear to; optionally also written to a file, one JSON object a line."""

    def __init__(self, clock: Clock, file: Path | None = None) -> None:
        self.entries: list[JsonObject] = []
        self.violations: list[str] = []
        self.counts: Counter[str] = Counter()
        self.calls_by_outcome: Counter[tuple[str, str]] = Counter()
        self.last_call_at = 0.0
        self._clock = clock
        self._file: IO[bytes] | None = file.open("ab", buffering=0) if file else None

    def note(self, kind: str, **facts: object) -> None:
        """Write down one thing that happened."""
        entry: JsonObject = {"kind": kind, "at": self._clock.now(), **facts}
        self.entries.append(entry)
        self.counts[kind] += 1
        if self._file is not None:
            self._file.write(orjson.dumps(entry, default=str) + b"\n")

    def note_violation(self, method: str, problem: str) -> None:
        """Write down that a call broke the rules of the Bot API."""
        self.violations.append(f"{method}: {problem}")
        self.note("violation", method=method, problem=problem)

    def note_call(self, method: str, outcome: str, **facts: object) -> None:
        """Write down a received call and what it was answered."""
        self.calls_by_outcome[method, outcome] += 1
        self.last_call_at = self._clock.now()
        self.note("call", method=method, outcome=outcome, **facts)

    def updates(self, kind: str) -> Iterator[int]:
        """List the ids of updates that were `put`, `handed`, `confirmed` or `expired`."""
        return (entry["update_id"] for entry in self.entries if entry["kind"] == kind)

    def calls(self, method: str | None = None, chat: int | None = None) -> list[JsonObject]:
        """List received calls, of one method or to one chat."""
        return [
            entry
            for entry in self.entries
            if entry["kind"] == "call"
            and method in (None, entry["method"])
            and chat in (None, entry["chat_id"])
        ]

    def shown(self, chat: int) -> list[str]:
        """List the texts a chat has really been shown, new messages and edits alike, oldest first."""
        return [
            entry["parameters"].get("text") or entry["parameters"].get("caption") or ""
            for entry in self.calls(chat=chat)
            if entry["accepted"] and entry["method"] in SHOWING
        ]

    def summary(self) -> JsonObject:
        """Count everything once, as values that fit into JSON."""
        calls: dict[str, dict[str, int]] = {}
        for (method, outcome), count in sorted(self.calls_by_outcome.items()):
            calls.setdefault(method, {})[outcome] = count
        return {
            "put": self.counts["put"],
            "handed": self.counts["handed"],
            "confirmed": self.counts["confirmed"],
            "expired": self.counts["expired"],
            "calls": calls,
            "violations": list(self.violations),
        }

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
