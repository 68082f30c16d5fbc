"""Who is to be told what: written by what staff do and by the clock, worked off by the loop that tells."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, func, insert, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.notification import NotificationKind
from dialogs.city.quiet import QuietHours
from dialogs.city.subscription import Rhythm
from storage.columns import Moment
from storage.outbox_rows import Message, Rank, State
from storage.subscriptions import read_quiet, read_rhythm
from storage.tables import citizens, notifications, outbox, preferences
from storage.upsert import insert_into


class Fate(StrEnum):
    """How a notification ended."""

    TOLD = ""
    OVER = "over"
    """What it was about no longer holds."""
    EXPIRED = "expired"
    """It would have come too late."""
    NOT_WISHED = "not wished"
    """It was switched off while it waited."""
    SUPERSEDED = "superseded"
    """A later one tells the same."""
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Notification:
    """Something one citizen is to be told; `subject` is the number its kind speaks of."""

    citizen: int
    kind: NotificationKind
    subject: int
    version: int = 0
    rank: Rank = Rank.REMINDER


@dataclass(frozen=True, slots=True)
class Untold:
    """A notification that waits, whom it is for, and how he wants to be told things.

    `quiet` are his own quiet hours, None: those of the city.
    """

    id: int
    kind: str
    """A `NotificationKind`, or one that only another version of this program knows."""
    subject: int
    version: int
    rank: int
    noted: datetime
    citizen: int
    channel: str
    address: str
    language: str
    reachable: bool
    rhythm: Rhythm = Rhythm.AT_ONCE
    quiet: QuietHours | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A message that tells something: not sent after `expires`, ended when `topic` is switched off."""

    message: Message
    expires: datetime | None = None
    topic: str = ""


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
                    "rank": n.rank,
                    "created": now,
                    "due": now,
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
        notifications.c.subject,
        notifications.c.version,
        notifications.c.rank,
        notifications.c.created,
        citizens.c.id,
        citizens.c.channel,
        citizens.c.address,
        citizens.c.language,
        citizens.c.reachable,
        preferences.c.rhythm,
        preferences.c.quiet_from,
        preferences.c.quiet_until,
    )
    .select_from(notifications)
    .join(citizens, citizens.c.id == notifications.c.citizen)
    .outerjoin(preferences, preferences.c.citizen == notifications.c.citizen)
    .where(notifications.c.told.is_(None))
    .with_for_update(of=notifications, skip_locked=True)
)
_is_due = notifications.c.due <= bindparam("now", type_=Moment)
_SOME = (
    _UNTOLD.where(notifications.c.rank == bindparam("of_rank"), _is_due)
    .order_by(notifications.c.due, notifications.c.citizen, notifications.c.id)
    .limit(bindparam("most"))
)
_ELSEWHERE = _SOME.where(citizens.c.channel.not_in(bindparam("without", expanding=True)))
_MORE = _UNTOLD.where(
    notifications.c.citizen.in_(bindparam("people", expanding=True)),
    notifications.c.kind.in_(bindparam("kinds", expanding=True)),
    notifications.c.id.not_in(bindparam("ids", expanding=True)),
    _is_due,
).order_by(notifications.c.id)
_ONE = _UNTOLD.where(notifications.c.id == bindparam("number"))
# Each rank by itself: what is due of it stands at the beginning of the index, however much waits behind.
_ANY = (
    select(notifications.c.id)
    .where(notifications.c.told.is_(None), notifications.c.rank.in_([int(rank) for rank in Rank]), _is_due)
    .limit(1)
)


def _read(row: Sequence[Any]) -> Untold:
    *values, rhythm, starts, ends = row
    values += read_rhythm(rhythm), read_quiet(starts, ends)
    return Untold(*values)


async def has_untold(connection: AsyncConnection, now: datetime) -> bool:
    """Whether anybody is to be told anything now."""
    return (await connection.execute(_ANY, {"now": now})).first() is not None


async def take(
    connection: AsyncConnection,
    most: int,
    now: datetime,
    ranks: Sequence[Rank] = tuple(Rank),
    without: Collection[str] = (),
) -> list[Untold]:
    """Up to `most` that are due, the most urgent and oldest first; nobody else takes them until the
    transaction ends.

    Those for citizens on the channels in `without` are left.
    """
    query = _ELSEWHERE if without else _SOME
    found: list[Untold] = []
    for rank in ranks:
        if len(found) < most:
            parameters: dict[str, object] = {"of_rank": rank, "now": now, "most": most - len(found)}
            parameters |= {"without": [*without]} if without else {}
            found += [_read(row) for row in (await connection.execute(query, parameters)).all()]
    return found


async def take_more(
    connection: AsyncConnection, untold: Sequence[Untold], kinds: Collection[str], now: datetime
) -> list[Untold]:
    """What else is due of these kinds for citizens who are about to be told one of them."""
    people = sorted({each.citizen for each in untold if each.kind in kinds})
    if not people:
        return []
    parameters = {"people": people, "kinds": list(kinds), "ids": [each.id for each in untold], "now": now}
    return [_read(row) for row in (await connection.execute(_MORE, parameters)).all()]


async def take_one(connection: AsyncConnection, id: int) -> Untold | None:
    """One that waits; None if it was told meanwhile, or its citizen is gone."""
    row = (await connection.execute(_ONE, {"number": id})).one_or_none()
    return _read(row) if row else None


AHEAD = 500
"""Messages told by themselves that may be due before more are added: what is in the outbox stays as it is,
even if its event is moved."""

_AHEAD = select(func.count()).select_from(
    select(outbox.c.id)
    .where(
        outbox.c.state == literal_column(f"'{State.WAITING}'"),
        outbox.c.channel == bindparam("of_channel"),
        outbox.c.rank == Rank.REMINDER,
        outbox.c.due <= bindparam("now", type_=Moment),
    )
    .limit(AHEAD)
    .subquery()
)


async def has_room(connection: AsyncConnection, channel: str, now: datetime) -> bool:
    """Whether reminders and news may be put into the outbox of a channel now."""
    count: int = (await connection.execute(_AHEAD, {"of_channel": channel, "now": now})).scalar_one()
    return count < AHEAD


_TOLD = (
    update(notifications)
    .where(notifications.c.id.in_(bindparam("ids", expanding=True)))
    .values(told=bindparam("at"), fate=bindparam("as_fate"))
)
_PUT_OFF = (
    update(notifications).where(notifications.c.id == bindparam("number")).values(due=bindparam("until"))
)


async def tell(
    connection: AsyncConnection, fates: Mapping[int, Fate], messages: Sequence[Told], now: datetime
) -> None:
    """Puts messages into the outbox beside the answers, which they do not replace, and ends notifications."""
    if messages:
        await connection.execute(
            insert(outbox),
            [
                {
                    "citizen": told.message.citizen,
                    "channel": told.message.channel,
                    "address": told.message.address,
                    "rank": told.message.rank,
                    "body": told.message.body,
                    "state": State.WAITING,
                    "due": told.message.created,
                    "created": told.message.created,
                    "expires": told.expires,
                    "topic": told.topic,
                }
                for told in messages
            ],
        )
    for fate in sorted({*fates.values()}):
        ids = [id for id, its in fates.items() if its is fate]
        await connection.execute(_TOLD, {"ids": ids, "at": now, "as_fate": fate})


async def put_off(connection: AsyncConnection, until: Mapping[int, datetime]) -> None:
    """Notifications are looked at again at their moments."""
    if until:
        rows = [{"number": id, "until": moment} for id, moment in until.items()]
        await connection.execute(_PUT_OFF, rows)
