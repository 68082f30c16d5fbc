"""What staff bring along is taken for what its bytes are; no name and no header is believed further."""

import pytest

from dialogs.city import upload
from dialogs.city.refusal import Refusal
from dialogs.city.upload import MOST_BYTES, Upload, UploadKind, examine
from tests.files import JPEG, PDF, PNG, jpeg, png


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (PNG, "Grüße vom Marktplatz.PNG", ("Gruesse-vom-Marktplatz.png", "picture", "image/png")),
        (JPEG, "foto.png", ("foto.jpg", "picture", "image/jpeg")),
        (PDF, "C:\\Akten\\Plan.v2.html", ("Plan.pdf", "document", "application/pdf")),
        (PDF, "../../etc/passwd", ("passwd.pdf", "document", "application/pdf")),
        (PNG, "\u202e📎", ("bild.png", "picture", "image/png")),
        (PDF, "x" * 500, ("x" * 60 + ".pdf", "document", "application/pdf")),
        (PNG + b"<script>alert(1)</script>", "a.html", ("a.png", "picture", "image/png")),
        (jpeg(640, 480, before=b"\xff\xff\x01\xff\xd0"), "a", ("a.jpg", "picture", "image/jpeg")),
        (png(9000, 1000), "weit", ("weit.png", "picture", "image/png")),
    ],
)
def test_what_is_taken(content: bytes, name: str, found: tuple[str, str, str]) -> None:
    assert examine(content, name) == Upload(found[0], UploadKind(found[1]), found[2])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", upload.NOTHING),
        (PNG + bytes(MOST_BYTES), upload.TOO_LARGE),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', upload.UNKNOWN),
        (b"<!doctype html><script>alert(1)</script>", upload.UNKNOWN),
        (b"GIF89a" + bytes(20), upload.UNKNOWN),
        (b"PK\x03\x04" + bytes(20), upload.UNKNOWN),
        (b"%PDF-1.7\nno end", upload.BROKEN),
        (PNG[:30], upload.BROKEN),
        (PNG[:-12], upload.BROKEN),
        (PNG[:19] + b"\x02" + PNG[20:], upload.BROKEN),
        (png(0, 5), upload.BROKEN),
        (PNG[:8] + PNG[33:], upload.BROKEN),
        (PNG[:8] + PNG[8:33] * 2 + PNG[33:], upload.BROKEN),
        (JPEG[:-2], upload.BROKEN),
        (b"\xff\xd8\xff\xe0\x00\x10" + bytes(14) + b"\xff\xd9", upload.BROKEN),
        (b"\xff\xd8\xff\xe0\xff\xff" + bytes(14), upload.BROKEN),
        (png(65_535, 65_535), upload.TOO_MANY_PIXELS),
        (jpeg(65_535, 65_535), upload.TOO_MANY_PIXELS),
        (png(2_147_483_647, 1), upload.TOO_MANY_PIXELS),
        (png(2100, 100), upload.TOO_NARROW),
    ],
)
def test_what_is_not(content: bytes, why: Refusal) -> None:
    assert examine(content, "bild.png") == why
