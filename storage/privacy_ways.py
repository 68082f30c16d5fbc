"""Which rows are about a person, and how they are found: what access and erasure go by.

A test fails for a table that is not told here. A new table that leads to people needs only its line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.privacy import Basis, find_entry
from storage.pseudonyms import pseudonym
from storage.tables import citizens, comments, items, metadata, rulings


class Way(StrEnum):
    """How the rows of a table lead to a person."""

    SELF = "they are the person"
    CITIZEN = "they name the person's number"
    PSEUDONYM = "they stand under one of the person's pseudonyms, which only the key finds"
    COMMENT = "they belong to a comment of the person"
    RULING = "they belong to a ruling on a comment of the person"
    LANE = "they came in the person's lane"
    NONE = "they lead to no citizen"


WAYS: Mapping[str, Way] = {
    "citizens": Way.SELF,
    "participation": Way.CITIZEN,
    "runs": Way.PSEUDONYM,
    "answers": Way.PSEUDONYM,
    "readings": Way.PSEUDONYM,
    "votes": Way.PSEUDONYM,
    "comments": Way.CITIZEN,
    "comment_parts": Way.COMMENT,
    "rulings": Way.COMMENT,
    "objections": Way.RULING,
    "decisions": Way.COMMENT,
    "supports": Way.PSEUDONYM,
    "wishes": Way.CITIZEN,
    "notifications": Way.CITIZEN,
    "inbox": Way.LANE,
    "outbox": Way.CITIZEN,
    "signups": Way.CITIZEN,
    "attendances": Way.CITIZEN,
    "subscriptions": Way.CITIZEN,
    "preferences": Way.CITIZEN,
    "staff_chats": Way.CITIZEN,
    # Here is nothing of citizens, or nothing that anybody could trace back to one.
    "throttles": Way.NONE,
    "items": Way.NONE,
    "versions": Way.NONE,
    "drafts": Way.NONE,
    "house_rules": Way.NONE,
    "entrances": Way.NONE,
    "rounds": Way.NONE,
    "broadcasts": Way.NONE,
    "broadcast_bodies": Way.NONE,
    "attachments": Way.NONE,
    "uploads": Way.NONE,
    "staff": Way.NONE,
    "links": Way.NONE,
    "sessions": Way.NONE,
    "journal": Way.NONE,
    "forms": Way.NONE,
    "meta": Way.NONE,
    "processes": Way.NONE,
    "paces": Way.NONE,
    "leases": Way.NONE,
}


@dataclass(frozen=True, slots=True)
class Person:
    """All by which a person's rows are found; `names` are pseudonyms, one in each of the `items`."""

    citizen: int
    channel: str
    address: str
    items: tuple[int, ...]
    names: tuple[str, ...]

    @property
    def lane(self) -> str:
        """The lane of the inbox, as `bot.telegram.intake` and `storage.pages` name it."""
        return f"t{self.address}" if self.channel == "telegram" else f"{self.channel}:{self.address}"


async def find_person(connection: AsyncConnection, key: bytes, citizen: int) -> Person | None:
    """The person behind a number; None if there is none (any more)."""
    who = select(citizens.c.channel, citizens.c.address).where(citizens.c.id == citizen)
    found = (await connection.execute(who)).one_or_none()
    if found is None:
        return None
    salts = (
        await connection.execute(select(items.c.id, items.c.salt).where(items.c.salt.is_not(None)))
    ).all()
    names = tuple(pseudonym(key, row.salt, citizen) for row in salts)
    return Person(citizen, found.channel, found.address, tuple(row.id for row in salts), names)


def rows_of(table: Table, person: Person) -> ColumnElement[bool]:
    """The rows of a table that are about a person. Raises KeyError for one that leads to nobody."""
    mine = select(comments.c.id).where(comments.c.citizen == person.citizen)
    column = table.c
    match WAYS[table.name]:
        case Way.SELF:
            return column.id == person.citizen
        case Way.CITIZEN:
            return column.citizen == person.citizen
        case Way.PSEUDONYM if "item" in column:
            # Together they are the beginning of an index: otherwise everybody's rows would be looked through.
            return column.item.in_(person.items) & column.pseudonym.in_(person.names)
        case Way.PSEUDONYM:
            return column.pseudonym.in_(person.names)
        case Way.COMMENT:
            return column.comment.in_(mine)
        case Way.RULING:
            return column.ruling.in_(select(rulings.c.id).where(rulings.c.comment.in_(mine)))
        case Way.LANE:
            return column.who == person.lane
        case Way.NONE:
            raise KeyError(table.name)


def personal_tables() -> tuple[Table, ...]:
    """The tables with rows about people, in the order they are told in."""
    return tuple(metadata.tables[name] for name, way in WAYS.items() if way is not Way.NONE)


def personal_columns(table: Table) -> tuple[Column[Any], ...]:
    """The columns of such a table that are about the person; names of staff are about staff."""
    return tuple(column for column in table.columns if not _is_of_staff(column))


def _is_of_staff(column: Column[Any]) -> bool:
    entry = find_entry(column.table.name, column.name)
    return entry is not None and entry.basis is Basis.STAFF
