"""Counts how often something comes from one source, so that nobody can try or send without end."""

from datetime import datetime, timedelta

from sqlalchemy import case, delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import throttles
from storage.upsert import insert_into


async def count(connection: AsyncConnection, source: str, span: timedelta, now: datetime) -> int:
    """Counts one more; returns how many came since the present span of time began.

    `source` is a keyed digest (`storage.pseudonyms.keyed_digest`). A span begins with its first count and is
    never extended by later ones: nobody is locked out for longer than one span.
    """
    statement = insert_into(connection, throttles).values(source=source, began=now, count=1)
    is_over = throttles.c.began <= now - span
    statement = statement.on_conflict_do_update(
        index_elements=[throttles.c.source],
        set_={
            "began": case((is_over, statement.excluded.began), else_=throttles.c.began),
            "count": case((is_over, statement.excluded.count), else_=throttles.c.count + 1),
        },
    ).returning(throttles.c.count)
    so_many: int = (await connection.execute(statement)).scalar_one()
    return so_many


async def give_back(connection: AsyncConnection, source: str) -> None:
    """Takes back one count: what was tried turned out to be right."""
    statement = (
        update(throttles)
        .where(throttles.c.source == source, throttles.c.count > 0)
        .values(count=throttles.c.count - 1)
    )
    await connection.execute(statement)


async def forget_throttles(connection: AsyncConnection, began_before: datetime) -> int:
    """Deletes counts of spans that are over; returns how many."""
    return (await connection.execute(delete(throttles).where(throttles.c.began < began_before))).rowcount
