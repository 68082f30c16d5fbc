"""Writing an announcement: a new one, and a draft that is changed."""

import re
from dataclasses import replace

from aiohttp import web

from admin_web.editor.differences import FRESH, Returned
from admin_web.editor.mistakes import list_mistakes
from admin_web.forms import take
from admin_web.pages.broadcasts.form import BroadcastForm, data_of, differ, offer, refuse_problems, typed_all
from admin_web.pages.broadcasts.read import AT, Read, hold_broadcast, name_of, read_broadcast, seen_by
from admin_web.render import render
from admin_web.visit import VISIT
from admin_web.work import work_on
from dialogs.city.broadcast import Audience, Broadcast
from storage import broadcasts

EMPTY = Broadcast({})
TOO_LATE = "Diese Ankündigung ist kein Entwurf mehr. Holen Sie sie erst zurück, um sie zu ändern."

_SLUG = re.compile("[a-z0-9-]{1,40}")


async def show_new(request: web.Request) -> web.Response:
    """The empty form; `?event=` names a date whose people are to be told something."""
    slug = request.query.get("event", "")
    known = _SLUG.fullmatch(slug) is not None and slug in request[VISIT].city.events
    begun = Broadcast({}, leads_to=f"event-{slug}", audience=Audience(signed_up_for=slug), service=True)
    return _page(request, None, _form(request, begun if known else EMPTY))


async def create(request: web.Request) -> web.Response:
    """A new draft."""
    form = _take(request, EMPTY)
    broadcast, good = _read(form, EMPTY)
    if good:
        async with work_on(request) as work:
            id = await broadcasts.create(work.connection, broadcast, work.member.name, work.now)
            say = "Der Entwurf ist gespeichert. Gesendet ist noch nichts."
            return work.done(f"{AT}/{id}", "broadcast created", name_of(id, broadcast), say=say)
    return _page(request, None, form, status=422)


async def show(request: web.Request) -> web.Response:
    """The form with the draft in it."""
    found = await read_broadcast(request)
    if not found.is_draft:
        raise web.HTTPSeeOther(found.address())
    return _page(request, found, _form(request, found.broadcast))


async def change(request: web.Request) -> web.Response:
    """Changes the draft, if nobody else has changed it since it was shown."""
    async with work_on(request) as work:
        found = await hold_broadcast(request, work)
        if not found.is_draft:
            return work.nothing(found.address(), say=TOO_LATE)
        form = _take(request, found.broadcast)
        broadcast, good = _read(form, found.broadcast)
        returned = FRESH
        if found.stored.revision != seen_by(request):
            returned = Returned(stale=True, differences=differ(broadcast, found.broadcast))
        elif good:
            id, revision = found.stored.id, found.stored.revision
            await broadcasts.save(work.connection, id, broadcast, revision, work.member.name, work.now)
            return work.done(
                found.address(), "broadcast saved", found.name, say="Der Entwurf ist gespeichert."
            )
    return _page(request, found, form, returned, status=409 if returned.stale else 422)


async def copy(request: web.Request) -> web.Response:
    """A new draft with the same words, for the same people, with the same file."""
    async with work_on(request) as work:
        found = await hold_broadcast(request, work)
        id = await broadcasts.create(work.connection, found.broadcast, work.member.name, work.now)
        say = "Das ist die Kopie, ein neuer Entwurf. Gesendet ist noch nichts."
        name, told = name_of(id, found.broadcast), f"von Ankündigung {found.stored.id}"
        return work.done(f"{AT}/{id}", "broadcast copied", name, told, say=say)
    raise web.HTTPNotFound


def _form(request: web.Request, broadcast: Broadcast) -> BroadcastForm:
    form = BroadcastForm(data=data_of(broadcast))
    offer(form, request[VISIT].city, broadcast)
    return form


def _take(request: web.Request, before: Broadcast) -> BroadcastForm:
    form = take(request, BroadcastForm)
    offer(form, request[VISIT].city, before)
    return form


def _read(form: BroadcastForm, before: Broadcast) -> tuple[Broadcast, bool]:
    """What was typed, and whether all of it can be kept."""
    good = form.validate()
    broadcast = replace(typed_all(form, before), attachment=before.attachment)
    homeless = refuse_problems(form, broadcast)
    return broadcast, good and not list_mistakes(form, homeless)


def _page(
    request: web.Request,
    found: Read | None,
    form: BroadcastForm,
    returned: Returned = FRESH,
    *,
    status: int = 200,
) -> web.Response:
    return render(
        request,
        "broadcasts/form.html",
        status=status,
        found=found,
        form=form,
        returned=returned,
        mistakes=list_mistakes(form, returned.homeless),
    )
