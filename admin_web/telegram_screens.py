"""Draws what the messenger shows into a page of staff: its messages with their formatting."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from admin_web.screens import draw
from bot.telegram import show as telegram
from dialogs.engine.screen import Screen
from locales.translator import HTML_CODES, translator

Json = Mapping[str, Any]

_PLAIN = {"bold": False, "italic": False, "quote": False, "code": False, "link": ""}
_FORMATS = {"bold": "bold", "italic": "italic", "blockquote": "quote", "code": "code"}
"""What the messenger calls a format → what the macro calls it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One message: its words as HTML, the labels of its buttons, whether a file comes with it."""

    words: Any
    labels: Sequence[str]
    has_file: bool


def draw_messages(screen: Screen, language: str, zone: ZoneInfo) -> list[Drawn]:
    """The messages a screen becomes on Telegram."""
    parts = telegram.parts(telegram.show(screen, translator(language, zone)))
    return [_draw(json.loads(part), language) for part in parts]


def _draw(message: Json, language: str) -> Drawn:
    block = {"style": "body", "lang": "", "runs": list(_runs(message["text"], message.get("entities", ())))}
    words = draw("lines", {"lang": HTML_CODES[language], "pictures": (), "blocks": (block,)})
    keyboard = message.get("reply_markup", {}).get("inline_keyboard", ())
    return Drawn(words, [button["text"] for row in keyboard for button in row], "attachment" in message)


def _runs(text: str, entities: Sequence[Json]) -> Iterator[dict[str, Any]]:
    """The text cut wherever a format begins or ends; places are counted in UTF-16 units."""
    units = text.encode("utf-16-le")
    ends = {place for each in entities for place in (each["offset"], each["offset"] + each["length"])}
    for start, end in pairwise(sorted({0, len(units) // 2, *ends})):
        on = [each for each in entities if each["offset"] <= start and end <= each["offset"] + each["length"]]
        formats = {_FORMATS[each["type"]]: True for each in on if each["type"] in _FORMATS}
        link = next((each["url"] for each in on if each["type"] == "text_link"), "")
        yield {**_PLAIN, **formats, "link": link, "text": units[start * 2 : end * 2].decode("utf-16-le")}
