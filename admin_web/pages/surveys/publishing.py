"""What citizens get: publish a draft, close a survey, open it again, throw a draft away."""

from collections.abc import Sequence

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor import publishing
from admin_web.editor.publishing import why_not
from admin_web.editor.states import warnings
from admin_web.editor.wording import german
from admin_web.pages.surveys.editing import KIND, SurveyEditing, find_editing, hold_editing
from admin_web.pages.surveys.rehearsal import can_rehearse
from admin_web.pages.surveys.wording import name_of
from admin_web.render import moment_in, render
from admin_web.speech import say
from admin_web.visit import VISIT
from admin_web.work import work_on
from dialogs.city.survey_check import check, missing_translations
from dialogs.engine.wants import RunState
from storage import definitions, items
from storage.results import Part, count_runs


async def show(request: web.Request) -> web.Response:
    """Problems first; without any, the button and what it does."""
    return await _page(request, await find_editing(request))


async def publish(request: web.Request) -> web.Response:
    """Publishes the draft that was seen, if nothing is wrong with it."""
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        status = why_not(request, editing, check(editing.survey))
        if not status:
            body = definitions.dump(editing.survey)
            number = await items.publish(work.connection, editing.item.id, body, work.member.id, work.now)
            say = "Die Umfrage ist veröffentlicht. Bürger:innen sehen ab jetzt diese Fassung."
            return work.done(editing.address(), "published", editing.name, f"Fassung {number}", say=say)
    return await _page(request, editing, status)


async def close(request: web.Request) -> web.Response:
    """Ends a published survey at once; everything answered stays."""
    return await publishing.close(
        request, SurveyEditing, "Die Umfrage ist geschlossen. Die Antworten bleiben."
    )


async def reopen(request: web.Request) -> web.Response:
    """Lets people take part again."""
    return await publishing.reopen(request, SurveyEditing, "Die Umfrage ist wieder geöffnet.")


async def show_discard(request: web.Request) -> web.Response:
    """Asks whether the draft shall go, and says what remains."""
    return await publishing.show_discard(request, SurveyEditing, "surveys/discard.html")


async def discard(request: web.Request) -> web.Response:
    """Throws the draft away that was seen; a survey that was never published goes with it."""
    return await publishing.discard(request, SurveyEditing, "surveys/discard.html")


async def _page(request: web.Request, editing: SurveyEditing, status: int = 200) -> web.Response:
    async with desk_of(request).database.read() as connection:
        parts = await count_runs(connection, editing.item.id)
    survey, now = editing.survey, request[VISIT].now
    return render(
        request,
        "surveys/publish.html",
        status=status,
        editing=editing,
        title=german(survey.title),
        stale=status == 409,
        problems=[f"{name_of(problem.where)}: {say(problem.sentence)}" for problem in check(survey)],
        warnings=warnings(KIND.noun, survey.window, now, moment_in(desk_of(request).zone)),
        missing=len(missing_translations(survey)),
        unfinished=_count(parts, RunState.STARTED),
        complete=_count(parts, RunState.COMPLETE),
        can_rehearse=can_rehearse(survey),
    )


def _count(parts: Sequence[Part], state: RunState) -> int:
    return sum(part.count for part in parts if part.state is state)
