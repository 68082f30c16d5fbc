"""The page of a preview: a citizen's screen drawn as the web chat draws it, and the way so far."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import jinja2
from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor import rehearsal
from admin_web.editor.editing import Editing
from admin_web.editor.rehearsal import Input, Rehearsal
from admin_web.fields import FIELDS
from admin_web.forms import clean_text
from admin_web.render import render
from admin_web.speech import LANGUAGE_NAMES
from bot.webchat import show as webchat
from locales.translator import translator


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
    drawn = webchat.draw(webchat.body(found.screen, translator(found.language, desk_of(request).zone)))
    return render(
        request,
        "editor/preview.html",
        editing=editing,
        title=title,
        lines=_draw("lines", drawn),
        rows=_draw("rows", drawn, "Antworten"),
        has_rows=bool(drawn["rows"]),
        asks=drawn["asks"],
        lang=drawn["lang"],
        language=found.language,
        languages=LANGUAGE_NAMES,
        way=rehearsal.dump(way),
    )


@cache
def _macros() -> Any:
    """The macros that draw citizens' screens, from their own template."""
    loader = jinja2.FileSystemLoader(webchat.TEMPLATES)
    env = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return env.get_template("screen.html").module


def _draw(macro: str, *values: object) -> Any:
    return getattr(_macros(), macro)(*values)
