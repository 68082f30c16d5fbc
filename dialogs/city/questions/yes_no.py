"""Yes or no."""

from collections.abc import Sequence

from dialogs.city.questions.kind import (
    PRESS_PLEASE,
    Choice,
    Given,
    Input,
    Pressed,
    Problem,
    Prompt,
    QuestionType,
    Reading,
)
from dialogs.city.refusal import Refusal
from dialogs.city.survey import Question
from dialogs.text import Words, _, staff

LABELS = {"yes": _("Ja"), "no": _("Nein")}


def ask(_question: Question, _picks: Sequence[str], before: tuple[str, ...]) -> Prompt:
    """Both in one row."""
    return Prompt(
        rows=(
            tuple(
                Choice(f"a.{key}", label, key in before if before else None) for key, label in LABELS.items()
            ),
        )
    )


def read(_question: Question, _picks: Sequence[str], _before: tuple[str, ...], input: Input) -> Reading:
    """A press."""
    key = input.value.removeprefix("a.") if isinstance(input, Pressed) else ""
    return Given((key,)) if key in LABELS else Refusal(PRESS_PLEASE)


def tell(_question: Question, value: tuple[str, ...]) -> Words:
    """ "Ja" or "Nein"."""
    return LABELS[value[0]]


def options(_question: Question) -> tuple[tuple[str, Words], ...]:
    """Both are categories."""
    return tuple(LABELS.items())


def check(_question: Question) -> list[Problem]:
    """There is nothing to get wrong."""
    return []


TYPE = QuestionType(
    name="yes_no",
    label=staff("Ja oder Nein"),
    fields=(),
    ask=ask,
    read=read,
    tell=tell,
    options=options,
    check=check,
)
