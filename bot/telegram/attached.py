"""Messages with a picture or document: where their words stand, and the calls they become; pure."""

from dataclasses import dataclass
from typing import Any

import orjson

from bot.telegram.show import parts, units

Json = dict[str, Any]

LONGEST_CAPTION = 1024
"""UTF-16 units of the words below a picture or document; longer ones follow as a message of their own."""

_MARK = '"attachment":'
"""In the words of a message its quotation marks would be escaped."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file, by the digest of its content, and what stands below it, as parameters of the call."""

    digest: str
    kind: str
    caption: Json

    @property
    def method(self) -> str:
        """The call that sends it."""
        return "sendPhoto" if self.kind == "photo" else "sendDocument"


def arranged(body: str) -> list[str]:
    """The messages a body becomes; a file whose words are too long for it goes ahead of them."""
    written = parts(body)
    if _MARK not in body:
        return written
    return [each for part in written for each in (_apart(part) if _MARK in part else [part])]


def _apart(part: str) -> list[str]:
    message = orjson.loads(part)
    if units(message.get("text", "")) <= LONGEST_CAPTION:
        return [part]
    return [_dump({"attachment": message.pop("attachment")}), _dump(message)]


def attached_of(part: str) -> Attached | None:
    """The file a message brings along; None if there is none."""
    if _MARK not in part:
        return None
    message = orjson.loads(part)
    file = message.pop("attachment")
    return Attached(file["digest"], file["kind"], _caption(message))


def correction(body: str) -> tuple[str, str]:
    """The call by which a message that was sent before is changed, and its parameters without an address.

    The file stays as it is; of several messages the last one is changed, which has the buttons.
    """
    last = arranged(body)[-1]
    attached = attached_of(last)
    return ("editMessageCaption", _dump(attached.caption)) if attached else ("editMessageText", last)


_CAPTIONED = {"text": "caption", "entities": "caption_entities", "reply_markup": "reply_markup"}


def _caption(message: Json) -> Json:
    return {name: message[given] for given, name in _CAPTIONED.items() if message.get(given)}


def _dump(message: Json) -> str:
    return orjson.dumps(message).decode()
