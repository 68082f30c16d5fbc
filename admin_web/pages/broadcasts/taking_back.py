"""Taken back before it begins: made a draft again, withdrawn or thrown away; what is final is asked about."""

from aiohttp import web

from admin_web.pages.broadcasts.read import AT, Read, hold_broadcast, read_broadcast, seen_by
from admin_web.render import render
from admin_web.work import Work, work_on
from dialogs.city.broadcast import BroadcastState, from_states
from storage import attachments, broadcasts

TOO_LATE = "Dafür ist es zu spät: Sie ist schon unterwegs."


async def recall(request: web.Request) -> web.Response:
    """Makes a draft of it again; an approval is gone then."""
    async with work_on(request) as work:
        found = await hold_broadcast(request, work)
        if not await broadcasts.recall(work.connection, found.stored.id, work.now):
            return work.nothing(found.address(), say=TOO_LATE)
        return work.done(found.address(), "broadcast recalled", found.name, say="Sie ist wieder ein Entwurf.")
    raise web.HTTPNotFound


async def show(request: web.Request) -> web.Response:
    """Asks first: whether the draft shall go, or what was to go out shall not."""
    found = await read_broadcast(request)
    if found.stored.state not in from_states(BroadcastState.WITHDRAWN):
        raise web.HTTPSeeOther(found.address())
    return render(request, "broadcasts/withdraw.html", found=found)


async def withdraw(request: web.Request) -> web.Response:
    """It will never be sent; of a draft nothing remains."""
    async with work_on(request) as work:
        found = await hold_broadcast(request, work)
        if found.stored.revision != seen_by(request):
            say = "Sie ist inzwischen eine andere. Bitte sehen Sie noch einmal hin."
            return work.nothing(found.address(), say=say)
        if found.is_draft:
            return await _throw_away(work, found)
        if not await broadcasts.withdraw(work.connection, found.stored.id, work.now):
            return work.nothing(found.address(), say=TOO_LATE)
        return work.done(found.address(), "broadcast withdrawn", found.name, say="Sie ist zurückgezogen.")
    raise web.HTTPNotFound


async def _throw_away(work: Work, found: Read) -> web.Response:
    """With its file, if nothing else names that."""
    await broadcasts.remove_draft(work.connection, found.stored.id)
    if found.broadcast.attachment:
        await attachments.drop_unused(work.connection, found.broadcast.attachment)
    return work.done(AT, "broadcast deleted", found.name, say="Der Entwurf ist gelöscht.")
