"""A file staff bring along for an announcement: known by its bytes and never by the name it came with."""

import re
import unicodedata
import zlib
from dataclasses import dataclass
from enum import StrEnum

from dialogs.city.refusal import Refusal
from dialogs.text import staff

MOST_BYTES = 10 * 1024 * 1024
"""What a bot may send as a picture (Telegram Bot API, sendPhoto)."""
MOST_EDGES = 10_000
"""Width and height of a picture together, in pixels (the same)."""
MOST_RATIO = 20
"""How many times longer than the other an edge may be (the same)."""
LONGEST_NAME = 60
"""Characters of a name without its ending."""


class UploadKind(StrEnum):
    """How it is shown: a picture beside the words, or a document to open."""

    PICTURE = "picture"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Upload:
    """What a file is: the name it gets from us, how it is shown, its media type."""

    name: str
    kind: UploadKind
    mime: str


NOTHING = Refusal(staff("Bitte wählen Sie eine Datei."))
TOO_LARGE = Refusal(staff("Die Datei ist zu groß. Höchstens 10 MB passen hinein."))
UNKNOWN = Refusal(
    staff("Das ist kein Bild (JPEG oder PNG) und kein PDF. Auf den Namen der Datei kommt es dabei nicht an.")
)
BROKEN = Refusal(staff("Die Datei ist beschädigt oder nicht ganz angekommen."))
TOO_MANY_PIXELS = Refusal(
    staff(
        "Das Bild hat zu viele Bildpunkte. Breite und Höhe zusammen dürfen höchstens {most} sein.",
        most=f"{MOST_EDGES:,}".replace(",", "."),
    )
)
TOO_NARROW = Refusal(staff("Das Bild ist viel länger als breit oder umgekehrt. So zeigt es niemand an."))

_PNG, _JPEG, _PDF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"%PDF-"
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers of a JPEG without a length behind them."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG that tell its size."""


def examine(content: bytes, name: str) -> Upload | Refusal:
    """What a file is, or why it cannot be taken; `name` is what it was called where it came from."""
    if not content:
        return NOTHING
    if len(content) > MOST_BYTES:
        return TOO_LARGE
    if content.startswith(_PNG):
        return _picture(_size_of_png(content), name, "png", "image/png")
    if content.startswith(_JPEG):
        return _picture(_size_of_jpeg(content), name, "jpg", "image/jpeg")
    if content.startswith(_PDF):
        whole = b"%%EOF" in content[-2048:]
        return (
            Upload(_name(name, "dokument", "pdf"), UploadKind.DOCUMENT, "application/pdf")
            if whole
            else BROKEN
        )
    return UNKNOWN


def _picture(size: tuple[int, int] | None, name: str, ending: str, mime: str) -> Upload | Refusal:
    if size is None or 0 in size:
        return BROKEN
    if sum(size) > MOST_EDGES:
        return TOO_MANY_PIXELS
    if max(size) > MOST_RATIO * min(size):
        return TOO_NARROW
    return Upload(_name(name, "bild", ending), UploadKind.PICTURE, mime)


def _size_of_png(content: bytes) -> tuple[int, int] | None:
    """Width and height if all chunks are there and the first is right; nothing is unpacked."""
    at, size = len(_PNG), None
    while at + 12 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(content) or (size is None) != (kind == b"IHDR" and length == 13):
            return None
        if size is None:
            head = content[at + 4 : end - 4]
            if zlib.crc32(head) != int.from_bytes(content[end - 4 : end]):
                return None
            size = int.from_bytes(head[4:8]), int.from_bytes(head[8:12])
        if kind == b"IEND":
            return size
        at = end
    return None


def _size_of_jpeg(content: bytes) -> tuple[int, int] | None:
    """Width and height from the first frame; None if there is none, or the end is missing."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF or marker in _STANDALONE:
            at += 1 if marker == 0xFF else 2
        elif marker in _FRAMES:
            height, width = (int.from_bytes(content[at + 5 + i : at + 7 + i]) for i in (0, 2))
            return (width, height) if b"\xff\xd9" in content[at:] else None
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return None


_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def _name(given: str, otherwise: str, ending: str) -> str:
    """A name of letters and digits that works in every address; the ending says what it is."""
    stem = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2].partition(".")[0]
    folded = unicodedata.normalize("NFKD", stem.translate(_LETTERS)).encode("ascii", "ignore").decode()
    plain = re.sub("[^A-Za-z0-9]+", "-", folded).strip("-")[:LONGEST_NAME].strip("-")
    return f"{plain or otherwise}.{ending}"
