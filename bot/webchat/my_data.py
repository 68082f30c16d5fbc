""" "Meine Daten": two downloads behind the cookie, made when they are asked for."""

from aiohttp import web

from bot.my_data.make import TYPES, make, name_of
from bot.webchat import guard, identity
from bot.webchat.frames import frame_of
from bot.webchat.render import render
from bot.webchat.site import Site, site_of
from dialogs.city.my_data import File, may_request, next_request
from storage import citizens, pages
from storage.record_privacy import note_request


async def show_my_data(request: web.Request) -> web.Response:
    """What the downloads hold, with a button for each; a stranger is told that there is nothing."""
    return render(await frame_of(request), "my_data.html")


async def download_my_data(request: web.Request) -> web.Response:
    """The file, for this device only; counted, because it is made anew each time."""
    guard.refuse_other_sites(request)
    site, file = site_of(request), await _read_file(request)
    citizen = await _count(request, site)
    content = await make(site.town, citizen, file, site.now()) if citizen else None
    if content is None:
        raise web.HTTPSeeOther("/daten")
    return web.Response(
        body=content,
        content_type=TYPES[file],
        charset="utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name_of(file)}"'},
    )


async def _read_file(request: web.Request) -> File:
    try:
        return File(str((await request.post()).get("file", "")))
    except ValueError:
        raise web.HTTPBadRequest from None


async def _count(request: web.Request, site: Site) -> int | None:
    """The number of who asks; None for a stranger. Raises HTTPTooManyRequests after too many on one day."""
    address = identity.read_address(request)
    if address is None:
        return None
    now = site.now()
    today = now.astimezone(site.town.zone).date()
    async with site.town.database.write() as connection:
        standing = await citizens.find(connection, pages.CHANNEL, address)
        if standing is None:
            return None
        citizen = standing.citizen
        if not may_request(citizen, today):
            raise web.HTTPTooManyRequests
        number = next_request(citizen, today)
        await note_request(connection, citizen.id, number, today, now)
    return citizen.id
