"""Ends the period for which it is kept who said what in a survey or guideline."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.comment import CommentState
from dialogs.city.guideline import Guideline
from dialogs.city.survey import Survey
from storage import definitions, journal
from storage.items import ANSWERED, touch_city
from storage.tables import comments, items, participation, versions, wishes

PROGRAM = "Programm"
"""Who the journal says it was."""

_each = versions.alias("each")
_NEWEST = (
    select(func.max(_each.c.number)).where(_each.c.item == items.c.id).correlate(items).scalar_subquery()
)
_TIED = (
    select(items.c.id, items.c.kind, items.c.slug, items.c.closed, items.c.over, versions.c.body)
    .select_from(items)
    .join(versions, (versions.c.item == items.c.id) & (versions.c.number == _NEWEST))
    .where(items.c.kind.in_(ANSWERED), items.c.salt.is_not(None))
    .order_by(items.c.id)
)


async def end_periods(connection: AsyncConnection, now: datetime) -> int:
    """Makes anonymous what has been over for as long as its newest version says; returns how many items.

    The period runs from the end of the window, or from the first look after staff closed an item by hand.
    """
    count = 0
    for row in (await connection.execute(_TIED)).all():
        body: Survey | Guideline | None = definitions.try_load(row.kind, row.body)
        if body is None:
            continue  # the city leaves it out with an alarm; what nobody can read deletes nothing
        over = _find_end(body, row.closed, row.over, now)
        if over != row.over:
            await connection.execute(update(items).where(items.c.id == row.id).values(over=over))
        if over and now >= over + timedelta(days=body.keep_days):
            await _make_anonymous(connection, row.id, f"{row.kind} {row.slug}", now)
            count += 1
    if count:
        await touch_city(connection)
    return count


def _find_end(
    body: Survey | Guideline, closed: bool, known: datetime | None, now: datetime
) -> datetime | None:
    """Since when it has been over; None while it is not."""
    if body.closes and body.closes <= now:
        return min(known, body.closes) if known else body.closes
    return (known or now) if closed else None


async def _make_anonymous(connection: AsyncConnection, item: int, name: str, now: datetime) -> None:
    """Without its salt not even the key leads from a person to what stands under a pseudonym."""
    await connection.execute(update(items).where(items.c.id == item).values(salt=None))
    unfinished = (comments.c.item == item) & (comments.c.state == CommentState.UNFINISHED)
    await connection.execute(delete(comments).where(unfinished))
    await connection.execute(update(comments).where(comments.c.item == item).values(citizen=None))
    for table in (participation, wishes):
        await connection.execute(delete(table).where(table.c.item == item))
    await journal.write(connection, PROGRAM, "made anonymous", name, "", now)
