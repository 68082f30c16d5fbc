"""What a citizen sees: lines of text, rows of buttons, what is asked for; knows no channel, no language."""

from dataclasses import dataclass, field
from enum import StrEnum

from dialogs.engine import buttons
from dialogs.engine.attachment import Attachment
from dialogs.text import Words


class Style(StrEnum):
    """How a line stands on the page."""

    TITLE = "title"
    BODY = "body"
    ITEM = "item"
    HINT = "hint"
    NOTE = "note"
    """What the bot says about the last input: saved, not possible, not understood."""
    CODE = "code"
    """Something to keep letter by letter, such as a receipt."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a screen."""

    text: Words
    style: Style = Style.BODY


class Asks(StrEnum):
    """What the screen asks for besides a press."""

    NOTHING = ""
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Button:
    """A label and the code it sends; `chosen` says whether a toggle is on (None: it is no toggle)."""

    label: Words
    code: str
    chosen: bool | None = None
    brings: Attachment | None = None
    """What pressing it brings: a channel that cannot send it links to it, or leaves the button out."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Lines, rows of buttons, and what is asked for."""

    lines: tuple[Line, ...]
    rows: tuple[tuple[Button, ...], ...] = field(default=())
    asks: Asks = Asks.NOTHING
    files: tuple[Attachment, ...] = ()
    """What the channel makes and brings along."""
    silent: bool = False
    """Whether it comes without a sound, where the channel knows how."""


def title(text: Words) -> Line:
    """A heading."""
    return Line(text, Style.TITLE)


def hint(text: Words) -> Line:
    """A remark in small letters."""
    return Line(text, Style.HINT)


def note(text: Words) -> Line:
    """What the bot says about the last input."""
    return Line(text, Style.NOTE)


def item(text: Words) -> Line:
    """One entry of a list."""
    return Line(text, Style.ITEM)


def door(label: Words, talk: str, to: str = "", brings: Attachment | None = None) -> Button:
    """A button that leads to a talk and works from anywhere."""
    return Button(label, buttons.door(talk, to), brings=brings)
