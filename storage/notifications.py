"""Who is to be told what: written by what staff do, worked off by the loop that tells citizens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.notification import NotificationKind
from storage.outbox import Message, State
from storage.tables import citizens, notifications, outbox
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Notification:
    """Something one citizen is to be told; `subject` is the number its kind speaks of."""

    citizen: int
    kind: NotificationKind
    subject: int
    version: int = 0


@dataclass(frozen=True, slots=True)
class Untold:
    """A notification that waits, and whom it is for."""

    id: int
    kind: str
    """A `NotificationKind`, or one that only another version of this program knows."""
    citizen: int
    channel: str
    address: str
    language: str
    reachable: bool


async def put(connection: AsyncConnection, told: Sequence[Notification], now: datetime) -> None:
    """Notes what citizens are to be told; who is to be told the same already is told it once."""
    if told:
        await connection.execute(
            insert_into(connection, notifications).on_conflict_do_nothing(),
            [
                {
                    "citizen": n.citizen,
                    "kind": n.kind,
                    "subject": n.subject,
                    "version": n.version,
                    "created": now,
                }
                for n in told
            ],
        )


async def are_waiting(connection: AsyncConnection, kind: NotificationKind, subjects: Sequence[int]) -> bool:
    """Whether anybody still waits to be told any of these; who is being told at this moment is waited for.

    What was told long ago is kept nowhere, so only that somebody still waits can be known for sure.
    """
    query = select(notifications.c.told).where(
        notifications.c.kind == kind, notifications.c.subject.in_(subjects)
    )
    found = (await connection.execute(query.with_for_update())).scalars().all()
    return any(told is None for told in found)


_UNTOLD = (
    select(
        notifications.c.id,
        notifications.c.kind,
        citizens.c.id,
        citizens.c.channel,
        citizens.c.address,
        citizens.c.language,
        citizens.c.reachable,
    )
    .join(citizens, citizens.c.id == notifications.c.citizen)
    .where(notifications.c.told.is_(None))
    .order_by(notifications.c.id)
    .with_for_update(of=notifications, skip_locked=True)
)
_SOME = _UNTOLD.limit(bindparam("most"))
_ONE = _UNTOLD.where(notifications.c.id == bindparam("number"))
_ANY = select(notifications.c.id).where(notifications.c.told.is_(None)).limit(1)


async def has_untold(connection: AsyncConnection) -> bool:
    """Whether anybody is to be told anything."""
    return (await connection.execute(_ANY)).first() is not None


async def take(connection: AsyncConnection, most: int) -> list[Untold]:
    """Up to `most` that wait, the oldest first; nobody else takes them until the transaction ends."""
    rows = (await connection.execute(_SOME, {"most": most})).all()
    return [Untold(*row) for row in rows]


async def take_one(connection: AsyncConnection, id: int) -> Untold | None:
    """One that waits; None if it was told meanwhile, or its citizen is gone."""
    row = (await connection.execute(_ONE, {"number": id})).one_or_none()
    return Untold(*row) if row else None


_TOLD = (
    update(notifications)
    .where(notifications.c.id.in_(bindparam("ids", expanding=True)))
    .values(told=bindparam("at"))
)


async def tell(
    connection: AsyncConnection, ids: Sequence[int], messages: Sequence[Message], now: datetime
) -> None:
    """Puts messages into the outbox beside the answers, which they do not replace; these are told then."""
    if messages:
        await connection.execute(
            insert(outbox),
            [
                {
                    "citizen": m.citizen,
                    "channel": m.channel,
                    "address": m.address,
                    "rank": m.rank,
                    "body": m.body,
                    "state": State.WAITING,
                    "due": m.created,
                    "created": m.created,
                }
                for m in messages
            ],
        )
    if ids:
        await connection.execute(_TOLD, {"ids": ids, "at": now})
