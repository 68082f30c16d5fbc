"""All announcements, the newest first: how far each one is."""

from dataclasses import dataclass

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.states import Badge
from admin_web.editor.wording import german
from admin_web.pages.broadcasts.names import badge_of
from admin_web.render import moment_in, page_number, render
from dialogs.city.broadcast import OUT, BroadcastState
from storage import broadcasts, broadcasts_report
from storage.broadcasts import Stored
from storage.broadcasts_report import Report

MANY = 30
"""On one page."""


@dataclass(frozen=True, slots=True)
class Row:
    """One announcement in the list; `report` says how far it is if it has begun."""

    stored: Stored
    title: str
    badge: Badge
    report: Report | None


async def show(request: web.Request) -> web.Response:
    """The list."""
    page, states, tell = page_number(request), tuple(BroadcastState), moment_in(desk_of(request).zone)
    async with desk_of(request).database.read() as connection:
        count = await broadcasts.count_broadcasts(connection, states)
        found = await broadcasts.list_broadcasts(connection, states, MANY, (page - 1) * MANY)
        begun = [each for each in found if each.state in OUT]
        reports = await broadcasts_report.report_several(connection, begun)
    rows = [
        Row(each, german(each.broadcast.title), badge_of(each, tell), reports.get(each.id)) for each in found
    ]
    return render(request, "broadcasts/list.html", rows=rows, page=page, pages=-(-count // MANY))
