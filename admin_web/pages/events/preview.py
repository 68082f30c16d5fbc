"""The preview: staff see a draft with the very conversation and the very page citizens get."""

from collections.abc import Sequence

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.preview import draw_preview, way_on
from admin_web.editor.rehearsal import Input
from admin_web.editor.wording import german
from admin_web.pages.events.editing import EventEditing, find_editing
from admin_web.pages.events.rehearsal import rehearse
from admin_web.visit import VISIT


async def show(request: web.Request) -> web.Response:
    """The beginning: what stands behind the event's link."""
    return _page(request, await find_editing(request), ())


async def go_on(request: web.Request) -> web.Response:
    """One step on, from what the page has kept of the way so far."""
    return _page(request, await find_editing(request), way_on(request))


def _page(request: web.Request, editing: EventEditing, way: Sequence[Input]) -> web.Response:
    visit = request[VISIT]
    found = rehearse(visit.city, editing.event, way, visit.now, desk_of(request).zone)
    return draw_preview(request, editing, german(editing.event.title), found, way)
