"""A survey's own page: its state, its questions, what is wrong, what is not translated, what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.gaps import list_gaps
from admin_web.editor.links import links_to, tell_when
from admin_web.editor.states import state_of
from admin_web.editor.wording import german
from admin_web.pages.surveys.editing import SurveyEditing, find_editing
from admin_web.pages.surveys.rehearsal import can_rehearse
from admin_web.pages.surveys.wording import (
    name_of,
    tell_condition,
    type_name,
)
from admin_web.render import moment_in, render
from admin_web.speech import LANGUAGE_NAMES, say
from admin_web.visit import VISIT
from dialogs.city.questions.kind import Problem
from dialogs.city.survey_check import Missing, check, missing_translations
from dialogs.text import LANGUAGES
from storage import meta
from storage.results import Part, count_runs


@dataclass(frozen=True, slots=True)
class Entry:
    """One question as the list shows it."""

    key: str
    text: str
    type: str
    condition: str
    may_skip: bool
    may_decline: bool
    problems: Sequence[str]
    missing: Sequence[str]
    """Languages in which something of it is missing."""


async def show(request: web.Request) -> web.Response:
    """The page."""
    editing = await find_editing(request)
    async with desk_of(request).database.read() as connection:
        parts = await count_runs(connection, editing.item.id)
        bot = await meta.find(connection, meta.BOT_NAME)
    return _draw(request, editing, parts, bot or "")


def _draw(request: web.Request, editing: SurveyEditing, parts: Sequence[Part], bot: str) -> web.Response:
    desk, newest = desk_of(request), editing.newest
    survey, now = editing.survey, request[VISIT].now
    problems, missing = check(survey), missing_translations(survey)
    return render(
        request,
        "surveys/survey.html",
        editing=editing,
        title=german(survey.title),
        about=german(survey.about),
        badges=state_of(editing.item, newest.window if newest else None, now, moment_in(desk.zone)),
        problems=[f"{name_of(problem.where)}: {say(problem.sentence)}" for problem in problems],
        entries=_entries(editing, problems, missing),
        gaps=list_gaps(missing, name_of),
        answers=sum(part.count for part in parts),
        can_rehearse=can_rehearse(survey),
        links=links_to(desk.public_url, f"survey-{editing.slug}", bot) if newest else [],
        when=tell_when("Umfrage", editing.item, newest.window, now) if newest else "",
    )


def _entries(editing: SurveyEditing, problems: Sequence[Problem], missing: Sequence[Missing]) -> list[Entry]:
    survey = editing.survey
    found = []
    for i, question in enumerate(survey.questions):
        at = ("questions", i)
        absent = {language for gap in missing if gap.where[:2] == at for language in gap.languages}
        found.append(
            Entry(
                question.key,
                german(question.text),
                type_name(question.type),
                tell_condition(survey, question),
                question.optional,
                question.no_answer,
                [say(problem.sentence) for problem in problems if problem.where[:2] == at],
                [LANGUAGE_NAMES[language] for language in LANGUAGES if language in absent],
            )
        )
    return found
