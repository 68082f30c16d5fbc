"""The same dialogs in a terminal: a screen as text with numbered choices, a line as a press or as words."""

import json
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channel import Envelope
from bot.converse import utc_now
from bot.town import Town
from bot.turns import work_off
from dialogs.city.cleaning import clean, is_empty
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Said, Unclear
from dialogs.engine.screen import Asks, Screen, Style
from dialogs.talks import COMMANDS
from locales.runs import Run
from locales.translator import Translator
from storage import outbox
from storage.inbox import Unheard
from storage.outbox import Result, State

Json = dict[str, Any]

CHANNEL = "terminal"
MOST_SCREENS = 20

_BEFORE = {Style.ITEM: "- ", Style.NOTE: "» "}


class TerminalChannel:
    """Understands typed lines, writes screens as text."""

    name = CHANNEL

    def hear(self, body: Json, _arrived: datetime) -> Envelope:
        """What a line means: a link followed (`start`), a button pressed (`code`) or words typed (`text`)."""
        if "start" in body:
            return Envelope(body["address"], buttons.read_payload(body["start"]))
        if "code" in body:
            return Envelope(body["address"], buttons.read(body["code"]))
        text = clean(body["text"])
        if is_empty(text):
            return Envelope(body["address"], Unclear("empty"))
        command = text.removeprefix("/").strip().lower()
        if text.startswith("/"):
            known = COMMANDS.get(command)
            return Envelope(body["address"], Called(known) if known else Unclear("command"))
        return Envelope(body["address"], Said(text))

    def show(self, screen: Screen, translator: Translator) -> str:
        """The screen's lines with their style, its buttons in one list, and what it asks for."""
        return json.dumps(
            {
                "lines": [[line.style, _flat(translator.runs(line.text))] for line in screen.lines],
                "buttons": [
                    [translator.plain(button.label), button.code, button.chosen]
                    for row in screen.rows
                    for button in row
                    if button.brings is None
                ],
                "asks": screen.asks,
            },
            ensure_ascii=False,
        )


def _flat(runs: Sequence[Run]) -> str:
    """Formatted words as plain ones; a link shows where it leads."""
    return "".join(
        f"{run.text} ({run.link})" if run.link and run.link != run.text else run.text for run in runs
    )


def draw(body: Json, width: int) -> str:
    """A screen as lines of at most `width` letters."""
    blocks = [_paragraph(style, text, width) for style, text in body["lines"]]
    choices = [
        f"{mark:>4}  {'' if chosen is None else '[x] ' if chosen else '[ ] '}{label}"
        for mark, (label, _code, chosen) in zip(marks(body), body["buttons"], strict=True)
    ]
    return "\n\n".join([*blocks, "\n".join(choices)] if choices else blocks)


def _paragraph(style: str, text: str, width: int) -> str:
    before = _BEFORE.get(Style(style), "")
    lines = [
        part
        for line in clean(text).split("\n")
        for part in textwrap.wrap(line, width - len(before), break_long_words=False) or [""]
    ]
    told = "\n".join(
        (before if number == 0 else " " * len(before)) + line for number, line in enumerate(lines)
    )
    return f"{told}\n{'=' * max(map(len, lines), default=0)}" if style == Style.TITLE else told


def marks(body: Json) -> list[str]:
    """What to type for each choice: its number, or a letter where a number is the answer."""
    count = len(body["buttons"])
    if body["asks"] == Asks.NUMBER:
        return [chr(ord("a") + number) for number in range(count)]
    return [str(number) for number in range(1, count + 1)]


def read_line(line: str, body: Json | None) -> Json:
    """What a typed line means in front of a screen: one of its choices, or the words themselves."""
    typed = line.strip()
    if body:
        for mark, (_label, code, _chosen) in zip(marks(body), body["buttons"], strict=True):
            if typed.lower() == mark:
                return {"code": code}
    return {"text": line}


@dataclass(slots=True)
class Conversation:
    """One person at a terminal; `address` tells which, so that a later conversation goes on with this one."""

    town: Town
    address: str
    last: Json | None = None
    """The screen in front of the person."""

    async def open(self, link: str = "") -> list[Json]:
        """Follows a link as from a poster, or begins at the menu; returns the screens that answer."""
        return await self._turn({"start": link})

    async def say(self, line: str) -> list[Json]:
        """Types a line; returns the screens that answer."""
        return await self._turn(read_line(line, self.last))

    async def _turn(self, body: Json) -> list[Json]:
        """Hears and answers in one transaction: here nobody waits in line, so no inbox is needed."""
        now, channel = utc_now(), TerminalChannel()
        row = Unheard(0, CHANNEL, self.address, json.dumps({**body, "address": self.address}), now)
        async with self.town.database.write() as connection:
            await work_off(connection, self.town, {CHANNEL: channel}, [row], now)
            claimed = await outbox.claim(connection, CHANNEL, self.town.owner, MOST_SCREENS, now)
            sent = [Result(one.id, one.citizen, State.SENT) for one in claimed]
            await outbox.finish(connection, sent, now)
        screens: list[Json] = [json.loads(one.body) for one in claimed]
        self.last = screens[-1] if screens else self.last
        return screens
