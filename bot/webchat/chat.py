"""The conversation's page: draws what was answered, or says that the answer is on its way."""

import asyncio
import contextlib
import json
import secrets
from collections.abc import Sequence

from aiohttp import web

from bot.webchat import ahead, identity, languages, show
from bot.webchat.render import Frame, render
from bot.webchat.site import Site, site_of
from bot.webchat.visit import Visit, behind_door, carried, read_visit
from dialogs.talks.goodbye import GONE
from locales.translator import translator
from storage import pages
from storage.citizens import Standing
from storage.database import Unavailable
from storage.pages import Page

PATIENCE = 2.0
"""Seconds a page waits for its answer before it says that the answer is on its way."""

REFRESH = "2"
"""Seconds after which the waiting page looks again."""

SHORTEST_LOOK, LONGEST_LOOK = 0.02, 0.2
"""Seconds between two looks for the answer."""


async def show_chat(request: web.Request) -> web.Response:
    """What stands for this device; the first page for a stranger. Changes nothing."""
    address = identity.read_address(request)
    page = await look_when_heard(site_of(request), address) if address else None
    if page is None or not page.is_known:
        return await _first_page(request)
    if "note" in request.query:
        # The cookie has arrived, so the remark for browsers that refuse it is not needed.
        raise web.HTTPSeeOther("/")
    if page.unheard or page.standing is None:
        return await _waiting_page(request, page)
    if page.standing.place == GONE:
        return await _goodbye(request, page, page.standing)
    return await _conversation(request, page, page.standing)


async def look_when_heard(site: Site, address: str) -> Page:
    """The page of an address once all its inputs are heard, or as it is when patience is over."""
    loop = asyncio.get_running_loop()
    until, pause = loop.time() + PATIENCE, SHORTEST_LOOK
    while True:
        async with site.town.database.read() as connection:
            page = await pages.look(connection, address)
        if not page.unheard or loop.time() >= until:
            return page
        await asyncio.sleep(pause)
        pause = min(pause * 1.5, LONGEST_LOOK)


async def _first_page(request: web.Request) -> web.Response:
    site, visit = site_of(request), read_visit(request)
    async with site.town.database.read() as connection:
        shelf = await site.town.cities.current(connection)
        screen = await ahead.for_stranger(connection, site.town, shelf, visit, site.now())
    body = show.body(screen, translator(visit.language, site.town.zone))
    for row in body["rows"]:
        for button in row:
            button.setdefault("href", behind_door(visit, button["code"]))
    frame = Frame(site, visit.language, shelf.city.project)
    return _chat(frame, [body], start=visit.start, doors=_doors(visit))


def _doors(visit: Visit) -> dict[str, str | None]:
    return {talk: behind_door(visit, f"d:{talk}:") for talk in ("project", "language", "help")}


async def _conversation(request: web.Request, page: Page, standing: Standing) -> web.Response:
    site = site_of(request)
    start = carried(request.query.get("start", ""))
    language = standing.citizen.language
    async with site.town.database.read() as connection:
        shelf = await site.town.cities.current(connection)
        if start or not page.screens:
            screen, citizen = await ahead.for_citizen(
                connection, site.town, shelf, standing, start, site.now()
            )
            language = citizen.language
            bodies = [show.body(screen, translator(language, site.town.zone))]
        else:
            bodies = [show.read(body) for body in page.screens]
    news = [show.read(body) for body in page.news]
    if not start:
        await _mark(site, page)
    frame = Frame(site, language, shelf.city.project, known=True)
    return _chat(frame, bodies, start=start, doors=None, news=news)


async def _goodbye(request: web.Request, page: Page, standing: Standing) -> web.Response:
    """The last page for somebody who was erased: the cookie goes, and the ways on are a stranger's."""
    site, language = site_of(request), standing.citizen.language
    async with site.town.database.read() as connection:
        city = (await site.town.cities.current(connection)).city
    bodies = [show.read(body) for body in page.screens]
    for button in (button for body in bodies for row in body["rows"] for button in row):
        button["href"] = "/"
    await _mark(site, page)
    doors = _doors(Visit(language=language, chosen=True))
    response = _chat(Frame(site, language, city.project), bodies, start="", doors=doors)
    identity.forget(site, response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


async def _mark(site: Site, page: Page) -> None:
    """Notes what is now seen for the first time; while nothing can be written, reading goes on."""
    if page.fresh:
        with contextlib.suppress(Unavailable):
            async with site.town.database.write() as connection:
                await pages.mark_shown(connection, page.fresh, site.now())


def _chat(
    frame: Frame,
    bodies: list[show.Json],
    *,
    start: str,
    doors: dict[str, str | None] | None,
    news: Sequence[show.Json] = (),
) -> web.Response:
    titles = (show.title_of(body) for body in reversed(bodies))
    return render(
        frame,
        "chat.html",
        title=next((title for title in titles if title), ""),
        screens=[show.draw(body, is_new=True) for body in news] + [show.draw(body) for body in bodies],
        asks=bodies[-1]["asks"],
        form={
            "key": secrets.token_urlsafe(32),
            "start": start,
            "language": languages.name_of(frame.language),
        },
        doors=doors,
    )


async def _waiting_page(request: web.Request, page: Page) -> web.Response:
    site = site_of(request)
    async with site.town.database.read() as connection:
        city = (await site.town.cities.current(connection)).city
    unheard = [json.loads(body) for body in page.unheard]
    language = page.standing.citizen.language if page.standing else unheard[0]["language"]
    screens = [show.read(body) for body in (*page.screens, *page.news)]
    said = [words for input in unheard if (words := _said(input, screens))]
    response = render(Frame(site, language, city.project, known=True), "waiting.html", said=said)
    response.headers["Refresh"] = REFRESH
    return response


def _said(input: show.Json, screens: list[show.Json]) -> str:
    """What somebody typed, or what stood on the button he pressed."""
    if "code" not in input:
        return str(input.get("text", ""))
    labels = (show.label_of(screen, input["code"]) for screen in screens)
    return next((label for label in labels if label), "")
