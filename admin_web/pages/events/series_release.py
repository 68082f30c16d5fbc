"""All drafts of a series on one page, published with one press; what is not ready stays and says why."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.wording import german
from admin_web.fields import FIELDS
from admin_web.pages.events.editing import KIND
from admin_web.pages.events.releasing import release
from admin_web.pages.events.wording import name_of
from admin_web.render import render, show_number
from admin_web.speech import say
from admin_web.visit import VISIT
from admin_web.work import work_on
from dialogs.city.event import Event, Stage
from dialogs.city.event_check import check
from dialogs.city.series import beginning_of
from storage import definitions, items
from storage.database import Connection
from storage.items import Item


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft of the series that was never published, and why it stays one (empty: it is ready)."""

    item: Item
    event: Event
    seen: str
    """What somebody who looks now has seen: the slug and the revision of the draft."""
    why_not: str

    @property
    def title(self) -> str:
        """The German title."""
        return german(self.event.title)


async def show(request: web.Request) -> web.Response:
    """What would be published, what would not and why."""
    return await _page(request)


async def publish(request: web.Request) -> web.Response:
    """Publishes every draft that is ready, if they are the very ones that were seen."""
    beginning = request.match_info["slug"]
    async with work_on(request) as work:
        for each in await _find(request, work.connection):
            await items.hold_item(work.connection, KIND.name, each.item.slug)
        # Read again: somebody may have changed or published one until all were held.
        ready = _ready(await _find(request, work.connection))
        if ready and [each.seen for each in ready] == request[FIELDS].getall("seen", []):
            for each in ready:
                await release(work, each.item.id, None, each.event)
            details = "1 Termin" if len(ready) == 1 else f"{show_number(len(ready))} Termine"
            told = f"{details} veröffentlicht. Bürger:innen sehen sie ab jetzt."
            return work.done(KIND.home, "series published", f"Reihe {beginning}", details, say=told)
    return await _page(request, stale=True)


def _ready(found: Sequence[Waiting]) -> list[Waiting]:
    return [each for each in found if not each.why_not]


async def _find(request: web.Request, connection: Connection) -> list[Waiting]:
    """The drafts of the series, by their slugs and therefore by their days."""
    drafts = await items.list_drafts(connection, KIND.name)
    found: list[Waiting] = []
    for item in await items.list_items(connection, KIND.name):
        if item.version or item.id not in drafts or beginning_of(item.slug) != request.match_info["slug"]:
            continue
        event: Event = definitions.load(KIND.name, drafts[item.id].body)
        seen = f"{item.slug}:{drafts[item.id].revision}"
        found.append(Waiting(item, event, seen, _why_not(request, event)))
    return found


def _why_not(request: web.Request, event: Event) -> str:
    if problems := check(event):
        return " ".join(f"{name_of(problem.where)}: {say(problem.sentence)}" for problem in problems)
    if event.at(request[VISIT].now) is Stage.OVER:
        return "Der Termin ist schon vorbei."
    return ""


async def _page(request: web.Request, *, stale: bool = False) -> web.Response:
    async with desk_of(request).database.read() as connection:
        found = await _find(request, connection)
    return render(
        request,
        "events/series_release.html",
        status=409 if stale else 200,
        beginning=request.match_info["slug"],
        found=found,
        ready=_ready(found),
        stale=stale,
    )
