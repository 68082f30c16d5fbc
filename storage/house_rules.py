"""The rules of the house: their order, which of them hold, which are kept because they were named once."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.house_rule import HouseRule
from dialogs.text import Localized
from storage.tables import house_rules, rulings

_RULES = select(house_rules.c.id, house_rules.c.body, house_rules.c.withdrawn).order_by(
    house_rules.c.position, house_rules.c.id
)
_HOLD = house_rules.c.withdrawn.is_(None)
_PLACE = (
    update(house_rules).where(house_rules.c.id == bindparam("number")).values(position=bindparam("place"))
)


async def list_rules(connection: AsyncConnection) -> list[HouseRule]:
    """The rules that hold, in their order."""
    return [_rule(row) for row in (await connection.execute(_RULES.where(_HOLD))).all()]


async def list_all_rules(connection: AsyncConnection) -> list[HouseRule]:
    """All rules in their order, those that were withdrawn too."""
    return [_rule(row) for row in (await connection.execute(_RULES)).all()]


async def find_rule(connection: AsyncConnection, number: int) -> HouseRule | None:
    """One rule, withdrawn or not."""
    row = (await connection.execute(_RULES.where(house_rules.c.id == number))).one_or_none()
    return _rule(row) if row else None


async def add_rule(connection: AsyncConnection, texts: Localized) -> None:
    """Adds a rule behind all others."""
    last = select(func.coalesce(func.max(house_rules.c.position), 0) + 1).scalar_subquery()
    await connection.execute(insert(house_rules).values(position=last, body=_dump(texts)))


async def change_rule(connection: AsyncConnection, number: int, texts: Localized, now: datetime) -> bool:
    """Words a rule anew; tells whether that changed anything.

    One with another number takes its place, so that nobody who saw the old words names the new ones by them.
    One that was named to somebody keeps its words for them: it is withdrawn.
    """
    held = select(house_rules.c.position, house_rules.c.body).where(house_rules.c.id == number, _HOLD)
    row = (await connection.execute(held.with_for_update())).one_or_none()
    if row is None or json.loads(row.body) == texts:
        return False
    named = select(rulings.c.id).where(rulings.c.rule == number).limit(1)
    if (await connection.execute(named)).first():
        await withdraw_rule(connection, number, now)
    else:
        await connection.execute(delete(house_rules).where(house_rules.c.id == number))
    await connection.execute(insert(house_rules).values(position=row.position, body=_dump(texts)))
    return True


async def withdraw_rule(connection: AsyncConnection, number: int, now: datetime) -> bool:
    """Lets nobody name a rule any more; tells whether that changed anything."""
    return await _set_withdrawn(connection, number, now)


async def restore_rule(connection: AsyncConnection, number: int) -> bool:
    """Lets a rule hold again; tells whether that changed anything."""
    return await _set_withdrawn(connection, number, None)


async def _set_withdrawn(connection: AsyncConnection, number: int, at: datetime | None) -> bool:
    statement = (
        update(house_rules)
        .where(house_rules.c.id == number, house_rules.c.withdrawn.is_(None) == (at is not None))
        .values(withdrawn=at)
    )
    return bool((await connection.execute(statement)).rowcount)


async def move_rule(connection: AsyncConnection, number: int, steps: int) -> bool:
    """Moves a rule that holds up (negative) or down among the others; tells whether that changed anything."""
    held = (await connection.execute(_RULES.where(_HOLD).with_for_update())).all()
    order = [row.id for row in held]
    if number not in order:
        return False
    place = order.index(number)
    there = min(max(place + steps, 0), len(order) - 1)
    order.insert(there, order.pop(place))
    positions = [{"number": id, "place": place} for place, id in enumerate(order, start=1)]
    await connection.execute(_PLACE, positions)
    return there != place


def _rule(row: Any) -> HouseRule:
    return HouseRule(row.id, json.loads(row.body), row.withdrawn is not None)


def _dump(texts: Mapping[str, str]) -> str:
    return json.dumps(texts, ensure_ascii=False)
