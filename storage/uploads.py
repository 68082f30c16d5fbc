"""The numbers a messenger gave files that a bot has uploaded: from then on they are sent by them."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import processes
from storage.tables_delivery import uploads
from storage.upsert import insert_into

LASTS = timedelta(minutes=1)
"""For how long the others wait for a process that uploads a file, if it dies."""


async def find(connection: AsyncConnection, bot: str, digest: str) -> str | None:
    """The number of a file, if this bot has uploaded it."""
    query = select(uploads.c.number).where(uploads.c.bot == bot, uploads.c.digest == digest)
    number: str | None = (await connection.execute(query)).scalar_one_or_none()
    return number


async def may_upload(connection: AsyncConnection, bot: str, digest: str, owner: str, now: datetime) -> bool:
    """Whether this process is the one that uploads a file for a bot; false while another one does."""
    return await processes.lead(connection, f"upload {digest} as {bot}", owner, now, LASTS)


async def keep(connection: AsyncConnection, bot: str, digest: str, number: str) -> None:
    """Writes down the number of a file; the newest one counts."""
    row = insert_into(connection, uploads).values(bot=bot, digest=digest, number=number)
    await connection.execute(
        row.on_conflict_do_update(
            index_elements=[uploads.c.bot, uploads.c.digest], set_={"number": row.excluded.number}
        )
    )


async def forget(connection: AsyncConnection, bot: str, digest: str) -> None:
    """Forgets the number of a file, which is not known any more where it came from."""
    await connection.execute(delete(uploads).where(uploads.c.bot == bot, uploads.c.digest == digest))
