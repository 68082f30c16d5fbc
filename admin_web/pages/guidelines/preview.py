"""The preview: staff read a draft with the very conversation and the very page citizens get."""

from collections.abc import Sequence

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.preview import draw_preview, way_on
from admin_web.editor.rehearsal import Input
from admin_web.editor.wording import german
from admin_web.pages.guidelines.editing import GuidelineEditing, find_editing
from admin_web.pages.guidelines.rehearsal import can_rehearse, rehearse
from admin_web.render import render
from admin_web.visit import VISIT

MISSING = (
    "Die Leitlinie hat noch keinen Abschnitt. "
    "Fügen Sie einen hinzu, dann sehen Sie hier, was die Bürger:innen sehen."
)


async def show(request: web.Request) -> web.Response:
    """The beginning: what the guideline is about."""
    return _page(request, await find_editing(request), ())


async def go_on(request: web.Request) -> web.Response:
    """One step on, from what the page has kept of the way so far."""
    return _page(request, await find_editing(request), way_on(request))


def _page(request: web.Request, editing: GuidelineEditing, way: Sequence[Input]) -> web.Response:
    title = german(editing.guideline.title)
    if not can_rehearse(editing.guideline):
        return render(request, "editor/no_preview.html", editing=editing, missing=MISSING)
    visit = request[VISIT]
    found = rehearse(visit.city, editing.guideline, way, visit.now, desk_of(request).zone)
    return draw_preview(request, editing, title, found, way)
