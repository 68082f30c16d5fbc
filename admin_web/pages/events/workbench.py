"""An event's own page: its state, what it is, who has signed up, what is wrong, what to do next."""

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.gaps import list_gaps
from admin_web.editor.links import links_to
from admin_web.editor.wording import german
from admin_web.pages.events.editing import find_editing
from admin_web.pages.events.states import state_of, warnings
from admin_web.pages.events.wording import name_of, tell_seats
from admin_web.render import moment_in, render
from admin_web.screens import draw_words
from admin_web.speech import say
from admin_web.visit import VISIT
from dialogs.city.event_check import check, missing_translations
from dialogs.city.series import beginning_of
from dialogs.text import Content
from storage import meta, signups


async def show(request: web.Request) -> web.Response:
    """The page."""
    editing = await find_editing(request)
    desk, now, event = desk_of(request), request[VISIT].now, editing.event
    async with desk.database.read() as connection:
        counts = await signups.count_of(connection, editing.item.id)
        bot = await meta.find(connection, meta.BOT_NAME) or ""
    return render(
        request,
        "events/event.html",
        editing=editing,
        title=german(event.title),
        about=draw_words(Content(event.about, rich=True), desk.zone) if german(event.about) else "",
        badges=state_of(editing.item, editing.newest, now),
        counts=counts,
        series="" if editing.newest else beginning_of(editing.slug),
        problems=[f"{name_of(problem.where)}: {say(problem.sentence)}" for problem in check(event)],
        warnings=[*warnings(event, now, moment_in(desk.zone)), *tell_seats(event, counts)],
        gaps=list_gaps(missing_translations(event), name_of),
        links=links_to(desk.public_url, f"event-{editing.slug}", bot) if editing.newest else [],
    )
