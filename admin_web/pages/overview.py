"""The overview: what is open, what waits, what is stuck."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aiohttp import web

from admin_web.access import Permission, may
from admin_web.desk import desk_of
from admin_web.editor.wording import german
from admin_web.judges import is_left
from admin_web.render import render
from admin_web.speech import CHANNEL_NAMES
from admin_web.visit import VISIT, member_of
from admin_web.work import see_other, work_on
from dialogs.city.alarm import Alarm, Signs, find_alarms
from dialogs.city.broadcast import BroadcastState, may_approve
from dialogs.city.event import Event
from dialogs.city.project import Project
from storage import alarms, broadcasts, definitions, health, inbox, items, moderation_queue, staff
from storage.database import Connection
from storage.definitions import KINDS
from storage.inbox import SetAside
from storage.items import Draft, Item
from storage.moderation_queue import Counts

KIND_NAMES = {"project": "Vorhaben", "guideline": "Leitlinie", "survey": "Umfrage", "event": "Termin"}
MOST_WAITING = 20
"""Announcements to agree to, and objections, that are looked at."""

LATE_AFTER = timedelta(minutes=5)
"""Messages are heard and answered within seconds; one that waits for minutes is stuck."""


PLACES = {
    "survey": "/admin/surveys/{slug}",
    "guideline": "/admin/guidelines/{slug}/edit",
    "event": "/admin/events/{slug}",
}
"""Where what is not published yet is gone on with; a project has no page."""


@dataclass(frozen=True, slots=True)
class Unpublished:
    """What was written and not published yet; `day` is when an event begins."""

    kind: str
    title: str
    address: str
    day: datetime | None
    is_published: bool
    """Whether there is an earlier version that citizens see."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """What did not get on by itself."""

    set_aside: list[SetAside]
    failed: int
    unknown: int
    signs: Signs
    alarms: tuple[Alarm, ...]


@dataclass(frozen=True, slots=True)
class Objected:
    """Objections somebody can decide, and those nobody in the team can."""

    mine: int
    lost: int


async def go_home(request: web.Request) -> web.Response:
    """The overview has one address."""
    return see_other("/admin")


async def show(request: web.Request) -> web.Response:
    """How things stand."""
    visit = request[VISIT]
    async with desk_of(request).database.read() as connection:
        drafts = await _list_drafts(connection) if may(visit.member, Permission.EDIT) else []
        moderation = await _count_moderation(request, connection)
        objected = await _sort_objections(request, connection, moderation)
        announced = await _find_submitted(request, connection)
        stuck = await _find_stuck(connection, visit.now, has_room=not desk_of(request).database.was_full)
    return render(
        request,
        "overview.html",
        surveys=visit.city.open_surveys(visit.now),
        guidelines=visit.city.open_guidelines(visit.now),
        drafts=drafts,
        moderation=moderation,
        objected=objected,
        announced=announced,
        stuck=stuck,
        is_late=lambda at: visit.now - at > LATE_AFTER,
        channels=CHANNEL_NAMES,
    )


async def _list_drafts(connection: Connection) -> list[Unpublished]:
    """What was written and not published yet, by kinds."""
    found = await items.list_unpublished(connection)
    drafts = await items.list_drafts(connection, *KINDS) if found else {}
    found.sort(key=lambda item: [*KINDS].index(item.kind))
    return [_unpublished(item, drafts.get(item.id)) for item in found]


def _unpublished(item: Item, draft: Draft | None) -> Unpublished:
    """By its title, an event also by its day; what nobody can read by its short name."""
    place = PLACES.get(item.kind, "").format(slug=item.slug)
    kind, written = KIND_NAMES[item.kind], definitions.try_load(item.kind, draft.body) if draft else None
    title = german(written.name if isinstance(written, Project) else written.title) if written else ""
    day = written.starts if isinstance(written, Event) else None
    return Unpublished(kind, title or item.slug, place, day, is_published=bool(item.version))


async def _count_moderation(request: web.Request, connection: Connection) -> Counts | None:
    """What stands before the moderators, for those who are one."""
    session = request[VISIT].session
    if session is None or not may(session.member, Permission.MODERATE):
        return None
    return await moderation_queue.count_all(connection, session.seen_comment)


async def _sort_objections(request: web.Request, connection: Connection, counts: Counts | None) -> Objected:
    if not (counts and counts.objections):
        return Objected(0, 0)
    name = member_of(request).name
    found = await moderation_queue.list_objections(connection, MOST_WAITING)
    members = await staff.list_members(connection)
    lost = sum(1 for each in found if not is_left(members, each.hidden_by))
    return Objected(sum(1 for each in found if name not in each.hidden_by), lost)


async def _find_submitted(request: web.Request, connection: Connection) -> list[tuple[int, str, str]]:
    """Announcements that wait for somebody like who asks: number, heading, and what of each waits."""
    member = member_of(request)
    if not may(member, Permission.APPROVE):
        return []
    found = await broadcasts.list_broadcasts(connection, (BroadcastState.SUBMITTED,), MOST_WAITING)
    corrections = await broadcasts.list_proposed(connection, MOST_WAITING)
    mine = [(each, "Ankündigung") for each in found if may_approve(each.author, member.name)]
    mine += [(each, "Korrektur") for each in corrections if may_approve(each.proposer, member.name)]
    return [(each.id, german(each.broadcast.title), what) for each, what in mine]


async def _find_stuck(connection: Connection, now: datetime, *, has_room: bool) -> Stuck:
    failed, unknown = await health.count_ended_badly(connection)
    signs = replace(await alarms.find_signs(connection), has_room=has_room)
    return Stuck(await inbox.list_set_aside(connection), failed, unknown, signs, find_alarms(signs, now))


async def hear_again(request: web.Request) -> web.Response:
    """Puts a message that was set aside back into the line."""
    id = int(request.match_info["id"])
    async with work_on(request) as work:
        if await inbox.hear_again(work.connection, id):
            return work.done(
                "/admin", "heard again", f"Nachricht {id}", say="Die Nachricht ist wieder in der Reihe."
            )
    raise web.HTTPNotFound
