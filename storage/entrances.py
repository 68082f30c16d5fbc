"""The code shown at the door of an event: made when it is first needed, the same from then on."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.entrance import make
from storage.tables import entrances
from storage.upsert import insert_once


async def find_code(connection: AsyncConnection, item: int) -> str:
    """The code of an event; empty if none was made yet."""
    query = select(entrances.c.code).where(entrances.c.item == item)
    return (await connection.execute(query)).scalar_one_or_none() or ""


async def code_of(connection: AsyncConnection, item: int, chance: bytes) -> str:
    """The code of an event: the one it has, else one made of `chance` (sixteen bytes), which is kept."""
    await insert_once(connection, entrances, item=item, code=make(chance))
    return await find_code(connection, item)
