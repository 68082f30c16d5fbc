"""Text with its formatting as plain values; both doors can draw them."""

from typing import NamedTuple


class Run(NamedTuple):
    """A stretch of text in one formatting."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    quote: bool = False
    code: bool = False


def joined(runs: list[Run]) -> tuple[Run, ...]:
    """The same runs with neighbours of equal formatting made one, and without empty ones."""
    out: list[Run] = []
    for run in runs:
        if out and out[-1][1:] == run[1:]:
            out[-1] = out[-1]._replace(text=out[-1].text + run.text)
        elif run.text:
            out.append(run)
    return tuple(out)
