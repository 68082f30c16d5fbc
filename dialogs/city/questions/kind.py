"""What a question type is made of, and the values it speaks in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dialogs.city.refusal import Refusal
from dialogs.city.survey import Question
from dialogs.text import Localized, Words, _


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a question: what pressing it means, its label, and whether a toggle is on."""

    value: str
    label: Words
    chosen: bool | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """How a question is put: rows of choices, words about how to answer, what may be typed."""

    rows: tuple[tuple[Choice, ...], ...] = ()
    how: tuple[Words, ...] = ()
    typed: str = ""
    """"" (press only), "text", "long_text" or "number"."""


@dataclass(frozen=True, slots=True)
class Given:
    """A complete answer; `more` says that the question stays open for additions."""

    value: tuple[str, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Picked:
    """Choices toggled, not an answer yet."""

    picks: tuple[str, ...]


Reading = Given | Picked | Refusal


@dataclass(frozen=True, slots=True)
class Typed:
    """Words that came for a question."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """The value of a choice that came for a question."""

    value: str


Input = Typed | Pressed


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a definition: where (field names and indexes from the top), and the sentence."""

    where: tuple[str | int, ...]
    sentence: Words


@dataclass(frozen=True, slots=True)
class QuestionType:
    """A type: how it is asked, read, retold, counted and checked.

    `ask(question, picks, before)` puts it, `before` being the value it had; `read(question, picks, before,
    input)` understands an input; `tell(question, value)` says an answer in words; `options(question)` lists
    the categories that results count, with their labels (none for free text and numbers); `fields` names the
    fields of a question that this type uses beside the common ones; `check` finds mistakes in them.
    """

    name: str
    label: Words
    fields: tuple[str, ...]
    ask: Callable[[Question, Sequence[str], tuple[str, ...]], Prompt]
    read: Callable[[Question, Sequence[str], tuple[str, ...], Input], Reading]
    tell: Callable[[Question, tuple[str, ...]], Words]
    options: Callable[[Question], tuple[tuple[str, Words], ...]]
    check: Callable[[Question], list[Problem]]


PRESS_PLEASE = _("Bitte wählen Sie einen der Knöpfe.")

LONGEST_LABEL = 60
"""Characters of a choice's label: what a phone shows of a button over its whole width."""


def label_of(question: Question, key: str) -> Localized | None:
    """The label of an option, if there is one with this key."""
    return next((option.label for option in question.options if option.key == key), None)
