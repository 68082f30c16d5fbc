"""What a form of the page means; pure, over the JSON that its POST put into the inbox."""

from datetime import datetime
from typing import Any

from bot.channel import Envelope
from dialogs.city.cleaning import clean, is_empty
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Heard, Said, Unclear
from dialogs.talks import COMMANDS

Json = dict[str, Any]


def hear(body: Json, _arrived: datetime) -> Envelope:
    """The envelope of an input: a link followed (`start`), a button pressed (`code`) or words typed (`text`).

    Raises KeyError on what no page of ours has sent.
    """
    return Envelope(
        address=str(body["address"]), heard=_meaning(body), language=str(body.get("language", "de"))
    )


def _meaning(body: Json) -> Heard:
    if "start" in body:
        return buttons.read_payload(str(body["start"]))
    if "code" in body:
        return buttons.read(str(body["code"]))
    text = clean(str(body["text"]))
    if is_empty(text):
        return Unclear("empty")
    return _command(text) if text.startswith("/") else Said(text)


def _command(text: str) -> Heard:
    """What a text that begins with a slash asks for: the same words as on the messenger."""
    word, _, rest = text[1:].strip().partition(" ")
    command = word.lower()
    if command == "start":
        return buttons.read_payload(rest.strip())
    return Called(COMMANDS[command]) if command in COMMANDS else Unclear("command")
