"""QR codes: how an address looks to a camera, as the path of a drawing. Nothing leaves this machine."""

from dataclasses import dataclass

import segno

BORDER = 4
"""Empty modules around it, without which cameras do not find it (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class Code:
    """The dark modules as an SVG path, and how many modules the drawing is wide with its border."""

    path: str
    size: int


def encode(text: str) -> Code:
    """The code of a text; readable even if a seventh of it is covered."""
    matrix = segno.make(text, error="m", micro=False, boost_error=False).matrix
    path = "".join(_row(bytes(row), y + BORDER) for y, row in enumerate(matrix))
    return Code(path, len(matrix) + 2 * BORDER)


def _row(modules: bytes, y: int) -> str:
    """One row as boxes, each over as many dark modules as stand side by side."""
    boxes, x = "", 0
    while x < len(modules):
        width = 1
        while x + width < len(modules) and modules[x + width] == modules[x]:
            width += 1
        if modules[x]:
            boxes += f"M{x + BORDER} {y}h{width}v1h-{width}z"
        x += width
    return boxes
