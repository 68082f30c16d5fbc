"""Signs of life of the running processes, and tasks only one of them may do."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import leases, processes
from storage.upsert import insert_into

BEAT = timedelta(seconds=1)
DEAD_AFTER = timedelta(seconds=3)


async def beat(connection: AsyncConnection, owner: str, now: datetime) -> None:
    """A sign of life."""
    statement = insert_into(connection, processes).values(owner=owner, beat=now)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=[processes.c.owner], set_={"beat": statement.excluded.beat}
        )
    )


async def leave(connection: AsyncConnection, owner: str) -> None:
    """Says that a process has ended, and gives back its tasks."""
    await connection.execute(delete(processes).where(processes.c.owner == owner))
    await connection.execute(delete(leases).where(leases.c.owner == owner))


async def forget_dead(connection: AsyncConnection, dead_before: datetime) -> int:
    """Removes processes without a sign of life since `dead_before`; returns how many there were."""
    return (await connection.execute(delete(processes).where(processes.c.beat < dead_before))).rowcount


async def lead(
    connection: AsyncConnection, task: str, owner: str, now: datetime, lasts: timedelta = DEAD_AFTER
) -> bool:
    """Takes or keeps a task, if not told otherwise for three seconds; false if another process has it."""
    statement = insert_into(connection, leases).values(task=task, owner=owner, until=now + lasts)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=[leases.c.task],
            set_={"owner": statement.excluded.owner, "until": statement.excluded.until},
            where=or_(leases.c.owner == owner, leases.c.until < now),
        )
    )
    holder = (await connection.execute(select(leases.c.owner).where(leases.c.task == task))).scalar_one()
    return bool(holder == owner)
