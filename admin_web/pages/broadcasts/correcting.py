"""Correcting what was sent already: other words in the very messages people have got."""

from aiohttp import web

from admin_web.editor.differences import FRESH, Difference, Returned
from admin_web.editor.mistakes import list_mistakes
from admin_web.fields import FIELDS
from admin_web.forms import take
from admin_web.pages.broadcasts.form import WordsForm, data_of, differ, offer, refuse_problems, typed_words
from admin_web.pages.broadcasts.read import Read, hold_broadcast, read_broadcast, seen_by
from admin_web.render import render
from admin_web.visit import VISIT
from admin_web.work import work_on
from dialogs.city.broadcast import Broadcast
from storage import broadcasts_course

NOT_YET = "Das geht gerade nicht: Es ist noch nicht an alle verteilt. Bitte warten Sie einen Augenblick."


async def show(request: web.Request) -> web.Response:
    """The form with what was sent."""
    found = await read_broadcast(request)
    if not found.is_out:
        raise web.HTTPSeeOther(found.address())
    form = WordsForm(data=data_of(found.broadcast))
    offer(form, request[VISIT].city, found.broadcast)
    return _page(request, found, form)


async def correct(request: web.Request) -> web.Response:
    """Shows what changes; if that has been seen, changes it everywhere."""
    async with work_on(request) as work:
        found = await hold_broadcast(request, work)
        if not found.is_out:
            return work.nothing(found.address())
        form = take(request, WordsForm)
        offer(form, request[VISIT].city, found.broadcast)
        broadcast, returned = _read(form, found)
        changes = differ(broadcast, found.broadcast)
        if found.stored.revision != seen_by(request):
            returned = Returned(returned.homeless, stale=True, differences=changes)
        elif not changes:
            return work.nothing(found.address(), say="Es hat sich nichts geändert.")
        elif not list_mistakes(form, returned.homeless) and request[FIELDS].get("sure"):
            id, seen, name = found.stored.id, found.stored.revision, work.member.name
            if not await broadcasts_course.correct(work.connection, id, broadcast, seen, name, work.now):
                return work.nothing(found.address(), say=NOT_YET)
            say = "Korrigiert. Die Nachrichten werden jetzt geändert."
            return work.done(found.address(), "broadcast corrected", found.name, say=say)
    good = not list_mistakes(form, returned.homeless) and not returned.stale
    return _page(request, found, form, returned, changes if good else (), status=200 if good else 422)


def _read(form: WordsForm, found: Read) -> tuple[Broadcast, Returned]:
    form.validate()
    broadcast = typed_words(form, found.broadcast)
    return broadcast, Returned(refuse_problems(form, broadcast))


def _page(
    request: web.Request,
    found: Read,
    form: WordsForm,
    returned: Returned = FRESH,
    changes: list[Difference] | tuple[()] = (),
    *,
    status: int = 200,
) -> web.Response:
    return render(
        request,
        "broadcasts/correct.html",
        status=status,
        found=found,
        form=form,
        returned=returned,
        changes=changes,
        mistakes=list_mistakes(form, returned.homeless),
    )
