"""A picture without what a camera or a program noted in it: where, when and by whom it was taken."""

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_NOTES_OF_PNG = frozenset((b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"))
_EXIF_AND_XMP, _PHOTOSHOP, _COMMENT = 0xE1, 0xED, 0xFE
_SCAN, _END = 0xDA, b"\xff\xd9"
_EXIF = b"Exif\x00\x00"
_ORIENTATION, _UPRIGHT = 0x0112, 1


def bare(content: bytes) -> bytes:
    """The same picture, as it stands upright; anything else, and what cannot be read, stays as it is."""
    if content.startswith(_PNG):
        return _bare_png(content)
    return _bare_jpeg(content) if content.startswith(_JPEG) else content


def _bare_png(content: bytes) -> bytes:
    """Only the chunks that make the picture; what was put behind its end goes too."""
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        kind = content[at + 4 : at + 8]
        if kind not in _NOTES_OF_PNG:
            kept.append(content[at:end])
        if kind == b"IEND":
            break
        at = end
    return b"".join(kept)


def _bare_jpeg(content: bytes) -> bytes:
    kept, at, turned = [content[:2]], 2, _UPRIGHT
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] not in (_SCAN, 0xFF):
        marker = content[at + 1]
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        segment = content[at:end]
        if marker == _EXIF_AND_XMP and segment[4:10] == _EXIF:
            turned = _orientation(segment[10:])
        elif marker not in (_EXIF_AND_XMP, _PHOTOSHOP, _COMMENT):
            kept.append(segment)
        at = end
    if turned != _UPRIGHT:
        kept.insert(1, _only_orientation(turned))
    # What was put behind the end goes too.
    return b"".join(kept) + content[at : content.rfind(_END) + len(_END)]


def _orientation(tiff: bytes) -> int:
    """How the camera was held, as a number of the Exif standard (tag 274); upright if it does not say."""
    is_little = tiff[:2] == b"II"

    def number(at: int, length: int) -> int:
        part = tiff[at : at + length]
        return int.from_bytes(part, "little") if is_little else int.from_bytes(part, "big")

    first = number(4, 4)
    for entry in range(min(number(first, 2), 100)):
        at = first + 2 + entry * 12
        if number(at, 2) == _ORIENTATION:
            found = number(at + 8, 2)
            return found if 1 <= found <= 8 else _UPRIGHT
    return _UPRIGHT


def _only_orientation(turned: int) -> bytes:
    """A segment that says how the camera was held and nothing else."""
    entry = _ORIENTATION.to_bytes(2) + b"\x00\x03\x00\x00\x00\x01" + turned.to_bytes(2) + b"\x00\x00"
    body = _EXIF + b"MM\x00\x2a\x00\x00\x00\x08\x00\x01" + entry + bytes(4)
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body
