"""The picture or document of an announcement: taken, shown to staff, removed again."""

from dataclasses import replace

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.multipart import BROUGHT, Brought
from admin_web.pages.broadcasts.read import Read, hold_broadcast, read_broadcast
from admin_web.pages.broadcasts.writing import TOO_LATE
from admin_web.render import render
from admin_web.speech import say
from admin_web.work import Work, work_on
from dialogs.city.bare_file import bare
from dialogs.city.broadcast_check import check
from dialogs.city.refusal import Refusal
from dialogs.city.upload import examine
from storage import attachments, broadcasts


async def show(request: web.Request) -> web.Response:
    """The form to bring a file, and the one that is there."""
    found = await read_broadcast(request)
    if not found.is_draft:
        raise web.HTTPSeeOther(found.address())
    return _page(request, found)


async def attach(request: web.Request) -> web.Response:
    """Takes a file if its bytes are a picture or a PDF; what was there before goes."""
    brought = request.get(BROUGHT, Brought())
    upload = examine(brought.content, brought.name)
    if isinstance(upload, Refusal):
        return _page(request, await read_broadcast(request), say(upload.sentence))
    async with work_on(request) as work:
        found = await hold_broadcast(request, work)
        if not found.is_draft:
            return work.nothing(found.address(), say=TOO_LATE)
        digest = await attachments.keep(work.connection, upload, bare(brought.content), work.now)
        if found.broadcast.attachment == digest:
            return work.nothing(found.address(), say="Diese Datei ist schon dabei.")
        problem = next(
            (p for p in check(replace(found.broadcast, attachment=digest)) if p.where[0] == "text"), None
        )
        if problem is None:
            await _put(work, found, digest)
            return work.done(found.address(), "file attached", found.name, say="Die Datei ist dabei.")
    return _page(request, found, say(problem.sentence))


async def remove(request: web.Request) -> web.Response:
    """The draft brings nothing along any more."""
    async with work_on(request) as work:
        found = await hold_broadcast(request, work)
        if not found.is_draft or not found.broadcast.attachment:
            return work.nothing(found.address(), say="" if found.is_draft else TOO_LATE)
        await _put(work, found, "")
        return work.done(found.address(), "file removed", found.name, say="Die Datei ist nicht mehr dabei.")
    raise web.HTTPNotFound


async def _put(work: Work, found: Read, digest: str) -> None:
    """Changes the file of a draft that is held; one that nothing names any more is deleted."""
    stored, before = found.stored, found.broadcast.attachment
    broadcast = replace(found.broadcast, attachment=digest)
    await broadcasts.save(work.connection, stored.id, broadcast, stored.revision, work.member.name, work.now)
    if before:
        await attachments.drop_unused(work.connection, before)


async def send(request: web.Request) -> web.Response:
    """The file itself, for staff; nothing in it may run or load anything."""
    found = await read_broadcast(request)
    if found.attachment is None:
        raise web.HTTPNotFound
    async with desk_of(request).database.read() as connection:
        content = await attachments.read_content(connection, found.attachment.digest)
    shown = "inline" if found.attachment.mime.startswith("image/") else "attachment"
    return web.Response(
        body=content,
        content_type=found.attachment.mime,
        headers={"Content-Disposition": f'{shown}; filename="{found.attachment.name}"'},
    )


def _page(request: web.Request, found: Read, refused: str = "") -> web.Response:
    status = 422 if refused else 200
    return render(request, "broadcasts/attachment.html", status=status, found=found, refused=refused)
