"""The synopsis: each section, what people wrote on it, what the city answered; to read and to print."""

from collections.abc import AsyncGenerator

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.download import send_pieces
from admin_web.pages.guidelines import comment_names as names
from admin_web.pages.guidelines.read import Read, note_reading, read_guideline
from admin_web.render import render
from admin_web.screens import draw_words
from admin_web.speech import visible_in_list
from dialogs.text import Content
from storage.exports_guidelines import in_german
from storage.synopsis import Heading, Synopsis, read_pieces, read_synopsis
from storage.synopsis_xlsx import tell_hidden

HERE = "<!-- here -->"
"""Where the pieces go in the page. Nobody's words can be taken for it: their `<` is written as `&lt;`."""


async def show(request: web.Request) -> web.StreamResponse:
    """The page, sent in pieces because it may be long. That somebody reads it stands in the journal."""
    guideline = await read_guideline(request)
    synopsis = await read_synopsis(desk_of(request).database, guideline.item, guideline.versions)
    await note_reading(request, guideline, "Synopse")
    headers = {"Content-Type": "text/html; charset=utf-8"}
    return await send_pieces(request, headers, _draw(request, guideline, synopsis))


async def _draw(request: web.Request, guideline: Read, synopsis: Synopsis) -> AsyncGenerator[str, None]:
    frame = render(request, "guidelines/synopsis.html", guideline=guideline, synopsis=synopsis)
    head, _here, foot = (frame.text or "").partition(HERE)
    yield head
    desk = desk_of(request)
    async for piece in read_pieces(desk.database, guideline.item, synopsis):
        drawn = render(
            request,
            "guidelines/synopsis_piece.html",
            lines=[(isinstance(line, Heading), line) for line in piece],
            draw=lambda text: draw_words(Content(text, rich=True), desk.zone),
            in_german=in_german,
            tell_hidden=tell_hidden,
            kinds=names.KINDS,
            statuses=names.STATUSES,
            visible=visible_in_list,
        )
        yield drawn.text or ""
    yield foot
