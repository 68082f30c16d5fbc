"""Everything stored about a person, table by table: gathered when it is asked for, kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.privacy import REGISTER, Entry
from storage.privacy_ways import find_person, personal_columns, personal_tables, rows_of

Value = str | int | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one table holds about a person, and why it does."""

    table: str
    entries: tuple[Entry, ...]
    rows: tuple[Mapping[str, Value], ...]


async def gather(connection: AsyncConnection, key: bytes, citizen: int) -> list[Chapter]:
    """All rows about a citizen, one query for each table; empty if there is nobody with this number.

    What stands under a pseudonym is found as long as its salt is there: later nobody finds it.
    """
    person = await find_person(connection, key, citizen)
    if person is None:
        return []
    chapters = []
    for table in personal_tables():
        columns = personal_columns(table)
        query = select(*columns).where(rows_of(table, person)).order_by(*table.primary_key.columns)
        rows = tuple(dict(row) for row in (await connection.execute(query)).mappings())
        named = {column.name for column in columns}
        entries = tuple(entry for entry in REGISTER[table.name] if named & set(entry.columns.split()))
        chapters.append(Chapter(table.name, entries, rows))
    return chapters
