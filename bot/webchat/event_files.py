"""Calendar files of the events, for everybody: one event to download, all of them to subscribe to."""

from hashlib import sha256

from aiohttp import web

from bot.event_files import TYPE, name_of
from bot.webchat import languages
from bot.webchat.site import site_of
from dialogs.engine.attachment import EventFile
from dialogs.text import LANGUAGES

FRESH = "public, max-age=900"
"""A change is seen after a quarter of an hour at the latest."""


async def download_event(request: web.Request) -> web.Response:
    """One event, by its slug."""
    slug = request.match_info["slug"]
    response = await _respond(request, slug)
    response.headers["Content-Disposition"] = f'attachment; filename="{name_of(slug)}"'
    return response


async def download_events(request: web.Request) -> web.Response:
    """All events; calendars ask for it again and again."""
    return await _respond(request, "")


async def _respond(request: web.Request, slug: str) -> web.Response:
    """The file in the language its address names. Nobody needs to be known for it, and nothing is noted."""
    # Imported here: the library for calendars is needed by few visitors.
    from bot.event_files.make import make

    site = site_of(request)
    language = languages.chosen(request.query.get("lang", "")) or LANGUAGES[0]
    content = await make(site.town, EventFile(slug, language), site.public_url)
    if content is None:
        raise web.HTTPNotFound
    tag = sha256(content).hexdigest()
    known = request.if_none_match or ()
    if any(each.value == tag for each in known):
        response = web.Response(status=304)
    else:
        response = web.Response(body=content, content_type=TYPE, charset="utf-8")
    response.etag = tag
    response.headers["Cache-Control"] = FRESH
    return response
