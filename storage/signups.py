"""Seats at events: the order of the rows decides who has one; who waits moves up when one is free."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.event import Event, Stage
from dialogs.city.notification import NotificationKind
from dialogs.city.seat import Seats
from storage import definitions
from storage.notifications import Fate
from storage.outbox_rows import Rank
from storage.tables import attendances, citizens, items, notifications, signups, versions
from storage.upsert import insert_into


async def hold(connection: AsyncConnection, numbers: Iterable[int]) -> None:
    """Nobody else gives seats of these events until the transaction ends; always held in the same order."""
    wanted = {*numbers}
    if wanted:
        held = select(items.c.id).where(items.c.id.in_(wanted)).order_by(items.c.id)
        # Rows that only point to an event may still be written: they need no seat.
        await connection.execute(held.with_for_update(key_share=True))


async def move_up(
    connection: AsyncConnection, numbers: Collection[int], now: datetime, *, knows: Collection[int] = ()
) -> int:
    """Gives free seats of these events to those who have waited longest; returns how many were given.

    They are told of it, but for the citizens in `knows`, who see it themselves. Nobody moves up in an event
    that takes no sign-ups (any more).
    """
    if not numbers:
        return 0
    await hold(connection, numbers)
    given: list[Any] = []
    there = items.c.id.in_({*numbers}) & ~items.c.closed
    for item, event in (await _newest(connection, there)).items():
        if event.takes_signups(now):
            given += await _seat(connection, item, event.capacity)
    told = [seat for seat in sorted(given, key=lambda seat: seat.id) if seat.citizen not in knows]
    await _tell(connection, told, now)
    return len(given)


async def leave(connection: AsyncConnection, citizen: int, now: datetime) -> None:
    """Takes somebody out of all events that have not begun, and lets others move up.

    That he signed up for those that have begun stays: they are counted as they were.
    """
    of_citizen = select(signups.c.item).where(signups.c.citizen == citizen)
    numbers = (await connection.execute(of_citizen)).scalars().all()
    await hold(connection, numbers)
    events = await _newest(connection, items.c.id.in_(numbers))
    begun = [item for item, event in events.items() if event.at(now) is not Stage.COMING]
    left = delete(signups).where(signups.c.citizen == citizen, signups.c.item.not_in(begun))
    await connection.execute(left)
    await move_up(connection, numbers, now)


_each = versions.alias("each")
_number = (
    select(func.max(_each.c.number)).where(_each.c.item == items.c.id).correlate(items).scalar_subquery()
)
_NEWEST = (
    select(items.c.id, versions.c.body)
    .select_from(items)
    .join(versions, (versions.c.item == items.c.id) & (versions.c.number == _number))
    .where(items.c.kind == "event")
    .order_by(items.c.id)
)


async def _newest(connection: AsyncConnection, those: ColumnElement[bool]) -> dict[int, Event]:
    """The events as they stand now: the city that a turn began with may be older."""
    rows = (await connection.execute(_NEWEST.where(those))).all()
    found: dict[int, Event] = {}
    for item, body in rows:
        # The city leaves a broken one out with an alarm; nobody can come to what nobody can read.
        if event := definitions.try_load("event", body):
            found[item] = event
    return found


_waits = signups.alias("waits")


async def _seat(connection: AsyncConnection, item: int, capacity: int | None) -> Sequence[Any]:
    """Seats for the first who wait, as many as are free; a seat once given is never taken back.

    Who cannot be told of it is passed over as long as somebody else waits: the chair would stay empty.
    """
    first = (
        select(_waits.c.id)
        .join(citizens, citizens.c.id == _waits.c.citizen)
        .where(_waits.c.item == item, ~_waits.c.seated)
        .order_by(citizens.c.reachable.desc(), _waits.c.id)
    )
    if capacity is not None:
        taken = select(func.count()).where(signups.c.item == item, signups.c.seated)
        free = capacity - (await connection.execute(taken)).scalar_one()
        if free <= 0:
            return []
        first = first.limit(free)
    seated = (
        update(signups)
        .where(signups.c.id.in_(first))
        .values(seated=True)
        .returning(signups.c.id, signups.c.citizen, signups.c.item)
    )
    return (await connection.execute(seated)).all()


async def _tell(connection: AsyncConnection, given: Sequence[Any], now: datetime) -> None:
    """That a seat has become theirs; who signs off and on again may be told once more."""
    if given:
        rows = [
            {
                "citizen": seat.citizen,
                "kind": NotificationKind.SEAT_FREE,
                "subject": seat.item,
                "version": seat.id,
                "created": now,
                "rank": Rank.CHANGE,
            }
            for seat in given
        ]
        await connection.execute(insert_into(connection, notifications).on_conflict_do_nothing(), rows)


_AGAIN = (
    update(notifications)
    .where(
        notifications.c.citizen.in_(bindparam("people", expanding=True)),
        notifications.c.kind == NotificationKind.SEAT_FREE,
        notifications.c.fate == Fate.UNREACHABLE,
    )
    .values(told=None, fate=Fate.TOLD)
)


async def tell_again(connection: AsyncConnection, people: Collection[int]) -> None:
    """People who can be reached again are told of the seats they were given meanwhile.

    Whether the seat is still theirs, and the event still to come, shows when they are told.
    """
    await connection.execute(_AGAIN, {"people": people})


# What staff see


@dataclass(frozen=True, slots=True)
class SignUp:
    """One who signed up: no name is known, so `number` counts them in their order, from 1."""

    number: int
    day: date
    seated: bool
    channel: str
    language: str
    came: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many have to do with an event."""

    seats: Seats = field(default_factory=Seats)
    came: int = 0


_came = (
    select(attendances.c.item)
    .where(attendances.c.citizen == signups.c.citizen, attendances.c.item == signups.c.item)
    .exists()
)
_LIST = (
    select(signups.c.day, signups.c.seated, citizens.c.channel, citizens.c.language, _came)
    .select_from(signups)
    .join(citizens, citizens.c.id == signups.c.citizen)
    .order_by(signups.c.id)
)


async def list_of(connection: AsyncConnection, item: int) -> list[SignUp]:
    """Everybody who signed up for an event, in the order in which they did."""
    rows = (await connection.execute(_LIST.where(signups.c.item == item))).all()
    return [SignUp(number, *row) for number, row in enumerate(rows, start=1)]


_TAKEN = select(
    signups.c.item,
    func.sum(case((signups.c.seated, 1), else_=0)),
    func.sum(case((signups.c.seated, 0), else_=1)),
).group_by(signups.c.item)
_CAME = select(attendances.c.item, func.count()).group_by(attendances.c.item)


async def counts_of(connection: AsyncConnection, numbers: Collection[int]) -> dict[int, Counts]:
    """How many have a seat, wait and came, of several events, with two queries."""
    taken = await connection.execute(_TAKEN.where(signups.c.item.in_(numbers)))
    seats = {item: Seats(seated, waiting) for item, seated, waiting in taken.all()}
    there = await connection.execute(_CAME.where(attendances.c.item.in_(numbers)))
    came = {item: came for item, came in there.all() if came}
    return {item: Counts(seats.get(item, Seats()), came.get(item, 0)) for item in numbers}


async def count_of(connection: AsyncConnection, item: int) -> Counts:
    """The same of one event."""
    return (await counts_of(connection, [item]))[item]
