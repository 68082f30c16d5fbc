"""What a moderator does with one comment: release, hide, take back, decide an objection; and the next."""

from urllib.parse import urlencode

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.fields import FIELDS
from admin_web.forms import clean_text
from admin_web.pages.moderation.comment import show_comment
from admin_web.pages.moderation.seen import read_batch, read_number, read_seen, read_start
from admin_web.visit import VISIT
from admin_web.work import Work, work_on
from dialogs.city import moderation as rules
from dialogs.city.moderation import ObjectionDecided, Outcome, Ruled, Seen
from storage import moderation, moderation_queue
from storage.house_rules import list_rules
from storage.moderation import Moderated

AT = "/admin/moderation"
OUTCOMES = {
    Outcome.GRANTED: "Der Beitrag ist freigegeben. Die Person erfährt es.",
    Outcome.UPHELD: "Der Beitrag bleibt ausgeblendet. Die Person erfährt den Grund.",
}


async def release(request: web.Request) -> web.Response:
    """Lets everybody read it."""
    seen = read_seen(request)
    async with work_on(request) as work:
        comment = await _hold(request, work)
        done = rules.release(comment.case, seen)
        if isinstance(done, Ruled):
            number = await moderation.rule(work.connection, comment, done, work.member.name, work.now)
            onwards = await _onwards(request, work, comment, number)
            item, details = await _name(request, work, comment)
            return work.done(onwards, "comment released", item, details, say="Der Beitrag ist freigegeben.")
    return await show_comment(request, done, 409)


async def hide(request: web.Request) -> web.Response:
    """Hides it by a rule of the house; its author is told which."""
    fields, seen = request[FIELDS], read_seen(request)
    chosen = read_number(fields.get("rule", ""))
    async with work_on(request) as work:
        comment = await _hold(request, work)
        known = [rule.number for rule in await list_rules(work.connection)]
        done = rules.hide(comment.case, seen, chosen, known, fields.get("note", ""))
        if isinstance(done, Ruled):
            number = await moderation.rule(work.connection, comment, done, work.member.name, work.now)
            onwards = await _onwards(request, work, comment, number)
            item, details = await _name(request, work, comment)
            words = "Der Beitrag ist ausgeblendet. Die Person erfährt den Grund."
            return work.done(onwards, "comment hidden", item, f"{details}, Regel {done.rule}", say=words)
    return await show_comment(request, done, 409)


async def undo(request: web.Request) -> web.Response:
    """Takes back what the same person decided in this sign-in."""
    session, ruling = request[VISIT].session, read_number(request[FIELDS].get("ruling", ""))
    if session is None or ruling is None:
        raise web.HTTPBadRequest
    async with work_on(request) as work:
        comment = await _hold(request, work)
        done = rules.undo(comment.case, Seen(comment.case.arrived, ruling), work.member.name, session.created)
        if isinstance(done, Ruled):
            await moderation.rule(work.connection, comment, done, work.member.name, work.now)
            item, details = await _name(request, work, comment)
            back = _back(request, [comment]) if "from" in request.query else f"{AT}/{comment.id}"
            return work.done(back, "ruling undone", item, details, say="Das ist zurückgenommen.")
    return await show_comment(request, done, 409)


async def undo_several(request: web.Request) -> web.Response:
    """Takes back what was released at once, but for what somebody has decided anew since."""
    session, batch = request[VISIT].session, read_batch(request[FIELDS].get("batch", ""))
    if session is None or not batch:
        raise web.HTTPBadRequest
    async with work_on(request) as work:
        by, undone = work.member.name, []
        for number, comment in (await moderation.hold_comments(work.connection, list(batch))).items():
            seen = Seen(comment.case.arrived, batch[number])
            done = rules.undo(comment.case, seen, by, session.created)
            if isinstance(done, Ruled):
                await moderation.rule(work.connection, comment, done, by, work.now)
                undone.append(comment)
        say = _tell_undone(len(undone), len(batch) - len(undone))
        back = _back(request, undone)
        if not undone:
            return work.nothing(back, say=say)
        details = f"Nr. {', '.join(str(comment.id) for comment in undone)}"
        return work.done(back, "rulings undone", "Moderation", details, say=say)
    raise web.HTTPBadRequest


def _tell_undone(count: int, left: int) -> str:
    """What became of a batch that somebody took back."""
    if not count:
        return "Zurückgenommen ist nichts: Inzwischen ist anders entschieden, oder Sie haben sich abgemeldet."
    words = "Ein Beitrag wartet wieder." if count == 1 else f"{count} Beiträge warten wieder."
    return f"{words} Für {left} ist inzwischen anders entschieden." if left else words


def _back(request: web.Request, undone: list[Moderated]) -> str:
    """Into the queue, where the first of what waits again stands."""
    first = min(undone, key=lambda comment: (comment.case.arrived, comment.id), default=None)
    start = read_start(request)
    return f"{AT}?from={min(start, first.case.arrived)}#c{first.id}" if first else f"{AT}?from={start}"


async def decide(request: web.Request) -> web.Response:
    """Decides an objection as a second person."""
    fields, seen = request[FIELDS], read_seen(request)
    typed = fields.get("outcome", "")
    outcome = Outcome(typed) if typed in [*Outcome] else None
    async with work_on(request) as work:
        comment = await _hold(request, work)
        by, note = work.member.name, clean_text(fields.get("note"))
        done = rules.decide_objection(comment.case, seen, by, outcome, note)
        if isinstance(done, ObjectionDecided):
            await moderation.decide_objection(work.connection, comment, done, by, work.now)
            item, details = await _name(request, work, comment)
            further = await moderation_queue.list_objections(work.connection, 1)
            onwards = f"{AT}/objections" if further else AT
            return work.done(onwards, "objection decided", item, details, say=OUTCOMES[done.outcome])
    return await show_comment(request, done, 409)


async def _hold(request: web.Request, work: Work) -> Moderated:
    """The comment a change is about. Raises 404 if it is not there, or not any more."""
    number = int(request.match_info["id"])
    held = await moderation.hold_comments(work.connection, [number])
    if number not in held:
        raise web.HTTPNotFound
    return held[number]


async def _onwards(request: web.Request, work: Work, comment: Moderated, ruling: int) -> str:
    """To the next comment that waits, or back to the list the form stood in; there it can be undone."""
    done = {"done": f"{comment.id}-{ruling}"}
    before, behind = await moderation_queue.find_neighbours(work.connection, comment)
    if "from" in request.query:
        return f"{AT}?{urlencode({'from': read_start(request), **done})}#c{behind or before or ''}"
    following = behind or before
    return f"{AT}/{following}?{urlencode(done)}" if following else f"{AT}?{urlencode(done)}"


async def _name(request: web.Request, work: Work, comment: Moderated) -> tuple[str, str]:
    """What the journal calls a comment: its guideline and its number, never its words."""
    shelf = await desk_of(request).cities.current(work.connection)
    return f"Leitlinie {shelf.guidelines.slugs.get(comment.item, '')}", f"Nr. {comment.id}"
