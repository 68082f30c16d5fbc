"""What people think of a guideline: votes and comments for each section, and the comments themselves."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.cleaning import fold
from dialogs.city.comment import CommentState, Vote
from storage.receipts import normal_receipt
from storage.results import LONGEST_SEARCH
from storage.tables import comment_parts, comments, readings, votes

COMMENTS_A_PAGE = 50
COMMENTS_AT_ONCE = 500
"""Few enough to be held in memory, even with long texts."""

_ARRIVED = comments.c.state == CommentState.HANDED_IN


@dataclass(frozen=True, slots=True)
class Opinion:
    """What came in on one section: votes, comments handed in, and how many people opened it."""

    votes: Mapping[Vote, int] = field(default_factory=dict)
    comments: int = 0
    readers: int = 0


@dataclass(frozen=True, slots=True)
class Turnout:
    """How much came in on one guideline."""

    readers: int = 0
    voters: int = 0
    comments: int = 0


@dataclass(frozen=True, slots=True)
class StoredComment:
    """A comment that was handed in, without anything about its author."""

    id: int
    section: int
    version: int
    receipt: str
    channel: str
    language: str
    day: date
    words: str


@dataclass(frozen=True, slots=True)
class CommentPage:
    """One page of comments: `total` fit the search, on `pages` pages (at least 1)."""

    entries: Sequence[StoredComment]
    total: int
    page: int
    pages: int


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


async def count_opinions(connection: AsyncConnection, item: int) -> dict[int, Opinion]:
    """What came in on each section of a guideline, by its number; three queries."""
    read = (
        select(readings.c.section, func.count()).where(readings.c.item == item).group_by(readings.c.section)
    )
    voted = (
        select(votes.c.section, votes.c.value, func.count())
        .where(votes.c.item == item)
        .group_by(votes.c.section, votes.c.value)
    )
    written = (
        select(comments.c.section, func.count())
        .where(comments.c.item == item, _ARRIVED)
        .group_by(comments.c.section)
    )
    readers = await _counts(connection, read)
    cast: defaultdict[int, dict[Vote, int]] = defaultdict(dict)
    for section, value, count in (await connection.execute(voted)).all():
        cast[section][Vote(value)] = count
    arrived = await _counts(connection, written)
    return {
        section: Opinion(cast.get(section, {}), arrived.get(section, 0), readers.get(section, 0))
        for section in {*readers, *cast, *arrived}
    }


async def _counts(connection: AsyncConnection, query: Select[int, int]) -> dict[int, int]:
    """Counts by a number, as a query of two columns gives them."""
    return dict((await connection.execute(query)).all())


async def list_comments(
    connection: AsyncConnection, item: int, section: int | None = None, search: str = "", page: int = 1
) -> CommentPage:
    """Comments on a guideline or on one section, the newest first; no such page becomes the nearest one.

    The search finds parts of words, without caring about capital letters, and whole receipts.
    """
    fitting = [comments.c.item == item, _ARRIVED, *_holding(search)]
    if section is not None:
        fitting.append(comments.c.section == section)
    total: int = (
        await connection.execute(select(func.count()).select_from(comments).where(*fitting))
    ).scalar_one()
    pages = max(1, -(-total // COMMENTS_A_PAGE))
    page = min(max(page, 1), pages)
    query = (
        _COMMENTS.where(*fitting)
        .order_by(comments.c.day.desc(), comments.c.id.desc())
        .limit(COMMENTS_A_PAGE)
        .offset((page - 1) * COMMENTS_A_PAGE)
    )
    return CommentPage(await _read(connection, query), total, page, pages)


async def next_comments(connection: AsyncConnection, item: int, after: int) -> list[StoredComment]:
    """The next comments behind a number, at most `COMMENTS_AT_ONCE`, the oldest first; empty at the end."""
    query = _COMMENTS.where(comments.c.item == item, _ARRIVED, comments.c.id > after)
    return await _read(connection, query.order_by(comments.c.id).limit(COMMENTS_AT_ONCE))


_COMMENTS = select(
    comments.c.id,
    comments.c.section,
    comments.c.version,
    comments.c.receipt,
    comments.c.channel,
    comments.c.language,
    comments.c.day,
)


async def _read(connection: AsyncConnection, query: Select[Any]) -> list[StoredComment]:
    """The comments with all their parts, with one more query."""
    rows = (await connection.execute(query)).all()
    parts = (
        select(comment_parts.c.comment, comment_parts.c.words)
        .where(comment_parts.c.comment.in_([row.id for row in rows]))
        .order_by(comment_parts.c.comment, comment_parts.c.number)
    )
    words: defaultdict[int, list[str]] = defaultdict(list)
    for comment, part in (await connection.execute(parts)).all():
        words[comment].append(part)
    return [StoredComment(**row._mapping, words="\n".join(words[row.id])) for row in rows]


def _holding(search: str) -> tuple[ColumnElement[bool], ...]:
    """That a part of a comment holds what is searched for, or that it is its receipt."""
    folded = fold(search[:LONGEST_SEARCH])
    if not folded:
        return ()
    parts = select(comment_parts.c.comment).where(comment_parts.c.folded.contains(folded, autoescape=True))
    return (or_(comments.c.id.in_(parts), comments.c.receipt == normal_receipt(search)),)
