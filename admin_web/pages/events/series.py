"""A series from one event: the days are shown and chosen, then each becomes an event of its own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.editing import has_seen
from admin_web.editor.mistakes import list_mistakes
from admin_web.editor.wording import german
from admin_web.fields import FIELDS
from admin_web.pages.events.editing import KIND, EventEditing, find_editing, hold_editing
from admin_web.pages.events.releasing import release
from admin_web.pages.events.series_form import SeriesForm, begin, read_rule
from admin_web.render import render, show_weekday
from admin_web.visit import VISIT
from admin_web.wall_time import read_day
from admin_web.work import Work, work_on
from dialogs.city.event import Event
from dialogs.city.event_check import check
from dialogs.city.series import MOST_TIMES, days_of, on_day, slug_on
from storage import definitions, items

NONE_CHOSEN = "Wählen Sie mindestens einen Tag."
UNREADY = "Veröffentlichen geht noch nicht: Am Termin ist noch etwas zu klären. Entwürfe gehen."


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the series, and why there can be no event on it (empty: there can)."""

    value: str
    words: str
    why_not: str
    hint: str
    """What is odd about it and still possible."""
    is_chosen: bool


async def show(request: web.Request) -> web.Response:
    """The rule; once it is chosen, the days to choose from."""
    return await _page(request, await find_editing(request))


async def make(request: web.Request) -> web.Response:
    """Makes an event for each chosen day, as a draft or published at once."""
    mistake = NONE_CHOSEN
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        days, publishes = _chosen(request), request[FIELDS].get("how") == "publish"
        if not has_seen(request, editing):
            mistake = "Jemand anderes hat den Termin inzwischen geändert. Angelegt ist noch nichts."
        elif publishes and check(editing.event):
            mistake = UNREADY
        elif days:
            made = await _make_all(work, editing.event, days, desk_of(request).zone, publishes=publishes)
            how = "veröffentlicht" if publishes else "als Entwürfe angelegt"
            details = f"{made} {'Termin' if made == 1 else 'Termine'} {how}"
            say = f"{details}." if made == len(days) else f"{details}. Die übrigen gab es schon."
            return work.done(KIND.home, "series made", editing.name, details, say=say)
    return await _page(request, editing, mistake)


async def _make_all(
    work: Work, model: Event, days: Sequence[date], zone: ZoneInfo, *, publishes: bool
) -> int:
    """How many were made; what is there already is left as it is."""
    made = 0
    for day in days:
        event = on_day(model, day, zone)
        item = await items.add_item(work.connection, KIND.name, event.slug) if event else None
        if event is None or item is None:
            continue
        if publishes:
            await release(work, item.id, None, event)
        else:
            body = definitions.dump(event)
            await items.save_draft(work.connection, item.id, body, 0, work.member.id, work.now)
        made += 1
    return made


def _chosen(request: web.Request) -> list[date]:
    """The days that were ticked, at most as many as a series has; nonsense is left out."""
    ticked = map(read_day, request[FIELDS].getall("day", [])[:MOST_TIMES])
    return sorted({day for day in ticked if isinstance(day, date)})


async def _page(request: web.Request, editing: EventEditing, mistake: str = "") -> web.Response:
    zone, now = desk_of(request).zone, request[VISIT].now
    is_asked = "step" in request.query
    form = SeriesForm(request.query) if is_asked else begin(editing.event, zone)
    rule = read_rule(form) if is_asked else None
    days: list[Day] = []
    if rule:
        async with desk_of(request).database.read() as connection:
            taken = {item.slug for item in await items.list_items(connection, KIND.name)}
        days = [_tell(editing.event, day, zone, taken, now) for day in days_of(rule)]
    if FIELDS in request:
        chosen = {day.isoformat() for day in _chosen(request)}
        days = [replace(day, is_chosen=day.value in chosen) for day in days]
    mistakes = list_mistakes(form)
    return render(
        request,
        "events/series.html",
        status=422 if mistake or mistakes else 200,
        editing=editing,
        title=german(editing.event.title),
        form=form,
        mistakes=mistakes,
        mistake=mistake,
        days=days,
        is_asked=rule is not None,
        can_publish=not check(editing.event),
        query=request.query_string,
        clock=f"{editing.event.starts.astimezone(zone):%H:%M}",
    )


def _tell(model: Event, day: date, zone: ZoneInfo, taken: Collection[str], now: datetime) -> Day:
    words = show_weekday(day)
    event = on_day(model, day, zone)
    why_not = hint = ""
    if event is None:
        why_not = "Diese Uhrzeit gibt es an dem Tag nicht: In der Nacht werden die Uhren vorgestellt."
    elif slug_on(model.slug, day) in taken:
        why_not = "Diesen Termin gibt es schon."
    elif event.starts <= now:
        hint = "Dieser Tag ist schon vorbei."
    elif (
        event.starts.astimezone(zone).utcoffset() != event.starts.astimezone(zone).replace(fold=1).utcoffset()
    ):
        hint = "Diese Uhrzeit gibt es zweimal. Gemeint ist die erste, noch in der Sommerzeit."
    return Day(day.isoformat(), words, why_not, hint, is_chosen=not hint)
