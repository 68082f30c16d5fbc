"""Takes what somebody pressed or typed: committed to the inbox before anything is answered."""

import json
from datetime import datetime

from aiohttp import web

from bot.webchat import guard, identity, languages, limits, visit
from bot.webchat.posted import Posted, read_form
from bot.webchat.site import Site, site_of
from bot.webchat.visit import Visit
from dialogs.engine import buttons
from dialogs.engine.place import NOWHERE
from storage import inbox, pages
from storage.inbox import Arrival
from storage.pseudonyms import keyed_digest

UNDERSTOOD = buttons.step(NOWHERE.mark, "understood")
"""The one press a stranger can send: it makes the identity."""


async def take_press(request: web.Request) -> web.Response:
    """Stores an input and leads back to the page, which shows the answer."""
    guard.refuse_other_sites(request)
    posted = await read_form(request)
    site = site_of(request)
    token = identity.read_token(request)
    now = site.now()
    async with site.town.database.write() as connection:
        await limits.count_input(connection, request)
        is_newcomer = token is None or not await pages.is_known(connection, identity.address_of(site, token))
        if token is None or is_newcomer:
            if posted.code != UNDERSTOOD:
                return _see(visit.address_of(_lost(request, posted)))
            await limits.count_newcomer(connection, request)
            token = identity.new_token(site, posted.key, now)
        await inbox.put(connection, _arrivals(site, identity.address_of(site, token), posted, now))
    site.town.came.set()
    # Who comes back to this address without the cookie is told that the browser has refused it.
    response = _see(visit.address_of(_onward(posted)) if is_newcomer else "/")
    identity.remember(site, response, token)
    return response


def _see(address: str) -> web.Response:
    return web.Response(status=303, headers={"Location": address})


def _onward(posted: Posted) -> Visit:
    language = languages.chosen(posted.language)
    return Visit(posted.start, language or "de", chosen=language is not None, note="cookie")


def _lost(request: web.Request, posted: Posted) -> Visit:
    """The first page for an input of a device we do not know, with the link that led here."""
    language = languages.chosen(posted.language)
    asked_for = languages.asked_for(request.headers.get("Accept-Language", ""))
    return Visit(posted.start, language or asked_for, chosen=language is not None, note="device")


def _arrivals(site: Site, address: str, posted: Posted, now: datetime) -> list[Arrival]:
    """The link that led to the page, if one did, and the input itself; each once for one page and input.

    The key of a form tells its repeats: a double click, a reload. What else was pressed or typed on a page
    out of the browser's history is another input, and gets an answer.
    """
    language = languages.chosen(posted.language) or "de"
    once = f"{address}|{posted.key}|{posted.code}|{posted.text}"
    key = f"w:{keyed_digest(site.town.key, 'form', once)}"
    meanings = [{"start": posted.start}] if posted.start else []
    meanings.append(posted.meaning)
    return [
        Arrival(
            channel=pages.CHANNEL,
            key=f"{key}:{number}",
            who=pages.lane(address),
            body=json.dumps({"address": address, "language": language, **meaning}),
            arrived=now,
        )
        for number, meaning in enumerate(meanings)
    ]
