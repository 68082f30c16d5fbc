"""What citizens get: publish a version of an event, throw a draft away."""

from datetime import datetime

import wtforms
from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor import publishing
from admin_web.editor.publishing import why_not
from admin_web.editor.wording import german
from admin_web.forms import Form, refuse, take
from admin_web.pages.events.editing import EventEditing, find_editing, hold_editing
from admin_web.pages.events.releasing import release
from admin_web.pages.events.states import warnings
from admin_web.pages.events.wording import compare, name_of, tell_moving_up, tell_seats, tell_told
from admin_web.render import moment_in, render
from admin_web.screens import draw_words
from admin_web.speech import say
from admin_web.visit import VISIT
from admin_web.work import work_on
from dialogs.city.event_change import has_first_minutes, is_put_behind, must_be_told
from dialogs.city.event_check import check, missing_translations
from dialogs.text import Content
from storage import event_changes, signups

PUBLISHED = "Der Termin ist veröffentlicht. Bürger:innen sehen ab jetzt diese Fassung."


class Sure(Form):
    """Asked when something that is still to come would be over by its new times."""

    is_past = wtforms.BooleanField("Ja, der Termin war schon")


async def show(request: web.Request) -> web.Response:
    """Problems first; without any, what changes, who is told, and the button."""
    return await _page(request, await find_editing(request))


async def publish(request: web.Request) -> web.Response:
    """Publishes the draft that was seen, if nothing is wrong with it, and has those concerned told."""
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        status = why_not(request, editing, check(editing.event))
        sure = _ask(editing, take(request, Sure), work.now)
        if not status and sure and not sure.is_past.data:
            refuse(sure.is_past, "Mit dem neuen Datum ist der Termin schon vorbei. Ist das richtig so?")
            status = 422
        if not status:
            number = await release(work, editing.item.id, editing.newest, editing.event)
            return work.done(editing.address(), "published", editing.name, f"Fassung {number}", say=PUBLISHED)
    return await _page(request, editing, status, sure)


def _ask(editing: EventEditing, sure: Sure, now: datetime) -> Sure | None:
    """The question whether it is meant to be over; None if there is nothing to ask."""
    newest = editing.newest
    return sure if newest and is_put_behind(newest, editing.event, now) else None


async def show_discard(request: web.Request) -> web.Response:
    """Asks whether the draft shall go, and says what remains."""
    return await publishing.show_discard(request, EventEditing, "events/discard.html")


async def discard(request: web.Request) -> web.Response:
    """Throws the draft away that was seen; an event that was never published goes with it."""
    return await publishing.discard(request, EventEditing, "events/discard.html")


async def _page(
    request: web.Request, editing: EventEditing, status: int = 200, sure: Sure | None = None
) -> web.Response:
    event, newest, now = editing.event, editing.newest, request[VISIT].now
    zone = desk_of(request).zone
    tell = moment_in(zone)
    async with desk_of(request).database.read() as connection:
        counts = await signups.count_of(connection, editing.item.id)
        interested = await event_changes.count_interested(connection, editing.item.id)
    is_told = newest is not None and must_be_told(newest, event, now)
    return render(
        request,
        "events/publish.html",
        status=status,
        editing=editing,
        title=german(event.title),
        stale=status == 409,
        problems=[f"{name_of(problem.where)}: {say(problem.sentence)}" for problem in check(event)],
        warnings=[*warnings(event, now, tell), *tell_seats(event, counts)],
        missing=len(missing_translations(event)),
        about=draw_words(Content(event.about, rich=True), zone) if german(event.about) else "",
        changes=compare(event, newest, tell) if newest else [],
        told=tell_told(interested) if is_told else "",
        moving_up=tell_moving_up(event, counts, now) if newest else "",
        sure=sure or _ask(editing, Sure(), now),
        came=counts.came if has_first_minutes(newest, event) else 0,
    )
