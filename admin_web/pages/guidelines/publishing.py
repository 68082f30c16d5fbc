"""What citizens get: publish a version, close a guideline, open it again, throw a draft away."""

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor import publishing
from admin_web.editor.publishing import why_not
from admin_web.editor.states import warnings
from admin_web.editor.wording import german
from admin_web.pages.guidelines.changes import tell_changes
from admin_web.pages.guidelines.editing import KIND, GuidelineEditing, find_editing, hold_editing
from admin_web.pages.guidelines.wording import name_of
from admin_web.render import moment_in, render
from admin_web.speech import say
from admin_web.visit import VISIT
from admin_web.work import work_on
from dialogs.city.guideline_changes import rewritten
from dialogs.city.guideline_check import check
from dialogs.city.guideline_texts import missing_translations
from storage import definitions, items
from storage.new_versions import count_authors, tell_authors

PUBLISHED = "Die Leitlinie ist veröffentlicht. Bürger:innen sehen ab jetzt diese Fassung."


async def show(request: web.Request) -> web.Response:
    """Problems first; without any, what changes, the button and what it does."""
    return await _page(request, await find_editing(request))


async def publish(request: web.Request) -> web.Response:
    """Publishes the draft that was seen, if nothing is wrong with it, and has those concerned told."""
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        status = why_not(request, editing, check(editing.guideline))
        if not status:
            connection, item = work.connection, editing.item.id
            body = definitions.dump(editing.guideline)
            number = await items.publish(connection, item, body, work.member.id, work.now)
            if editing.newest:
                changed = rewritten(editing.newest, editing.guideline)
                await tell_authors(connection, item, number, changed, work.now)
            return work.done(editing.address(), "published", editing.name, f"Fassung {number}", say=PUBLISHED)
    return await _page(request, editing, status)


async def close(request: web.Request) -> web.Response:
    """Ends the reading at once; everything that was said stays."""
    say = "Die Leitlinie ist geschlossen. Stimmen und Anregungen bleiben."
    return await publishing.close(request, GuidelineEditing, say)


async def reopen(request: web.Request) -> web.Response:
    """Lets people have a say again."""
    return await publishing.reopen(request, GuidelineEditing, "Die Leitlinie ist wieder geöffnet.")


async def show_discard(request: web.Request) -> web.Response:
    """Asks whether the draft shall go, and says what remains."""
    return await publishing.show_discard(request, GuidelineEditing, "guidelines/discard.html")


async def discard(request: web.Request) -> web.Response:
    """Throws the draft away that was seen; a guideline that was never published goes with it."""
    return await publishing.discard(request, GuidelineEditing, "guidelines/discard.html")


async def _page(request: web.Request, editing: GuidelineEditing, status: int = 200) -> web.Response:
    guideline, newest, now = editing.guideline, editing.newest, request[VISIT].now
    authors = 0
    if editing.draft and newest:
        async with desk_of(request).database.read() as connection:
            authors = await count_authors(connection, editing.item.id, rewritten(newest, guideline))
    return render(
        request,
        "guidelines/publish.html",
        status=status,
        editing=editing,
        title=german(guideline.title),
        stale=status == 409,
        problems=[f"{name_of(problem.where)}: {say(problem.sentence)}" for problem in check(guideline)],
        warnings=warnings(KIND.noun, guideline.window, now, moment_in(desk_of(request).zone)),
        missing=len(missing_translations(guideline)),
        changes=tell_changes(newest, guideline),
        authors=authors,
    )
