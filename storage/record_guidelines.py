"""Writes down what citizens do with guidelines: what they read, their votes, their comments."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from dialogs.city.cleaning import fold
from dialogs.city.comment import CommentState
from dialogs.city.facts import CommentContinued, CommentDiscarded, CommentHandedIn, SectionRead, VoteCast
from storage.pen import Happened, Pen
from storage.tables import comment_parts, comments, readings, votes
from storage.upsert import insert_into

_NEXT = (
    select(func.coalesce(func.max(readings.c.nth), 0) + 1)
    .where(readings.c.item == bindparam("of_item"), readings.c.pseudonym == bindparam("name"))
    .scalar_subquery()
)


async def write_readings(pen: Pen, happened: Sequence[Happened[SectionRead]]) -> None:
    """A section opened again is where somebody is now."""
    rows = [
        {
            **_under_pseudonym(pen, h),
            "version": h.fact.version,
            "of_item": pen.shelf.guidelines.numbers[h.fact.guideline],
            "name": pen.name(pen.shelf.guidelines, h.fact.guideline, h.citizen),
        }
        for h in happened
    ]
    statement = insert_into(pen.connection, readings).values(nth=_NEXT)
    new = {name: statement.excluded[name] for name in ("nth", "version", "day")}
    key = [readings.c.item, readings.c.pseudonym, readings.c.section]
    await pen.connection.execute(statement.on_conflict_do_update(index_elements=key, set_=new), rows)


async def write_votes(pen: Pen, happened: Sequence[Happened[VoteCast]]) -> None:
    """One vote for each person and section: the newest takes the place of the one before."""
    rows = [{**_under_pseudonym(pen, h), "version": h.fact.version, "value": h.fact.vote} for h in happened]
    statement = insert_into(pen.connection, votes)
    new = {name: statement.excluded[name] for name in ("value", "version", "day")}
    key = [votes.c.item, votes.c.section, votes.c.pseudonym]
    await pen.connection.execute(statement.on_conflict_do_update(index_elements=key, set_=new), rows)


def _under_pseudonym(pen: Pen, h: Happened[SectionRead] | Happened[VoteCast]) -> dict[str, Any]:
    return {
        "item": pen.shelf.guidelines.numbers[h.fact.guideline],
        "pseudonym": pen.name(pen.shelf.guidelines, h.fact.guideline, h.citizen),
        "section": h.fact.section,
        "day": h.at.date(),
    }


_BEING_WRITTEN = (
    comments.c.citizen == bindparam("who"),
    comments.c.item == bindparam("of_item"),
    comments.c.section == bindparam("of_section"),
    comments.c.version == bindparam("of_version"),
    comments.c.state == CommentState.UNFINISHED,
)
_ADD_PART = insert(comment_parts).values(
    comment=select(comments.c.id).where(*_BEING_WRITTEN).scalar_subquery()
)
_TOUCH = update(comments).where(*_BEING_WRITTEN).values(day=bindparam("on_day"))
_HAND_IN = (
    update(comments)
    .where(*_BEING_WRITTEN)
    .values(state=CommentState.HANDED_IN, receipt=bindparam("code"), day=bindparam("on_day"))
)
_DISCARD = delete(comments).where(*_BEING_WRITTEN)


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
                "state": CommentState.UNFINISHED,
                "channel": h.channel,
                "language": h.fact.language,
                "day": h.at.date(),
            }
        )
        words = {"number": h.fact.part, "words": h.fact.words, "folded": fold(h.fact.words)}
        parts.append({**about, **words})
        touched.append({**about, "on_day": h.at.date()})
    await pen.connection.execute(insert_into(pen.connection, comments).on_conflict_do_nothing(), begun)
    await pen.connection.execute(_ADD_PART, parts)
    await pen.connection.execute(_TOUCH, touched)


async def write_comments_handed_in(pen: Pen, happened: Sequence[Happened[CommentHandedIn]]) -> None:
    """From now on staff see it."""
    rows = [
        {**_about(pen, h.citizen, h.fact), "code": h.fact.receipt, "on_day": h.at.date()} for h in happened
    ]
    await pen.connection.execute(_HAND_IN, rows)


async def write_discarded(pen: Pen, happened: Sequence[Happened[CommentDiscarded]]) -> None:
    """What was never handed in is gone with all its parts."""
    await pen.connection.execute(_DISCARD, [_about(pen, h.citizen, h.fact) for h in happened])


def _about(
    pen: Pen, citizen: int, fact: CommentContinued | CommentHandedIn | CommentDiscarded
) -> Mapping[str, Any]:
    """Which comment a fact is about."""
    return {
        "who": citizen,
        "of_item": pen.shelf.guidelines.numbers[fact.guideline],
        "of_section": fact.section,
        "of_version": fact.version,
    }
