"""A number, with or without decimals, in a range."""

import re
from collections.abc import Sequence
from decimal import Decimal

from dialogs.city.cleaning import fold
from dialogs.city.questions.checks import check_range, exact
from dialogs.city.questions.kind import Given, Input, Pressed, Problem, Prompt, QuestionType, Reading
from dialogs.city.refusal import Refusal
from dialogs.city.survey import Question
from dialogs.text import Content, Text, Words, _, filled, staff

_GRAMMAR = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
"""In German 1.500 is a number of four digits, in English it is one and a half: we ask rather than guess."""

LARGEST = 999_999_999
"""Nine digits, as in the grammar: nobody types longer numbers, and every database holds them."""


def ask(question: Question, _picks: Sequence[str], _before: tuple[str, ...]) -> Prompt:
    """Asks for digits, names the range and the unit."""
    how = _how(question)
    if filled(question.unit):
        how = _("{please} Gemeint sind: {unit}.", please=how, unit=Content(question.unit))
    return Prompt(how=(how,), typed="number")


def _how(question: Question) -> Text:
    low, high = question.min, question.max
    if low is not None and high is not None:
        return _("Bitte schreiben Sie eine Zahl von {low} bis {high}.", low=exact(low), high=exact(high))
    if low is not None:
        return _("Bitte schreiben Sie eine Zahl ab {low}.", low=exact(low))
    if high is not None:
        return _("Bitte schreiben Sie eine Zahl bis {high}.", high=exact(high))
    return _("Bitte schreiben Sie eine Zahl, zum Beispiel 12.")


def read(question: Question, _picks: Sequence[str], _before: tuple[str, ...], input: Input) -> Reading:
    """Digits of ASCII with at most one comma or point, and the unit; number words are asked again."""
    text = _without_unit(question, input.text) if not isinstance(input, Pressed) else ""
    if not _GRAMMAR.fullmatch(text):
        return Refusal(_digits_please(question))
    if _GROUPED.fullmatch(text):
        return Refusal(_ask_which(question, text))
    number = Decimal(text.replace(",", "."))
    return _check(question, number) or Given((_normal(number),))


def _without_unit(question: Question, text: str) -> str:
    """What was typed, without the unit of the question behind it, in whichever language."""
    said = fold(text)
    for unit in question.unit.values():
        name = fold(unit)
        if name and said.endswith(name):
            return said.removesuffix(name).rstrip()
    return text.strip()


def _ask_which(question: Question, text: str) -> Text:
    """Offers what it may mean, as far as that would be taken; if nothing would, says what is asked for."""
    readings = re.sub("[.,]", "", text), _normal(Decimal(text.replace(",", ".")))
    low, high = question.min, question.max
    match [number for number in map(Decimal, readings) if _check(question, number) is None]:
        case [whole, part]:
            return _(
                "Diese Zahl ist nicht eindeutig. Bitte schreiben Sie {whole} oder {part}.",
                whole=whole,
                part=part,
            )
        case [only]:
            return _(
                "Diese Zahl ist nicht eindeutig. Meinen Sie {number}? Dann schreiben Sie bitte {number}.",
                number=only,
            )
        case _none if low is not None and high is not None and not question.decimals:
            ends = {"low": exact(low), "high": exact(high)}
            return _("Bitte schreiben Sie eine ganze Zahl von {low} bis {high}.", **ends)
        case _none:
            return _how(question)


def _digits_please(question: Question) -> Text:
    if question.decimals:
        return _("Diese Zahl verstehen wir nicht. Bitte nur Ziffern, zum Beispiel 12 oder 1,5.")
    return _("Diese Zahl verstehen wir nicht. Bitte nur Ziffern, zum Beispiel 12.")


def _check(question: Question, number: Decimal) -> Refusal | None:
    """The refusal for decimals or a number out of range; it names both ends, so that the next try fits."""
    if not question.decimals and number != number.to_integral_value():
        return Refusal(_("Bitte eine ganze Zahl, ohne Komma."))
    low = exact(question.min) if question.min is not None else None
    high = exact(question.max) if question.max is not None else None
    if low is not None and high is not None and not low <= number <= high:
        return Refusal(_("Die Zahl muss zwischen {low} und {high} liegen.", low=low, high=high))
    if low is not None and number < low:
        return Refusal(_("Die Zahl muss mindestens {low} sein.", low=low))
    if high is not None and number > high:
        return Refusal(_("Die Zahl darf höchstens {high} sein.", high=high))
    return None


def _normal(number: Decimal) -> str:
    """ "1,50" and "1.5" are one value; so are "-0" and "0"."""
    return f"{number.normalize() + 0:f}"


def tell(question: Question, value: tuple[str, ...]) -> Words:
    """The number with its unit."""
    number = Decimal(value[0])
    if filled(question.unit):
        return _("{number} {unit}", number=number, unit=Content(question.unit))
    return Text("{number}", {"number": number})


def options(_question: Question) -> tuple[tuple[str, Words], ...]:
    """Numbers are counted as they come."""
    return ()


def check(question: Question) -> list[Problem]:
    """The range."""
    return check_range(question, -LARGEST, LARGEST)


TYPE = QuestionType(
    name="number",
    label=staff("Zahl"),
    fields=("min", "max", "decimals", "unit"),
    ask=ask,
    read=read,
    tell=tell,
    options=options,
    check=check,
)
