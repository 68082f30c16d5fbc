"""Answers of the city to many comments at once: chosen, worded, seen as citizens will see it, then sent."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import wtforms
from aiohttp import web

from admin_web.desk import desk_of
from admin_web.fields import FIELDS
from admin_web.forms import Form, Lines, OneOf, refuse, take
from admin_web.pages.guidelines import comment_names as names
from admin_web.pages.guidelines.read import Read, note_reading, read_guideline
from admin_web.render import render
from admin_web.screens import draw_lines
from admin_web.speech import say, visible_in_list
from admin_web.visit import VISIT
from admin_web.work import work_on
from dialogs.city.comment import Visibility
from dialogs.city.decision import MOST_REASON, Decision, decide
from dialogs.city.notification import CommentDecided
from dialogs.city.objection import Contribution
from dialogs.city.refusal import Refusal
from dialogs.talks import notified
from storage.comment_lists import COMMENTS_A_PAGE, StoredComment, find_comments
from storage.decisions import Outcome, Seen, Sight, decide_comments, foresee
from storage.exports_guidelines import title_of

UNSEEN: Seen = {}
NO_STATUS = "Bitte wählen Sie, was die Stadt antwortet."

_NUMBER = re.compile("[0-9]{1,15}")
_SIGHT = re.compile(r"([0-9]{1,15})\.([0-9]{1,15})\.([0-9]{1,15})")


class AnswerForm(Form):
    """What the city answers."""

    status = OneOf("Antwort", names.ANSWERS, NO_STATUS)
    reason = Lines("Begründung")


async def show(request: web.Request) -> web.Response:
    """The comments that were chosen, and what shall be answered. The journal notes who reads them."""
    numbers = [int(typed) for typed in request.query.getall("chosen", []) if _NUMBER.fullmatch(typed)]
    guideline = await read_guideline(request)
    chosen = await _find(request, guideline, numbers)
    if chosen:
        await note_reading(request, guideline, _tell_numbers([comment.id for comment in chosen]))
    return _page(request, guideline, chosen, AnswerForm(status=request.query.get("status", "")))


async def answer(request: web.Request) -> web.Response:
    """Shows what will be sent to how many; if that has been seen, does it."""
    guideline, form, seen = await read_guideline(request), take(request, AnswerForm), _read_seen(request)
    decision = _check(form)
    if not seen or decision is None:
        return await _again(request, guideline, seen, form)
    if not request[FIELDS].get("sure"):
        async with desk_of(request).database.read() as connection:
            outcome = await foresee(connection, guideline.item.id, seen, decision)
        return await _again(request, guideline, seen, form, outcome, decision)
    async with work_on(request) as work:
        outcome = await decide_comments(
            work.connection, guideline.item.id, seen, decision, work.member.name, work.now
        )
        if outcome.is_possible:
            back = guideline.address("comments")
            if not outcome.changing:
                return work.nothing(back, say="Das war schon so beantwortet. Niemand wird benachrichtigt.")
            told = f"{names.STATUSES[decision.status]}: {_tell_numbers(outcome.changing)}"
            item = f"Leitlinie {guideline.item.slug}"
            return work.done(back, "comments decided", item, told, say=_tell_outcome(outcome))
    return await _again(request, guideline, seen, form, outcome, decision)


def _read_seen(request: web.Request) -> dict[int, Sight]:
    """What was ticked, and what of it was seen; no more than one page of the list can hold."""
    found = (_SIGHT.fullmatch(typed) for typed in request[FIELDS].getall("chosen", []))
    sights = [tuple(map(int, match.groups())) for match in found if match]
    return {number: Sight(decision, arrived) for number, decision, arrived in sights[:COMMENTS_A_PAGE]}


def _check(form: AnswerForm) -> Decision | None:
    """The decision; None if something is wrong with it, which then stands beside its field."""
    if not form.validate():
        return None
    decision = decide(form.status.text, form.reason.text)
    if isinstance(decision, Refusal):
        refuse(form.reason, say(decision.sentence))
        return None
    return decision


async def _again(
    request: web.Request,
    guideline: Read,
    seen: Seen,
    form: AnswerForm,
    outcome: Outcome | None = None,
    decision: Decision | None = None,
) -> web.Response:
    """The page with what is to be done or what is in the way."""
    chosen = await _find(request, guideline, list(seen))
    if outcome is None or decision is None:
        return _page(request, guideline, chosen, form, status=422, seen=seen)
    if not outcome.is_possible:
        # Only of these is it said that they are to be read again; then the new words count as seen.
        kept = {number: sight for number, sight in seen.items() if number not in outcome.overtaken}
        return _page(request, guideline, chosen, form, status=409, outcome=outcome, seen=kept)
    preview = _preview(request, guideline, chosen, decision)
    return _page(request, guideline, chosen, form, outcome=outcome, preview=preview, seen=seen)


async def _find(request: web.Request, guideline: Read, numbers: Sequence[int]) -> list[StoredComment]:
    async with desk_of(request).database.read() as connection:
        return await find_comments(connection, guideline.item.id, numbers[:COMMENTS_A_PAGE])


def _preview(
    request: web.Request, guideline: Read, chosen: Sequence[StoredComment], decision: Decision
) -> Mapping[str, Any]:
    """What the author of the first of them will read, in each language of the interface."""
    first, visit, zone = chosen[0], request[VISIT], desk_of(request).zone
    about = Contribution(guideline.item.slug, first.section, first.version, "".join(first.parts[:1]))
    screen = notified.show(visit.city, first.language, CommentDecided((about,), decision), visit.now)
    return {"lines": draw_lines(screen, first.language, zone), "language": first.language} if screen else {}


def _page(
    request: web.Request,
    guideline: Read,
    chosen: Sequence[StoredComment],
    form: wtforms.Form,
    *,
    status: int = 200,
    outcome: Outcome | None = None,
    preview: Mapping[str, Any] | None = None,
    seen: Seen = UNSEEN,
) -> web.Response:
    """What was `seen` before stays what was seen, whatever the comments say by now."""
    return render(
        request,
        "guidelines/decide.html",
        status=status,
        guideline=guideline,
        chosen=chosen,
        sights={each.id: Sight(each.decision, each.arrived) for each in chosen} | dict(seen),
        form=form,
        most=MOST_REASON,
        outcome=outcome or Outcome(),
        preview=preview,
        warnings=_warn(chosen),
        title_of=lambda comment: title_of(comment.section, guideline.versions, comment.version),
        statuses=names.STATUSES,
        look_of=names.look_of,
        kinds=names.KINDS,
        count_comments=names.count_comments,
        count_people=names.count_people,
        visible=visible_in_list,
    )


def _warn(chosen: Sequence[StoredComment]) -> list[str]:
    """What to look at before these are answered: what is hidden, and what nobody has looked at."""
    hidden = [each.id for each in chosen if each.visibility is Visibility.HIDDEN]
    fresh = [each.id for each in chosen if each.is_open]
    told = [
        (
            hidden,
            "ausgeblendet. Vielleicht läuft noch ein Widerspruch. Antworten Sie nur, wenn Sie das wollen.",
        ),
        (fresh, "noch nicht moderiert. Vielleicht wird der Wortlaut noch ausgeblendet."),
    ]
    return [
        f"{_tell_numbers(numbers)} {'ist' if len(numbers) == 1 else 'sind'} {what}"
        for numbers, what in told
        if numbers
    ]


def _tell_numbers(numbers: Sequence[int]) -> str:
    return f"Nr. {', '.join(map(str, numbers))}"


def _tell_outcome(outcome: Outcome) -> str:
    """What the next page says."""
    verb = "wird" if outcome.people == 1 else "werden"
    told = f"{names.count_people(outcome.people)} {verb} benachrichtigt."
    if not outcome.unreachable:
        return told
    return f"{told} {names.count_people(outcome.unreachable)} nicht: nicht mehr erreichbar."
