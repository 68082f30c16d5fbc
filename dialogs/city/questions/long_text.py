"""Free text in as many messages as it takes; each part is kept at once, "Fertig" goes on."""

from collections.abc import Sequence

from dialogs.city.cleaning import clean, is_empty
from dialogs.city.questions.checks import check_range
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
)
from dialogs.city.questions.short_text import check_length, options, tell
from dialogs.city.refusal import Refusal
from dialogs.city.survey import Question
from dialogs.text import Text, _, staff

LONGEST = 20_000
"""Characters of one answer: about five full messages."""

AGAIN = "again"
"""What is toggled while somebody writes the answer anew; until then the old one stays."""


def ask(_question: Question, picks: Sequence[str], before: tuple[str, ...]) -> Prompt:
    """Asks for words; once there are some, offers to add more, to write anew or to finish."""
    if not before:
        write = _("Schreiben Sie so viel Sie möchten, auch in mehreren Nachrichten.")
        return Prompt(how=(write,), typed="long_text")
    if picks:
        anew = _("Schreiben Sie Ihre Antwort neu. Die alte bleibt, bis die neue da ist.")
        return Prompt(how=(anew,), typed="long_text")
    more = _("Möchten Sie etwas ergänzen? Schreiben Sie einfach weiter. Sonst: „Fertig“.")
    again = (Choice(f"+{AGAIN}", _("Neu schreiben")), Choice("done", _("Fertig")))
    return Prompt(rows=(again,), how=(more,), typed="long_text")


def read(question: Question, picks: Sequence[str], before: tuple[str, ...], input: Input) -> Reading:
    """A further part, the wish to write it anew, or "Fertig"."""
    if isinstance(input, Pressed):
        return _press(question, before, input.value)
    if is_empty(clean(input.text)):
        return Refusal(_("Bitte schreiben Sie Ihre Antwort als Text."))
    kept = () if AGAIN in picks else before
    text = "\n".join((*kept, clean(input.text).strip()))
    most = int(question.max) if question.max is not None else LONGEST
    if kept and len(text) > most:
        return Refusal(_too_much(len(text), most))
    return check_length(text, None, most) or Given((text,), more=True)


def _too_much(count: int, most: int) -> Text:
    return _(
        "Zusammen sind das {count} Zeichen. Hier passen {most}. "
        "Das letzte Stück haben wir nicht gespeichert.",
        count=count,
        most=most,
    )


def _press(question: Question, before: tuple[str, ...], value: str) -> Reading:
    if value == f"+{AGAIN}" and before:
        return Picked((AGAIN,))
    if value != "done":
        return Refusal(PRESS_PLEASE)
    if not before:
        return Refusal(_("Bitte schreiben Sie Ihre Antwort als Text."))
    return check_length(before[0], question.min, LONGEST) or Given(before)


def check(question: Question) -> list[Problem]:
    """The lengths."""
    return check_range(question, 0, LONGEST)


TYPE = QuestionType(
    name="long_text",
    label=staff("Langer Text"),
    fields=("min", "max"),
    ask=ask,
    read=read,
    tell=tell,
    options=options,
    check=check,
)
