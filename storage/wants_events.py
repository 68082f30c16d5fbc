"""Answers what the talks want to see of events: what is mine, seats that are taken, the code of a door."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import BindParameter, bindparam, case, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.event_wish import EventWish
from dialogs.city.seat import Coming, Seat, Seats
from dialogs.engine.wants import Found
from dialogs.engine.wants_events import Comings, Entrance, EntranceCode, MyEvent, MyEvents
from storage.city import Shelf
from storage.tables import attendances, entrances, signups, wishes

_CAME, _ENTRANCE = "came", "entrance"
_before = signups.alias("before")
_place = (
    select(func.count())
    .where(_before.c.item == signups.c.item, ~_before.c.seated, _before.c.id <= signups.c.id)
    .scalar_subquery()
)
_who: BindParameter[int] = bindparam("citizens", expanding=True)
_MINE = union_all(
    select(
        signups.c.citizen,
        signups.c.item,
        case((signups.c.seated, Seat.TAKEN.value), else_=Seat.WAITING.value).label("what"),
        case((signups.c.seated, 0), else_=_place),
    ).where(signups.c.citizen.in_(_who)),
    select(attendances.c.citizen, attendances.c.item, literal(_CAME), literal(0)).where(
        attendances.c.citizen.in_(_who)
    ),
    select(wishes.c.citizen, wishes.c.item, wishes.c.kind, literal(0)).where(
        wishes.c.citizen.in_(_who), wishes.c.kind.in_([kind.value for kind in EventWish])
    ),
)
_numbers: BindParameter[int] = bindparam("items", expanding=True)
_SEATS = union_all(
    select(
        signups.c.item,
        case((signups.c.seated, Seat.TAKEN.value), else_=Seat.WAITING.value).label("what"),
        func.count(),
    )
    .where(signups.c.item.in_(_numbers))
    .group_by(signups.c.item, signups.c.seated),
    select(entrances.c.item, literal(_ENTRANCE), literal(1)).where(entrances.c.item.in_(_numbers)),
)


async def _mine(connection: AsyncConnection, people: Sequence[int]) -> dict[tuple[int, int], Coming]:
    """By citizen and event, without what others do."""
    found: defaultdict[tuple[int, int], Coming] = defaultdict(Coming)
    for citizen, item, what, place in (await connection.execute(_MINE, {"citizens": people})).all():
        coming = found[citizen, item]
        if what == _CAME:
            coming = replace(coming, came=True)
        elif what in (Seat.TAKEN, Seat.WAITING):
            coming = replace(coming, seat=Seat(what), place=place)
        else:
            coming = replace(coming, wishes=coming.wishes | {EventWish(what)})
        found[citizen, item] = coming
    return found


async def my_event(
    connection: AsyncConnection, shelf: Shelf, _key: bytes, asked: list[tuple[int, MyEvent]]
) -> Iterable[Found]:
    """All between citizens and events, with two queries; nothing is asked for events that are not there."""
    numbers = [shelf.events.numbers.get(want.event, 0) for _, want in asked]
    if not any(numbers):
        return [Coming() for _ in asked]
    mine = await _mine(connection, [citizen for citizen, _ in asked])
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for item, what, count in (await connection.execute(_SEATS, {"items": numbers})).all():
        counts[item][what] = count
    return [
        replace(
            mine.get((citizen, item), Coming()),
            seats=Seats(counts[item].get(Seat.TAKEN, 0), counts[item].get(Seat.WAITING, 0)),
            has_entrance=_ENTRANCE in counts[item],
        )
        for (citizen, _), item in zip(asked, numbers, strict=True)
    ]


async def my_events(
    connection: AsyncConnection, shelf: Shelf, _key: bytes, asked: list[tuple[int, MyEvents]]
) -> Iterable[Found]:
    """What everybody signed up for or went to, with one query."""
    mine = await _mine(connection, [citizen for citizen, _ in asked])
    by_citizen: defaultdict[int, dict[str, Coming]] = defaultdict(dict)
    for (citizen, item), coming in mine.items():
        if coming.seat or coming.came:
            by_citizen[citizen][shelf.events.slugs.get(item, "")] = coming
    return [Comings(by_citizen[citizen]) for citizen, _ in asked]


_CODES = select(entrances.c.item, entrances.c.code).where(entrances.c.item.in_(_numbers))


async def entrance_codes(
    connection: AsyncConnection, shelf: Shelf, _key: bytes, asked: list[tuple[int, Entrance]]
) -> Iterable[Found]:
    """The codes of doors, with one query."""
    numbers = [shelf.events.numbers.get(want.event, 0) for _, want in asked]
    codes = dict((await connection.execute(_CODES, {"items": numbers})).all()) if any(numbers) else {}
    return [EntranceCode(codes.get(item, "")) for item in numbers]
