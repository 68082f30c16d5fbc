"""Of a picture only the picture is kept: nothing of where, when and by whom it was taken."""

import pytest

from dialogs.city.bare_file import bare
from dialogs.city.refusal import Refusal
from dialogs.city.upload import examine
from tests.files import JPEG, PDF, PNG, chunk, jpeg

PLACE = b"49.4447,7.7689 Frau Berger, Pixel 8"


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2) + body


def exif(order: bytes, orientation: int, tag: int = 0x0112) -> bytes:
    """What a phone writes: another entry first, then how it was held, then where."""
    little = order == b"II"

    def number(value: int, length: int) -> bytes:
        return value.to_bytes(length, "little") if little else value.to_bytes(length, "big")

    make = number(0x010F, 2) + number(2, 2) + number(4, 4) + b"abc\x00"
    held = number(tag, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + b"\x00\x00"
    tiff = order + number(42, 2) + number(8, 4) + number(2, 2) + make + held + bytes(4)
    return segment(0xE1, b"Exif\x00\x00" + tiff + PLACE)


def test_a_picture_of_a_phone_loses_its_notes_and_stays_upright() -> None:
    notes = (
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + PLACE)
        + segment(0xED, PLACE)
        + segment(0xFE, PLACE)
    )
    for order in (b"II", b"MM"):
        taken = jpeg(640, 480, before=exif(order, 6) + notes) + b"<script>"
        found = bare(taken)
        assert b"Pixel" not in found and b"script" not in found
        assert not isinstance(examine(found, "a.jpg"), Refusal)
        assert found == bare(found)
        assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in found


@pytest.mark.parametrize(
    "before",
    [exif(b"MM", 1), exif(b"II", 99), exif(b"II", 6, tag=0x0100), segment(0xE1, b"Exif\x00\x00")],
    ids=["upright", "nonsense", "not said", "empty"],
)
def test_who_held_it_upright_leaves_nothing(before: bytes) -> None:
    assert bare(jpeg(640, 480, before=before)) == JPEG


def test_a_png_keeps_its_pixels_only() -> None:
    head, rest = PNG[:33], PNG[33:]
    noted = (
        head + b"".join(chunk(kind, PLACE) for kind in (b"eXIf", b"tEXt", b"iTXt", b"tIME")) + rest + b"<b>"
    )
    assert bare(noted) == PNG


@pytest.mark.parametrize("content", [PNG, JPEG, PDF, b"", b"\xff\xd8\xff\xff\xd9", PNG[:20]])
def test_what_has_none_stays_as_it_is(content: bytes) -> None:
    assert bare(content) == content
