"""The page of a preview: a citizen's screen drawn as the web chat draws it, and the way so far."""

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor import rehearsal
from admin_web.editor.editing import Editing
from admin_web.editor.rehearsal import Input, Rehearsal
from admin_web.fields import FIELDS
from admin_web.forms import clean_text
from admin_web.render import render
from admin_web.screens import draw, draw_body
from admin_web.speech import LANGUAGE_NAMES


def way_on(request: web.Request) -> tuple[Input, ...]:
    """The way the page has kept so far, and the step that was sent."""
    sent = request[FIELDS]
    before = rehearsal.load(sent.get("way", ""))
    if code := sent.get("code", ""):
        step = Input("press", code)
    elif language := sent.get("language", ""):
        step = Input("language", language)
    else:
        step = Input("say", clean_text(sent.get("text", "")))
    return (*before, step)


def draw_preview(
    request: web.Request, editing: Editing[Any], title: str, found: Rehearsal, way: Sequence[Input]
) -> web.Response:
    """What a citizen sees after this way."""
    drawn = draw_body(found.screen, found.language, desk_of(request).zone)
    return render(
        request,
        "editor/preview.html",
        editing=editing,
        title=title,
        lines=draw("lines", drawn),
        rows=draw("rows", drawn, "Antworten"),
        has_rows=bool(drawn["rows"]),
        asks=drawn["asks"],
        lang=drawn["lang"],
        language=found.language,
        languages=LANGUAGE_NAMES,
        way=rehearsal.dump(way),
    )
