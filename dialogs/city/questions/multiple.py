"""Several choices, with a smallest and largest number, and choices that rule out all others."""

from collections.abc import Sequence

from dialogs.city.questions.checks import check_options, check_range
from dialogs.city.questions.kind import (
    PRESS_PLEASE,
    Choice,
    Given,
    Input,
    Picked,
    Pressed,
    Problem,
    Prompt,
    QuestionType,
    Reading,
    label_of,
)
from dialogs.city.questions.single import options
from dialogs.city.refusal import Refusal
from dialogs.city.survey import Question
from dialogs.text import Content, Quote, Text, Words, _, filled, n_, staff


def ask(question: Question, picks: Sequence[str], _before: tuple[str, ...]) -> Prompt:
    """One toggle per choice, then "Fertig". A toggle names the state it leads to: pressing twice is once."""
    rows = [
        (
            Choice(
                f"{'-' if option.key in picks else '+'}{option.key}",
                Content(option.label),
                option.key in picks,
            ),
        )
        for option in question.options
    ]
    done = (Choice("done", _("Fertig ({count} gewählt)", count=len(picks))),)
    return Prompt(rows=(*rows, done), how=(_how_many(question),))


def _fewest(question: Question) -> int:
    return int(question.min) if question.min is not None else 1


def _most(question: Question) -> int:
    return int(question.max) if question.max is not None else len(question.options)


def _how_many(question: Question) -> Words:
    """How many choices fit, in one sentence; a largest number that excludes nothing is not mentioned."""
    fewest, most = _fewest(question), _most(question)
    limited = most < sum(not option.exclusive for option in question.options)
    if fewest == most:
        return n_(
            "Bitte wählen Sie genau {count} Antwort. Dann „Fertig“.",
            "Bitte wählen Sie genau {count} Antworten. Dann „Fertig“.",
            fewest,
        )
    if limited and fewest > 1:
        return _("Bitte wählen Sie {fewest} bis {most} Antworten. Dann „Fertig“.", fewest=fewest, most=most)
    if limited:
        return _("Sie können bis zu {count} Antworten wählen. Dann „Fertig“.", count=most)
    if fewest > 1:
        return _("Bitte wählen Sie mindestens {count} Antworten. Dann „Fertig“.", count=fewest)
    return _("Sie können mehrere Antworten wählen. Dann „Fertig“.")


def read(question: Question, picks: Sequence[str], _before: tuple[str, ...], input: Input) -> Reading:
    """A toggle, or "Fertig"."""
    if not isinstance(input, Pressed):
        return Refusal(PRESS_PLEASE)
    return (
        _finish(question, tuple(picks))
        if input.value == "done"
        else _toggle(question, tuple(picks), input.value)
    )


def _toggle(question: Question, picks: tuple[str, ...], value: str) -> Reading:
    sign, key = value[:1], value[1:]
    if sign not in ("+", "-") or label_of(question, key) is None:
        return Refusal(PRESS_PLEASE)
    if sign == "-":
        return Picked(tuple(pick for pick in picks if pick != key))
    exclusive = {option.key for option in question.options if option.exclusive}
    if key in exclusive:
        return Picked((key,))
    wanted = {pick for pick in picks if pick not in exclusive} | {key}
    if len(wanted) > _most(question):
        return Refusal(
            n_(
                "Mehr als {count} Antwort geht hier nicht. Nehmen Sie erst eine andere weg.",
                "Mehr als {count} Antworten gehen hier nicht. Nehmen Sie erst eine andere weg.",
                _most(question),
            )
        )
    return Picked(tuple(option.key for option in question.options if option.key in wanted))


def _finish(question: Question, picks: tuple[str, ...]) -> Reading:
    alone = any(option.exclusive and option.key in picks for option in question.options)
    if len(picks) < _fewest(question) and not alone:
        return Refusal(
            n_(
                "Bitte wählen Sie mindestens {count} Antwort.",
                "Bitte wählen Sie mindestens {count} Antworten.",
                _fewest(question),
            )
        )
    return Given(picks)


def tell(question: Question, value: tuple[str, ...]) -> Words:
    """The labels, with commas between them; a choice without a label shows its key."""
    if not value:
        return _("nichts davon")
    labels: dict[str, Words] = {}
    for i, key in enumerate(value):
        label = label_of(question, key)
        labels[f"label{i}"] = Content(label) if label and filled(label) else Quote(key)
    return Text(", ".join(f"{{{name}}}" for name in labels), labels)


def check(question: Question) -> list[Problem]:
    """Choices, and that the numbers fit them."""
    found = check_options(question) + check_range(question, 0, max(len(question.options), 1))
    for i, option in enumerate(question.options):
        if option.exclusive and question.min is not None and question.min > 1:
            found.append(
                Problem(
                    ("options", i, "exclusive"),
                    staff(
                        "Diese Antwort schließt alle anderen aus. "
                        "Dann darf die kleinste Zahl nicht über 1 liegen."
                    ),
                )
            )
    return found


TYPE = QuestionType(
    name="multiple",
    label=staff("Mehrere Antworten"),
    fields=("options", "min", "max"),
    ask=ask,
    read=read,
    tell=tell,
    options=options,
    check=check,
)
