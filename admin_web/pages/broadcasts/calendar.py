"""What goes out and went out, week by week."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.states import Badge
from admin_web.editor.wording import german
from admin_web.pages.broadcasts.names import badge_of
from admin_web.render import render
from admin_web.visit import VISIT
from storage import broadcasts
from storage.broadcasts import Stored

WEEKS = 8
"""On one page; the week that is asked for is the third."""
BEFORE = 2
_MONDAY = re.compile(r"(2[01][0-9]{2})-([0-9]{2})-([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Entry:
    """One announcement on its day."""

    stored: Stored
    title: str
    at: datetime
    badge: Badge


@dataclass(frozen=True, slots=True)
class Week:
    """One week from Monday to Sunday."""

    number: int
    first: date
    last: date
    is_now: bool
    entries: list[Entry]


async def show(request: web.Request) -> web.Response:
    """Eight weeks around the one that is asked for, which is the present one unless another is named."""
    zone = desk_of(request).zone
    today = request[VISIT].now.astimezone(zone).date()
    first = _monday(_asked(request) or today) - timedelta(weeks=BEFORE)
    until = first + timedelta(weeks=WEEKS)
    async with desk_of(request).database.read() as connection:
        found = await broadcasts.list_between(connection, _midnight(first, zone), _midnight(until, zone))
    entries = [
        Entry(each, german(each.broadcast.title), each.goes_out.astimezone(zone), badge_of(each))
        for each in found
    ]
    return render(
        request,
        "broadcasts/calendar.html",
        weeks=[_week(first + timedelta(weeks=week), today, entries) for week in range(WEEKS)],
        earlier=(first + timedelta(weeks=BEFORE - WEEKS)).isoformat(),
        later=(first + timedelta(weeks=BEFORE + WEEKS)).isoformat(),
    )


def _week(first: date, today: date, entries: list[Entry]) -> Week:
    last = first + timedelta(days=6)
    mine = [entry for entry in entries if first <= entry.at.date() <= last]
    return Week(first.isocalendar().week, first, last, first <= today <= last, mine)


def _asked(request: web.Request) -> date | None:
    """The day in the address, if it is one."""
    found = _MONDAY.fullmatch(request.query.get("week", ""))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
