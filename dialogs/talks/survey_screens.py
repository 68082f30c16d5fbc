"""The screens of a survey around its questions: introduction, summary, receipt."""

from dataclasses import replace

from dialogs.city.survey import Survey, relevant
from dialogs.engine import buttons
from dialogs.engine.place import Place
from dialogs.engine.screen import Button, Line, Screen, Style, door, hint, title
from dialogs.engine.talk import View
from dialogs.engine.wants import RunState
from dialogs.talks.survey_prompt import tell
from dialogs.talks.survey_question import CHANGE_LOST, CHANGE_WAITS, CHANGES_COUNT_LATER
from dialogs.text import Content, Quote, _, filled, n_

BUTTONS_A_ROW = 4


def at(place: Place, step: str) -> Place:
    """The same survey at another step."""
    return replace(place, step=step, picks=())


def intro(view: View, survey: Survey) -> Screen:
    """What it is about, how long it takes, until when, and who sees the answers."""
    lines = [title(Content(survey.title))]
    if filled(survey.about):
        lines.append(Line(Content(survey.about, rich=True)))
    questions = n_("{count} Frage", "{count} Fragen", len(survey.questions))
    minutes = n_("{count} Minute", "{count} Minuten", survey.minutes)
    if any(question.show_if for question in survey.questions):
        lines.append(Line(_("Höchstens {questions}, etwa {minutes}.", questions=questions, minutes=minutes)))
    else:
        lines.append(Line(_("{questions}, etwa {minutes}.", questions=questions, minutes=minutes)))
    if survey.closes:
        lines.append(Line(_("Sie können bis {when} mitmachen.", when=survey.closes)))
    if filled(survey.seen_by):
        lines.append(Line(_("Wer die Antworten sieht: {who}", who=Content(survey.seen_by))))
    lines.append(hint(_("Jede Antwort ist sofort gespeichert. Sie können jederzeit eine Pause machen.")))
    lines.append(hint(_("Am Ende geben Sie alles ab. Erst dann zählen Ihre Antworten.")))
    mark = view.place.mark
    start = Button(_("Anfangen"), buttons.step(mark, "start"))
    return Screen(tuple(lines), ((start,), (door(_("Zum Menü"), "menu"),)))


def summary(view: View, survey: Survey) -> Screen:
    """Every answer with a button to change it, then the button that hands in."""
    answers = view.run(survey.slug).answers
    mark = view.place.mark
    lines = [title(_("Ihre Antworten"))]
    changes: list[Button] = []
    for number, question in enumerate(relevant(survey, answers), start=1):
        told = tell(question, answers[question.key]) if question.key in answers else _("noch offen")
        asked = Content(question.text)
        lines.append(Line(_("{number}. {question}\n– {answer}", number=number, question=asked, answer=told)))
        changes.append(
            Button(_("{number} ändern", number=number), buttons.step(mark, f"edit.{question.key}"))
        )
    lines.append(hint(_("Stimmt alles? Dann geben Sie bitte ab.")))
    if view.run(survey.slug).state is RunState.COMPLETE:
        lines.append(hint(CHANGES_COUNT_LATER))
    rows = [tuple(changes[i : i + BUTTONS_A_ROW]) for i in range(0, len(changes), BUTTONS_A_ROW)]
    hand_in = Button(_("Abgeben"), buttons.step(mark, "hand_in"))
    rows += [(hand_in,), (Button(_("Pause"), buttons.step(mark, "pause")),)]
    return Screen(tuple(lines), tuple(rows))


def receipt(view: View, survey: Survey, *, may_change: bool) -> Screen:
    """That it arrived, the code, what happens next; that a change made since has not arrived."""
    run = view.run(survey.slug)
    thanks = Content(survey.thanks, rich=True) if filled(survey.thanks) else _("Vielen Dank!")
    lines = [
        title(_("Sie haben abgegeben.")),
        *([Line(CHANGE_WAITS if may_change else CHANGE_LOST)] if run.changed else ()),
        Line(_("Umfrage: {title}", title=Content(survey.title))),
        Line(thanks),
        Line(_("Quittung:")),
        Line(Quote(run.receipt), Style.CODE),
        hint(_("Mit dieser Quittung finden wir Ihre Antworten wieder. Ihr Name steht nicht dabei.")),
    ]
    if filled(survey.next_steps):
        lines.append(Line(Content(survey.next_steps, rich=True)))
    rows: list[tuple[Button, ...]] = []
    if may_change:
        label = _("Weiter zum Abgeben") if run.changed else _("Antworten ändern")
        rows.append((Button(label, buttons.step(view.place.mark, "change")),))
    rows.append((door(_("Zum Menü"), "menu"),))
    return Screen(tuple(lines), tuple(rows))
