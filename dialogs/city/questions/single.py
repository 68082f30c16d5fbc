"""One choice out of several."""

from collections.abc import Sequence

from dialogs.city.questions.checks import check_options
from dialogs.city.questions.kind import (
    PRESS_PLEASE,
    Choice,
    Given,
    Input,
    Pressed,
    Prompt,
    QuestionType,
    Reading,
    label_of,
)
from dialogs.city.refusal import Refusal
from dialogs.city.survey import Question
from dialogs.text import Content, Quote, Words, staff


def ask(question: Question, _picks: Sequence[str], before: tuple[str, ...]) -> Prompt:
    """One button per choice, one per row; the earlier choice is marked."""
    return Prompt(
        rows=tuple(
            (Choice(f"a.{option.key}", Content(option.label), option.key in before if before else None),)
            for option in question.options
        )
    )


def read(question: Question, _picks: Sequence[str], _before: tuple[str, ...], input: Input) -> Reading:
    """A press of a choice."""
    key = input.value.removeprefix("a.") if isinstance(input, Pressed) else ""
    return Given((key,)) if label_of(question, key) is not None else Refusal(PRESS_PLEASE)


def tell(question: Question, value: tuple[str, ...]) -> Words:
    """The label of the choice; its key if a later version dropped it."""
    label = label_of(question, value[0])
    return Content(label) if label is not None else Quote(value[0])


def options(question: Question) -> tuple[tuple[str, Words], ...]:
    """Every choice is a category."""
    return tuple((option.key, Content(option.label)) for option in question.options)


TYPE = QuestionType(
    name="single",
    label=staff("Eine Antwort aus mehreren"),
    fields=("options",),
    ask=ask,
    read=read,
    tell=tell,
    options=options,
    check=check_options,
)
