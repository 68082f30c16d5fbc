"""Writes down what citizens do with guidelines: what they read, how they vote."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select

from dialogs.city.facts import SectionRead, VoteCast
from storage.pen import Happened, Pen
from storage.tables import readings, votes
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
        # Once its period is over it can still be read, and nobody is noted for it.
        if h.fact.guideline in pen.shelf.guidelines.salts
    ]
    if not rows:
        return
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
        "day": pen.day(h),
    }
