"""Finds out for a page that is no conversation in which language it speaks, and of which project."""

from aiohttp import web

from bot.webchat.identity import read_address
from bot.webchat.render import Frame
from bot.webchat.site import site_of
from bot.webchat.visit import read_visit
from dialogs.city.city import City
from storage import citizens
from storage.database import Unavailable
from storage.pages import CHANNEL


async def frame_of(request: web.Request) -> Frame:
    """The language of who asks if we know him, else that of his browser; what is published at the moment."""
    site = site_of(request)
    address = read_address(request)
    async with site.town.database.read() as connection:
        city = (await site.town.cities.current(connection)).city
        standing = await citizens.find(connection, CHANNEL, address) if address else None
    language = standing.citizen.language if standing else read_visit(request).language
    return Frame(site, language, city.project, known=standing is not None)


async def frame_in_trouble(request: web.Request) -> Frame:
    """The same, and a frame without a project while the database cannot be asked."""
    try:
        return await frame_of(request)
    except Unavailable:
        return Frame(site_of(request), read_visit(request).language, City().project)
