"""Rows of the outbox that were left behind: their sender has died, or they have become too late."""

from datetime import datetime, timedelta

from sqlalchemy import literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.outbox_rows import MOST_DOUBTS, Rank, State
from storage.tables import outbox, processes

LET_PEOPLE_SPEAK = timedelta(seconds=1)
"""How long a row in doubt waits before it is sent once more.

If it did arrive, its reader has perhaps answered already; hearing that first replaces the row, and nobody is
asked the same thing twice.
"""


async def free_orphans(connection: AsyncConnection, dead_before: datetime, now: datetime) -> int:
    """Frees rows whose sender died: answers and reminders are sent once more, broadcasts end as unknown.

    A correction in place shows nothing twice, so it is made again.
    A sender is dead if its last sign of life is older than `dead_before`. Returns how many rows were freed.
    """
    alive = select(processes.c.owner).where(processes.c.beat >= dead_before)
    orphans = (outbox.c.state == State.SENDING) & outbox.c.owner.not_in(alive)
    once_more = or_((outbox.c.rank < Rank.BROADCAST) & (outbox.c.doubts < MOST_DOUBTS), outbox.c.edition > 0)
    again = (
        update(outbox)
        .where(orphans, once_more)
        .values(
            state=State.WAITING,
            owner=None,
            due=now + LET_PEOPLE_SPEAK,
            doubts=outbox.c.doubts + 1,
            reason="sender died",
        )
    )
    unknown = (
        update(outbox)
        .where(orphans, ~once_more)
        .values(state=State.UNKNOWN, reason="sender died", done=now, body="", owner=None)
    )
    return (await connection.execute(again)).rowcount + (await connection.execute(unknown)).rowcount


async def expire(connection: AsyncConnection, now: datetime) -> list[int]:
    """Ends what waits although it would help nobody any more; returns the ranks of these rows."""
    over = (
        (outbox.c.state == literal_column(f"'{State.WAITING}'"))
        & outbox.c.expires.is_not(None)
        & (outbox.c.expires <= now)
    )
    ended = {"state": State.EXPIRED, "reason": "too late", "done": now, "body": ""}
    ranks = await connection.execute(update(outbox).where(over).values(ended).returning(outbox.c.rank))
    return list(ranks.scalars())
