"""What both editors do with what is published: close it, open it again, throw a draft away."""

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from admin_web.editor.editing import AnyEditing, Editing, find_editing, has_seen, hold_editing
from admin_web.editor.wording import german
from admin_web.render import render
from admin_web.work import Work, work_on
from dialogs.city.questions.kind import Problem
from storage import items


def why_not(request: web.Request, editing: Editing[Any], problems: Sequence[Problem]) -> int:
    """The status that says why a draft cannot be published, 0 if it can."""
    if not editing.draft or not has_seen(request, editing):
        return 409
    return 422 if problems else 0


async def close(request: web.Request, of: type[AnyEditing], say: str) -> web.Response:
    """Ends something published at once; what came in stays."""
    return await _set_closed(request, of, True, "closed", say)


async def reopen(request: web.Request, of: type[AnyEditing], say: str) -> web.Response:
    """Lets people take part again."""
    return await _set_closed(request, of, False, "opened", say)


async def _set_closed(
    request: web.Request, of: type[AnyEditing], closed: bool, action: str, say: str
) -> web.Response:
    async with work_on(request) as work:
        editing = await hold_editing(request, work, of)
        if not editing.item.version:
            raise web.HTTPNotFound
        if not await items.set_closed(work.connection, editing.item.id, closed):
            return work.nothing(editing.address())
        return work.done(editing.address(), action, editing.name, say=say)
    raise web.HTTPNotFound


async def show_discard(request: web.Request, of: type[AnyEditing], template: str) -> web.Response:
    """Asks whether the draft shall go, and says what remains."""
    return _discard_page(request, await find_editing(request, of), template)


async def discard(request: web.Request, of: type[AnyEditing], template: str) -> web.Response:
    """Throws the draft away that was seen; what was never published goes with it."""
    async with work_on(request) as work:
        editing = await hold_editing(request, work, of)
        done = await _discard(request, work, editing)
        if done:
            return done
    return _discard_page(request, editing, template, stale=True)


async def _discard(request: web.Request, work: Work, editing: Editing[Any]) -> web.Response | None:
    """With the whole item if nothing of it was ever published.

    None, and nothing is done, if somebody has changed the draft meanwhile or there is none.
    """
    if not editing.draft or not has_seen(request, editing):
        return None
    if await items.remove_unpublished(work.connection, editing.item.id):
        kind = editing.KIND
        say = f"{kind.the.capitalize()} {kind.noun} ist gelöscht."
        return work.done(editing.KIND.home, "discarded", editing.name, say=say)
    await items.drop_draft(work.connection, editing.item.id)
    say = "Der Entwurf ist verworfen. Veröffentlicht bleibt, was veröffentlicht war."
    return work.done(editing.address(), "discarded", editing.name, say=say)


def _discard_page(
    request: web.Request, editing: Editing[Any], template: str, *, stale: bool = False
) -> web.Response:
    return render(
        request,
        template,
        status=409 if stale else 200,
        editing=editing,
        title=german(editing.body.title),
        stale=stale,
    )
