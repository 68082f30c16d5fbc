"""All surveys: their state, and how many have taken part."""

from dataclasses import dataclass

from aiohttp import web

from admin_web.access import Permission, may
from admin_web.desk import desk_of
from admin_web.editor.states import ORDER, Badge, state_of
from admin_web.editor.wording import german
from admin_web.pages.surveys.editing import KIND
from admin_web.render import moment_in, render
from admin_web.visit import VISIT
from dialogs.city.survey import Survey
from dialogs.engine.wants import RunState
from storage import definitions, items
from storage.items import Draft, Item
from storage.results import count_all_runs


@dataclass(frozen=True, slots=True)
class Row:
    """One survey in the list."""

    slug: str
    title: str
    badges: list[Badge]
    questions: int
    complete: int
    started: int


async def show(request: web.Request) -> web.Response:
    """The list: those that run first, then drafts (for those who write them), then what is over."""
    desk, visit = desk_of(request), request[VISIT]
    async with desk.database.read() as connection:
        found = await items.list_items(connection, KIND.name)
        drafts = await items.list_drafts(connection, KIND.name)
        counts = await count_all_runs(connection)
    tell = moment_in(desk.zone)
    rows: list[Row] = []
    drafts_too = may(visit.member, Permission.EDIT)
    for item in found:
        published = visit.city.surveys.get(item.slug)
        newest = published.newest if published else None
        survey = newest or (_draft_of(item, drafts) if drafts_too else None)
        if survey is None:
            continue
        runs = counts.get(item.id, {})
        rows.append(
            Row(
                item.slug,
                german(survey.title),
                state_of(item, newest.window if newest else None, visit.now, tell),
                len(survey.questions),
                runs.get(RunState.COMPLETE, 0),
                runs.get(RunState.STARTED, 0),
            )
        )
    rows.sort(key=lambda row: (ORDER.index(row.badges[0].kind), row.title.casefold(), row.slug))
    return render(request, "surveys/list.html", rows=rows)


def _draft_of(item: Item, drafts: dict[int, Draft]) -> Survey | None:
    draft = drafts.get(item.id)
    survey: Survey | None = definitions.load(KIND.name, draft.body) if draft else None
    return survey
