"""One question of a survey: hear the answer, go back, skip, decline, pause; show it."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs.city.answer import FREE_TEXT, Answer, AnswerKind
from dialogs.city.cleaning import clean
from dialogs.city.facts import QuestionAnswered
from dialogs.city.questions import TYPES
from dialogs.city.questions.kind import PRESS_PLEASE, Given, Input, Picked, Pressed, Typed
from dialogs.city.refusal import Refusal
from dialogs.city.survey import Question, Survey, find_open, find_previous
from dialogs.city.survey_wish import may_nudge
from dialogs.engine.heard import Chose, Corrected, Heard, Said, Wish, Wished
from dialogs.engine.place import Place
from dialogs.engine.talk import Step, View
from dialogs.engine.wants import Run, RunState
from dialogs.talks.menu import MENU, after_pause
from dialogs.talks.remarks import remark_on_answer
from dialogs.text import Words, _

Answers = Mapping[str, Answer]

KEEP, BACK, SKIP, DECLINE, PAUSE = "keep", "back", "skip", "decline", "pause"
STAYS_OPEN = ("long_text",)
FINISHED_BY_HAND = ("multiple", *STAYS_OPEN)
"""Types with a button "Fertig"."""


CHANGES_COUNT_LATER = _("Was Sie geändert haben, zählt erst, wenn Sie noch einmal abgeben.")
CHANGE_WAITS = _("Danach haben Sie etwas geändert. Die Änderung ist noch nicht abgegeben.")
CHANGE_LOST = _("Was Sie nach dem Abgeben geändert haben, zählt nicht mit.")


def pause(view: View, survey: Survey) -> Step:
    """To the menu, with the promise that nothing is lost."""
    paused = _("Pause. Ihre Antworten sind gespeichert. Sie können jederzeit weitermachen.")
    notes = (paused, *unfinished(view, survey), *_counts_later(view.run(survey.slug)))
    published = view.city.surveys[survey.slug]
    waits = view.run(survey.slug).state is RunState.STARTED and may_nudge(
        published, view.arrived or view.now, view.zone
    )
    return Step(after_pause(survey.slug) if waits else MENU, notes=notes)


def _counts_later(run: Run) -> tuple[Words, ...]:
    """What to say about changes to somebody who has handed in already."""
    return (CHANGES_COUNT_LATER,) if run.changed else ()


def unfinished(view: View, survey: Survey) -> tuple[Words, ...]:
    """What to say to somebody who leaves with choices toggled that are no answer yet."""
    question = current(view, survey)
    answer = view.run(survey.slug).answers.get(question.key, Answer())
    if question.type != "multiple" or view.place.picks == answer.value:
        return ()
    return (_("Ihre letzte Auswahl war noch nicht fertig. Bitte wählen Sie dort noch einmal."),)


def goto_question(place: Place, survey: Survey, answers: Answers, key: str) -> Place:
    """The place of one question, with the choices of its present answer toggled on."""
    question = survey.question(key)
    toggles = question is not None and question.type == "multiple"
    picks = answers[key].value if toggles and key in answers else ()
    return replace(place, step=f"q.{key}", picks=picks)


def goto_next(place: Place, survey: Survey, answers: Answers) -> Place:
    """The first open question, or the summary."""
    waiting = find_open(survey, answers)
    if waiting is None:
        return replace(place, step="summary", picks=())
    return goto_question(place, survey, answers, waiting.key)


def current(view: View, survey: Survey) -> Question:
    """The question the citizen is at; the first one if a place tells of none."""
    return survey.question(view.place.step.removeprefix("q.")) or survey.questions[0]


def hear(view: View, survey: Survey, heard: Heard) -> Step:
    """An answer, or one of the ways around it."""
    question = current(view, survey)
    answers = view.run(survey.slug).answers
    match heard:
        case Chose(value="pause") | Wished(wish=Wish.PAUSE):
            return pause(view, survey)
        case Chose(value="back") | Wished(wish=Wish.BACK):
            return _go_back(view, survey, answers, question)
        case Chose(value="keep") if question.key in answers:
            return Step(goto_next(view.place, survey, answers))
        case Chose(value="skip"):
            return _pass_over(view, survey, question, AnswerKind.SKIPPED, allowed=question.optional)
        case Chose(value="decline"):
            return _pass_over(view, survey, question, AnswerKind.DECLINED, allowed=question.no_answer)
        case Chose(value=value):
            return _read(view, survey, question, Pressed(value), 0)
        case Wished():
            return _hear_wish(view, survey, question, heard)
        case Said(text=text, ref=ref):
            return _read(view, survey, question, Typed(text), ref)
        case _other:
            return Step(view.place, notes=(PRESS_PLEASE,))


def _hear_wish(view: View, survey: Survey, question: Question, wished: Wished) -> Step:
    """ "fertig" or "überspringen": where an answer stands already, both only go on and change nothing."""
    if wished.wish is Wish.DONE and question.type in FINISHED_BY_HAND:
        return _read(view, survey, question, Pressed("done"), 0)
    answers = view.run(survey.slug).answers
    if question.key in answers:
        return Step(goto_next(view.place, survey, answers))
    if wished.wish is Wish.DONE:
        return _read(view, survey, question, Typed(wished.text), 0)
    return _pass_over(view, survey, question, AnswerKind.SKIPPED, allowed=question.optional)


def _go_back(view: View, survey: Survey, answers: Answers, question: Question) -> Step:
    before = find_previous(survey, answers, question.key)
    if before is None:
        return Step(view.place, notes=(_("Das ist die erste Frage."),))
    return Step(goto_question(view.place, survey, answers, before.key))


def _pass_over(view: View, survey: Survey, question: Question, kind: AnswerKind, *, allowed: bool) -> Step:
    if not allowed:
        instead = _("Diese Frage können Sie nicht überspringen. Sie können eine Pause machen.")
        if question.no_answer:
            instead = _("Diese Frage können Sie nicht überspringen. Sie können „Keine Angabe“ wählen.")
        return Step(view.place, notes=(instead,))
    return _answered(view, survey, question, Answer(kind=kind), 0)


def _read(view: View, survey: Survey, question: Question, came: Input, ref: int) -> Step:
    place = view.place
    before = view.run(survey.slug).answers.get(question.key, Answer())
    match TYPES[question.type].read(question, place.picks, before.value, came):
        case Refusal(sentence=sentence):
            return Step(place, notes=(sentence,))
        case Picked(picks=picks):
            return Step(replace(place, picks=picks))
        case Given(value=value, more=more):
            raw = clean(came.text if isinstance(came, Typed) else came.value)
            step = _answered(view, survey, question, Answer(value, raw=raw), ref)
            if category_of(question, Answer(value)) == FREE_TEXT and isinstance(came, Typed):
                step = replace(step, notes=remark_on_answer(came.text))
            return replace(step, place=replace(step.place, step=place.step, picks=())) if more else step


def _answered(view: View, survey: Survey, question: Question, answer: Answer, ref: int) -> Step:
    """The fact and the next place; an answer that changes nothing is not written again."""
    answers = view.run(survey.slug).answers
    before = answers.get(question.key)
    answer = Answer(answer.value, answer.kind, answer.raw, before.revision + 1 if before else 1)
    there = goto_next(view.place, survey, {**answers, question.key: answer})
    if ref or there.said:
        there = replace(there, said=(ref, question.key) if ref else None)
    if before and (before.value, before.kind) == (answer.value, answer.kind):
        return Step(there)
    return Step(there, (QuestionAnswered(survey.slug, question.key, answer, category_of(question, answer)),))


def category_of(question: Question, answer: Answer) -> str:
    """What results count an answer by: its keys, its number, or only that there is a text."""
    if answer.kind is not AnswerKind.GIVEN:
        return f"({answer.kind})"
    return FREE_TEXT if question.type in ("short_text", "long_text") else " ".join(answer.value)


def correct(view: View, survey: Survey, heard: Corrected) -> Step:
    """A message changed in the messenger changes the answer it was, as long as it was the last one typed."""
    place = view.place
    question = survey.question(place.said[1]) if place.said and place.said[0] == heard.ref else None
    if question is None or question.type in STAYS_OPEN:
        return Step(
            place,
            notes=(
                _(
                    "Eine geänderte Nachricht können wir hier nicht übernehmen. "
                    "Bitte schreiben Sie neu, oder gehen Sie zurück."
                ),
            ),
        )
    read = _read(
        replace(view, place=replace(place, picks=())), survey, question, Typed(heard.text), heard.ref
    )
    if not read.facts:
        return Step(place, notes=read.notes)
    changed = view.run(survey.slug).after(read.facts[0])
    return Step(place, read.facts, (_("Ihre Antwort ist geändert."), *read.notes, *_counts_later(changed)))
