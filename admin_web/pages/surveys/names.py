"""Short names made from what staff typed: slugs for links, keys for exports; nobody has to think of them."""

import re
import unicodedata
from collections.abc import Collection

LONGEST_SLUG = 40
LONGEST_QUESTION_KEY = 31
LONGEST_OPTION_KEY = 20

_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe", "ł": "l", "đ": "d"}
)


def _plain(text: str, between: str) -> str:
    """The words of a text in small ASCII letters and digits."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    ascii_only = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", between, ascii_only).strip(between)


def _shortened(text: str, most: int, between: str) -> str:
    """At most so many characters, cut between words where there is one to cut at."""
    if len(text) <= most:
        return text
    cut = text[: most + 1].rpartition(between)[0]
    return cut or text[:most]


def _not_taken(name: str, taken: Collection[str], most: int, between: str) -> str:
    if name not in taken:
        return name
    numbers = (f"{between}{number}" for number in range(2, len(taken) + 3))
    tried = (name[: most - len(number)].rstrip(between) + number for number in numbers)
    return next(name for name in tried if name not in taken)


def suggest_slug(title: str, taken: Collection[str]) -> str:
    """A slug for a survey with this title."""
    name = _shortened(_plain(title, "-"), LONGEST_SLUG, "-") or "umfrage"
    return _not_taken(name, taken, LONGEST_SLUG, "-")


def suggest_question_key(text: str, taken: Collection[str]) -> str:
    """A key for a question with this text; it begins with a letter."""
    name = _shortened(_plain(text, "_").lstrip("0123456789_"), LONGEST_QUESTION_KEY, "_") or "frage"
    return _not_taken(name, taken, LONGEST_QUESTION_KEY, "_")


def suggest_option_key(label: str, taken: Collection[str]) -> str:
    """A key for a choice with this label."""
    name = _shortened(_plain(label, "_"), LONGEST_OPTION_KEY, "_") or "antwort"
    return _not_taken(name, taken, LONGEST_OPTION_KEY, "_")
