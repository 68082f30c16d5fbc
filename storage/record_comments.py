"""Writes down what citizens write on a section: parts, handing in, changing, taking back, supporting."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Date, Text, bindparam, case, delete, func, insert, literal, or_, select, update

from dialogs.city.cleaning import fold
from dialogs.city.comment import CommentState, Visibility
from dialogs.city.decision import WAITING
from dialogs.city.facts import (
    CommentChanged,
    CommentContinued,
    CommentDiscarded,
    CommentHandedIn,
    CommentSupported,
    CommentWithdrawn,
    SupportTakenBack,
)
from storage.moderation import OPEN
from storage.pen import Happened, Pen
from storage.tables import comment_parts, comments, supports
from storage.upsert import insert_into

_BEING_WRITTEN = (
    comments.c.citizen == bindparam("who"),
    comments.c.item == bindparam("of_item"),
    comments.c.section == bindparam("of_section"),
    comments.c.version == bindparam("of_version"),
    comments.c.kind == bindparam("of_kind"),
    comments.c.state == CommentState.UNFINISHED,
)
_ITS_NUMBER = select(comments.c.id).where(*_BEING_WRITTEN).scalar_subquery()
_ADD_PART = insert(comment_parts).values(comment=_ITS_NUMBER)
_TOUCH = update(comments).where(*_BEING_WRITTEN).values(day=bindparam("on_day"))
# Staff look at what has come in since; a higher number also says that the words are not those of before.
_NEXT_ARRIVAL = select(func.coalesce(func.max(comments.c.arrived), 0) + 1).scalar_subquery()
_HAND_IN = (
    update(comments)
    .where(*_BEING_WRITTEN)
    .values(
        state=CommentState.HANDED_IN,
        visibility=bindparam("seen"),
        receipt=bindparam("code"),
        day=bindparam("on_day"),
        arrived=_NEXT_ARRIVAL,
        replaces=0,
    )
)
_DISCARD = delete(comments).where(*_BEING_WRITTEN)


def _about(
    pen: Pen, citizen: int, fact: CommentContinued | CommentHandedIn | CommentChanged | CommentDiscarded
) -> Mapping[str, Any]:
    """Which unfinished comment a fact is about."""
    return {
        "who": citizen,
        "of_item": pen.shelf.guidelines.numbers[fact.guideline],
        "of_section": fact.section,
        "of_version": fact.version,
        "of_kind": fact.kind,
    }


async def write_parts(pen: Pen, happened: Sequence[Happened[CommentContinued]]) -> None:
    """The first part makes the comment; each has its own number, so the same one never counts twice."""
    begun, parts, touched = [], [], []
    for h in happened:
        about = _about(pen, h.citizen, h.fact)
        begun.append(
            {
                "citizen": h.citizen,
                "item": about["of_item"],
                "section": h.fact.section,
                "version": h.fact.version,
                "kind": h.fact.kind,
                "replaces": h.fact.replaces,
                "state": CommentState.UNFINISHED,
                "channel": h.channel,
                "language": h.fact.language,
                "day": pen.day(h),
            }
        )
        words = {"number": h.fact.part, "words": h.fact.words, "folded": fold(h.fact.words)}
        parts.append({**about, **words})
        touched.append({**about, "on_day": pen.day(h)})
    await pen.connection.execute(insert_into(pen.connection, comments).on_conflict_do_nothing(), begun)
    await pen.connection.execute(_ADD_PART, parts)
    await pen.connection.execute(_TOUCH, touched)


async def write_comments_handed_in(pen: Pen, happened: Sequence[Happened[CommentHandedIn]]) -> None:
    """From now on staff see it."""
    rows = [
        {
            **_about(pen, h.citizen, h.fact),
            "seen": _first_seen(at_once=h.fact.at_once),
            "code": h.fact.receipt,
            "on_day": pen.day(h),
        }
        for h in happened
    ]
    await pen.connection.execute(_HAND_IN, rows)


def _first_seen(*, at_once: bool) -> Visibility:
    return Visibility.RELEASED if at_once else Visibility.WAITING


async def write_discarded(pen: Pen, happened: Sequence[Happened[CommentDiscarded]]) -> None:
    """What was never handed in is gone with all its parts."""
    await pen.connection.execute(_DISCARD, [_about(pen, h.citizen, h.fact) for h in happened])


_OWN = (
    comments.c.id == bindparam("number_of"),
    comments.c.citizen == bindparam("who"),
    comments.c.state == CommentState.HANDED_IN,
)
_OWN_NUMBER = select(comments.c.id).where(*_OWN).scalar_subquery()
_FORGET_WORDS = delete(comment_parts).where(comment_parts.c.comment == _OWN_NUMBER)
_FORGET_SUPPORTS = delete(supports).where(supports.c.comment == _OWN_NUMBER)
# What the city has answered in this very moment keeps its words: then there is no number here, which breaks
# the rule that words belong to a comment, and the turn is done again.
_UNANSWERED = (*_OWN, or_(*(comments.c.status == status for status in sorted(WAITING))))
_UNANSWERED_NUMBER = select(comments.c.id).where(*_UNANSWERED).scalar_subquery()
_MOVE_WORDS = (
    update(comment_parts).where(comment_parts.c.comment == _ITS_NUMBER).values(comment=_UNANSWERED_NUMBER)
)
# What a moderator has hidden is looked at again, whatever it says now.
_CHANGE = (
    update(comments)
    .where(*_UNANSWERED)
    .values(
        visibility=case(
            (comments.c.visibility == Visibility.HIDDEN, literal(Visibility.WAITING, Text)),
            else_=bindparam("seen", type_=Text),
        ),
        moderation=OPEN,
        arrived=_NEXT_ARRIVAL,
        day=bindparam("on_day"),
    )
)


async def write_changes(pen: Pen, happened: Sequence[Happened[CommentChanged]]) -> None:
    """The new words take the place of the old ones, and nobody supports them yet; number and receipt stay."""
    rows = [
        {
            **_about(pen, h.citizen, h.fact),
            "number_of": h.fact.comment,
            "seen": _first_seen(at_once=h.fact.at_once),
            "on_day": pen.day(h),
        }
        for h in happened
    ]
    # The change comes first: it waits for whoever decides about the comment or supports it at this moment.
    for statement in (_CHANGE, _FORGET_WORDS, _FORGET_SUPPORTS, _MOVE_WORDS, _DISCARD):
        await pen.connection.execute(statement, rows)


_FORGET_CHANGES = delete(comments).where(
    comments.c.citizen == bindparam("who"),
    comments.c.state == CommentState.UNFINISHED,
    comments.c.replaces == bindparam("number_of"),
)
_WITHDRAW = update(comments).where(*_OWN).values(state=CommentState.WITHDRAWN, day=bindparam("on_day"))


async def write_withdrawn(pen: Pen, happened: Sequence[Happened[CommentWithdrawn]]) -> None:
    """Its words stay for nobody; the row stays, so that its receipt still tells what became of it."""
    rows = [{"number_of": h.fact.comment, "who": h.citizen, "on_day": pen.day(h)} for h in happened]
    for statement in (_FORGET_WORDS, _FORGET_SUPPORTS, _FORGET_CHANGES, _WITHDRAW):
        await pen.connection.execute(statement, rows)


_ANOTHERS = (
    comments.c.id == bindparam("number_of"),
    comments.c.item == bindparam("of_item"),
    comments.c.state == CommentState.HANDED_IN,
    comments.c.visibility == Visibility.RELEASED,
    comments.c.arrived == bindparam("as_read"),
    func.coalesce(comments.c.citizen, 0) != bindparam("who"),
)
_SEEN_SO = (
    select(comments.c.id, bindparam("name", type_=Text), bindparam("on_day", type_=Date))
    .where(*_ANOTHERS)
    # Whoever is changing the words at this moment is waited for; they are then not those that were read.
    .with_for_update(read=True)
)


async def write_supports(pen: Pen, happened: Sequence[Happened[CommentSupported]]) -> None:
    """Once for each person, only for what others may read, in the words he read; never for one's own."""
    rows = [
        {
            "number_of": h.fact.comment,
            "of_item": pen.shelf.guidelines.numbers[h.fact.guideline],
            "as_read": h.fact.arrived,
            "who": h.citizen,
            "name": pen.name(pen.shelf.guidelines, h.fact.guideline, h.citizen),
            "on_day": pen.day(h),
        }
        for h in happened
    ]
    statement = insert_into(pen.connection, supports).from_select(["comment", "pseudonym", "day"], _SEEN_SO)
    await pen.connection.execute(statement.on_conflict_do_nothing(), rows)


_TAKE_BACK = delete(supports).where(
    supports.c.comment == bindparam("number_of"), supports.c.pseudonym == bindparam("name")
)


async def write_taken_back(pen: Pen, happened: Sequence[Happened[SupportTakenBack]]) -> None:
    """As if nothing had been pressed."""
    rows = [
        {
            "number_of": h.fact.comment,
            "name": pen.name(pen.shelf.guidelines, h.fact.guideline, h.citizen),
        }
        for h in happened
    ]
    await pen.connection.execute(_TAKE_BACK, rows)
