"""What the program keeps about itself: fingerprint of the key, revision of the city, name of the bot."""

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import meta
from storage.upsert import insert_into, insert_once

REVISION = "city revision"
FINGERPRINT = "key fingerprint"
BOT_NAME = "bot name"

_GET = select(meta.c.value).where(meta.c.key == bindparam("key"))


async def find(connection: AsyncConnection, key: str) -> str | None:
    """The value kept under a key, if any."""
    value: str | None = (await connection.execute(_GET, {"key": key})).scalar_one_or_none()
    return value


async def keep(connection: AsyncConnection, key: str, value: str) -> None:
    """Keeps a value, in place of the one before."""
    statement = insert_into(connection, meta).values(key=key, value=value)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=[meta.c.key], set_={"value": statement.excluded.value})
    )


async def keep_once(connection: AsyncConnection, key: str, value: str) -> bool:
    """Keeps a value unless there is one already; tells whether it was kept."""
    return await insert_once(connection, meta, key=key, value=value)
