"""Which passwords are too easy to guess; length counts, not the mixture of signs."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

SHORTEST = 12
"""Characters."""
LONGEST = 1024
"""Bytes."""
FEWEST_DIFFERENT = 5
LEFT_OVER = 8
"""So many characters must be left when words everybody would try first are taken out."""
COMMON = Path(__file__).parent / "common_passwords.txt"
OBVIOUS = ("stadtdialog", "kaiserslautern", "lautern", "rathaus", "stadt", "admin", "passwort", "password")
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertzuiopü",
    "qwertyuiop",
    "asdfghjklöä",
    "yxcvbnm",
    "zxcvbnm",
)


def is_acceptable(password: str) -> bool:
    """Whether it can be a password at all; anything else is not even tried."""
    return len(password.encode("utf-8", "replace")) <= LONGEST and not any(
        unicodedata.category(char) in ("Cc", "Cs") for char in password
    )


def find_weakness(password: str, known_words: Iterable[str] = ()) -> str:
    """What makes a new password too easy, as a sentence; empty if nothing does.

    `known_words` are those that are obvious for this person: the name, the name of the project.
    """
    if not is_acceptable(password):
        return "Dieses Passwort ist zu lang oder enthält Zeichen, die sich nicht eintippen lassen."
    if len(password) < SHORTEST:
        return f"Das Passwort hat {len(password)} Zeichen. Nötig sind mindestens {SHORTEST}."
    folded = password.casefold()
    if len(set(folded)) < FEWEST_DIFFERENT or _is_repeated(folded):
        return "In diesem Passwort wiederholt sich zu viel."
    if _is_sequence(folded):
        return "Dieses Passwort folgt der Reihe auf der Tastatur oder im Alphabet."
    if folded in _common() or len(_left_over(folded, known_words)) < LEFT_OVER:
        return (
            "Dieses Passwort lässt sich leicht erraten. Gut sind mehrere Wörter, die nicht zusammengehören."
        )
    return ""


def _is_repeated(text: str) -> bool:
    """Whether it is one short piece again and again."""
    return (text + text).find(text, 1) < min(len(text), SHORTEST)


def _is_sequence(text: str) -> bool:
    """Whether two of three steps from sign to sign go along a row, forwards or backwards."""
    steps = [a + b for a, b in pairwise(text)]
    along = sum(any(step in row or step[::-1] in row for row in ROWS) for step in steps)
    return 3 * along >= 2 * len(steps)


@cache
def _common() -> frozenset[str]:
    return frozenset(COMMON.read_text("utf-8").split())


def _left_over(text: str, known_words: Iterable[str]) -> str:
    parts = [part for words in known_words for part in re.split(r"\W+", words.casefold()) if len(part) > 2]
    for word in sorted({*OBVIOUS, *parts}, key=len, reverse=True):
        text = text.replace(word, "")
    return text.strip("0123456789 !?.,;:-_#*+$&%/()@=")
