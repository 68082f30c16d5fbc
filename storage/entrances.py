"""The code shown at the door of an event: made when it is first needed, the same until staff make another."""

from sqlalchemy import select, update
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


async def renew(connection: AsyncConnection, item: int, chance: bytes) -> bool:
    """Puts another code, made of `chance`, in place of the one there is; False if there is none."""
    statement = update(entrances).where(entrances.c.item == item).values(code=make(chance))
    return bool((await connection.execute(statement)).rowcount)
