"""The menu: what is open, what waits, and the ways to everything else."""

from dataclasses import replace

from dialogs.engine.heard import Called, Heard, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Button, Line, Screen, door, title
from dialogs.engine.talk import Step, Talk, View
from dialogs.engine.wants import MySurveys, RunState, TakingPart, Want
from dialogs.talks.language import LANGUAGE_DOOR
from dialogs.text import Content, Words, _

MOST_SURVEYS = 8
"""Surveys shown at once: one screen of buttons on a small phone."""

MOST_GUIDELINES = 4

MENU = Place("menu")


def wants(_place: Place) -> tuple[Want, ...]:
    """The surveys the citizen takes part in."""
    return (MySurveys(),)


def after_pause(survey: str) -> Place:
    """The menu as who has just paused a survey sees it."""
    return replace(MENU, item=survey)


def hear(_view: View, heard: Heard) -> Step:
    """Nothing is asked here, so typed text gets the menu and a word on what to do."""
    if isinstance(heard, Called | Wished):
        return Step(MENU)
    return Step(MENU, notes=(_("Hier ist gerade nichts gefragt. Bitte wählen Sie."),))


def show(view: View) -> Screen:
    """Unfinished surveys, open ones, those handed in; guidelines; events; the ways elsewhere."""
    rows: list[tuple[Button, ...]] = [
        (door(label, "survey", slug),) for slug, label in _surveys(view)[:MOST_SURVEYS]
    ]
    for guideline in view.city.open_guidelines(view.now)[:MOST_GUIDELINES]:
        label = _("Lesen: {title}", title=Content(guideline.newest.title))
        rows.append((door(label, "guideline", guideline.slug),))
    if view.place.item in view.city.surveys:
        rows.insert(
            0, (door(_("An diese Umfrage später erinnern"), "survey_reminder", f"{view.place.item}.on"),)
        )
    lines = [title(_("Was möchten Sie tun?")), *_changed(view)]
    if not rows:
        lines.append(Line(_("Im Moment ist keine Umfrage offen.")))
    if view.city.events:
        rows.append((door(_("Termine"), "events"),))
    rows.append((door(_("Meine Beiträge"), "mine"), door(_("Über das Vorhaben"), "project")))
    rows.append((door(_("Mitteilungen"), "notices"),))
    rows.append((door(LANGUAGE_DOOR, "language"), door(_("Hilfe"), "help")))
    return Screen(tuple(lines), tuple(rows))


def _changed(view: View) -> list[Line]:
    """The surveys with a change that waits to be handed in again."""
    changed = {mine.survey for mine in view.surveys() if mine.changed}
    return [
        Line(
            _(
                "Bei „{title}“ haben Sie etwas geändert. Die Änderung ist noch nicht abgegeben.",
                title=Content(survey.newest.title),
            )
        )
        for survey in view.city.open_surveys(view.now)
        if survey.slug in changed
    ]


Entries = list[tuple[str, Words]]


def _surveys(view: View) -> Entries:
    """Open surveys with the words on their buttons: those that wait, then new ones, then those handed in."""
    mine = {each.survey: each for each in view.surveys()}
    waiting: Entries = []
    fresh: Entries = []
    done: Entries = []
    for survey in view.city.open_surveys(view.now):
        name = Content(survey.newest.title)
        match mine.get(survey.slug):
            case TakingPart(state=RunState.STARTED) | TakingPart(changed=True):
                waiting.append((survey.slug, _("Weiter: {title}", title=name)))
            case TakingPart(state=RunState.COMPLETE):
                done.append((survey.slug, _("Abgegeben: {title}", title=name)))
            case _other:
                fresh.append((survey.slug, _("Umfrage: {title}", title=name)))
    return waiting + fresh + done


TALK = Talk("menu", hear, show, wants)
