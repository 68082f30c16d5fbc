"""What every channel can do: understand its own inputs, and write a screen in its own form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from dialogs.engine.heard import Heard
from dialogs.engine.screen import Screen
from locales.translator import Translator


@dataclass(frozen=True, slots=True)
class Envelope:
    """An input as the channel understood it.

    `address` is where answers go; `language` what the person's app is set to; `pressed` the number of the
    message a button belongs to, `callback` the press itself; `sent` is when a message was written, if
    it counts from then and not from its arrival; `reachable` is set (and `heard` is None) when the channel
    only tells that somebody blocked us or let us in again.
    """

    address: str
    heard: Heard | None
    language: str = "de"
    pressed: int | None = None
    callback: str | None = None
    reachable: bool = True
    sent: datetime | None = None


class Channel(Protocol):
    """One way to talk: `bot.telegram`, `bot.webchat`, `bot.terminal`."""

    @property
    def name(self) -> str:
        """Under which name its rows stand in inbox, outbox and citizens."""

    def hear(self, body: dict[str, Any], arrived: datetime) -> Envelope | None:
        """Understands a raw input; None for what is none of our business (groups, other bots).

        May raise anything on a malformed body: the row is then set aside.
        """

    def show(self, screen: Screen, translator: Translator) -> str:
        """The screen as the JSON this channel's delivery or page reads."""


def language_of(code: str | None) -> str:
    """Which language of ours an app's language code means: German for de-* and for none, else English."""
    return "de" if not code or code.lower().startswith("de") else "en"
