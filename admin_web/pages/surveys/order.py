"""The order of the questions: one up, one down, one away."""

from dataclasses import replace

from aiohttp import web

from admin_web.editor.editing import has_seen, save
from admin_web.editor.wording import german
from admin_web.pages.surveys.editing import SurveyEditing, find_editing, hold_editing
from admin_web.render import render
from admin_web.work import work_on
from dialogs.city.survey import Question


async def move_up(request: web.Request) -> web.Response:
    """One place towards the beginning."""
    return await _move(request, -1)


async def move_down(request: web.Request) -> web.Response:
    """One place towards the end."""
    return await _move(request, +1)


async def _move(request: web.Request, by: int) -> web.Response:
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        question = _question(request, editing)
        questions = list(editing.survey.questions)
        index = questions.index(question)
        there = f"{editing.address()}#{question.key}"
        if not 0 <= index + by < len(questions):
            return work.nothing(there)
        questions.insert(index + by, questions.pop(index))
        await save(work, editing, replace(editing.survey, questions=tuple(questions)))
        return work.done(there, "saved", editing.name, f"Frage {question.key} verschoben")
    raise web.HTTPNotFound


async def show_removal(request: web.Request) -> web.Response:
    """Asks whether a question shall go, and says what that means."""
    editing = await find_editing(request)
    return _page(request, editing, _question(request, editing))


async def remove(request: web.Request) -> web.Response:
    """Takes a question out of the draft, if nobody else has changed the draft since it was asked."""
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        question = _question(request, editing)
        if has_seen(request, editing):
            left = tuple(other for other in editing.survey.questions if other.key != question.key)
            await save(work, editing, replace(editing.survey, questions=left))
            say = "Die Frage ist aus dem Entwurf entfernt."
            return work.done(
                editing.address(),
                "saved",
                editing.name,
                f"Frage {question.key} entfernt",
                say=say,
            )
    return _page(request, editing, question, stale=True)


def _question(request: web.Request, editing: SurveyEditing) -> Question:
    question = editing.survey.question(request.match_info["key"])
    if question is None:
        raise web.HTTPNotFound
    return question


def _page(
    request: web.Request, editing: SurveyEditing, question: Question, *, stale: bool = False
) -> web.Response:
    dependent = [
        german(other.text)
        for other in editing.survey.questions
        if other.show_if and other.show_if.question == question.key
    ]
    return render(
        request,
        "surveys/remove.html",
        status=409 if stale else 200,
        editing=editing,
        question=question,
        text=german(question.text),
        dependent=dependent,
        is_published=editing.published(question.key) is not None,
        stale=stale,
    )
