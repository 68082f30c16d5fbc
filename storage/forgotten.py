"""A forgotten device: nobody can speak for its citizen any more, and nothing is kept or told for him."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.engine.place import NOWHERE, dump
from storage.signups import leave
from storage.tables import citizens, outbox, preferences, subscriptions, wishes


async def forget_device(connection: AsyncConnection, channel: str, address: str, now: datetime) -> None:
    """Takes the address from a citizen; what he handed in stays.

    What only he could come to, read or call off ends: seats at events, wishes, subscriptions, messages.
    """
    find = select(citizens.c.id).where(citizens.c.channel == channel, citizens.c.address == address)
    person = (await connection.execute(find)).scalar()
    if person is None:
        return
    await leave(connection, person, now)
    for table in (outbox, wishes, subscriptions, preferences):
        await connection.execute(delete(table).where(table.c.citizen == person))
    unknown = {"channel": "forgotten", "address": str(person), "place": dump(NOWHERE), "reachable": False}
    await connection.execute(update(citizens).where(citizens.c.id == person).values(unknown))
