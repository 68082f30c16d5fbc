"""Ends the period for which it is kept who wanted to come to an event, and who came."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.event import Event, Stage
from dialogs.city.periods import KEEP_DAYS
from storage import definitions
from storage.tables import attendances, items, signups, versions, wishes

_KEPT = timedelta(days=KEEP_DAYS)
_each = versions.alias("each")
_number = (
    select(func.max(_each.c.number)).where(_each.c.item == items.c.id).correlate(items).scalar_subquery()
)
_anybody = [
    select(table.c.item).where(table.c.item == items.c.id).exists()
    for table in (signups, attendances, wishes)
]
_TIED = (
    select(items.c.id, versions.c.body)
    .select_from(items)
    .join(versions, (versions.c.item == items.c.id) & (versions.c.number == _number))
    .where(items.c.kind == "event", or_(*_anybody))
    .order_by(items.c.id)
)


async def end_events(connection: AsyncConnection, now: datetime) -> int:
    """Forgets reminders of events that are over, and later who came; returns how many rows went."""
    over: list[int] = []
    long_over: list[int] = []
    for item, body in (await connection.execute(_TIED)).all():
        event: Event | None = definitions.try_load("event", body)
        if event is None:
            continue  # the city leaves it out with an alarm; what nobody can read deletes nothing
        if event.at(now) is Stage.OVER:
            over.append(item)
        if now >= event.last + _KEPT:
            long_over.append(item)
    gone = 0
    for table, numbers in ((wishes, over), (signups, long_over), (attendances, long_over)):
        if numbers:
            gone += (await connection.execute(delete(table).where(table.c.item.in_(numbers)))).rowcount
    return gone
