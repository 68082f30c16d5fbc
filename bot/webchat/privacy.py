"""The privacy notice, to be read at any time: what the first page says, and what the cookie is for."""

from aiohttp import web

from bot.webchat import show
from bot.webchat.frames import frame_of
from bot.webchat.render import render
from bot.webchat.site import site_of
from dialogs.city.citizen import Citizen
from dialogs.engine.place import NOWHERE
from dialogs.engine.talk import View
from dialogs.talks import welcome
from locales.translator import translator


async def show_privacy(request: web.Request) -> web.Response:
    """The notice in the reader's language."""
    site, frame = site_of(request), await frame_of(request)
    async with site.town.database.read() as connection:
        city = (await site.town.cities.current(connection)).city
    screen = welcome.show(View(city, Citizen(0, frame.language), NOWHERE, site.now()))
    body = show.body(screen, translator(frame.language, site.town.zone))
    return render(
        frame, "privacy.html", notice_of=show.draw({**body, "rows": [], "lines": body["lines"][1:]})
    )
