"""Where the bars and words of a chart stand; the template only draws them."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

WIDTH = 340
"""Units of the drawing: about the pixels of a phone."""
ROOM_FOR_COUNT = 52
LETTERS_A_LINE = 46
LINE, BAR, GAP = 17, 14, 13


class Bar(Protocol):
    """What is drawn: a label, a count, and how long its bar is beside the others (from 0 to 1)."""

    @property
    def label(self) -> str:
        """What is counted."""
        ...

    @property
    def count(self) -> int:
        """How much of it there is."""
        ...

    @property
    def share(self) -> float:
        """Of the whole."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its label in lines with their heights, then the bar with its count at the end."""

    lines: tuple[tuple[int, str], ...]
    y: int
    width: float
    count: int


@dataclass(frozen=True, slots=True)
class Chart:
    """All bars and the height of the drawing."""

    rows: tuple[Row, ...]
    height: int


def draw(bars: Sequence[Bar]) -> Chart:
    """The drawing: the longest bar takes the whole width but the room for its count."""
    longest = max((bar.share for bar in bars), default=0) or 1
    rows: list[Row] = []
    y = 0
    for bar in bars:
        words = textwrap.wrap(bar.label, LETTERS_A_LINE, max_lines=2, placeholder=" …") or [""]
        lines = tuple((y + LINE * (i + 1) - 4, words_of_line) for i, words_of_line in enumerate(words))
        y += LINE * len(words)
        rows.append(Row(lines, y + 1, round(bar.share / longest * (WIDTH - ROOM_FOR_COUNT), 1), bar.count))
        y += BAR + GAP
    return Chart(tuple(rows), max(y - GAP + 2, 1))
