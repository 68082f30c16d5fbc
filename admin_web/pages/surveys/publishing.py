"""What citizens get: publish a draft, close a survey, open it again, throw a draft away."""

from collections.abc import Sequence

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.pages.surveys.editing import Editing, find_editing, has_seen, hold_editing
from admin_web.pages.surveys.rehearsal import can_rehearse
from admin_web.pages.surveys.states import warnings
from admin_web.pages.surveys.wording import german, name_of
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
        status = _refusal(request, editing)
        if not status:
            body = definitions.dump(editing.survey)
            number = await items.publish(work.connection, editing.item.id, body, work.member.id, work.now)
            say = "Die Umfrage ist veröffentlicht. Bürger:innen sehen ab jetzt diese Fassung."
            return work.done(
                editing.address(), "published", f"Umfrage {editing.slug}", f"Fassung {number}", say=say
            )
    return await _page(request, editing, status)


def _refusal(request: web.Request, editing: Editing) -> int:
    """The status that says why the draft cannot be published, 0 if it can."""
    if not editing.draft or not has_seen(request, editing):
        return 409
    return 422 if check(editing.survey) else 0


async def close(request: web.Request) -> web.Response:
    """Ends a published survey at once; everything answered stays."""
    return await _set_closed(request, True, "closed", "Die Umfrage ist geschlossen. Die Antworten bleiben.")


async def reopen(request: web.Request) -> web.Response:
    """Lets people take part again."""
    return await _set_closed(request, False, "opened", "Die Umfrage ist wieder geöffnet.")


async def _set_closed(request: web.Request, closed: bool, action: str, say: str) -> web.Response:
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        if not editing.item.version:
            raise web.HTTPNotFound
        if not await items.set_closed(work.connection, editing.item.id, closed):
            return work.nothing(editing.address())
        return work.done(editing.address(), action, f"Umfrage {editing.slug}", say=say)
    raise web.HTTPNotFound


async def show_discard(request: web.Request) -> web.Response:
    """Asks whether the draft shall go, and says what remains."""
    return await _discard_page(request, await find_editing(request))


async def discard(request: web.Request) -> web.Response:
    """Throws the draft away that was seen; a survey that was never published goes with it."""
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        if editing.draft and has_seen(request, editing):
            name = f"Umfrage {editing.slug}"
            if await items.remove_unpublished(work.connection, editing.item.id):
                return work.done("/admin/surveys", "discarded", name, say="Die Umfrage ist gelöscht.")
            await items.drop_draft(work.connection, editing.item.id)
            say = "Der Entwurf ist verworfen. Veröffentlicht bleibt, was veröffentlicht war."
            return work.done(editing.address(), "discarded", name, say=say)
    return await _discard_page(request, editing, stale=True)


async def _discard_page(request: web.Request, editing: Editing, *, stale: bool = False) -> web.Response:
    return render(
        request,
        "surveys/discard.html",
        status=409 if stale else 200,
        editing=editing,
        title=german(editing.survey.title),
        stale=stale,
    )


async def _page(request: web.Request, editing: Editing, status: int = 200) -> web.Response:
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
        warnings=warnings(survey, now, moment_in(desk_of(request).zone)),
        missing=len(missing_translations(survey)),
        unfinished=_count(parts, RunState.STARTED),
        complete=_count(parts, RunState.COMPLETE),
        can_rehearse=can_rehearse(survey),
    )


def _count(parts: Sequence[Part], state: RunState) -> int:
    return sum(part.count for part in parts if part.state is state)
