"""Fill in a survey: what to expect, question by question, back, pause, summary, hand in, receipt."""

from dialogs.city.city import PublishedSurvey
from dialogs.city.facts import SurveyHandedIn, SurveyStarted
from dialogs.city.questions.kind import PRESS_PLEASE
from dialogs.city.survey import Survey, find_open, position, relevant
from dialogs.city.window import Moment
from dialogs.engine.heard import Called, Chose, Corrected, Heard, Wish, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Screen
from dialogs.engine.talk import Step, Talk, View
from dialogs.engine.wants import MyRun, RunState, Want
from dialogs.talks import survey_prompt
from dialogs.talks import survey_question as question
from dialogs.talks import survey_screens as screens
from dialogs.talks.menu import MENU
from dialogs.talks.survey_question import goto_next, goto_question
from dialogs.text import Content, Words, _

NO_SUCH_SURVEY = _("Diese Umfrage gibt es nicht oder nicht mehr.")


def wants(place: Place) -> tuple[Want, ...]:
    """My way through this survey so far."""
    return (MyRun(place.item),)


def hear(view: View, heard: Heard) -> Step:
    """Leads through the survey; nothing is taken once its window is closed."""
    published = view.city.surveys.get(view.place.item)
    if published is None:
        return Step(MENU, notes=(NO_SUCH_SURVEY,))
    moment = published.at(view.now)
    if moment is not Moment.OPEN and not _only_looks(view, heard):
        return Step(MENU, notes=_not_open(view, published, moment))
    if isinstance(heard, Called):
        # Words that were understood as a door came too late for `wants_before`: `settle` looks behind it.
        seen = MyRun(published.slug) in view.found
        return _enter(view, published) if seen else Step(Place("survey", published.slug))
    if view.run(published.slug).state is RunState.NONE and view.place.step != "intro":
        # The answers were erased meanwhile, as asked for: nothing goes on that is not there any more.
        return Step(screens.at(Place("survey", published.slug, published.number), "intro"))
    return _at_step(view, published.versions[view.place.run], heard)


def settle(view: View) -> Place:
    """Where somebody is who has only come through the door."""
    published = view.city.surveys.get(view.place.item)
    return _enter(view, published).place if published and not view.place.step else view.place


def gone(view: View) -> Words | None:
    """Whether the survey, or the version somebody is in, is no longer published."""
    published = view.city.surveys.get(view.place.item)
    return None if published and view.place.run in published.versions else NO_SUCH_SURVEY


def _only_looks(view: View, heard: Heard) -> bool:
    """Who has handed in may see the receipt even after the end."""
    return isinstance(heard, Called) and view.run(view.place.item).state is RunState.COMPLETE


def _not_open(view: View, published: PublishedSurvey, moment: Moment) -> tuple[Words, ...]:
    """When it begins or ended; and what that means for somebody who had not handed in."""
    survey = published.newest
    name = Content(survey.title)
    if moment is Moment.BEFORE and survey.opens:
        return (_("Die Umfrage „{title}“ beginnt am {when}.", title=name, when=survey.opens),)
    over = _("Die Umfrage „{title}“ ist beendet.", title=name)
    if survey.closes and not published.closed:
        over = _("Die Umfrage „{title}“ endete am {when}.", title=name, when=survey.closes)
    run = view.run(published.slug)
    if run.state is not RunState.STARTED:
        return (over, question.CHANGE_LOST) if run.changed else (over,)
    return (over, _("Ihre Antworten waren noch nicht abgegeben. Darum zählen sie nicht mit."))


def _enter(view: View, published: PublishedSurvey) -> Step:
    """Through the door: to the introduction, to the open question, or to the receipt."""
    run = view.run(published.slug)
    place = Place("survey", published.slug, run.version or published.number)
    survey = published.versions.get(place.run)
    if survey is None:
        return Step(MENU, notes=(NO_SUCH_SURVEY,))
    match run.state:
        case RunState.COMPLETE:
            return Step(screens.at(place, "receipt"))
        case RunState.STARTED:
            there = goto_next(place, survey, run.answers)
            return Step(there, notes=(_("Willkommen zurück. Hier geht es weiter."),))
        case RunState.NONE:
            return Step(screens.at(place, "intro"))


def _at_step(view: View, survey: Survey, heard: Heard) -> Step:
    match view.place.step:
        case "intro":
            return _intro(view, survey, heard)
        case "summary":
            return _summary(view, survey, heard)
        case "receipt":
            return _receipt(view, survey, heard)
        case _question:
            if isinstance(heard, Corrected):
                return question.correct(view, survey, heard)
            return question.hear(view, survey, heard)


def _intro(view: View, survey: Survey, heard: Heard) -> Step:
    place = view.place
    match heard:
        case Chose(value="start") | Wished(wish=Wish.DONE):
            started = SurveyStarted(survey.slug, place.run, view.citizen.language)
            return Step(goto_next(place, survey, {}), (started,))
        case Wished():
            return Step(MENU)
        case _other:
            return Step(place, notes=(PRESS_PLEASE,))


def _summary(view: View, survey: Survey, heard: Heard) -> Step:
    place, run = view.place, view.run(survey.slug)
    shown = relevant(survey, run.answers)
    match heard:
        case Chose(value="hand_in") | Wished(wish=Wish.DONE):
            if find_open(survey, run.answers):
                still_open = _("Diese Frage ist noch offen:")
                return Step(goto_next(place, survey, run.answers), notes=(still_open,))
            counted = tuple((q.key, run.answers[q.key].revision) for q in shown if q.key in run.answers)
            receipt = run.receipt or view.code
            return Step(
                screens.at(place, "receipt"), (SurveyHandedIn(survey.slug, place.run, receipt, counted),)
            )
        case Chose(value=value) if value.startswith("edit.") and value[5:] in {q.key for q in shown}:
            return Step(goto_question(place, survey, run.answers, value[5:]))
        case Wished(wish=Wish.BACK) if shown:
            return Step(goto_question(place, survey, run.answers, shown[-1].key))
        case Chose(value="pause") | Wished(wish=Wish.PAUSE):
            return question.pause(view, survey)
        case Corrected():
            return question.correct(view, survey, heard)
        case _other:
            return Step(place, notes=(PRESS_PLEASE,))


def _receipt(view: View, survey: Survey, heard: Heard) -> Step:
    match heard:
        case Chose(value="change"):
            return Step(screens.at(view.place, "summary"))
        case Wished():
            return Step(MENU)
        case Corrected():
            return question.correct(view, survey, heard)
        case _other:
            done = _("Hier ist alles erledigt. Bitte wählen Sie.")
            return Step(view.place, notes=(PRESS_PLEASE if view.run(survey.slug).changed else done,))


def show(view: View) -> Screen:
    """The screen of the step the citizen is at."""
    published = view.city.surveys[view.place.item]
    survey = published.versions[view.place.run]
    match view.place.step:
        case "intro":
            return screens.intro(view, survey)
        case "summary":
            return screens.summary(view, survey)
        case "receipt":
            return screens.receipt(view, survey, may_change=published.at(view.now) is Moment.OPEN)
        case _question:
            return survey_prompt.show(view, survey)


def on_leave(view: View) -> tuple[Words, ...]:
    """Tells who goes elsewhere that the survey waits, and where."""
    published = view.city.surveys[view.place.item]
    survey = published.versions[view.place.run]
    run = view.run(view.place.item)
    if published.at(view.now) is not Moment.OPEN or run.state is RunState.NONE:
        return ()
    if run.state is RunState.COMPLETE:
        return (question.CHANGES_COUNT_LATER,) if run.changed and view.place.step != "receipt" else ()
    name = Content(survey.title)
    waiting = find_open(survey, run.answers)
    if waiting is None:
        return (_("Ihre Umfrage „{title}“ ist noch nicht abgegeben. Sie wartet im Menü.", title=name),)
    number, _total = position(survey, run.answers, waiting.key)
    return (
        _("Ihre Umfrage „{title}“ wartet bei Frage {number}.", title=name, number=number),
        *question.unfinished(view, survey),
    )


TALK = Talk("survey", hear, show, wants, on_leave, settle, gone)
