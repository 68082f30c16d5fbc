"""All guidelines: their state, and how much came in."""

from dataclasses import dataclass

from aiohttp import web

from admin_web.access import Permission, may
from admin_web.desk import desk_of
from admin_web.editor.states import ORDER, Badge, state_of
from admin_web.editor.wording import german
from admin_web.pages.guidelines.editing import KIND
from admin_web.pages.guidelines.read import tell_answered
from admin_web.render import moment_in, render
from admin_web.visit import VISIT
from dialogs.city.guideline import Guideline
from storage import definitions, items
from storage.decisions import Answered, count_answered
from storage.items import Draft, Item
from storage.opinions import Turnout, count_turnout


@dataclass(frozen=True, slots=True)
class Row:
    """One guideline in the list."""

    address: str
    slug: str
    title: str
    badges: list[Badge]
    sections: int
    turnout: Turnout
    answered: str


async def show(request: web.Request) -> web.Response:
    """The list: those that are open first, then drafts (for those who write them), then what is over."""
    desk, visit = desk_of(request), request[VISIT]
    async with desk.database.read() as connection:
        found = await items.list_items(connection, KIND.name)
        drafts = await items.list_drafts(connection, KIND.name)
        turnouts = await count_turnout(connection)
        answers = await count_answered(connection)
    tell, drafts_too = moment_in(desk.zone), may(visit.member, Permission.EDIT)
    rows: list[Row] = []
    for item in found:
        published = visit.city.guidelines.get(item.slug)
        newest = published.newest if published else None
        guideline = newest or (_draft_of(item, drafts) if drafts_too else None)
        if guideline is None:
            continue
        rows.append(
            Row(
                f"{KIND.home}/{item.slug}" if newest else f"{KIND.home}/{item.slug}/edit",
                item.slug,
                german(guideline.title),
                state_of(item, newest.window if newest else None, visit.now, tell),
                len(guideline.sections),
                turnouts.get(item.id, Turnout()),
                tell_answered(answers.get(item.id, Answered())),
            )
        )
    rows.sort(key=lambda row: (ORDER.index(row.badges[0].kind), row.title.casefold(), row.slug))
    return render(request, "guidelines/list.html", rows=rows)


def _draft_of(item: Item, drafts: dict[int, Draft]) -> Guideline | None:
    draft = drafts.get(item.id)
    guideline: Guideline | None = definitions.load(KIND.name, draft.body) if draft else None
    return guideline
