"""Short names made from what staff typed; nobody has to think of them."""

import re
import unicodedata
from collections.abc import Collection

LONGEST_SLUG = 40

_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe", "ł": "l", "đ": "d"}
)


def plain(text: str, between: str) -> str:
    """The words of a text in small ASCII letters and digits."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    ascii_only = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", between, ascii_only).strip(between)


def shortened(text: str, most: int, between: str) -> str:
    """At most so many characters, cut between words where there is one to cut at."""
    if len(text) <= most:
        return text
    cut = text[: most + 1].rpartition(between)[0]
    return cut or text[:most]


def not_taken(name: str, taken: Collection[str], most: int, between: str) -> str:
    """The name, with a number behind it if it is taken."""
    if name not in taken:
        return name
    numbers = (f"{between}{number}" for number in range(2, len(taken) + 3))
    tried = (name[: most - len(number)].rstrip(between) + number for number in numbers)
    return next(name for name in tried if name not in taken)


def suggest_slug(title: str, taken: Collection[str], otherwise: str) -> str:
    """A slug for something with this title; `otherwise` if no letter of the title fits into links."""
    name = shortened(plain(title, "-"), LONGEST_SLUG, "-") or otherwise
    return not_taken(name, taken, LONGEST_SLUG, "-")
