"""What becomes due of the wishes and subscriptions of citizens: noted for many at once, each once.

A telling that is due goes through those it is for in the order of their numbers, some at a time, and
remembers how far it has come. What is not due costs nothing, however many wish for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.telling import Telling
from storage.city import Shelf
from storage.columns import Moment
from storage.outbox_rows import Rank
from storage.tables import citizens, notifications, rounds, subscriptions, wishes
from storage.upsert import insert_into

MOST = 1000
"""Citizens looked at in one go, so that nobody's answer waits for all."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What one step of a telling came to: who was noted, how many were looked at, whether it is through."""

    noted: int
    looked: int
    is_through: bool


_THROUGH = select(rounds.c.item, rounds.c.kind, rounds.c.day).where(
    rounds.c.item.in_(bindparam("items", expanding=True)),
    rounds.c.day.in_(bindparam("days", expanding=True)),
    rounds.c.through.is_not(None),
)


async def leave_out_told(
    connection: AsyncConnection, shelf: Shelf, tellings: Sequence[Telling]
) -> list[tuple[int, Telling]]:
    """Those that are not through yet, each with the number of what it is about; one query for all."""
    numbers = _numbers(shelf)
    known = [(numbers[telling.of][telling.slug], telling) for telling in tellings]
    if not known:
        return []
    parameters = {"items": [item for item, _ in known], "days": list({telling.day for _, telling in known})}
    through = {tuple(row) for row in (await connection.execute(_THROUGH, parameters)).all()}
    return [(item, each) for item, each in known if (item, each.name, each.day) not in through]


def _numbers(shelf: Shelf) -> Mapping[str, Mapping[str, int]]:
    return {
        "survey": shelf.surveys.numbers,
        "guideline": shelf.guidelines.numbers,
        "event": shelf.events.numbers,
    }


_AT = (
    (rounds.c.item == bindparam("of_item"))
    & (rounds.c.kind == bindparam("of_kind"))
    & (rounds.c.day == bindparam("on_day"))
)
_REACHED = select(rounds.c.reached, rounds.c.through).where(_AT).with_for_update()
_GO_ON = update(rounds).where(_AT).values(reached=bindparam("up_to"), through=bindparam("at", type_=Moment))


async def spread(connection: AsyncConnection, item: int, telling: Telling, now: datetime) -> Spread:
    """Notes for the next of those it is for that they are to be told."""
    at = {"of_item": item, "of_kind": telling.name, "on_day": telling.day}
    begin = insert_into(connection, rounds).on_conflict_do_nothing()
    await connection.execute(begin, {"item": item, "kind": telling.name, "day": telling.day})
    reached, through = (await connection.execute(_REACHED, at)).one()
    if through:
        return Spread(0, 0, is_through=True)
    people = _people(item, telling, reached)
    some = people.with_only_columns(people.selected_columns.citizen).limit(MOST).subquery()
    looked, last = (await connection.execute(select(func.count(), func.max(some.c.citizen)))).one()
    noted = await _note(connection, people, item, telling, last, now) if looked else 0
    is_through = looked < MOST
    await connection.execute(_GO_ON, {**at, "up_to": last or reached, "at": now if is_through else None})
    return Spread(noted, looked, is_through)


def _people(item: int, telling: Telling, after: int) -> Any:
    """Citizens it may be for, in their order, with the day they chose it."""
    if telling.topic:
        table, is_it = subscriptions, subscriptions.c.topic == telling.topic
    else:
        table, is_it = wishes, (wishes.c.item == item) & (wishes.c.kind == telling.wish)
    query = select(table.c.citizen, table.c.day).where(is_it, table.c.citizen > after)
    return query.order_by(table.c.citizen)


async def _note(
    connection: AsyncConnection, people: Any, item: int, telling: Telling, last: int, now: datetime
) -> int:
    """Notes it for those up to a number who can be reached and have chosen it in time."""
    chosen = people.order_by(None).subquery()
    rows = (
        select(
            chosen.c.citizen,
            literal(str(telling.kind)),
            literal(item),
            literal(telling.version),
            literal(now, Moment),
            literal(now, Moment),
            literal(int(Rank.REMINDER if telling.is_urgent else Rank.BROADCAST)),
        )
        .join(citizens, citizens.c.id == chosen.c.citizen)
        .where(
            chosen.c.citizen <= last,
            chosen.c.day >= telling.since,
            chosen.c.day <= telling.until,
            citizens.c.reachable,
        )
    )
    columns = ["citizen", "kind", "subject", "version", "created", "due", "rank"]
    statement = insert_into(connection, notifications).from_select(columns, rows)
    done = await connection.execute(
        statement.on_conflict_do_nothing(), execution_options={"preserve_rowcount": True}
    )
    return int(done.rowcount)
