""" "Dieses Gerät vergessen": what that means, and doing it."""

from aiohttp import web

from bot.webchat import guard, identity
from bot.webchat.chat import look_when_heard
from bot.webchat.frames import frame_of
from bot.webchat.render import render
from bot.webchat.site import site_of
from storage import forgotten, pages

DONE = "/vergessen?fertig"


async def show_forgetting(request: web.Request) -> web.Response:
    """What it means, with one button; or that it is done."""
    frame = await frame_of(request)
    return render(frame, "forget.html", done="fertig" in request.query)


async def forget(request: web.Request) -> web.Response:
    """Takes the cookie back and cuts the way from it to the person, once everything he sent is heard."""
    guard.refuse_other_sites(request)
    site = site_of(request)
    address = identity.read_address(request)
    if address:
        page = await look_when_heard(site, address)
        if page.unheard:
            # Forgetting now would lose what was sent a moment ago.
            response = render(await frame_of(request), "still_saving.html", status=503)
            response.headers["Retry-After"] = "5"
            return response
        async with site.town.database.write() as connection:
            await forgotten.forget_device(connection, pages.CHANNEL, address, site.now())
    response = web.Response(status=303, headers={"Location": DONE, "Clear-Site-Data": '"cache"'})
    identity.forget(site, response)
    return response
