"""How one question of a survey is put: progress, what stands there already, choices, the ways around it."""

from dialogs.city.answer import Answer, AnswerKind
from dialogs.city.questions import TYPES
from dialogs.city.questions.kind import Choice, Prompt
from dialogs.city.survey import Question, Survey, find_previous, position
from dialogs.engine import buttons
from dialogs.engine.screen import Asks, Button, Line, Screen, Style, hint
from dialogs.engine.talk import View
from dialogs.talks.survey_question import BACK, DECLINE, KEEP, PAUSE, SKIP, Answers, current
from dialogs.text import Content, Quote, Text, Words, _, filled

MOST_RETOLD = 300
"""Characters of an answer that are said back: enough to know it again on a phone."""


def show(view: View, survey: Survey) -> Screen:
    """The question with its progress, its choices, and the ways around it in the last row."""
    question = current(view, survey)
    answers = view.run(survey.slug).answers
    number, total = position(survey, answers, question.key)
    before = answers[question.key].value if question.key in answers else ()
    prompt = TYPES[question.type].ask(question, view.place.picks, before)
    lines = [hint(_("Frage {number} von {total}", number=number, total=total))]
    lines.append(Line(Content(question.text), Style.TITLE))
    if filled(question.hint):
        lines.append(Line(Content(question.hint)))
    lines += _present(question, answers, prompt)
    lines += [hint(how) for how in prompt.how]
    at = view.place.mark
    rows = [tuple(_button(at, choice) for choice in row) for row in prompt.rows]
    finish = any(choice.value == "done" for row in prompt.rows for choice in row)
    ways = _ways(at, survey, answers, question, may_keep=question.key in answers and not finish)
    return Screen(tuple(lines), (*rows, *ways), Asks(prompt.typed))


def _present(question: Question, answers: Answers, prompt: Prompt) -> list[Line]:
    """What stands there already, where no button shows it."""
    marked = any(choice.chosen for row in prompt.rows for choice in row)
    if question.key not in answers or marked:
        return []
    return [Line(_("Ihre Antwort: {answer}", answer=tell(question, answers[question.key])))]


def tell(question: Question, answer: Answer) -> Words:
    """An answer in words; a long one is cut."""
    if answer.kind is AnswerKind.SKIPPED:
        return _("übersprungen")
    if answer.kind is AnswerKind.DECLINED:
        return _("keine Angabe")
    told = TYPES[question.type].tell(question, answer.value)
    if isinstance(told, Quote) and len(told.words) > MOST_RETOLD:
        return Quote(f"{told.words[:MOST_RETOLD].rstrip()} …")
    return told


def _button(at: str, choice: Choice) -> Button:
    return Button(choice.label, buttons.step(at, choice.value), choice.chosen)


def _ways(
    at: str, survey: Survey, answers: Answers, question: Question, *, may_keep: bool
) -> list[tuple[Button, ...]]:
    def way(label: Text, value: str) -> Button:
        return Button(label, buttons.step(at, value))

    present = answers[question.key].kind if question.key in answers else None
    around = []
    if question.no_answer and present is not AnswerKind.DECLINED:
        around.append(way(_("Keine Angabe"), DECLINE))
    if question.optional and present is AnswerKind.GIVEN:
        around.append(way(_("Antwort löschen"), SKIP))
    elif question.optional and present is not AnswerKind.SKIPPED:
        around.append(way(_("Überspringen"), SKIP))
    last = []
    if find_previous(survey, answers, question.key):
        last.append(way(_("Zurück"), BACK))
    last.append(way(_("Pause"), PAUSE))
    if may_keep:
        last.append(way(_("So lassen"), KEEP))
    return [tuple(row) for row in (around, last) if row]
