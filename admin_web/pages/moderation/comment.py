"""One comment before a moderator: its section and what was said before beside it, and what can be done."""

from dataclasses import dataclass

from aiohttp import web

from admin_web import judges
from admin_web.desk import desk_of
from admin_web.fields import FIELDS
from admin_web.forms import Form, Lines, OneOf
from admin_web.pages.moderation.place import read_places
from admin_web.pages.moderation.seen import dump_seen, read_done
from admin_web.pages.moderation.told import TOLD
from admin_web.render import render
from admin_web.speech import say
from admin_web.visit import VISIT, member_of
from dialogs.city.house_rule import HouseRule
from dialogs.city.moderation import MOST_NOTE, Outcome, Ruled, Verdict, may_decide, undo
from dialogs.city.refusal import Refusal
from dialogs.text import Content
from storage import moderation, moderation_queue, staff
from storage.database import Connection
from storage.house_rules import list_all_rules
from storage.moderation import Moderated

OUTCOMES = [
    (Outcome.GRANTED.value, "Der Beitrag wird freigegeben"),
    (Outcome.UPHELD.value, "Der Beitrag bleibt ausgeblendet"),
]


class Hiding(Form):
    """By which rule a comment is hidden, and what its author is told besides."""

    rule = OneOf("Gegen welche Regel verstößt der Beitrag?", (), "", id="rule")
    note = Lines("Bemerkung für die Person (freiwillig)", render_kw={"maxlength": MOST_NOTE, "rows": 3})


class Deciding(Form):
    """What becomes of an objection, and why."""

    outcome = OneOf("Was geschieht mit dem Widerspruch?", OUTCOMES, "", id="outcome")
    note = Lines(
        "Begründung, wenn der Beitrag ausgeblendet bleibt", render_kw={"maxlength": MOST_NOTE, "rows": 4}
    )


@dataclass(frozen=True, slots=True)
class Ways:
    """What somebody can do with a comment, and where the queue goes on."""

    before: int | None
    behind: int | None
    can_undo: bool
    can_decide: bool
    is_left: bool
    """Whether anybody can decide about an objection."""


async def show(request: web.Request) -> web.Response:
    """The page of one comment."""
    return await show_comment(request)


async def show_comment(
    request: web.Request, refused: Refusal | None = None, status: int = 200
) -> web.Response:
    """The same, and if something was refused why, with what was typed. Raises 404 if there is none."""
    visit, number = request[VISIT], int(request.match_info["id"])
    async with desk_of(request).database.read() as connection:
        comment = await moderation.find_comment(connection, number)
        if comment is None:
            raise web.HTTPNotFound
        places = await read_places(request, connection)
        counts = await moderation_queue.count_all(connection, 0)
        before, behind = await moderation_queue.find_neighbours(connection, comment)
        earlier = await moderation_queue.list_earlier(connection, comment)
        rules = await list_all_rules(connection)
        can_decide = may_decide(comment.case, member_of(request).name)
        is_left = can_decide or await _is_left(connection, comment)
    typed = request.get(FIELDS)
    hiding, deciding = Hiding(typed), Deciding(typed)
    hiding.rule.choices = [(str(rule.number), _german(rule)) for rule in rules if not rule.withdrawn]
    return render(
        request,
        "moderation/comment.html",
        status=status,
        comment=comment,
        case=comment.case,
        place=places.find(comment.item, comment.section, comment.version),
        earlier=earlier,
        counts=counts,
        seen=dump_seen(comment.id, comment.case.seen),
        ways=Ways(before, behind, _can_undo(request, comment), can_decide, is_left),
        hiding=hiding,
        deciding=deciding,
        rules={rule.number: _german(rule) for rule in rules},
        refused=say(refused.sentence) if refused else "",
        done=read_done(request),
        is_new=visit.session is not None and comment.case.arrived > visit.session.seen_comment,
        **TOLD,
    )


def _german(rule: HouseRule) -> str:
    return say(Content(rule.texts))


async def _is_left(connection: Connection, comment: Moderated) -> bool:
    """Whether somebody else can decide about an objection."""
    if not comment.case.is_objected:
        return True
    hidden_by = {ruling.staff for ruling in comment.case.rulings if ruling.verdict is Verdict.HIDDEN}
    return judges.is_left(await staff.list_members(connection), hidden_by)


def _can_undo(request: web.Request, comment: Moderated) -> bool:
    session, case = request[VISIT].session, comment.case
    if session is None:
        return False
    return isinstance(undo(case, case.seen, session.member.name, session.created), Ruled)
