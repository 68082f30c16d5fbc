"""Correcting what was sent already: other words in the very messages people have got."""

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.differences import FRESH, Difference, Returned
from admin_web.editor.mistakes import list_mistakes
from admin_web.fields import FIELDS
from admin_web.forms import take
from admin_web.pages.broadcasts.form import WordsForm, data_of, differ, offer, refuse_problems, typed_words
from admin_web.pages.broadcasts.names import count_people
from admin_web.pages.broadcasts.read import Read, hold_broadcast, read_broadcast, seen_by
from admin_web.render import render
from admin_web.visit import VISIT
from admin_web.work import Work, work_on
from dialogs.city.broadcast import Broadcast, may_approve, needs_second
from storage import broadcasts_course

CHANGED = "Die Korrektur ist inzwischen eine andere. Bitte sehen Sie noch einmal hin."
CORRECTED = "Korrigiert. Die Nachrichten werden jetzt geändert."
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
            return await _put_right(request, work, found, broadcast)
    good = not list_mistakes(form, returned.homeless) and not returned.stale
    return _page(request, found, form, returned, changes if good else (), status=200 if good else 422)


async def _put_right(request: web.Request, work: Work, found: Read, broadcast: Broadcast) -> web.Response:
    """Corrects it, or lays it before a second person if there are many who would read something else."""
    id, seen, name = found.stored.id, found.stored.revision, work.member.name
    asks_second = _asks_second(request, found)
    move = broadcasts_course.propose if asks_second else broadcasts_course.correct
    if not await move(work.connection, id, broadcast, seen, name, work.now):
        return work.nothing(found.address(), say=NOT_YET)
    if asks_second:
        say = "Eine zweite Person muss zustimmen. Bis dahin bleibt die Nachricht, wie sie ist."
        return work.done(found.address(), "broadcast correction submitted", found.name, say=say)
    return work.done(found.address(), "broadcast corrected", found.name, say=CORRECTED)


def _asks_second(request: web.Request, found: Read) -> bool:
    return needs_second(found.stored.recipients or 0, desk_of(request).four_eyes_from)


async def agree(request: web.Request) -> web.Response:
    """A second person agrees to the correction that is shown."""
    async with work_on(request) as work:
        found = await hold_broadcast(request, work)
        stored, name = found.stored, work.member.name
        if stored.proposed is None or stored.revision != seen_by(request):
            return work.nothing(found.address(), say=CHANGED)
        if not may_approve(stored.proposer, name):
            raise web.HTTPForbidden
        if not await broadcasts_course.agree(work.connection, stored.id, stored.revision, name, work.now):
            return work.nothing(found.address(), say=NOT_YET)
        told = f"geschrieben von {stored.proposer}"
        return work.done(found.address(), "broadcast corrected", found.name, told, say=CORRECTED)
    raise web.HTTPNotFound


async def drop(request: web.Request) -> web.Response:
    """The correction that is shown is not wanted: everything stays as it was sent."""
    async with work_on(request) as work:
        found = await hold_broadcast(request, work)
        id, seen = found.stored.id, seen_by(request)
        if not await broadcasts_course.drop_proposal(work.connection, id, seen, work.now):
            return work.nothing(found.address(), say=CHANGED)
        say = "Die Korrektur ist verworfen. Die Nachricht bleibt, wie sie ist."
        return work.done(found.address(), "broadcast correction dropped", found.name, say=say)
    raise web.HTTPNotFound


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
        asks_second=_asks_second(request, found),
        people=count_people,
        four_eyes_from=desk_of(request).four_eyes_from,
    )
