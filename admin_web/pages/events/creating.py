"""A new event, empty or as another one was: the whole form, and a short name for its link."""

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.mistakes import list_mistakes
from admin_web.editor.names import suggest_slug
from admin_web.editor.window import which_come_twice
from admin_web.editor.wording import german
from admin_web.forms import Line, refuse, take
from admin_web.pages.events.editing import KIND
from admin_web.pages.events.form import MOMENTS, EventForm, read_event, typed_event
from admin_web.pages.events.names import list_names
from admin_web.render import render
from admin_web.visit import VISIT
from admin_web.work import work_on
from dialogs.city.event import Event
from dialogs.city.item_check import check_slug
from storage import definitions, items


class NewEventForm(EventForm):
    """An event with its short name."""

    slug = Line("Kurzname für den Link")


async def show(request: web.Request) -> web.Response:
    """The form: empty, or with all but the date of the event that is copied."""
    copied = request.query.get("copy", "")
    event = await _find_body(request, copied) if copied else None
    data = typed_event(event, desk_of(request).zone, None) | {"minutes": {}} if event else {}
    return await _page(request, NewEventForm(data=data))


async def create(request: web.Request) -> web.Response:
    """Makes an event that is a draft."""
    form = take(request, NewEventForm)
    async with work_on(request) as work:
        taken = {item.slug for item in await items.list_items(work.connection, KIND.name)}
        slug = form.slug.text or suggest_slug(german(form.title.texts), taken, "termin")
        event, homeless = read_event(form, Event(slug, {}, work.now), desk_of(request).zone)
        if slug in taken:
            refuse(form.slug, "Diesen Kurznamen hat schon ein Termin. Bitte wählen Sie einen anderen.")
        if not list_mistakes(form, homeless):
            item = await items.add_item(work.connection, KIND.name, slug)
            if item is None:
                raise web.HTTPConflict
            body = definitions.dump(event)
            await items.save_draft(work.connection, item.id, body, 0, work.member.id, work.now)
            say = "Der Termin ist angelegt. Bürger:innen sehen ihn, sobald Sie ihn veröffentlichen."
            return work.done(f"{KIND.home}/{slug}", "created", f"{KIND.noun} {slug}", say=say)
    return await _page(request, form, 422)


async def _find_body(request: web.Request, slug: str) -> Event:
    """The event to copy: its draft or what is published. Raises 404 if there is none."""
    if check_slug(slug):
        raise web.HTTPNotFound
    async with desk_of(request).database.read() as connection:
        item = await items.find_item(connection, KIND.name, slug)
        draft = await items.find_draft(connection, item.id) if item else None
    event: Event | None = definitions.load(KIND.name, draft.body) if draft else None
    event = event or request[VISIT].city.events.get(slug)
    if event is None:
        raise web.HTTPNotFound
    return event


async def _page(request: web.Request, form: NewEventForm, status: int = 200) -> web.Response:
    zone = desk_of(request).zone
    async with desk_of(request).database.read() as connection:
        names = await list_names(connection, [*request[VISIT].city.events.values()])
    return render(
        request,
        "events/new.html",
        status=status,
        form=form,
        mistakes=list_mistakes(form),
        twice=which_come_twice(form, zone, MOMENTS),
        zone=zone.key,
        names=names,
    )
