"""What becomes due of the wishes of citizens: noted for many at once, read when it is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.notification import LastCall, News, NextSection, NotificationKind
from dialogs.city.wish import WishKind, next_unread
from dialogs.engine.wants import Guidelines, MyGuidelines
from storage.city import Shelf
from storage.tables import citizens, notifications, wishes
from storage.upsert import insert_into
from storage.wants_guidelines import my_guidelines
from storage.wishes import end_daily

MOST = 1000
"""Citizens noted in one go, so that nobody's answer waits for all."""

_TOLD_AS = {
    WishKind.DAILY: NotificationKind.NEXT_SECTION,
    WishKind.WEEK_BEFORE: NotificationKind.LAST_CALL,
    WishKind.DAY_BEFORE: NotificationKind.LAST_CALL,
}


@dataclass(frozen=True, slots=True)
class Due:
    """Wishes of one kind about one item that are due on a day."""

    item: int
    kind: WishKind
    day: date


def _who(due: Due, now: datetime) -> Any:
    """Citizens who wished for it, can be reached, and are not told it already."""
    # Who switches it on today gets the first section tomorrow; who wants to be reminded today, today.
    since = due.day if due.kind is WishKind.DAILY else due.day + timedelta(days=1)
    kind, version = _TOLD_AS[due.kind], due.day.toordinal()
    told = select(notifications.c.id).where(
        notifications.c.citizen == wishes.c.citizen,
        notifications.c.kind == kind,
        notifications.c.subject == wishes.c.item,
        notifications.c.version == version,
    )
    return (
        select(
            wishes.c.citizen,
            literal(str(kind)),
            wishes.c.item,
            literal(version),
            literal(now, notifications.c.created.type),
        )
        .join(citizens, citizens.c.id == wishes.c.citizen)
        .where(
            wishes.c.item == due.item,
            wishes.c.kind == due.kind,
            wishes.c.day < since,
            citizens.c.reachable,
            ~told.exists(),
        )
        .limit(MOST)
    )


async def is_due_to_anybody(connection: AsyncConnection, due: Due, now: datetime) -> bool:
    """Whether anybody is still to be told it."""
    return (await connection.execute(_who(due, now).limit(1))).first() is not None


async def spread(connection: AsyncConnection, due: Due, now: datetime) -> int:
    """Notes for some of those who wished for it that they are to be told, once; returns for how many."""
    columns = ["citizen", "kind", "subject", "version", "created"]
    statement = insert_into(connection, notifications).from_select(columns, _who(due, now))
    done = await connection.execute(
        statement.on_conflict_do_nothing(), execution_options={"preserve_rowcount": True}
    )
    return int(done.rowcount)


_ABOUT = select(
    notifications.c.id, notifications.c.kind, notifications.c.citizen, notifications.c.subject
).where(notifications.c.id.in_(bindparam("ids", expanding=True)))


async def find_reminders(
    connection: AsyncConnection, shelf: Shelf, key: bytes, kinds: Mapping[int, str]
) -> dict[int, News]:
    """What reminders are about, by the number of the notification; who has read everything is left out."""
    ours = [id for id, kind in kinds.items() if kind in _TOLD_AS.values()]
    if not ours:
        return {}
    rows = (await connection.execute(_ABOUT, {"ids": ours})).all()
    asked = [(row.citizen, MyGuidelines()) for row in rows if row.kind == NotificationKind.NEXT_SECTION]
    readings = await my_guidelines(connection, shelf, key, asked)
    read = {citizen: found for (citizen, _), found in zip(asked, readings, strict=True)}
    news: dict[int, News] = {}
    for row in rows:
        published = shelf.city.guidelines.get(shelf.guidelines.slugs.get(row.subject, ""))
        if published is None:
            continue
        if row.kind == NotificationKind.LAST_CALL:
            news[row.id] = LastCall(published.slug)
            continue
        mine = read[row.citizen]
        reading = mine.readings.get(published.slug) if isinstance(mine, Guidelines) else None
        section = next_unread(published.newest, reading.sections if reading else ())
        if section:
            news[row.id] = NextSection(published.slug, section.number)
    return news


async def end_finished(
    connection: AsyncConnection, kinds: Mapping[int, str], found: Mapping[int, News]
) -> None:
    """A section a day ends by itself for those who are due one and have read everything."""
    daily = [id for id, kind in kinds.items() if kind == NotificationKind.NEXT_SECTION]
    await end_daily(connection, [id for id in daily if id not in found])
