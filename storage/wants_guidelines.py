"""Answers what the talks want to see of guidelines: what somebody read, and how he voted."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.comment import Vote
from dialogs.engine.wants import Found, Guidelines, MyGuidelines, Reading
from storage.city import Rows, Shelf
from storage.pseudonyms import pseudonym
from storage.tables import readings, votes

_READ = (
    select(readings.c.pseudonym, readings.c.section)
    .where(
        readings.c.item.in_(bindparam("items", expanding=True)),
        readings.c.pseudonym.in_(bindparam("names", expanding=True)),
    )
    .order_by(readings.c.nth)
)
_VOTED = select(votes.c.pseudonym, votes.c.section, votes.c.value, votes.c.version, votes.c.day).where(
    votes.c.item.in_(bindparam("items", expanding=True)),
    votes.c.pseudonym.in_(bindparam("names", expanding=True)),
)


def pseudonyms(rows: Rows, key: bytes, citizen: int) -> dict[str, str]:
    """Pseudonym of a citizen → slug, for everything of one kind that still has its salt."""
    return {pseudonym(key, salt, citizen): slug for slug, salt in rows.salts.items()}


async def my_guidelines(
    connection: AsyncConnection, shelf: Shelf, key: bytes, asked: list[tuple[int, MyGuidelines]]
) -> Iterable[Found]:
    """Everybody's way through all guidelines, with two queries."""
    names = [pseudonyms(shelf.guidelines, key, citizen) for citizen, _ in asked]
    parameters = {
        "items": [shelf.guidelines.numbers[slug] for slug in shelf.guidelines.salts],
        "names": [name for own in names for name in own],
    }
    read: defaultdict[str, list[int]] = defaultdict(list)
    voted: defaultdict[str, dict[int, Vote]] = defaultdict(dict)
    on: defaultdict[str, dict[int, int]] = defaultdict(dict)
    days: defaultdict[str, dict[int, date]] = defaultdict(dict)
    for name, section in (await connection.execute(_READ, parameters)).all():
        read[name].append(section)
    for name, section, value, version, day in (await connection.execute(_VOTED, parameters)).all():
        voted[name][section], on[name][section], days[name][section] = Vote(value), version, day
    return [
        Guidelines(
            {
                slug: Reading(tuple(read[name]), voted[name], on[name], days=days[name])
                for name, slug in own.items()
                if name in read or name in voted
            }
        )
        for own in names
    ]
