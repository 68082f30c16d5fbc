"""A rehearsal: the real conversation over a draft, replayed from its beginning each time; stores nothing."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dialogs.city.citizen import NOTICE_VERSION, Citizen
from dialogs.city.city import City, PublishedSurvey
from dialogs.city.questions import TYPES
from dialogs.city.survey import Survey
from dialogs.city.window import Moment
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Heard, Said
from dialogs.engine.place import NOWHERE, Place
from dialogs.engine.screen import Screen
from dialogs.engine.talk import Step, View
from dialogs.engine.turn import advance, after, show
from dialogs.engine.wants import Found, MyRun, MySurveys, Run, TakingPart, Want
from dialogs.text import LANGUAGES
from locales.translator import translator

MOST_INPUTS = 500
"""Steps a rehearsal may have before it begins anew."""

LONGEST_INPUT = 4096
RECEIPT = "MUSTER-0000"
KINDS = ("press", "say", "language")


@dataclass(frozen=True, slots=True)
class Input:
    """One step: a button's code pressed, words typed, or the language looked at."""

    kind: str
    value: str


def dump(inputs: Sequence[Input]) -> str:
    """The steps as the page keeps them."""
    return json.dumps([[i.kind, i.value] for i in inputs], ensure_ascii=False, separators=(",", ":"))


def load(kept: str) -> tuple[Input, ...]:
    """The steps the page kept; anything else is a rehearsal that begins anew."""
    try:
        read = json.loads(kept)
        inputs = tuple(Input(str(kind), str(value)) for kind, value in read)
    except (ValueError, TypeError, RecursionError):
        return ()
    fits = all(i.kind in KINDS and len(i.value) <= LONGEST_INPUT for i in inputs)
    return inputs if fits and len(inputs) <= MOST_INPUTS else ()


def can_rehearse(survey: Survey) -> bool:
    """Whether there is something to go through."""
    return bool(survey.questions) and all(question.type in TYPES for question in survey.questions)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the person sees now, and in which language."""

    screen: Screen
    language: str


def rehearse(city: City, survey: Survey, inputs: Sequence[Input], now: datetime, zone: ZoneInfo) -> Rehearsal:
    """Somebody follows the survey's link and does all this; the survey counts as open."""
    stage = _Stage(city, survey, inside(survey, now), zone)
    stage.hear(Called("survey", survey.slug))
    for step in inputs:
        if step.kind == "language":
            stage.speak(step.value)
        else:
            stage.hear(buttons.read(step.value) if step.kind == "press" else Said(step.value))
    return Rehearsal(stage.screen(), stage.citizen.language)


def inside(survey: Survey, now: datetime) -> datetime:
    """The moment closest to `now` at which the survey is open."""
    match survey.window.at(now):
        case Moment.BEFORE:
            return survey.opens or now
        case Moment.AFTER:
            return (survey.closes or now) - timedelta(seconds=1)
        case Moment.OPEN:
            return now


class _Stage:
    """One person in front of a city that has nothing but this survey."""

    def __init__(self, city: City, survey: Survey, now: datetime, zone: ZoneInfo) -> None:
        self.city = replace(city, surveys={survey.slug: PublishedSurvey(survey.slug, {1: survey})})
        self.slug, self.now, self.zone = survey.slug, now, zone
        self.citizen = Citizen(0, LANGUAGES[0], NOTICE_VERSION)
        self.run = Run()
        self.last = Step(NOWHERE)

    def _view(self, place: Place) -> View:
        mine = (TakingPart(self.slug, self.run.version, self.run.state),) if self.run.version else ()
        found: dict[Want, Found] = {MyRun(self.slug): self.run, MySurveys(): mine}
        return View(self.city, self.citizen, place, self.now, RECEIPT, found)

    def hear(self, heard: Heard) -> None:
        say = translator(self.citizen.language, self.zone).plain
        self.last = advance(self._view(self.last.place), heard, say)
        self.citizen = after(self.citizen, self.last.facts)
        for fact in self.last.facts:
            self.run = self.run.after(fact)

    def speak(self, language: str) -> None:
        if language in LANGUAGES:
            self.citizen = replace(self.citizen, language=language)

    def screen(self) -> Screen:
        return show(self._view(self.last.place), self.last)
