"""Somebody of whom every column that can hold something about a person holds something nobody else has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer, Table, insert
from sqlalchemy.types import BigInteger

from storage import tables
from storage.columns import Moment
from storage.database import Connection
from storage.privacy_ways import WAYS, Way, personal_columns, personal_tables
from storage.pseudonyms import pseudonym
from tests import sample

WORD = "kanarienvogel"
"""Stands in every text of the person, and in nothing else."""

_FIRST_DAY = date(1901, 1, 1)
_FIRST_NUMBER = 7_000_001


@dataclass(frozen=True)
class Canary:
    """A person with rows everywhere; `values` are what was planted, by table and column."""

    citizen: int
    channel: str
    address: str
    values: Mapping[tuple[str, str], Any]


async def plant(connection: Connection, channel: str = "web") -> Canary:
    """Puts the person, a survey, a guideline and somebody else's comment into an empty database."""
    await _publish(connection)
    address = "4711" if channel == "telegram" else f"{WORD}-adresse"
    lane = f"t{address}" if channel == "telegram" else f"{channel}:{address}"
    leads: dict[str, dict[str, Any]] = {
        "citizens": {"id": 5, "channel": channel, "address": address, "notice": 1},
        "participation": {"citizen": 5, "item": 1},
        "runs": {"item": 1, "pseudonym": name_in(1), "state": "complete"},
        "answers": {"item": 1, "pseudonym": name_in(1), "value": f'["{WORD}-antwort"]', "kind": "given"},
        "readings": {"item": 2, "pseudonym": name_in(2)},
        "votes": {"item": 2, "pseudonym": name_in(2)},
        "comments": {"id": 50, "citizen": 5, "item": 2, "state": "handed_in"},
        "comment_parts": {"comment": 50},
        "rulings": {"id": 60, "comment": 50, "rule": 1},
        "objections": {"ruling": 60},
        "decisions": {"comment": 50},
        "supports": {"comment": 40, "pseudonym": name_in(2)},
        "wishes": {"citizen": 5, "item": 2},
        "notifications": {"citizen": 5},
        "inbox": {"channel": channel, "who": lane},
        "outbox": {"citizen": 5, "channel": channel, "address": address},
        "signups": {"citizen": 5, "item": 3},
        "attendances": {"citizen": 5, "item": 3},
        "subscriptions": {"citizen": 5},
        "preferences": {"citizen": 5},
        "staff_chats": {"citizen": 5, "staff": 1},
    }
    values: dict[tuple[str, str], Any] = {}
    for table in personal_tables():
        row = _row(table, leads[table.name], len(values))
        await connection.execute(insert(table).values(row))
        values |= {(table.name, column.name): row[column.name] for column in personal_columns(table)}
    assert {name for name, way in WAYS.items() if way is not Way.NONE} == leads.keys()
    return Canary(5, channel, address, values)


def name_in(item: int) -> str:
    """The person's pseudonym in an item."""
    return pseudonym(sample.KEY, f"salt{item}", 5)


async def _publish(connection: Connection) -> None:
    await connection.execute(
        insert(tables.items),
        [
            {"id": 1, "kind": "survey", "slug": "beteiligung", "salt": "salt1"},
            {"id": 2, "kind": "guideline", "slug": "leitlinien", "salt": "salt2"},
        ],
    )
    await connection.execute(insert(tables.items).values(id=3, kind="event", slug="werkstatt"))
    await connection.execute(
        insert(tables.staff).values(id=1, name="anna", role="editor", created=sample.NOW)
    )
    others = {"item": 2, "section": 1, "version": 1, "state": "handed_in", "channel": "web", "language": "de"}
    await connection.execute(insert(tables.comments).values(id=40, day=sample.NOW.date(), **others))


def _row(table: Table, leads: Mapping[str, Any], so_far: int) -> dict[str, Any]:
    """Every column filled: what leads to the person as it must be, everything else with a canary."""
    return {
        column.name: leads.get(column.name, _canary(column, so_far + number))
        for number, column in enumerate(table.columns)
    }


def _canary(column: Column[Any], number: int) -> str | int | bool | date | datetime:
    match column.type:
        case Moment():
            return sample.NOW + timedelta(days=number, seconds=number)
        case Date():
            return _FIRST_DAY + timedelta(days=number)
        case Boolean():
            return True
        case Integer() | BigInteger():
            return _FIRST_NUMBER + number
        case _text:
            return f"{WORD}-{column.table.name}-{column.name}"
