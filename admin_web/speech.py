"""What staff read in German: the dialogs' words, and names of channels and languages."""

import re
from zoneinfo import ZoneInfo

from dialogs.text import Quote, Words
from locales.translator import Translator

CHANNEL_NAMES = {"telegram": "Telegram", "web": "Web-Chat"}
LANGUAGE_NAMES = {"de": "Deutsch", "en": "Englisch", "de@simple": "Leichte Sprache"}

_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_EMPTY_LINES = re.compile(r"\n\s*\n")

_SPEAKER = Translator("de", ZoneInfo("UTC"))
"""For words without a time of day: those are said in the city's zone, by the page that knows it."""


def say(words: Words) -> str:
    """A sentence, a text of staff or a person's own words."""
    return _SPEAKER.plain(words)


def visible(text: str) -> str:
    """A person's words as staff may safely read them: signs that turn the direction are named instead."""
    return say(Quote(_DIRECTIONS.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", text)))


def few_lines(text: str) -> str:
    """A text without rows of empty lines: in a list nobody pushes the others away."""
    return _EMPTY_LINES.sub("\n\n", text)


def visible_in_list(text: str) -> str:
    """A person's words where many stand one below the other."""
    return visible(few_lines(text))
