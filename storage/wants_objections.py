"""Answers what the talk about objecting wants to see: rulings on one's own comments."""

from collections.abc import Iterable

from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.engine.wants import Found, MyRuling
from storage.city import Shelf
from storage.hidings import HIDINGS, ruling_of
from storage.tables import rulings

_RULINGS = HIDINGS.where(rulings.c.id.in_(bindparam("numbers", expanding=True)))


async def my_rulings(
    connection: AsyncConnection, shelf: Shelf, _key: bytes, asked: list[tuple[int, MyRuling]]
) -> Iterable[Found]:
    """The rulings, with one query; one on another's comment is as if it were not there."""
    parameters = {"numbers": [want.number for _, want in asked]}
    rows = (await connection.execute(_RULINGS, parameters)).all()
    found = {(row.citizen, row.id): ruling_of(row, shelf) for row in rows}
    return [found.get((citizen, want.number)) for citizen, want in asked]
