"""Text with its formatting as plain values; both doors can draw them."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Run:
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
        if out and replace(out[-1], text="") == replace(run, text=""):
            out[-1] = replace(out[-1], text=out[-1].text + run.text)
        elif run.text:
            out.append(run)
    return tuple(out)
