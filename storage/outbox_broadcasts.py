"""Rows of broadcasts in the outbox: claimed behind everything else, and only while theirs is being sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, func, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.broadcast import BroadcastState
from storage.broadcasts import IS_SERVICE
from storage.broadcasts_bodies import message_to_correct, newest_body
from storage.columns import read_moment
from storage.outbox_rows import Rank, State
from storage.ready import Ready
from storage.tables import citizens, outbox
from storage.tables_delivery import broadcasts
from storage.tables_events import preferences


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of a broadcast that is due, and what is known of who is to get it.

    `quiet_from` and `quiet_until` are minutes after midnight, None for the city's hours; `corrects` is the
    message that a correction changes, None if there is none; `body` what it says now in his language.
    """

    id: int
    citizen: int
    address: str
    edition: int
    parts: int
    tries: int
    doubts: int
    created: datetime
    last_message: int | None
    reachable: bool
    quiet_from: int | None
    quiet_until: int | None
    corrects: int | None
    body: str


_SENDING = (
    select(broadcasts.c.id, IS_SERVICE)
    .where(broadcasts.c.state == BroadcastState.SENDING)
    .order_by(IS_SERVICE.desc(), (broadcasts.c.edition > 0).desc(), broadcasts.c.started, broadcasts.c.id)
)


async def list_sending(connection: AsyncConnection) -> dict[int, bool]:
    """The broadcasts that are being sent: what people have signed up for, then corrections, then the rest.

    Among their like the one begun first is in front. Of each whether it is about something its recipients
    have signed up for: that knows no quiet hours.
    """
    return {id: bool(is_service) for id, is_service in (await connection.execute(_SENDING)).all()}


_other = outbox.alias("other")
_unsettled = _other.c.state.in_([literal_column(f"'{state}'") for state in (State.WAITING, State.SENDING)])
_is_in_front = or_(
    _other.c.state == literal_column(f"'{State.SENDING}'"),
    and_(_other.c.rank < literal_column(f"{Rank.BROADCAST:d}"), _other.c.due <= bindparam("now")),
)
_PICK = Ready(
    select(
        outbox.c.id,
        outbox.c.citizen,
        outbox.c.address,
        outbox.c.edition,
        outbox.c.parts,
        outbox.c.tries,
        outbox.c.doubts,
        outbox.c.created,
        citizens.c.last_message,
        citizens.c.reachable,
        preferences.c.quiet_from,
        preferences.c.quiet_until,
        message_to_correct(),
        func.coalesce(newest_body(), ""),
    )
    .select_from(
        outbox.join(citizens, citizens.c.id == outbox.c.citizen).outerjoin(
            preferences, preferences.c.citizen == outbox.c.citizen
        )
    )
    .where(
        outbox.c.broadcast == bindparam("of_broadcast"),
        outbox.c.state == literal_column(f"'{State.WAITING}'"),
        outbox.c.channel == bindparam("of_channel"),
        outbox.c.due <= bindparam("now"),
        or_(outbox.c.expires.is_(None), outbox.c.expires > bindparam("now")),
        # Looked at in the very statement that claims: what is stopped stops at once.
        exists().where(
            broadcasts.c.id == bindparam("of_broadcast"), broadcasts.c.state == BroadcastState.SENDING
        ),
        ~exists().where(_other.c.citizen == outbox.c.citizen, _unsettled, _is_in_front),
    )
    .order_by(outbox.c.due, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=outbox)
)


async def pick(
    connection: AsyncConnection, broadcast: int, channel: str, most: int, now: datetime
) -> list[Waiting]:
    """Up to `most` rows of a broadcast that are due, held until this transaction ends; not yet claimed.

    Whoever is just being sent something, or is to be sent something more important, is left for later.
    """
    parameters = {"of_broadcast": broadcast, "of_channel": channel, "most": most, "now": now}
    rows = await _PICK.fetch(connection, parameters)
    return [Waiting(*(*row[:7], read_moment(row[7]), *row[8:])) for row in rows]


_TAKEN = Ready(
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(state=State.SENDING, owner=bindparam("by_owner"), tries=outbox.c.tries + 1)
)


async def take(connection: AsyncConnection, rows: Sequence[int], owner: str) -> None:
    """Claims rows that were picked in this transaction."""
    await _TAKEN.write(connection, [{"row": row, "by_owner": owner} for row in rows])


_QUIET = "quiet hours"
"""Why a row waits whose citizen is not to be disturbed now."""

_POSTPONED = Ready(
    update(outbox).where(outbox.c.id == bindparam("row")).values(due=bindparam("until"), reason=_QUIET)
)
_NOT_POSTPONED = (
    update(outbox)
    .where(
        outbox.c.citizen.in_(bindparam("people", expanding=True)),
        outbox.c.state == literal_column(f"'{State.WAITING}'"),
        outbox.c.reason == _QUIET,
    )
    .values(due=outbox.c.created, reason="")
)


async def look_again(connection: AsyncConnection, people: Sequence[int]) -> None:
    """Those who have chosen other quiet hours: what waits for the old ones to end is due."""
    await connection.execute(_NOT_POSTPONED, {"people": people})


async def postpone(connection: AsyncConnection, rows: Mapping[int, datetime]) -> None:
    """Lets rows wait until quiet hours are over, as if they had been due only then."""
    await _POSTPONED.write(connection, [{"row": row, "until": until} for row, until in rows.items()])
