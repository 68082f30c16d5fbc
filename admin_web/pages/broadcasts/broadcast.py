"""One announcement: what it says, to whom, what can be done with it, and what came of it."""

from dataclasses import dataclass

from aiohttp import web

from admin_web.access import Permission, may
from admin_web.desk import desk_of
from admin_web.pages.broadcasts import names
from admin_web.pages.broadcasts.form import differ, find_gaps
from admin_web.pages.broadcasts.preview import draw_on_page
from admin_web.pages.broadcasts.read import Read, read_broadcast
from admin_web.pages.broadcasts.sending import Outlook, list_obstacles, look_ahead
from admin_web.render import moment_in, render
from admin_web.visit import VISIT, member_of
from dialogs.city.broadcast import BroadcastState, may_approve
from dialogs.text import LANGUAGES
from storage import broadcasts_report, staff_chats
from storage.broadcasts_report import Corrections, Report
from storage.staff_chats import Chat

AGAIN_IN = "5"
"""Seconds after which the page looks again while something moves."""


@dataclass(frozen=True, slots=True)
class Course:
    """How far it is, and how far its latest correction."""

    report: Report
    corrections: Corrections


async def show(request: web.Request) -> web.Response:
    """The page; while it is being sent it looks again by itself, without a script."""
    found = await read_broadcast(request)
    outlook, course, chat = None, None, None
    async with desk_of(request).database.read() as connection:
        if found.is_out:
            report = await broadcasts_report.report(connection, found.stored.id)
            course = Course(report, await broadcasts_report.report_corrections(connection, found.stored))
        elif found.stored.state is not BroadcastState.WITHDRAWN:
            at = found.stored.planned or request[VISIT].now
            outlook = await look_ahead(connection, request, found, at)
        if may(member_of(request), Permission.BROADCAST):
            chat = await staff_chats.find_chat(connection, member_of(request).id)
    response = _page(request, found, outlook, course, chat)
    if _moves(found, course):
        response.headers["Refresh"] = AGAIN_IN
    return response


def _moves(found: Read, course: Course | None) -> bool:
    """Whether the page will say something else in a moment."""
    at_once = found.stored.state is BroadcastState.PLANNED and found.stored.planned is None
    return at_once or (course is not None and found.stored.state is BroadcastState.SENDING)


def _page(
    request: web.Request, found: Read, outlook: Outlook | None, course: Course | None, chat: Chat | None
) -> web.Response:
    visit, stored = request[VISIT], found.stored
    return render(
        request,
        "broadcasts/broadcast.html",
        found=found,
        badge=names.badge_of(stored, moment_in(desk_of(request).zone)),
        german=draw_on_page(request, found, LANGUAGES[0]),
        audience=names.tell_audience(visit.city, found.broadcast),
        leads_to=names.label_in([("", "kein Knopf"), *names.doors(visit.city)], found.broadcast.leads_to),
        outlook=outlook,
        gaps=find_gaps(found.broadcast) if outlook else [],
        course=course,
        chat=chat,
        problems=list_obstacles(found, visit.city, outlook) if outlook and found.is_draft else [],
        may_agree=stored.state is BroadcastState.SUBMITTED
        and may_approve(stored.author, member_of(request).name),
        correction=differ(stored.proposed, found.broadcast) if stored.proposed else [],
        may_correct=may_approve(stored.proposer, member_of(request).name),
        states=BroadcastState,
        people=names.count_people,
        tell_reason=names.tell_reason,
    )
