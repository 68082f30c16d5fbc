"""Who has signed up for an event: seats, waiting list, who came; and the same as a file to take home."""

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.download import send_file
from admin_web.editor.wording import german
from admin_web.pages.events.editing import KIND
from admin_web.pages.events.wording import tell_seats
from admin_web.render import page_number, render
from admin_web.speech import CHANNEL_NAMES, LANGUAGE_NAMES
from admin_web.visit import VISIT, member_of
from dialogs.city.event import Event
from storage import items, journal, signups
from storage.database import Connection
from storage.exports import Format
from storage.exports_events import export_signups
from storage.items import Item

A_PAGE = 100


async def show(request: web.Request) -> web.Response:
    """The list in the order in which people signed up, with as many queries for one as for hundreds."""
    event = _published(request)
    async with desk_of(request).database.read() as connection:
        item = await _find(connection, event.slug)
        counts = await signups.count_of(connection, item.id)
        found = await signups.list_of(connection, item.id)
    pages = max(-(-len(found) // A_PAGE), 1)
    page = min(page_number(request), pages)
    return render(
        request,
        "events/signups.html",
        event=event,
        title=german(event.title),
        address=f"{KIND.home}/{event.slug}",
        counts=counts,
        warnings=tell_seats(event, counts),
        unannounced=counts.came - sum(signup.came for signup in found),
        found=found[(page - 1) * A_PAGE : page * A_PAGE],
        page=page,
        pages=pages,
        channels=CHANNEL_NAMES,
        languages=LANGUAGE_NAMES,
    )


async def download(request: web.Request) -> web.StreamResponse:
    """Sends the file; that somebody took it home stands in the journal."""
    format, event = Format(request.match_info["format"]), _published(request)
    async with desk_of(request).database.write() as connection:
        item = await _find(connection, event.slug)
        name, now = member_of(request).name, request[VISIT].now
        what = f"{KIND.noun} {event.slug}"
        await journal.write(connection, name, "sign-ups exported", what, format.upper(), now)
    pieces = export_signups(desk_of(request).database, item, format)
    return await send_file(request, f"anmeldungen-{event.slug}", format, pieces)


def _published(request: web.Request) -> Event:
    """The event as citizens see it. Raises 404 if it is not published."""
    event: Event | None = request[VISIT].city.events.get(request.match_info["slug"])
    if event is None:
        raise web.HTTPNotFound
    return event


async def _find(connection: Connection, slug: str) -> Item:
    item = await items.find_item(connection, KIND.name, slug)
    if item is None:
        raise web.HTTPNotFound
    return item
