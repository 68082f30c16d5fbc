"""A rehearsal of a survey: what it would keep of the one person who goes through it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from admin_web.editor import rehearsal
from admin_web.editor.rehearsal import Input, Rehearsal, Scene, inside
from dialogs.city.city import City, PublishedSurvey
from dialogs.city.facts import Fact
from dialogs.city.questions import TYPES
from dialogs.city.survey import Survey
from dialogs.engine.heard import Called
from dialogs.engine.wants import Found, MyRun, MySurveys, Run, TakingPart, Want


def can_rehearse(survey: Survey) -> bool:
    """Whether there is something to go through."""
    return bool(survey.questions) and all(question.type in TYPES for question in survey.questions)


def rehearse(city: City, survey: Survey, inputs: Sequence[Input], now: datetime, zone: ZoneInfo) -> Rehearsal:
    """Somebody follows the survey's link and does all this; the survey counts as open."""
    alone = replace(city, surveys={survey.slug: PublishedSurvey(survey.slug, {1: survey})})
    scene = Scene(alone, Called("survey", survey.slug), inside(survey.window, now), zone)
    return rehearsal.rehearse(scene, _Memory(survey.slug), inputs)


class _Memory:
    """One run through one survey."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.run = Run()

    def keep(self, fact: Fact, _now: datetime) -> None:
        self.run = self.run.after(fact)

    def find(self) -> Mapping[Want, Found]:
        mine = (TakingPart(self.slug, self.run.version, self.run.state),) if self.run.version else ()
        return {MyRun(self.slug): self.run, MySurveys(): mine}
