"""Makes visible what deceives in a text: signs that turn its direction or show nothing, letters in disguise.

Nothing is changed or left out: the pieces put together are the text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dialogs.text import Text, staff


class Kind(StrEnum):
    """What is remarkable about a piece of a text."""

    PLAIN = "plain"
    DIRECTION = "direction"
    """Turns the direction in which the rest is read."""
    UNSEEN = "unseen"
    """Shows nothing at all."""
    ALIKE = "alike"
    """Looks like another letter."""

    @property
    def label(self) -> Text:
        """What staff are told of it; nothing of what is plain."""
        return _LABELS[self]


_LABELS = {
    Kind.PLAIN: staff(""),
    Kind.DIRECTION: staff("ändert die Leserichtung"),
    Kind.UNSEEN: staff("unsichtbares Zeichen"),
    Kind.ALIKE: staff("sieht nur aus wie ein anderer Buchstabe"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, all of one kind; whatever is not plain is a single sign."""

    text: str
    kind: Kind = Kind.PLAIN

    @property
    def code(self) -> str:
        """How a single sign is named everywhere: U+202E."""
        return f"U+{ord(self.text):04X}"


DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0")
"""They count as letters or signs, and show nothing."""
_JOINERS = frozenset("\u200c\u200d")
_FLAG, _TAGS = "\U0001f3f4", range(0xE0020, 0xE0080)
_LONGEST_FLAG = 8
"""Signs of which the flag of a part of a country is made, such as that of Scotland."""
_VARIANTS = range(0xFE00, 0xFE10)
_SOFT_HYPHEN = "\xad"

_UNSUSPECTED = "\x00-\x7f\xa0-\xac\xae-\u024f"
"""Signs of Latin texts in which nothing can hide: most texts hold nothing else."""
_SUSPECT = re.compile(f"[^{_UNSUSPECTED}]")
_WORD = re.compile(r"\w+")
_MIXABLE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
"""Scripts with letters that look like those of another one, and that nobody mixes within a word."""
_UNITS = frozenset("\u03a9\u03bc")
"""Greek letters beside Latin ones: kilo-ohm, micrometre."""
_INFORMATION = "\u2139"
"""The sign for information, which counts as a letter."""


def reveal(text: str) -> tuple[Piece, ...]:
    """The text in pieces: what deceives is a piece of its own."""
    suspects = [found.start() for found in _SUSPECT.finditer(text)]
    words = _WORD.finditer(text) if suspects else ()
    alike = {
        word.start() + place for word in words if _SUSPECT.search(word[0]) for place in _find_alike(word[0])
    }
    pieces: list[Piece] = []
    begin = 0
    for place in sorted(alike.union(suspects)):
        sign = text[place]
        kind = Kind.ALIKE if place in alike else _kind_of(text, place)
        if kind is Kind.PLAIN:
            continue
        if begin < place:
            pieces.append(Piece(text[begin:place]))
        pieces.append(Piece(sign, kind))
        begin = place + 1
    if begin < len(text):
        pieces.append(Piece(text[begin:]))
    return tuple(pieces)


def _kind_of(text: str, place: int) -> Kind:
    """Whether one sign turns the direction, or shows nothing where it would have to."""
    sign = text[place]
    if sign in DIRECTIONS:
        return Kind.DIRECTION
    if sign in _BLANK_LETTERS:
        return Kind.UNSEEN
    if unicodedata.category(sign) != "Cf" and ord(sign) not in _VARIANTS:
        return Kind.PLAIN
    return Kind.PLAIN if _belongs(text, place) else Kind.UNSEEN


def _belongs(text: str, place: int) -> bool:
    """Whether an unseen sign is part of how something is written: of an emoji, a script, a long word."""
    sign, left = text[place], text[max(0, place - _LONGEST_FLAG) : place]
    before = left.rstrip("\ufe0f")[-1:]
    if sign == _SOFT_HYPHEN:
        return True
    if ord(sign) in _VARIANTS:
        return _is_picture(left[-1:])
    if ord(sign) in _TAGS:
        return _FLAG in left and all(ord(tag) in _TAGS for tag in left.rpartition(_FLAG)[2])
    if sign in _JOINERS:
        return _is_picture(before) or _joins(before)
    return False


def _is_picture(sign: str) -> bool:
    """Whether a sign is an emoji or goes with one; also the digits and marks that key caps are made of."""
    if not sign or sign in _BLANK_LETTERS:
        return False
    return unicodedata.category(sign) in ("So", "Sk", "Sm", "Po") or sign in f"0123456789{_INFORMATION}"


def _joins(sign: str) -> bool:
    """Whether a sign belongs to a script in which joiners change how letters look, such as Persian."""
    return bool(sign) and unicodedata.category(sign)[0] in "LM" and _script(sign) not in _MIXABLE


def _find_alike(word: str) -> Iterator[int]:
    """The places of letters that are not of the script of their word, or only drawn to look like letters."""
    scripts = [_script(sign) if sign.isalpha() else "" for sign in word]
    counts = {script: scripts.count(script) for script in _MIXABLE if script in scripts}
    main = max(counts, key=lambda script: counts[script], default="")
    for place, (sign, script) in enumerate(zip(word, scripts, strict=True)):
        if (script in counts and script != main and sign not in _UNITS) or _is_drawn(sign):
            yield place


def _script(sign: str) -> str:
    """The script of a letter, as far as its name tells."""
    return unicodedata.name(sign, "").split(" ")[0]


def _is_drawn(sign: str) -> bool:
    """Whether a sign is a letter in mathematical or wide dress, such as a bold 𝐚 or a wide ａ."""
    if sign == _INFORMATION or not sign.isalpha():
        return False
    return unicodedata.decomposition(sign).startswith(("<font>", "<wide>", "<circle>"))
