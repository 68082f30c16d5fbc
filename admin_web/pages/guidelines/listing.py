"""All published guidelines: their state, and how much came in."""

from dataclasses import dataclass

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.pages.guidelines.read import KIND, tell_window
from admin_web.render import moment_in, render
from admin_web.speech import say
from admin_web.visit import VISIT
from dialogs.text import Content
from storage import items
from storage.opinions import Turnout, count_turnout


@dataclass(frozen=True, slots=True)
class Row:
    """One guideline in the list."""

    slug: str
    title: str
    state: str
    look: str
    sections: int
    turnout: Turnout


async def show(request: web.Request) -> web.Response:
    """The list: those that are open come first."""
    desk, visit = desk_of(request), request[VISIT]
    async with desk.database.read() as connection:
        found = await items.list_items(connection, KIND)
        turnouts = await count_turnout(connection)
    tell = moment_in(desk.zone)
    rows: list[Row] = []
    for item in found:
        published = visit.city.guidelines.get(item.slug)
        if published:
            state, look = tell_window(published, visit.now, tell)
            turnout = turnouts.get(item.id, Turnout())
            title, sections = say(Content(published.newest.title)), len(published.newest.sections)
            rows.append(Row(item.slug, title, state, look, sections, turnout))
    rows.sort(key=lambda row: (row.look != "good", row.title.casefold(), row.slug))
    return render(request, "guidelines/list.html", rows=rows)
