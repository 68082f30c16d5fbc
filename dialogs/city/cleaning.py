"""Makes typed text safe to keep: no broken characters, one normal form; and knows what is empty."""

import re
import unicodedata

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_INVISIBLE = frozenset("\u3164\u2800\ufe0f\u115f\u1160\uffa0")


def clean(text: str) -> str:
    """The text as it is stored: NFC, line ends as \\n, no control characters, U+FFFD for lone surrogates.

    Never NFKC, which would turn harmless look-alikes into markup. Joiners inside emoji and bidi controls
    stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SURROGATE.sub("\ufffd", _FORBIDDEN.sub("", text))
    return unicodedata.normalize("NFC", text)


def is_empty(text: str) -> bool:
    """Whether nothing is left that a person could see."""
    return all(
        char in _INVISIBLE or char.isspace() or unicodedata.category(char) in ("Zs", "Zl", "Zp", "Cf", "Cc")
        for char in text
    )


def fold(text: str) -> str:
    """A form for comparing what people typed: cleaned, case folded, single spaces, no closing punctuation."""
    return " ".join(clean(text).casefold().split()).strip(" .!?,;:„“\"'")
