"""All events: what comes first, drafts, what is cancelled, what is over; how many have signed up."""

from collections import Counter
from dataclasses import dataclass

from aiohttp import web

from admin_web.access import Permission, may
from admin_web.desk import desk_of
from admin_web.editor.states import Badge
from admin_web.editor.wording import german
from admin_web.pages.events.editing import KIND
from admin_web.pages.events.states import state_of
from admin_web.render import page_number, render
from admin_web.visit import VISIT
from dialogs.city.event import Event, Stage
from dialogs.city.series import beginning_of
from storage import definitions, items
from storage.items import Draft, Item
from storage.signups import Counts, counts_of

PAST_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One event in the list."""

    slug: str
    title: str
    event: Event
    badges: list[Badge]
    counts: Counts
    is_published: bool

    @property
    def series(self) -> str:
        """The series it waits in to be published; empty if in none."""
        return "" if self.is_published else beginning_of(self.slug)


async def show(request: web.Request) -> web.Response:
    """The list; drafts only for those who write them."""
    visit = request[VISIT]
    async with desk_of(request).database.read() as connection:
        found = await items.list_items(connection, KIND.name)
        drafts = await items.list_drafts(connection, KIND.name)
        counts = await counts_of(connection, [item.id for item in found])
    drafts_too = may(visit.member, Permission.EDIT)
    rows: list[Row] = []
    for item in found:
        published = visit.city.events.get(item.slug)
        event = published or (_draft_of(item, drafts) if drafts_too else None)
        if event:
            badges = state_of(item, published, visit.now)
            rows.append(
                Row(item.slug, german(event.title), event, badges, counts[item.id], published is not None)
            )
    rows.sort(key=lambda row: (row.event.starts, row.slug))
    public = [row for row in rows if row.is_published]
    past = [row for row in reversed(public) if row.event.at(visit.now) is Stage.OVER]
    ahead = [row for row in public if row.event.at(visit.now) is not Stage.OVER]
    pages = max(-(-len(past) // PAST_A_PAGE), 1)
    page = min(page_number(request), pages)
    groups = {
        "Kommende Termine": [row for row in ahead if not row.event.cancelled],
        "Entwürfe": [row for row in rows if not row.is_published],
        "Abgesagt": [row for row in ahead if row.event.cancelled],
        "Vergangene Termine": past[(page - 1) * PAST_A_PAGE : page * PAST_A_PAGE],
    }
    waiting = Counter(row.series for row in rows if row.series)
    series = {beginning: count for beginning, count in waiting.items() if count > 1}
    return render(request, "events/list.html", groups=groups, series=series, page=page, pages=pages)


def _draft_of(item: Item, drafts: dict[int, Draft]) -> Event | None:
    draft = drafts.get(item.id)
    event: Event | None = definitions.load(KIND.name, draft.body) if draft else None
    return event
