"""What is to be sent: each intent is a row, committed with its cause, and each row ends in a state."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    bindparam,
    exists,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import read_moment
from storage.outbox_rows import MOST_DOUBTS, Claimed, Message, Rank, Result, State
from storage.ready import Ready
from storage.tables import citizens, outbox

__all__ = [
    "MOST_DOUBTS",
    "Claimed",
    "Message",
    "Rank",
    "Result",
    "State",
    "claim",
    "finish",
    "has_due",
    "put",
]


def _is_unsettled(rows: FromClause) -> ColumnElement[bool]:
    """Written into the statement, not bound: only then SQLite sees that its index of these rows will do."""
    return rows.c.state.in_([literal_column(f"'{state}'") for state in (State.WAITING, State.SENDING)])


_IS_WAITING = outbox.c.state == literal_column(f"'{State.WAITING}'")
"""With the state as a literal: SQLite uses a partial index only if it can see the value."""

_IS_FOR_ONE = outbox.c.rank < literal_column(f"{Rank.BROADCAST:d}")
"""Broadcasts are claimed elsewhere (`storage.outbox_broadcasts`), however many of them wait."""

_REPLACE = Ready(
    update(outbox)
    .where(
        outbox.c.citizen == bindparam("who"),
        _is_unsettled(outbox),
        _IS_WAITING,
        outbox.c.rank == Rank.ANSWER,
    )
    .values(state=State.REPLACED, done=bindparam("at"), body="")
)
_SHOWN_BEFORE = Ready(
    update(outbox)
    .where(
        outbox.c.citizen == bindparam("who"),
        outbox.c.state == State.SHOWN,
        outbox.c.body != "",
    )
    .values(body="")
)


_ADD = Ready(
    insert(outbox),
    *("citizen", "channel", "address", "rank", "cause", "body", "edits", "callback"),
    *("state", "due", "created"),
)


async def put(connection: AsyncConnection, messages: Sequence[Message]) -> None:
    """Adds answers; what the same citizens have not been shown yet is replaced by them."""
    await _REPLACE.write(connection, [{"who": m.citizen, "at": m.created} for m in messages])
    await _SHOWN_BEFORE.write(connection, [{"who": m.citizen} for m in messages if m.channel == "web"])
    rows = [
        {
            "citizen": m.citizen,
            "channel": m.channel,
            "address": m.address,
            "rank": m.rank,
            "cause": m.cause,
            "body": m.body,
            "edits": m.edits,
            "callback": m.callback,
            "state": State.WAITING,
            "due": m.created,
            "created": m.created,
        }
        for m in messages
    ]
    await _ADD.write(connection, rows)


_before = outbox.alias("before")
_pick = (
    select(outbox.c.id)
    .where(
        outbox.c.channel == bindparam("of_channel"),
        _IS_WAITING,
        _IS_FOR_ONE,
        outbox.c.due <= bindparam("now"),
        or_(outbox.c.expires.is_(None), outbox.c.expires > bindparam("now")),
        ~exists().where(
            _before.c.citizen == outbox.c.citizen,
            _before.c.id < outbox.c.id,
            _before.c.rank <= outbox.c.rank,
            _is_unsettled(_before),
        ),
    )
    .order_by(outbox.c.rank, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("pick")
)
_CLAIM = Ready(
    update(outbox)
    .where(outbox.c.id.in_(select(_pick.c.id)))
    .values(state=State.SENDING, owner=bindparam("by_owner"), tries=outbox.c.tries + 1)
    .returning(
        outbox.c.id,
        outbox.c.citizen,
        outbox.c.address,
        outbox.c.rank,
        outbox.c.body,
        outbox.c.edits,
        outbox.c.callback,
        outbox.c.parts,
        outbox.c.tries,
        outbox.c.doubts,
        outbox.c.created,
        select(citizens.c.last_message).where(citizens.c.id == outbox.c.citizen).scalar_subquery(),
    )
)


async def claim(
    connection: AsyncConnection, channel: str, owner: str, most: int, now: datetime
) -> list[Claimed]:
    """Up to `most` rows that are due, now owned by this process; the most important and oldest first.

    Broadcasts are not among them, nor what has expired.
    """
    parameters = {"of_channel": channel, "by_owner": owner, "most": most, "now": now}
    rows = await _CLAIM.fetch(connection, parameters)
    return sorted((_read(row) for row in rows), key=lambda row: (row.rank, row.id))


def _read(row: Sequence[Any]) -> Claimed:
    *values, created, last_message = row
    values += read_moment(created), last_message
    return Claimed(*values)


_ENDED = Ready(
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        state=bindparam("to_state"),
        reason=bindparam("why"),
        parts=bindparam("sent"),
        calls=bindparam("made"),
        done=bindparam("at"),
        body="",
        owner=None,
    )
)
_BECAME = Ready(update(outbox).where(outbox.c.id == bindparam("row")).values(message=bindparam("number")))
_LATER = Ready(
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        state=State.WAITING,
        reason=bindparam("why"),
        parts=bindparam("sent"),
        due=bindparam("next"),
        doubts=outbox.c.doubts + bindparam("doubt"),
        owner=None,
    )
)
_LAST = Ready(
    update(citizens).where(citizens.c.id == bindparam("who")).values(last_message=bindparam("message"))
)
_UNREACHABLE = Ready(update(citizens).where(citizens.c.id == bindparam("who")).values(reachable=False))
_MOVED = update(citizens).where(citizens.c.id == bindparam("who")).values(address=bindparam("to"))
_MOVED_ROWS = (
    update(outbox)
    .where(outbox.c.citizen == bindparam("who"), outbox.c.state.in_((State.WAITING, State.SENDING)))
    .values(address=bindparam("to"))
)


async def finish(connection: AsyncConnection, results: Sequence[Result], at: datetime) -> None:
    """Writes down what came of rows: their end, or when they are due again."""
    ended = [
        {"row": r.id, "to_state": r.state, "why": r.reason, "sent": r.parts, "made": r.calls, "at": at}
        for r in results
        if r.due is None
    ]
    later = [
        {"row": r.id, "why": r.reason, "sent": r.parts, "next": r.due, "doubt": int(r.doubtful)}
        for r in results
        if r.due is not None
    ]
    last = [{"who": r.citizen, "message": r.message} for r in results if r.message is not None]
    await _ENDED.write(connection, ended)
    await _LATER.write(connection, later)
    await _LAST.write(connection, last)
    became = [{"row": r.id, "number": r.became} for r in results if r.became is not None]
    await _BECAME.write(connection, became)
    await _UNREACHABLE.write(connection, [{"who": r.citizen} for r in results if r.unreachable])
    for r in results:
        if r.moved_to is not None:
            await connection.execute(_MOVED, {"who": r.citizen, "to": r.moved_to})
            await connection.execute(_MOVED_ROWS, {"who": r.citizen, "to": r.moved_to})


_DUE = (
    select(outbox.c.id)
    .where(
        outbox.c.channel == bindparam("of_channel"),
        _IS_WAITING,
        _IS_FOR_ONE,
        outbox.c.due <= bindparam("now"),
    )
    .limit(1)
)


async def has_due(connection: AsyncConnection, channel: str, now: datetime) -> bool:
    """Whether anything but broadcasts waits to be sent now."""
    found = (await connection.execute(_DUE, {"of_channel": channel, "now": now})).first()
    return found is not None
