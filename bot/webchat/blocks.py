"""Lines of a screen in the blocks a page draws: paragraphs, and lists as lists, for eyes and ears; pure."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from dialogs.engine.screen import Style

Json = dict[str, Any]

BULLET = "• "
"""How an entry of a list begins in a text of several lines."""


def blocks(lines: Iterable[Json]) -> Iterator[Json]:
    """The lines; neighbouring entries of a list in one block, paragraphs parted from the lists in them."""
    for is_item, group in groupby(lines, lambda line: line["style"] == Style.ITEM):
        if is_item:
            yield {"style": "list", "entries": list(group)}
            continue
        for line in group:
            yield from _parted(line) if line["style"] == Style.BODY else (line,)


def _parted(line: Json) -> Iterator[Json]:
    """The paragraphs of a text, and the lists in it."""
    entries: list[Json] = []
    around: list[list[Json]] = []
    for row in _rows(line["runs"]):
        if _begins_with_bullet(row):
            yield from _paragraphs(line, around)
            around = []
            entries.append({**line, "runs": _without_bullet(row)})
        elif entries and _says_something(row):
            # A new line within an entry; what stands behind the list comes after an empty one.
            entries[-1]["runs"] = _joined([entries[-1]["runs"], row])
        else:
            if entries:
                yield {"style": "points", "entries": entries}
                entries = []
            around.append(row)
    if entries:
        yield {"style": "points", "entries": entries}
    yield from _paragraphs(line, around)


def _paragraphs(line: Json, rows: list[list[Json]]) -> Iterator[Json]:
    """An empty row is no row but a gap, as wide as between all other blocks."""
    for says_something, paragraph in groupby(rows, _says_something):
        if says_something:
            yield {**line, "runs": _joined(list(paragraph))}


def _rows(runs: Iterable[Json]) -> Iterator[list[Json]]:
    """The runs of each row of a text."""
    row: list[Json] = []
    for run in runs:
        first, *further = run["text"].split("\n")
        row.append({**run, "text": first})
        for text in further:
            yield row
            row = [{**run, "text": text}]
    yield row


def _says_something(row: list[Json]) -> bool:
    return any(run["text"] for run in row)


def _begins_with_bullet(row: list[Json]) -> bool:
    return next((run["text"] for run in row if run["text"]), "").startswith(BULLET)


def _without_bullet(row: list[Json]) -> list[Json]:
    first, *further = [run for run in row if run["text"]]
    return _joined([[{**first, "text": first["text"].removeprefix(BULLET)}, *further]])


def _joined(rows: list[list[Json]]) -> list[Json]:
    """The rows as one text again, without empty ones at its ends."""
    telling = [number for number, row in enumerate(rows) if _says_something(row)]
    runs: list[Json] = []
    for row in rows[telling[0] : telling[-1] + 1] if telling else ():
        if runs:
            runs[-1] = {**runs[-1], "text": runs[-1]["text"] + "\n"}
        runs += row
    return [run for run in runs if run["text"]]
