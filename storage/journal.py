"""What members of staff did: who, when, to what. Only ever added to; never the words of a citizen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import journal

SOMEBODY = "Eine Person"
"""Whose doing it was if a citizen used his rights: nothing in the journal leads to him."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing somebody did."""

    id: int
    at: datetime
    staff: str
    action: str
    item: str
    details: str


async def write(
    connection: AsyncConnection, staff: str, action: str, item: str, details: str, now: datetime
) -> None:
    """Adds an entry: who did it (by name), a past participle, what it was done to, what else matters."""
    folded = " ".join((staff, item, details)).casefold()
    await connection.execute(
        insert(journal).values(at=now, staff=staff, action=action, item=item, details=details, folded=folded)
    )


async def list_entries(
    connection: AsyncConnection, search: str, actions: Collection[str], most: int, skip: int
) -> list[Entry]:
    """Entries that hold the search in their words or are one of the actions; the newest first."""
    query = (
        select(
            journal.c.id, journal.c.at, journal.c.staff, journal.c.action, journal.c.item, journal.c.details
        )
        .where(_found(search, actions))
        .order_by(journal.c.id.desc())
        .limit(most)
        .offset(skip)
    )
    return [Entry(*row) for row in (await connection.execute(query)).all()]


async def count_entries(connection: AsyncConnection, search: str, actions: Collection[str]) -> int:
    """How many entries such a search finds."""
    query = select(func.count()).select_from(journal).where(_found(search, actions))
    count: int = (await connection.execute(query)).scalar_one()
    return count


def _found(search: str, actions: Collection[str]) -> ColumnElement[bool]:
    return or_(
        journal.c.folded.contains(search.casefold(), autoescape=True), journal.c.action.in_(list(actions))
    )
