"""Calls an event off, or says that it takes place after all; whoever wants to come is told."""

from dataclasses import replace
from typing import NamedTuple

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.editing import has_seen
from admin_web.editor.wording import german
from admin_web.pages.events.editing import EventEditing, find_editing, hold_editing
from admin_web.pages.events.releasing import release
from admin_web.pages.events.wording import tell_told
from admin_web.render import render
from admin_web.visit import VISIT
from admin_web.work import Work, work_on
from dialogs.city.event import Event
from dialogs.city.event_change import must_be_told
from storage import definitions, event_changes, items


class Deed(NamedTuple):
    """What is done to an event, in the address, in the journal, and as staff read it."""

    cancelled: bool
    address: str
    action: str
    done: str


CANCEL = Deed(True, "cancel", "cancelled", "Der Termin ist abgesagt.")
REINSTATE = Deed(False, "reinstate", "reinstated", "Der Termin findet wieder statt.")


async def show_cancel(request: web.Request) -> web.Response:
    """Asks whether the event shall be called off, and says who is told."""
    return await _page(request, await find_editing(request), CANCEL)


async def cancel(request: web.Request) -> web.Response:
    """Calls it off."""
    return await _do(request, CANCEL)


async def show_reinstate(request: web.Request) -> web.Response:
    """Asks whether it shall take place after all, and says who is told."""
    return await _page(request, await find_editing(request), REINSTATE)


async def reinstate(request: web.Request) -> web.Response:
    """It takes place after all."""
    return await _do(request, REINSTATE)


async def _do(request: web.Request, deed: Deed) -> web.Response:
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        before = editing.newest
        if before and before.cancelled is not deed.cancelled and has_seen(request, editing):
            number = await release(work, editing.item.id, before, replace(before, cancelled=deed.cancelled))
            await _keep_draft(work, editing, deed.cancelled)
            details = f"Fassung {number}"
            return work.done(editing.address(), deed.action, editing.name, details, say=deed.done)
    return await _page(request, editing, deed, stale=True)


async def _keep_draft(work: Work, editing: EventEditing, cancelled: bool) -> None:
    """What somebody is writing goes on, with the same in it: publishing has dropped it."""
    if editing.draft:
        body = definitions.dump(replace(editing.event, cancelled=cancelled))
        staff = editing.draft.staff
        await items.save_draft(work.connection, editing.item.id, body, 0, staff, work.now)


async def _page(
    request: web.Request, editing: EventEditing, deed: Deed, *, stale: bool = False
) -> web.Response:
    newest: Event | None = editing.newest
    if newest is None:
        raise web.HTTPNotFound
    async with desk_of(request).database.read() as connection:
        interested = await event_changes.count_interested(connection, editing.item.id)
    is_told = must_be_told(newest, replace(newest, cancelled=deed.cancelled), request[VISIT].now)
    return render(
        request,
        "events/cancel.html",
        status=409 if stale else 200,
        editing=editing,
        event=newest,
        title=german(newest.title),
        deed=deed,
        is_done=newest.cancelled is deed.cancelled,
        told=tell_told(interested) if is_told else "Der Termin ist vorbei. Niemand bekommt eine Nachricht.",
        stale=stale,
    )
