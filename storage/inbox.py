"""What people sent, committed before anything else happens, heard once in the order of each sender."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import read_moment
from storage.ready import Ready
from storage.tables import inbox

HEARD, IGNORED, LIMITED, SET_ASIDE = "heard", "ignored", "limited", "set aside"


@dataclass(frozen=True, slots=True)
class Arrival:
    """An input as it came: its channel, a key that tells repeats, its sender's lane, the raw body."""

    channel: str
    key: str
    who: str
    body: str
    arrived: datetime


@dataclass(frozen=True, slots=True)
class Unheard:
    """A row that waits to be heard."""

    id: int
    channel: str
    who: str
    body: str
    arrived: datetime


_ADD = Ready(
    lambda insert: insert(inbox).on_conflict_do_nothing(index_elements=[inbox.c.key]),
    *("channel", "key", "who", "body", "arrived"),
)


async def put(connection: AsyncConnection, arrivals: Sequence[Arrival]) -> None:
    """Stores inputs; one that is there already (same key) is left out."""
    rows = [
        {"channel": a.channel, "key": a.key, "who": a.who, "body": a.body, "arrived": a.arrived}
        for a in arrivals
    ]
    await _ADD.write(connection, rows)


_earlier = inbox.alias("earlier")
_UNHEARD = Ready(
    select(inbox.c.id, inbox.c.channel, inbox.c.who, inbox.c.body, inbox.c.arrived)
    .where(
        inbox.c.heard.is_(None),
        # Plain SKIP LOCKED would break the order per sender: only his oldest row may be taken.
        ~exists().where(
            _earlier.c.who == inbox.c.who, _earlier.c.heard.is_(None), _earlier.c.id < inbox.c.id
        ),
    )
    .order_by(inbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


async def take(connection: AsyncConnection, most: int) -> list[Unheard]:
    """The oldest unheard row of each of up to `most` senders, locked until the transaction ends."""
    rows = await _UNHEARD.fetch(connection, {"most": most})
    return [Unheard(id, channel, who, body, read_moment(arrived)) for id, channel, who, body, arrived in rows]


_THIS = (
    select(inbox.c.id, inbox.c.channel, inbox.c.who, inbox.c.body, inbox.c.arrived)
    .where(inbox.c.id == bindparam("row"), inbox.c.heard.is_(None))
    .with_for_update(skip_locked=True)
)


async def take_one(connection: AsyncConnection, id: int) -> Unheard | None:
    """One certain row, locked; None if it was heard meanwhile or another process has it."""
    row = (await connection.execute(_THIS, {"row": id})).one_or_none()
    return Unheard(*row) if row else None


_ANY = select(inbox.c.id).where(inbox.c.heard.is_(None)).limit(1)


async def has_unheard(connection: AsyncConnection) -> bool:
    """Whether anything waits to be heard."""
    return (await connection.execute(_ANY)).first() is not None


_DONE = Ready(
    update(inbox)
    .where(inbox.c.id == bindparam("row"))
    .values(heard=bindparam("at"), fate=bindparam("to_fate"), body="")
)
_KEPT = Ready(
    update(inbox)
    .where(inbox.c.id == bindparam("row"))
    .values(heard=bindparam("at"), fate=bindparam("to_fate"))
)


async def settle(connection: AsyncConnection, ids: Sequence[int], fate: str, at: datetime) -> None:
    """Marks rows as done. Their bodies go, except of those set aside, which staff may hear again."""
    statement = _KEPT if fate == SET_ASIDE else _DONE
    await statement.write(connection, [{"row": id, "at": at, "to_fate": fate} for id in ids])


async def hear_again(connection: AsyncConnection, id: int) -> bool:
    """Puts a row that was set aside back into the line; tells whether there was one."""
    statement = (
        update(inbox)
        .where(inbox.c.id == id, inbox.c.fate == SET_ASIDE, inbox.c.body != "")
        .values(heard=None, fate="")
    )
    return bool((await connection.execute(statement)).rowcount)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row nobody could work off."""

    id: int
    channel: str
    arrived: datetime


async def list_set_aside(connection: AsyncConnection, most: int = 100) -> list[SetAside]:
    """The rows that were set aside, the newest first."""
    query = (
        select(inbox.c.id, inbox.c.channel, inbox.c.arrived)
        .where(inbox.c.fate == SET_ASIDE)
        .order_by(inbox.c.id.desc())
        .limit(most)
    )
    return [SetAside(*row) for row in (await connection.execute(query)).all()]


async def find_oldest_unheard(connection: AsyncConnection) -> datetime | None:
    """When the oldest row that waits arrived."""
    query = select(func.min(inbox.c.arrived)).where(inbox.c.heard.is_(None))
    oldest: datetime | None = (await connection.execute(query)).scalar_one()
    return oldest
