"""Messages of the city to many: drafted, agreed to, planned, sent; each move is made once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ColumnElement, and_, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.broadcast import OUT, Broadcast, BroadcastState, from_states
from storage.tables import broadcasts

log = structlog.get_logger()

_ADAPTER: TypeAdapter[Broadcast] = TypeAdapter(Broadcast)


@dataclass(frozen=True, slots=True)
class Stored:
    """One broadcast as it stands.

    `counted` is how many it would have reached when it was planned, `recipients` how many were chosen when it
    began; `spread` says that everybody is chosen, or that everybody's correction is noted.
    """

    id: int
    broadcast: Broadcast
    proposed: Broadcast | None
    """What it is to say as soon as a second person agrees; None: no correction waits."""
    state: BroadcastState
    revision: int
    edition: int
    created: datetime
    changed: datetime
    planned: datetime | None
    counted: int | None
    started: datetime | None
    recipients: int | None
    spread: bool
    ended: datetime | None
    author: str
    approver: str
    outcome: str
    """What came of it, once its rows are too old to be kept (`storage.broadcasts_report`)."""
    corrected: datetime | None
    proposer: str

    @property
    def goes_out(self) -> datetime:
        """When it went out or is going to; without a time that is as soon as it was decided."""
        return self.started or self.planned or self.changed


def dump(broadcast: Broadcast) -> str:
    """The broadcast as JSON, without fields that hold their default."""
    return _ADAPTER.dump_json(broadcast, exclude_defaults=True).decode()


def load(body: str) -> Broadcast:
    """What `dump` wrote. Raises pydantic's ValidationError for anything else."""
    return _ADAPTER.validate_json(body)


_COLUMNS = (
    broadcasts.c.id,
    broadcasts.c.body,
    broadcasts.c.proposed,
    broadcasts.c.state,
    broadcasts.c.revision,
    broadcasts.c.edition,
    broadcasts.c.created,
    broadcasts.c.changed,
    broadcasts.c.planned,
    broadcasts.c.counted,
    broadcasts.c.started,
    broadcasts.c.recipients,
    broadcasts.c.spread,
    broadcasts.c.ended,
    broadcasts.c.author,
    broadcasts.c.approver,
    broadcasts.c.outcome,
    broadcasts.c.corrected,
    broadcasts.c.proposer,
)


def _read(row: Sequence[Any]) -> Stored:
    id, body, proposed, state, *rest = row
    return Stored(id, load(body), load(proposed) if proposed else None, BroadcastState(state), *rest)


def _read_all(rows: Sequence[Sequence[Any]]) -> list[Stored]:
    """A broken one is left out with an alarm; the others are read all the same."""
    found = []
    for row in rows:
        try:
            found.append(_read(row))
        except ValidationError as error:
            log.error("broadcast is broken", broadcast=row[0], problems=error.error_count())
    return found


async def create(connection: AsyncConnection, broadcast: Broadcast, author: str, now: datetime) -> int:
    """A new draft; returns its number."""
    values = {"body": dump(broadcast), "state": BroadcastState.DRAFT, "author": author}
    added = insert(broadcasts).values(**values, created=now, changed=now).returning(broadcasts.c.id)
    id: int = (await connection.execute(added)).scalar_one()
    return id


async def save(
    connection: AsyncConnection, id: int, broadcast: Broadcast, seen: int, author: str, now: datetime
) -> bool:
    """Saves a draft over the revision its editor has seen, who is its author from then on.

    False, and nothing is changed, if somebody else has saved in between or it is no draft any more.
    """
    return await _change(
        connection, id, (BroadcastState.DRAFT,), seen, now, body=dump(broadcast), author=author
    )


async def find(connection: AsyncConnection, id: int) -> Stored | None:
    """One broadcast, if there is one with this number."""
    row = (await connection.execute(select(*_COLUMNS).where(broadcasts.c.id == id))).one_or_none()
    return _read(row) if row else None


async def hold(connection: AsyncConnection, id: int) -> Stored | None:
    """The same, and nobody else changes it until the transaction ends."""
    query = select(*_COLUMNS).where(broadcasts.c.id == id).with_for_update()
    row = (await connection.execute(query)).one_or_none()
    return _read(row) if row else None


async def list_broadcasts(
    connection: AsyncConnection, states: Collection[BroadcastState], most: int, skip: int = 0
) -> list[Stored]:
    """Those in one of these states, the newest first."""
    query = select(*_COLUMNS).where(broadcasts.c.state.in_(states))
    rows = (await connection.execute(query.order_by(broadcasts.c.id.desc()).limit(most).offset(skip))).all()
    return _read_all(rows)


async def list_proposed(connection: AsyncConnection, most: int) -> list[Stored]:
    """Those with a correction that waits for a second person, the newest first."""
    query = select(*_COLUMNS).where(broadcasts.c.state.in_(OUT), broadcasts.c.proposed != "")
    return _read_all((await connection.execute(query.order_by(broadcasts.c.id.desc()).limit(most))).all())


async def count_broadcasts(connection: AsyncConnection, states: Collection[BroadcastState]) -> int:
    """How many are in one of these states."""
    query = select(func.count()).select_from(broadcasts).where(broadcasts.c.state.in_(states))
    count: int = (await connection.execute(query)).scalar_one()
    return count


# Inside a text a quotation mark has a backslash before it, so no words of staff can look like this.
IS_SERVICE = broadcasts.c.body.contains('"service":true')
"""Whether one is only for those who signed up for what it is about."""

_IS_PUBLIC = and_(
    broadcasts.c.state.in_(OUT),
    broadcasts.c.started.is_not(None),
    ~IS_SERVICE,
)


async def list_public(connection: AsyncConnection, most: int, skip: int = 0) -> list[Stored]:
    """What everybody may read, the latest first: those that have begun, but what only some signed up for."""
    newest = broadcasts.c.started.desc(), broadcasts.c.id.desc()
    query = select(*_COLUMNS).where(_IS_PUBLIC).order_by(*newest)
    return _read_all((await connection.execute(query.limit(most).offset(skip))).all())


async def count_public(connection: AsyncConnection) -> int:
    """How many everybody may read."""
    query = select(func.count()).select_from(broadcasts).where(_IS_PUBLIC)
    count: int = (await connection.execute(query)).scalar_one()
    return count


async def find_public(connection: AsyncConnection, id: int) -> Stored | None:
    """One that everybody may read, if there is one with this number."""
    row = (await connection.execute(select(*_COLUMNS).where(_IS_PUBLIC, broadcasts.c.id == id))).one_or_none()
    return _read(row) if row else None


async def is_public_file(connection: AsyncConnection, digest: str) -> bool:
    """Whether a file is part of something that everybody may read."""
    query = select(broadcasts.c.id).where(_IS_PUBLIC, broadcasts.c.body.contains(digest, autoescape=True))
    return (await connection.execute(query.limit(1))).first() is not None


async def list_between(connection: AsyncConnection, since: datetime, until: datetime) -> list[Stored]:
    """Those that went out or are to go out from a moment up to, not including, another; in this order.

    Drafts are none of them; what waits for a second person is.
    """
    when = func.coalesce(broadcasts.c.started, broadcasts.c.planned, broadcasts.c.changed)
    states = (*OUT, BroadcastState.PLANNED, BroadcastState.SUBMITTED)
    query = select(*_COLUMNS).where(broadcasts.c.state.in_(states), when >= since, when < until)
    return _read_all((await connection.execute(query.order_by(when, broadcasts.c.id))).all())


async def submit(
    connection: AsyncConnection, id: int, seen: int, planned: datetime | None, counted: int, now: datetime
) -> bool:
    """Lays a draft before a second person: to go out at `planned`, or as soon as that person agrees."""
    to = BroadcastState.SUBMITTED
    return await _change(
        connection, id, (BroadcastState.DRAFT,), seen, now, state=to, planned=planned, counted=counted
    )


async def approve(
    connection: AsyncConnection, id: int, seen: int, approver: str, counted: int, now: datetime
) -> bool:
    """A second person agrees to what he has seen: it is planned now. False if it was the author."""
    values = {"state": BroadcastState.PLANNED, "approver": approver, "counted": counted}
    by_another = broadcasts.c.author != approver
    return await _change(connection, id, (BroadcastState.SUBMITTED,), seen, now, by_another, **values)


async def plan(
    connection: AsyncConnection, id: int, seen: int, planned: datetime | None, counted: int, now: datetime
) -> bool:
    """Plans a draft that needs no second person: for a moment, or at once."""
    to = BroadcastState.PLANNED
    return await _change(
        connection, id, (BroadcastState.DRAFT,), seen, now, state=to, planned=planned, counted=counted
    )


async def submit_planned(connection: AsyncConnection, id: int, counted: int, now: datetime) -> bool:
    """Lays a planned one that nobody has agreed to before a second person: it would reach so many by now."""
    values = {"state": BroadcastState.SUBMITTED, "counted": counted}
    alone = broadcasts.c.approver == ""
    return await _change(connection, id, (BroadcastState.PLANNED,), None, now, alone, **values)


async def recall(connection: AsyncConnection, id: int, now: datetime) -> bool:
    """Makes a draft of it again, so that it can be changed; False once it has begun."""
    values = {"state": BroadcastState.DRAFT, "approver": "", "planned": None, "counted": None}
    return await _change(connection, id, from_states(BroadcastState.DRAFT), None, now, **values)


async def withdraw(connection: AsyncConnection, id: int, now: datetime) -> bool:
    """It will not be sent; False once it has begun."""
    to = BroadcastState.WITHDRAWN
    return await _change(connection, id, from_states(to), None, now, state=to, ended=now)


async def remove_draft(connection: AsyncConnection, id: int) -> bool:
    """Nothing of a draft remains; False if it is none any more."""
    draft = broadcasts.c.id == id, broadcasts.c.state == BroadcastState.DRAFT
    return bool((await connection.execute(delete(broadcasts).where(*draft))).rowcount)


async def stop(connection: AsyncConnection, id: int, now: datetime) -> bool:
    """Nobody else gets it until it is continued: what waits is not taken any more."""
    to = BroadcastState.STOPPED
    return await _change(connection, id, from_states(to), None, now, state=to)


async def proceed(connection: AsyncConnection, id: int, now: datetime) -> bool:
    """What was stopped goes on."""
    to = BroadcastState.SENDING
    return await _change(connection, id, (BroadcastState.STOPPED,), None, now, state=to)


async def _change(
    connection: AsyncConnection,
    id: int,
    states: Collection[BroadcastState],
    seen: int | None,
    now: datetime,
    *conditions: ColumnElement[bool],
    **values: object,
) -> bool:
    """Changes it if it is in one of these states, and in the revision somebody has seen; says whether."""
    if seen is not None:
        conditions = (*conditions, broadcasts.c.revision == seen)
    statement = (
        update(broadcasts)
        .where(broadcasts.c.id == id, broadcasts.c.state.in_(states), *conditions)
        .values(**values, revision=broadcasts.c.revision + 1, changed=now)
    )
    return bool((await connection.execute(statement)).rowcount)
