"""All that was ever decided about a comment: rulings of moderators and answers of the city, in order."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.decision import Status
from dialogs.city.moderation import Standing, Verdict
from dialogs.text import Localized
from storage.decisions import Told, list_decisions
from storage.tables import house_rules, rulings


@dataclass(frozen=True, slots=True)
class Ruled:
    """A moderator decided about a comment: how it stood before and stands since, by which rule."""

    verdict: Verdict
    before: Standing
    after: Standing
    rule: Localized
    note: str
    staff: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """The city answered, or answered anew: `before` is the status that held until then."""

    before: Status
    told: Told

    @property
    def at(self) -> datetime:
        """When."""
        return self.told.at


async def list_history(connection: AsyncConnection, comment: int) -> list[Ruled | Answer]:
    """Rulings and answers, the oldest first; two queries."""
    answers: list[Answer] = []
    before = Status.RECEIVED
    for told in await list_decisions(connection, comment):
        answers.append(Answer(before, told))
        before = told.status
    return sorted([*await _rulings(connection, comment), *answers], key=lambda event: event.at)


async def _rulings(connection: AsyncConnection, comment: int) -> list[Ruled]:
    query = (
        select(
            rulings.c.verdict,
            rulings.c.before,
            rulings.c.after,
            house_rules.c.body,
            rulings.c.note,
            rulings.c.staff,
            rulings.c.at,
        )
        .outerjoin(house_rules, house_rules.c.id == rulings.c.rule)
        .where(rulings.c.comment == comment)
        .order_by(rulings.c.id)
    )
    return [
        Ruled(
            Verdict(verdict),
            Standing(before),
            Standing(after),
            json.loads(rule) if rule else {},
            note,
            staff,
            at,
        )
        for verdict, before, after, rule, note, staff, at in (await connection.execute(query)).all()
    ]
