"""The form with an event in it: what it is, when and where, who can come, what was said there."""

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.differences import FRESH, Returned
from admin_web.editor.editing import has_seen, save
from admin_web.editor.mistakes import list_mistakes
from admin_web.editor.window import which_come_twice
from admin_web.forms import take
from admin_web.pages.events.editing import EventEditing, find_editing, hold_editing
from admin_web.pages.events.form import MOMENTS, EventForm, read_event, typed_event
from admin_web.pages.events.names import list_names
from admin_web.pages.events.wording import compare
from admin_web.render import moment_in, render
from admin_web.visit import VISIT
from admin_web.work import work_on


async def show(request: web.Request) -> web.Response:
    """The form with the draft in it."""
    editing = await find_editing(request)
    form = EventForm(data=typed_event(editing.event, desk_of(request).zone, editing.event.starts))
    return await _page(request, editing, form)


async def change(request: web.Request) -> web.Response:
    """Changes the draft, if nobody else has changed it since it was shown."""
    form, zone = take(request, EventForm), desk_of(request).zone
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        event, homeless = read_event(form, editing.event, zone)
        returned = Returned(homeless)
        if not has_seen(request, editing):
            differences = compare(event, editing.event, moment_in(zone))
            returned = Returned(homeless, stale=True, differences=differences)
        elif not list_mistakes(form, homeless):
            await save(work, editing, event)
            say = "Der Termin ist im Entwurf gespeichert."
            return work.done(editing.address(), "saved", editing.name, say=say)
    return await _page(request, editing, form, returned, status=409 if returned.stale else 422)


async def _page(
    request: web.Request,
    editing: EventEditing,
    form: EventForm,
    returned: Returned = FRESH,
    *,
    status: int = 200,
) -> web.Response:
    zone = desk_of(request).zone
    async with desk_of(request).database.read() as connection:
        names = await list_names(connection, [*request[VISIT].city.events.values()])
    return render(
        request,
        "events/texts.html",
        status=status,
        editing=editing,
        form=form,
        returned=returned,
        mistakes=list_mistakes(form, returned.homeless),
        twice=which_come_twice(form, zone, MOMENTS),
        zone=zone.key,
        names=names,
    )
