"""An announcement on its way: stopped with one press, continued, ended, sent again where nobody knows."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from aiohttp import web

from admin_web.pages.broadcasts.names import count_people
from admin_web.pages.broadcasts.read import hold_broadcast
from admin_web.work import work_on
from storage import broadcasts, broadcasts_course, broadcasts_report
from storage.database import Connection

Move = Callable[[Connection, int, datetime], Awaitable[bool]]


async def stop(request: web.Request) -> web.Response:
    """Nobody else gets it, until somebody lets it go on."""
    return await _move(
        request, broadcasts.stop, "broadcast stopped", "Angehalten. Es geht nichts mehr hinaus."
    )


async def proceed(request: web.Request) -> web.Response:
    """It goes on where it was stopped."""
    return await _move(request, broadcasts.proceed, "broadcast continued", "Es geht weiter.")


async def end(request: web.Request) -> web.Response:
    """One that was stopped is over for good."""
    return await _move(
        request,
        broadcasts_course.end,
        "broadcast ended",
        "Beendet. Wer sie noch nicht hat, bekommt sie nicht.",
    )


async def send_again(request: web.Request) -> web.Response:
    """Those for whom nobody knows whether it arrived get it once more."""
    async with work_on(request) as work:
        found = await hold_broadcast(request, work)
        count = await broadcasts_course.send_unknown_again(work.connection, found.stored.id, work.now)
        if not count:
            return work.nothing(found.address(), say="Hier ist nichts mehr ungewiss.")
        told = count_people(count)
        say = f"An {told} geht sie noch einmal."
        return work.done(found.address(), "broadcast sent again", found.name, told, say=say)
    raise web.HTTPNotFound


async def _move(request: web.Request, move: Move, action: str, say: str) -> web.Response:
    async with work_on(request) as work:
        found = await hold_broadcast(request, work)
        if not await move(work.connection, found.stored.id, work.now):
            return work.nothing(found.address(), say="Das geht gerade nicht. So steht es jetzt.")
        report = await broadcasts_report.report(work.connection, found.stored.id)
        told = f"gesendet: {report.sent} von {report.recipients}"
        return work.done(found.address(), action, found.name, told, say=say)
    raise web.HTTPNotFound
