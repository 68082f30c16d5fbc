"""A scale from 1 to 5 with a name at each end."""

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
from dialogs.text import Content, Quote, Words, _, filled, staff

STEPS = ("1", "2", "3", "4", "5")


def ask(question: Question, _picks: Sequence[str], before: tuple[str, ...]) -> Prompt:
    """Five numbers in one row, and what the ends mean."""
    row = tuple(Choice(f"a.{step}", Quote(step), step in before if before else None) for step in STEPS)
    ends = _("1 bedeutet: {low}. 5 bedeutet: {high}.", low=Content(question.low), high=Content(question.high))
    return Prompt(rows=(row,), how=(ends,))


def read(_question: Question, _picks: Sequence[str], _before: tuple[str, ...], input: Input) -> Reading:
    """A press."""
    step = input.value.removeprefix("a.") if isinstance(input, Pressed) else ""
    return Given((step,)) if step in STEPS else Refusal(PRESS_PLEASE)


def tell(_question: Question, value: tuple[str, ...]) -> Words:
    """The number out of five."""
    return _("{step} von 5", step=value[0])


def options(question: Question) -> tuple[tuple[str, Words], ...]:
    """Every step is a category; the ends carry their names."""
    named = {"1": question.low, "5": question.high}
    return tuple(
        (
            step,
            staff("{step} – {name}", step=step, name=Content(named[step])) if step in named else Quote(step),
        )
        for step in STEPS
    )


def check(question: Question) -> list[Problem]:
    """Both ends need a name."""
    missing = staff("Hier fehlt der Text.")
    return [Problem((name,), missing) for name in ("low", "high") if not filled(getattr(question, name))]


TYPE = QuestionType(
    name="scale",
    label=staff("Skala von 1 bis 5"),
    fields=("low", "high"),
    ask=ask,
    read=read,
    tell=tell,
    options=options,
    check=check,
)
