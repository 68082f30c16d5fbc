"""From a draft on its way: when it goes out, and who agrees."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

import wtforms
from aiohttp import web

from admin_web import wall_time
from admin_web.desk import desk_of
from admin_web.editor.window import WHICH
from admin_web.forms import Form, Line, OneOf, refuse, take
from admin_web.pages.broadcasts.form import find_gaps
from admin_web.pages.broadcasts.names import count_people, tell_audience
from admin_web.pages.broadcasts.read import Read, hold_broadcast, list_problems, read_broadcast, seen_by
from admin_web.render import moment_in, render
from admin_web.visit import VISIT
from admin_web.wall_time import Odd, Typed
from admin_web.work import Work, work_on
from dialogs.city.broadcast import BroadcastState, may_approve, needs_second
from dialogs.city.city import City
from storage import broadcasts, broadcasts_audience
from storage.database import Connection

NOW, LATER = "now", "later"
CHANGED = "Die Ankündigung ist inzwischen eine andere. Bitte sehen Sie noch einmal hin."
NOBODY = "Gerade bekäme sie niemand. Sie kann erst hinaus, wenn wenigstens eine Person sie bekommt."
TICK = "Bitte kreuzen Sie an, dass Sie trotzdem senden möchten."
USUAL = time(10, 0)
"""The clock that counts if only a day is given."""


class WhenForm(Form):
    """At once, or at a moment."""

    when = OneOf(
        "Sofort oder später?",
        [(NOW, "sofort"), (LATER, "zu einem Zeitpunkt")],
        "Bitte wählen Sie.",
        default=NOW,
    )
    day = Line("Tag")
    clock = Line("Uhrzeit")
    which = OneOf("Welche der beiden?", WHICH, "Bitte eine der beiden wählen.")
    sure = wtforms.BooleanField("Trotzdem senden, auch wenn es für einige viel wird")


@dataclass(frozen=True, slots=True)
class Outlook:
    """Whom it would reach if it went out then, and how many of them would get too much."""

    recipients: int
    crowded: int
    asks_second: bool


async def look_ahead(connection: Connection, request: web.Request, found: Read, at: datetime) -> Outlook:
    """Counted at this moment."""
    stored, audience = found.stored, found.broadcast.audience
    recipients = await broadcasts_audience.count_recipients(
        connection, audience, service=found.broadcast.service
    )
    crowded = await broadcasts_audience.count_crowded(connection, found.broadcast, at, but=stored.id)
    return Outlook(recipients, crowded, needs_second(recipients, desk_of(request).four_eyes_from))


def list_obstacles(found: Read, city: City, outlook: Outlook) -> list[str]:
    """What has to be put right, or to come, before it can be sent.

    What goes out stands on the public page too: one for nobody would be a way there past a second person.
    """
    alone = not outlook.recipients and not found.broadcast.service
    return [*list_problems(found, city), *([NOBODY] if alone else [])]


async def show(request: web.Request) -> web.Response:
    """When it shall go out, to how many, and what to think of first."""
    found = await read_broadcast(request)
    if not found.is_draft:
        raise web.HTTPSeeOther(found.address())
    return await _page(request, found, WhenForm())


async def send(request: web.Request) -> web.Response:
    """Plans it, or lays it before a second person if there are many recipients."""
    form = take(request, WhenForm)
    at = _read_moment(request, form)
    async with work_on(request) as work:
        found = await hold_broadcast(request, work)
        if not found.is_draft or found.stored.revision != seen_by(request):
            return work.nothing(found.address(), say=CHANGED)
        outlook = await look_ahead(work.connection, request, found, at or work.now)
        if not form.errors and outlook.crowded and not form.sure.data:
            refuse(form.sure, TICK)
        if not form.errors and not list_obstacles(found, request[VISIT].city, outlook):
            return await _plan(request, work, found, at, outlook)
    return await _page(request, found, form, status=422)


async def _plan(
    request: web.Request, work: Work, found: Read, at: datetime | None, outlook: Outlook
) -> web.Response:
    id, seen = found.stored.id, found.stored.revision
    counted, when = outlook.recipients, moment_in(desk_of(request).zone)(at) if at else "sofort"
    told = f"{count_people(counted)}, {when}"
    if outlook.asks_second:
        await broadcasts.submit(work.connection, id, seen, at, counted, work.now)
        say = "Eine zweite Person muss zustimmen. Bis dahin geht nichts hinaus."
        return work.done(found.address(), "broadcast submitted", found.name, told, say=say)
    await broadcasts.plan(work.connection, id, seen, at, counted, work.now)
    say = "Die Ankündigung ist geplant." if at else "Die Ankündigung geht jetzt hinaus."
    return work.done(found.address(), "broadcast planned", found.name, told, say=say)


def _read_moment(request: web.Request, form: WhenForm) -> datetime | None:
    """The moment that was typed, None for at once; what is none is refused beside its field."""
    form.when.validate(form)
    if form.when.text != LATER:
        return None
    read = wall_time.read(_typed(form), desk_of(request).zone, USUAL)
    if isinstance(read, Odd):
        refuse(form.which if read.twice else form.day, read.sentence)
        return None
    if read is None:
        refuse(form.day, "Bitte den Tag angeben.")
    elif read <= request[VISIT].now:
        refuse(form.day, "Dieser Zeitpunkt ist schon vorbei.")
    return read


def _typed(form: WhenForm) -> Typed:
    return Typed(form.day.text, form.clock.text, form.which.text)


async def approve(request: web.Request) -> web.Response:
    """A second person agrees to what is shown."""
    async with work_on(request) as work:
        found = await hold_broadcast(request, work)
        stored = found.stored
        if stored.state is not BroadcastState.SUBMITTED or stored.revision != seen_by(request):
            return work.nothing(found.address(), say=CHANGED)
        if not may_approve(stored.author, work.member.name):
            raise web.HTTPForbidden
        outlook = await look_ahead(work.connection, request, found, stored.planned or work.now)
        if problems := list_obstacles(found, request[VISIT].city, outlook):
            return work.nothing(found.address(), say=f"So kann sie nicht hinausgehen: {problems[0]}")
        counted, seen, name = outlook.recipients, stored.revision, work.member.name
        await broadcasts.approve(work.connection, stored.id, seen, name, counted, work.now)
        say = "Freigegeben. Die Ankündigung geht hinaus, sobald es Zeit ist."
        return work.done(found.address(), "broadcast approved", found.name, count_people(counted), say=say)
    raise web.HTTPNotFound


async def _page(request: web.Request, found: Read, form: WhenForm, *, status: int = 200) -> web.Response:
    desk, now = desk_of(request), request[VISIT].now
    read = wall_time.read(_typed(form), desk.zone, USUAL) if form.when.text == LATER else None
    at = read if isinstance(read, datetime) else now
    async with desk.database.read() as connection:
        outlook = await look_ahead(connection, request, found, at)
    return render(
        request,
        "broadcasts/send.html",
        status=status,
        found=found,
        form=form,
        outlook=outlook,
        people=count_people,
        audience=tell_audience(request[VISIT].city, found.broadcast),
        problems=list_obstacles(found, request[VISIT].city, outlook),
        gaps=find_gaps(found.broadcast),
        twice=_comes_twice(form, desk.zone),
        four_eyes_from=desk.four_eyes_from,
        zone=desk.zone.key,
    )


def _comes_twice(form: WhenForm, zone: ZoneInfo) -> bool:
    return form.when.text == LATER and wall_time.comes_twice(_typed(form), zone)
