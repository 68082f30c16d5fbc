"""How full the boxes are and how long the oldest rows in them have waited: quick however full they are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.broadcast import BroadcastState
from storage.inbox import SET_ASIDE, find_oldest_unheard
from storage.migrate import has_current_tables
from storage.outbox import Rank, State
from storage.tables import broadcasts, inbox, notifications, outbox

UNHEARD = "unheard"

# States are written into the statements, not bound: only then SQLite sees which of its small indexes will do.
_WAITS = outbox.c.state == literal_column(f"'{State.WAITING}'")
_SENDS = outbox.c.state == literal_column(f"'{State.SENDING}'")
_IS_UNSETTLED = outbox.c.state.in_([literal_column(f"'{state}'") for state in (State.WAITING, State.SENDING)])
_IS_SENT = outbox.c.channel != "web"
"""Whether a row leaves the house; the web page is read here."""

_OLDEST_ANSWER = select(func.min(outbox.c.due)).where(_IS_UNSETTLED, _IS_SENT, outbox.c.rank < Rank.BROADCAST)

_WAITING = (
    select(outbox.c.channel, outbox.c.rank, func.count(), func.min(outbox.c.id))
    .where(_WAITS)
    .group_by(outbox.c.channel, outbox.c.rank)
)
_CREATED = select(outbox.c.id, outbox.c.created).where(
    outbox.c.id.in_(bindparam("ids", expanding=True)), _IS_SENT, outbox.c.rank < Rank.BROADCAST
)
"""Since when the first of each kind waits: numbers grow with time, and stand in the small index."""

_UNDER_WAY = select(broadcasts.c.id).where(broadcasts.c.state == BroadcastState.SENDING)
_FIRST_UNHEARD = select(func.min(inbox.c.id)).where(inbox.c.heard.is_(None)).scalar_subquery()


_ENDED: list[ColumnElement[str]] = [literal_column(f"'{state}'") for state in (State.FAILED, State.UNKNOWN)]


def _count_ended(state: State) -> ScalarSelect[int]:
    """The first condition says in the words of the index that the index will do."""
    is_there = outbox.c.state.in_(_ENDED), outbox.c.state == literal_column(f"'{state}'")
    return select(func.count()).where(*is_there).scalar_subquery()


_COUNTS = select(
    select(func.count()).where(inbox.c.heard.is_(None)).scalar_subquery(),
    select(func.count()).where(inbox.c.fate == literal_column(f"'{SET_ASIDE}'")).scalar_subquery(),
    select(inbox.c.arrived).where(inbox.c.id == _FIRST_UNHEARD).scalar_subquery(),
    select(func.count()).where(_IS_UNSETTLED).scalar_subquery(),
    _count_ended(State.FAILED),
    _count_ended(State.UNKNOWN),
    select(func.count()).select_from(_UNDER_WAY.subquery()).scalar_subquery(),
    select(func.count()).where(_WAITS, outbox.c.broadcast.in_(_UNDER_WAY)).scalar_subquery(),
    select(func.min(outbox.c.due))
    .where(_WAITS, _IS_SENT, outbox.c.broadcast.in_(_UNDER_WAY))
    .scalar_subquery(),
    select(func.count())
    .where(
        notifications.c.told.is_(None),
        notifications.c.rank.in_([literal_column(str(rank.value)) for rank in Rank]),
        notifications.c.due <= bindparam("now"),
    )
    .scalar_subquery(),
)


_ENDED_BADLY = select(_count_ended(State.FAILED), _count_ended(State.UNKNOWN))


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the tables are current, and since when the oldest rows wait (None: nothing waits)."""

    tables_current: bool
    oldest_unheard: datetime | None = None
    oldest_unsent: datetime | None = None
    """Of answers and reminders: a long broadcast may take its time."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits of one kind on one channel; `since` is when the oldest was due, None on the web page."""

    channel: str
    rank: Rank
    rows: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Depths:
    """Rows of the boxes that are open or ended badly, and since when the oldest open ones wait."""

    inbox: dict[str, int]
    outbox: dict[str, int]
    unheard_since: datetime | None
    queues: tuple[Queue, ...]
    broadcasts: int
    """How many are being sent at this moment; how many of their rows still wait."""
    broadcast_rows: int
    notifications: int
    """How many are due and not told."""


async def find_readiness(connection: AsyncConnection) -> Readiness:
    """What tells whether the program does its work; quick however full the boxes are."""
    if not await has_current_tables(connection):
        return Readiness(tables_current=False)
    unsent: datetime | None = (await connection.execute(_OLDEST_ANSWER)).scalar_one()
    return Readiness(True, await find_oldest_unheard(connection), unsent)


async def count_ended_badly(connection: AsyncConnection) -> tuple[int, int]:
    """How many messages could not be delivered, and of how many nobody knows whether they were."""
    failed, unknown = (await connection.execute(_ENDED_BADLY)).one()
    return failed, unknown


async def measure_depths(connection: AsyncConnection, now: datetime) -> Depths:
    """Counts what is open; three queries that look at small indexes and never at what is finished."""
    waiting = (await connection.execute(_WAITING)).all()
    first = [id for _channel, _rank, _count, id in waiting]
    created = dict((await connection.execute(_CREATED, {"ids": first})).all())
    counts = (await connection.execute(_COUNTS, {"now": now})).one()
    unheard, set_aside, unheard_since, unsettled, failed, unknown, sending, sending_rows, due, untold = counts
    queues = [
        Queue(channel, Rank(rank), rows, due if _is_broadcast(channel, rank) else created.get(id))
        for channel, rank, rows, id in waiting
    ]
    in_line = sum(queue.rows for queue in queues)
    return Depths(
        {UNHEARD: unheard, SET_ASIDE: set_aside},
        {
            State.WAITING: in_line,
            State.SENDING: unsettled - in_line,
            State.FAILED: failed,
            State.UNKNOWN: unknown,
        },
        unheard_since,
        tuple(sorted(queues, key=lambda queue: (queue.channel, queue.rank))),
        sending,
        sending_rows,
        untold,
    )


def _is_broadcast(channel: str, rank: int) -> bool:
    return rank == Rank.BROADCAST and channel != "web"
