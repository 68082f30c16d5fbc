"""Imprint, privacy and accessibility: the same words as in the chat, on pages that can be linked to."""

from collections.abc import Iterable, Sequence

from aiohttp import web

from bot.webchat import show
from bot.webchat.frames import frame_of
from bot.webchat.render import render
from bot.webchat.site import site_of
from dialogs.city.citizen import Citizen
from dialogs.engine.place import NOWHERE
from dialogs.engine.talk import Aside, View
from dialogs.talks import accessibility, imprint, privacy
from locales.translator import translator
from storage.privacy import REGISTER, Basis, Entry

NOT_OF_CITIZENS = (Basis.NOTHING_PERSONAL, Basis.STAFF)


async def show_imprint(request: web.Request) -> web.Response:
    """Who answers for this page."""
    return await _show(request, imprint.ASIDE)


async def show_privacy(request: web.Request) -> web.Response:
    """What is kept of people, what the cookie is for, and the whole register."""
    return await _show(request, privacy.ASIDE, list(_of_citizens(REGISTER.values())))


async def show_accessibility(request: web.Request) -> web.Response:
    """For whom the page works, and where to report a barrier."""
    return await _show(request, accessibility.ASIDE)


async def _show(request: web.Request, aside: Aside, register: Sequence[Entry] = ()) -> web.Response:
    """The aside's lines without its buttons: the ways on stand in the footer of every page."""
    site, frame = site_of(request), await frame_of(request)
    async with site.town.database.read() as connection:
        city = (await site.town.cities.current(connection)).city
    screen = aside.show(View(city, Citizen(0, frame.language), NOWHERE, site.now()), "")
    body = show.body(screen, translator(frame.language, site.town.zone))
    return render(
        frame,
        "legal.html",
        title=show.title_of(body),
        told=show.draw({**body, "rows": []}),
        register=register,
    )


def _of_citizens(tables: Iterable[Sequence[Entry]]) -> Iterable[Entry]:
    return (entry for entries in tables for entry in entries if entry.basis not in NOT_OF_CITIZENS)
