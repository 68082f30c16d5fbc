"""The survey somebody works on: its draft or, without one, what is published."""

from dataclasses import dataclass
from typing import ClassVar

from aiohttp import web

from admin_web.editor import editing
from admin_web.editor.editing import Editing, Kind
from admin_web.work import Work
from dialogs.city.survey import Question, Survey

KIND = Kind("survey", "Umfrage", "/admin/surveys")


@dataclass(frozen=True, slots=True)
class SurveyEditing(Editing[Survey]):
    """A survey with its item, its draft (if there is one) and all published versions."""

    KIND: ClassVar = KIND

    @property
    def survey(self) -> Survey:
        """The draft or, without one, what is published."""
        return self.body

    def published(self, key: str) -> Question | None:
        """The question with this key as it was last published: its key, type and option keys stay."""
        for number in sorted(self.versions, reverse=True):
            if question := self.versions[number].question(key):
                return question
        return None

    def published_options(self, key: str) -> frozenset[str]:
        """Every option key this question ever had in public; none is given to another answer."""
        questions = (version.question(key) for version in self.versions.values())
        return frozenset(option.key for question in questions if question for option in question.options)


async def find_editing(request: web.Request) -> SurveyEditing:
    """The survey a request is about, to look at. Raises 404 if there is none."""
    return await editing.find_editing(request, SurveyEditing)


async def hold_editing(request: web.Request, work: Work) -> SurveyEditing:
    """The survey a change is about; nobody else changes it meanwhile. Raises 404 if there is none."""
    return await editing.hold_editing(request, work, SurveyEditing)
