"""From one broadcast to a row for everybody: chosen when it begins, part by part, each person once.

Every part is one statement that may be repeated; killed at any point and begun again it goes on where it was.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    cast,
    exists,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.broadcast import BroadcastState
from storage import broadcasts_bodies
from storage.broadcasts import Stored, hold
from storage.broadcasts_audience import WEB, Part, choose
from storage.broadcasts_bodies import IN_BODIES, Bodies
from storage.broadcasts_course import IS_UNSETTLED
from storage.columns import Moment
from storage.outbox_rows import SENT_ON, Rank, State
from storage.tables import broadcast_bodies, broadcasts, citizens, outbox
from storage.upsert import insert_into

PART = 10_000
"""Citizens looked at in one go, so that nobody's answer waits for all."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done for a broadcast."""

    id: int
    begins: bool
    """It is planned, and its time has come."""
    is_written: bool
    """What it says in its newest edition is ready to be sent."""
    is_spread: bool
    """Everybody who is to get that has a row."""
    is_settled: bool
    """Nothing of it waits to be sent."""


_WRITTEN = exists().where(
    broadcast_bodies.c.broadcast == broadcasts.c.id, broadcast_bodies.c.edition == broadcasts.c.edition
)


async def find_work(connection: AsyncConnection, now: datetime) -> list[Work]:
    """The broadcasts that something is to be done for at this moment, the oldest first."""
    is_due = or_(broadcasts.c.planned.is_(None), broadcasts.c.planned <= now)
    query = (
        select(
            broadcasts.c.id,
            broadcasts.c.state == BroadcastState.PLANNED,
            _WRITTEN,
            broadcasts.c.spread,
            ~IS_UNSETTLED,
        )
        .where(
            or_(
                and_(broadcasts.c.state == BroadcastState.PLANNED, is_due),
                broadcasts.c.state.in_((BroadcastState.SENDING, BroadcastState.STOPPED)),
            )
        )
        .order_by(broadcasts.c.id)
    )
    return [Work(*row) for row in (await connection.execute(query)).all()]


async def begin(connection: AsyncConnection, id: int, bodies: Bodies, now: datetime) -> bool:
    """A planned one whose time has come begins: what it says is written, then its recipients are chosen.

    False, and nothing is changed, if it has begun already or is not planned any more.
    """
    started = (
        update(broadcasts)
        .where(
            broadcasts.c.id == id,
            broadcasts.c.state == BroadcastState.PLANNED,
            or_(broadcasts.c.planned.is_(None), broadcasts.c.planned <= now),
        )
        .values(
            state=BroadcastState.SENDING,
            started=now,
            recipients=0,
            reached=0,
            spread=False,
            revision=broadcasts.c.revision + 1,
            changed=now,
        )
    )
    if not (await connection.execute(started)).rowcount:
        return False
    await broadcasts_bodies.put(connection, id, 0, bodies)
    return True


async def spread(connection: AsyncConnection, id: int, now: datetime, most: int = PART) -> bool:
    """Puts the next part of its recipients, or of those who get a correction, into the outbox.

    Tells whether there are more.
    """
    held = await hold(connection, id)
    if held is None or held.spread:
        return False
    reached = (await connection.execute(_REACHED, {"of": id})).scalar_one()
    number = _first.c.citizen if held.edition else citizens.c.id
    of = (_first.c.broadcast == id, _first.c.edition == 0) if held.edition else ()
    ends = select(number).where(*of, number > reached).order_by(number).offset(most - 1).limit(1)
    last: int | None = (await connection.execute(ends)).scalar_one_or_none()
    part = Part(reached, last)
    rows = _corrections(held, part, now) if held.edition else _messages(held, part, now)
    # Who is erased at this moment is left out instead of being pointed at; and who just switches
    # announcements off waits until the row is there that is to be ended, or is not chosen.
    kept = rows.with_for_update(read=True, key_share=True)
    added = insert_into(connection, outbox).from_select(_NAMES, kept).on_conflict_do_nothing()
    done = await connection.execute(added, execution_options={"preserve_rowcount": True})
    values: dict[str, Any] = {"spread": True} if last is None else {"reached": last}
    if not held.edition:
        values["recipients"] = broadcasts.c.recipients + done.rowcount
    await connection.execute(update(broadcasts).where(broadcasts.c.id == id).values(values))
    return last is not None


_REACHED = select(broadcasts.c.reached).where(broadcasts.c.id == bindparam("of"))
_NAMES = (
    *("citizen", "channel", "address", "rank", "body", "state", "due", "created"),
    *("broadcast", "edition"),
)


def _messages(held: Stored, part: Part, now: datetime) -> Select[Any]:
    """The rows of everybody in this part whom it is for."""
    columns = (
        citizens.c.id,
        citizens.c.channel,
        citizens.c.address,
        literal(int(Rank.BROADCAST)),
        # A page shows no row without words; what is sent gets its words when it is claimed.
        case((citizens.c.channel == WEB, IN_BODIES), else_=""),
        literal(str(State.WAITING)),
        _due(held, now),
        literal(now, Moment()),
        literal(held.id, BigInteger()),
        literal(0),
    )
    chosen = choose(held.broadcast.audience, part, service=held.broadcast.service)
    return chosen.with_only_columns(*columns).order_by(citizens.c.id)


STRIDE, TURN = 618_034, 1_000_000
"""The golden section: its steps fall evenly over a span, however many there are, whoever is left out."""


def _due(held: Stored, now: datetime) -> ColumnElement[Any]:
    """When each is due: at once, or evenly over the minutes it is spread over; the same whenever asked."""
    if not held.broadcast.spread_minutes:
        return literal(now, Moment())
    span = timedelta(minutes=held.broadcast.spread_minutes) // timedelta(milliseconds=1)
    share = cast(citizens.c.id, BigInteger) * STRIDE % TURN
    return literal(held.started or now, Moment()) + share * span // TURN


_first = outbox.alias("first")


def _corrections(held: Stored, part: Part, now: datetime) -> Select[Any]:
    """A row for everybody whose message has arrived or is on its way with words that were corrected since."""
    return (
        select(
            _first.c.citizen,
            _first.c.channel,
            citizens.c.address,
            literal(int(Rank.BROADCAST)),
            literal(""),
            literal(str(State.WAITING)),
            literal(now, Moment()),
            literal(now, Moment()),
            literal(held.id, BigInteger()),
            literal(held.edition),
        )
        .join(citizens, citizens.c.id == _first.c.citizen)
        .where(
            _first.c.broadcast == held.id,
            _first.c.edition == 0,
            # On the page everybody reads the newest words anyway.
            _first.c.channel.in_(SENT_ON),
            or_(
                and_(_first.c.state == State.SENT, _first.c.message.is_not(None)),
                _first.c.state == State.SENDING,
            ),
            citizens.c.reachable,
            *part.holds(_first.c.citizen),
        )
        .order_by(_first.c.citizen)
    )
