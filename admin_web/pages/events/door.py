"""The door of an event: the code by which people say that they are there, and its poster."""

import secrets

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.wording import german
from admin_web.pages.events.editing import KIND, find_editing, hold_editing
from admin_web.render import render
from admin_web.work import work_on
from dialogs.city.entrance import spaced
from dialogs.city.event import DOORS_OPEN, Event
from storage import entrances, signups


async def show(request: web.Request) -> web.Response:
    """The code if there is one, and how many have come so far."""
    editing = await find_editing(request)
    event: Event | None = editing.newest
    if event is None:
        raise web.HTTPNotFound
    async with desk_of(request).database.read() as connection:
        code = await entrances.find_code(connection, editing.item.id)
        counts = await signups.count_of(connection, editing.item.id)
    return render(
        request,
        "events/door.html",
        editing=editing,
        title=german(event.title),
        code=spaced(code) if code else "",
        payload=f"checkin-{event.slug}-{code.lower()}",
        counts=counts,
        opens=event.starts - DOORS_OPEN,
    )


async def make_code(request: web.Request) -> web.Response:
    """Makes the code; there is one for each event."""
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        if editing.newest is None:
            raise web.HTTPNotFound
        door = editing.address("door")
        if await entrances.find_code(work.connection, editing.item.id):
            return work.nothing(door)
        await entrances.code_of(work.connection, editing.item.id, secrets.token_bytes(16))
        say = "Der Code ist da. Drucken Sie das Plakat für den Eingang."
        return work.done(door, "entrance made", f"{KIND.noun} {editing.slug}", say=say)
    raise web.HTTPNotFound


async def renew_code(request: web.Request) -> web.Response:
    """Makes another code in place of one that has leaked; who has come stays counted."""
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        if not await entrances.renew(work.connection, editing.item.id, secrets.token_bytes(16)):
            raise web.HTTPNotFound
        say = "Ab jetzt gilt der neue Code. Bitte hängen Sie ein neues Plakat an die Tür."
        return work.done(editing.address("door"), "entrance renewed", f"{KIND.noun} {editing.slug}", say=say)
    raise web.HTTPNotFound
