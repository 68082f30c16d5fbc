"""What people think of a guideline, in numbers: for each section, and for whole guidelines."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.comment import CommentKind, CommentState, Vote
from storage.tables import comments, readings, supports, votes

_ARRIVED = comments.c.state == CommentState.HANDED_IN

EVER: Mapping[int, int] = {}
"""No section was ever reworded."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What came in on one section: votes, comments and proposals handed in, how many see it as these do.

    `votes` are those on its present wording, `earlier` counts those cast before it was reworded. `readers`
    opened it; `stopped` are those of them who opened nothing after it.
    """

    votes: Mapping[Vote, int] = field(default_factory=dict)
    comments: int = 0
    proposals: int = 0
    supports: int = 0
    earlier: int = 0
    readers: int = 0
    stopped: int = 0


@dataclass(frozen=True, slots=True)
class Turnout:
    """How much came in on one guideline."""

    readers: int = 0
    voters: int = 0
    comments: int = 0


async def count_turnout(connection: AsyncConnection) -> dict[int, Turnout]:
    """How much came in on every guideline at once, by the number of its item; three queries."""
    read = select(readings.c.item, func.count(readings.c.pseudonym.distinct())).group_by(readings.c.item)
    voted = select(votes.c.item, func.count(votes.c.pseudonym.distinct())).group_by(votes.c.item)
    written = select(comments.c.item, func.count()).where(_ARRIVED).group_by(comments.c.item)
    readers = await _counts(connection, read)
    voters = await _counts(connection, voted)
    arrived = await _counts(connection, written)
    return {
        item: Turnout(readers.get(item, 0), voters.get(item, 0), arrived.get(item, 0))
        for item in {*readers, *voters, *arrived}
    }


async def _counts(connection: AsyncConnection, query: Select[int, int]) -> dict[int, int]:
    """Counts by a number, as a query of two columns gives them."""
    return dict((await connection.execute(query)).all())


async def count_opinions(
    connection: AsyncConnection, item: int, end: int = 0, since: Mapping[int, int] = EVER
) -> dict[int, Opinion]:
    """What came in on each section of a guideline, by its number; three queries.

    `end` is the number of the last section: whoever has opened that one has stopped nowhere. `since` tells
    for each section the version since which it reads as it does.
    """
    ways = await _count_ways(connection, item, end)
    cast, earlier = await _count_votes(connection, item, since)
    written = await _count_written(connection, item)
    found: dict[int, Opinion] = {}
    for section in {*ways, *cast, *earlier, *written}:
        readers, stopped = ways.get(section, (0, 0))
        by_kind = written.get(section, {})
        found[section] = Opinion(
            votes=cast.get(section, {}),
            earlier=earlier.get(section, 0),
            comments=by_kind.get(CommentKind.COMMENT, (0, 0))[0],
            proposals=by_kind.get(CommentKind.PROPOSAL, (0, 0))[0],
            supports=sum(supported for _count, supported in by_kind.values()),
            readers=readers,
            stopped=stopped,
        )
    return found


async def _count_ways(connection: AsyncConnection, item: int, end: int) -> dict[int, tuple[int, int]]:
    """How many opened each section, and how many of them it was the last one for."""
    people = (
        select(
            readings.c.pseudonym,
            func.max(readings.c.nth).label("last"),
            func.max(case((readings.c.section == end, 1), else_=0)).label("arrived"),
        )
        .where(readings.c.item == item)
        .group_by(readings.c.pseudonym)
        .subquery()
    )
    stopped = case(((readings.c.nth == people.c.last) & (people.c.arrived == 0), 1), else_=0)
    query = (
        select(readings.c.section, func.count(), func.sum(stopped))
        .join(people, people.c.pseudonym == readings.c.pseudonym)
        .where(readings.c.item == item)
        .group_by(readings.c.section)
    )
    return {section: (opened, stayed) for section, opened, stayed in (await connection.execute(query)).all()}


async def _count_votes(
    connection: AsyncConnection, item: int, since: Mapping[int, int]
) -> tuple[dict[int, dict[Vote, int]], dict[int, int]]:
    """Votes on the present wording of each section, and how many were cast on an earlier one."""
    query = (
        select(votes.c.section, votes.c.version, votes.c.value, func.count())
        .where(votes.c.item == item)
        .group_by(votes.c.section, votes.c.version, votes.c.value)
    )
    cast: defaultdict[int, dict[Vote, int]] = defaultdict(dict)
    earlier: dict[int, int] = {}
    for section, version, value, count in (await connection.execute(query)).all():
        if version < since.get(section, 0):
            earlier[section] = earlier.get(section, 0) + count
        else:
            cast[section][Vote(value)] = cast[section].get(Vote(value), 0) + count
    return dict(cast), earlier


async def _count_written(
    connection: AsyncConnection, item: int
) -> dict[int, dict[CommentKind, tuple[int, int]]]:
    """By section and kind: how many came in, and how many people see it as one of them does."""
    query = (
        select(
            comments.c.section,
            comments.c.kind,
            func.count(comments.c.id.distinct()),
            func.count(supports.c.pseudonym),
        )
        .outerjoin(supports, supports.c.comment == comments.c.id)
        .where(comments.c.item == item, _ARRIVED)
        .group_by(comments.c.section, comments.c.kind)
    )
    written: defaultdict[int, dict[CommentKind, tuple[int, int]]] = defaultdict(dict)
    for section, kind, count, supported in (await connection.execute(query)).all():
        written[section][CommentKind(kind)] = (count, supported)
    return dict(written)
