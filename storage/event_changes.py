"""Who is told that an event has changed: those who signed up or wished to be reminded, and those who came."""

from datetime import datetime

from sqlalchemy import Select, func, literal, select, true, union
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.event import Event
from dialogs.city.event_change import find_changes, has_first_minutes, must_be_told
from dialogs.city.notification import NotificationKind
from storage.columns import Moment
from storage.outbox_rows import Rank
from storage.subscriptions import end_reminders
from storage.tables import attendances, citizens, notifications, signups, wishes
from storage.upsert import insert_into

_COLUMNS = ["citizen", "kind", "subject", "version", "created", "rank"]


async def tell(
    connection: AsyncConnection, item: int, version: int, old: Event | None, new: Event, now: datetime
) -> None:
    """Notes who is to be told of a new version: of another time or place at once, of the first minutes.

    `old` is the version before, None if there was none. One statement for each kind, whoever many there are.
    """
    if old and find_changes(old, new):
        await end_reminders(connection, new.slug, now)
    if old and must_be_told(old, new, now):
        kind = NotificationKind.EVENT_CHANGED
        await _put(connection, kind, _interested(item), item, version, Rank.CHANGE, now)
    if has_first_minutes(old, new):
        kind = NotificationKind.EVENT_MINUTES
        came = select(attendances.c.citizen).where(attendances.c.item == item)
        await _put(connection, kind, came, item, 0, Rank.REMINDER, now)


async def count_interested(connection: AsyncConnection, item: int) -> int:
    """How many would be told that an event is at another time or place, or cancelled."""
    query = select(func.count()).select_from(_interested(item).subquery())
    count: int = (await connection.execute(query)).scalar_one()
    return count


def _interested(item: int) -> Select[tuple[int]]:
    """Everybody who has signed up for an event, with a seat or without, or wishes to be reminded of it."""
    both = union(
        select(signups.c.citizen).where(signups.c.item == item),
        select(wishes.c.citizen).where(wishes.c.item == item),
    ).subquery()
    return select(both.c.citizen)


async def _put(
    connection: AsyncConnection,
    kind: NotificationKind,
    whom: Select[tuple[int]],
    item: int,
    version: int,
    rank: Rank,
    now: datetime,
) -> None:
    people = whom.subquery()
    told = select(
        people.c.citizen,
        literal(kind.value),
        literal(item),
        literal(version),
        literal(now, Moment),
        literal(int(rank)),
    ).join(citizens, citizens.c.id == people.c.citizen)
    # Without a condition SQLite takes the ON of ON CONFLICT for that of a join.
    # Who is being erased at this moment is waited for, and then nobody: nothing may point to who is gone.
    rows = told.where(true()).with_for_update(read=True, key_share=True, of=citizens)
    statement = insert_into(connection, notifications).from_select(_COLUMNS, rows)
    await connection.execute(statement.on_conflict_do_nothing())
