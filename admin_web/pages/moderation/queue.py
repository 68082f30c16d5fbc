"""The queue: what waits for a moderator, the oldest first; several are released at once."""

from dataclasses import dataclass

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.fields import FIELDS
from admin_web.pages.moderation.place import Place, Places, read_places
from admin_web.pages.moderation.seen import (
    dump_batch,
    dump_seen,
    read_all_seen,
    read_batch,
    read_done,
    read_start,
)
from admin_web.pages.moderation.told import TOLD, remarks, signs
from admin_web.render import render
from admin_web.speech import few_lines
from admin_web.visit import VISIT, member_of
from admin_web.work import work_on
from dialogs.city.moderation import Ruled, release
from storage import journal, moderation, moderation_queue
from storage.moderation import Moderated
from storage.moderation_queue import AT_ONCE, Waiting

AT = "/admin/moderation"


@dataclass(frozen=True, slots=True)
class Row:
    """One comment of the queue."""

    comment: Moderated
    place: Place
    seen: str
    remarks: list[str]
    is_new: bool


async def show(request: web.Request) -> web.Response:
    """One page of the queue, from an arrival on: pages do not shift while others work on it."""
    start, since = read_start(request), _since(request)
    async with desk_of(request).database.read() as connection:
        places = await read_places(request, connection)
        counts = await moderation_queue.count_all(connection, since)
        waiting = await moderation_queue.list_waiting(connection, start, AT_ONCE + 1)
        unseen = await moderation_queue.find_unseen(connection, member_of(request).id)
    if unseen and counts.new:
        await _note(request, unseen)
    return render(
        request,
        "moderation/queue.html",
        rows=[_row(each, places, since) for each in waiting[:AT_ONCE]],
        counts=counts,
        start=start,
        further=waiting[AT_ONCE].comment.case.arrived if len(waiting) > AT_ONCE else None,
        done=read_done(request),
        batch=read_batch(request.query.get("batch", "")),
        dump_batch=dump_batch,
        **{**TOLD, "signs": lambda words: signs(few_lines(words))},
    )


def _since(request: web.Request) -> int:
    session = request[VISIT].session
    return session.seen_comment if session else 0


def _row(waiting: Waiting, places: Places, since: int) -> Row:
    comment = waiting.comment
    return Row(
        comment,
        places.find(comment.item, comment.section, comment.version),
        dump_seen(comment.id, waiting.seen),
        remarks(comment.words),
        comment.case.arrived > since,
    )


async def _note(request: web.Request, unseen: int) -> None:
    """That somebody reads what is new stands in the journal; for this sign-in it stays new all the same."""
    async with desk_of(request).database.write() as connection:
        member, now = member_of(request), request[VISIT].now
        if await moderation_queue.mark_seen(connection, member.id, unseen):
            await journal.write(connection, member.name, "comments read", "Moderation", "", now)


async def release_several(request: web.Request) -> web.Response:
    """Releases all comments that were chosen; what changed meanwhile is left out and told."""
    fields = request[FIELDS]
    seen = read_all_seen(fields.getall("plain" if fields.get("which") == "plain" else "chosen", []))
    back = f"{AT}?from={read_start(request)}"
    async with work_on(request) as work:
        held = await moderation.hold_comments(work.connection, list(seen))
        ruled = [(comment, release(comment.case, seen[number])) for number, comment in held.items()]
        # Of one that is hidden its author would have to be told: that is done on its own page.
        released = [
            (comment, done)
            for comment, done in ruled
            if isinstance(done, Ruled) and comment.case.standing.is_open
        ]
        if not released:
            words = _tell_left_out(len(seen)) if seen else "Bitte wählen Sie erst etwas aus."
            return work.nothing(back, say=words)
        rulings = await moderation.release_all(work.connection, released, work.member.name, work.now)
        onwards = f"{back}&batch={dump_batch(rulings)}"
        count = len(released)
        words = "Ein Beitrag ist freigegeben." if count == 1 else f"{count} Beiträge sind freigegeben."
        left_out = _tell_left_out(len(seen) - count)
        details = f"Nr. {', '.join(str(comment.id) for comment, _ in released)}"
        say = f"{words} {left_out}".strip()
        return work.done(onwards, "comments released", "Moderation", details, say=say)
    raise web.HTTPBadRequest


def _tell_left_out(count: int) -> str:
    if count == 0:
        return ""
    if count == 1:
        return "Einer hat sich inzwischen geändert und bleibt, wie er ist."
    return f"{count} haben sich inzwischen geändert und bleiben, wie sie sind."
