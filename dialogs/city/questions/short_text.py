"""One message of free text."""

from collections.abc import Sequence

from dialogs.city.cleaning import clean, is_empty
from dialogs.city.questions.checks import check_range
from dialogs.city.questions.kind import Given, Input, Pressed, Problem, Prompt, QuestionType, Reading
from dialogs.city.refusal import Refusal
from dialogs.city.survey import Question
from dialogs.text import Quote, Text, Words, _, staff

LONGEST = 4096
"""Characters of one message in the Telegram Bot API."""


def ask(question: Question, _picks: Sequence[str], _before: tuple[str, ...]) -> Prompt:
    """Asks for words, and names a limit staff set."""
    if question.max is None:
        return Prompt(how=(_("Bitte schreiben Sie Ihre Antwort."),), typed="text")
    most = _("Bitte schreiben Sie Ihre Antwort. Höchstens {most} Zeichen.", most=int(question.max))
    return Prompt(how=(most,), typed="text")


def read(question: Question, _picks: Sequence[str], _before: tuple[str, ...], input: Input) -> Reading:
    """The text, cleaned; refused if nothing can be seen of it or a length is missed."""
    if isinstance(input, Pressed) or is_empty(clean(input.text)):
        return Refusal(_("Bitte schreiben Sie Ihre Antwort als Text."))
    text = clean(input.text).strip()
    refusal = check_length(text, question.min, question.max if question.max is not None else LONGEST)
    return refusal or Given((text,))


def check_length(text: str, fewest: float | None, most: float) -> Refusal | None:
    """The refusal for a text that is too short or too long, in characters."""
    if fewest is not None and len(text) < fewest:
        return Refusal(_too_short(int(fewest), len(text)))
    if len(text) > most:
        return Refusal(
            _(
                "Das sind {count} Zeichen. Hier passen {most}. Bitte kürzen Sie.",
                count=len(text),
                most=int(most),
            )
        )
    return None


def _too_short(fewest: int, count: int) -> Text:
    return _("Das ist etwas kurz: {count} Zeichen. Bitte mindestens {fewest}.", count=count, fewest=fewest)


def tell(_question: Question, value: tuple[str, ...]) -> Words:
    """The person's own words."""
    return Quote(value[0])


def options(_question: Question) -> tuple[tuple[str, Words], ...]:
    """Free text has no categories."""
    return ()


def check(question: Question) -> list[Problem]:
    """The lengths."""
    return check_range(question, 0, LONGEST)


TYPE = QuestionType(
    name="short_text",
    label=staff("Kurzer Text"),
    fields=("min", "max"),
    ask=ask,
    read=read,
    tell=tell,
    options=options,
    check=check,
)
