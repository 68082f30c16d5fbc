"""Who may fetch the picture or document of an announcement: everybody once it is public, else who got it."""

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import broadcasts, citizens, outbox, staff, staff_chats


async def may_fetch(connection: AsyncConnection, digest: str, channel: str, address: str) -> bool:
    """Whether somebody got a message with this file, or looks at drafts because he works for the city."""
    who = select(citizens.c.id).where(citizens.c.channel == channel, citizens.c.address == address)
    number = who.scalar_subquery()
    got = exists().where(
        broadcasts.c.body.contains(digest, autoescape=True),
        outbox.c.broadcast == broadcasts.c.id,
        outbox.c.citizen == number,
    )
    is_staff = exists().where(
        staff_chats.c.citizen == number, staff.c.id == staff_chats.c.staff, staff.c.active
    )
    return bool((await connection.execute(select(or_(got, is_staff)))).scalar_one())
