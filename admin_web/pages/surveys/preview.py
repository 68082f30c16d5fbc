"""The preview: staff go through a draft with the very conversation and the very page citizens get."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import jinja2
from aiohttp import web

from admin_web.desk import desk_of
from admin_web.fields import FIELDS
from admin_web.forms import clean_text
from admin_web.pages.surveys import rehearsal
from admin_web.pages.surveys.editing import Editing, find_editing
from admin_web.pages.surveys.rehearsal import Input, rehearse
from admin_web.pages.surveys.wording import german
from admin_web.render import render
from admin_web.speech import LANGUAGE_NAMES
from admin_web.visit import VISIT
from bot.webchat import show as webchat
from locales.translator import translator


async def show(request: web.Request) -> web.Response:
    """The beginning: the survey's introduction."""
    return _page(request, await find_editing(request), ())


async def go_on(request: web.Request) -> web.Response:
    """One step on, from what the page has kept of the way so far."""
    editing = await find_editing(request)
    sent = request[FIELDS]
    before = rehearsal.load(sent.get("way", ""))
    if code := sent.get("code", ""):
        step = Input("press", code)
    elif language := sent.get("language", ""):
        step = Input("language", language)
    else:
        step = Input("say", clean_text(sent.get("text", "")))
    return _page(request, editing, (*before, step))


def _page(request: web.Request, editing: Editing, way: Sequence[Input]) -> web.Response:
    if not rehearsal.can_rehearse(editing.survey):
        return render(request, "surveys/no_preview.html", editing=editing, title=german(editing.survey.title))
    desk, visit = desk_of(request), request[VISIT]
    found = rehearse(visit.city, editing.survey, way, visit.now, desk.zone)
    drawn = webchat.draw(webchat.body(found.screen, translator(found.language, desk.zone)))
    return render(
        request,
        "surveys/preview.html",
        editing=editing,
        title=german(editing.survey.title),
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
