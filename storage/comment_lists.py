"""Comments on guidelines as staff read them: chosen, in order, by pages, each with what became of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.cleaning import fold
from dialogs.city.comment import CommentKind, CommentState, Visibility
from dialogs.city.decision import WAITING, Status
from storage.decisions import NEWEST
from storage.moderation import OPEN
from storage.receipts import normal_receipt
from storage.results import LONGEST_SEARCH
from storage.tables import comment_parts, comments, decisions, supports

COMMENTS_A_PAGE = 50
COMMENTS_AT_ONCE = 500
"""Few enough to be held in memory, even with long texts."""

_ARRIVED = comments.c.state == CommentState.HANDED_IN
_WAITS = comments.c.status.in_(WAITING) & (comments.c.visibility != Visibility.HIDDEN)
"""That the city still owes an answer; what a moderator has hidden got one from there."""


@dataclass(frozen=True, slots=True)
class StoredComment:
    """A comment that was handed in, without anything about its author.

    `arrived` is another number whenever its words are others; `decision` is the number of the newest answer
    of the city, 0 if there is none, and `reason` its words. `is_open`: no moderator has looked at it yet.
    """

    id: int
    section: int
    version: int
    receipt: str
    channel: str
    language: str
    day: date
    kind: CommentKind
    visibility: Visibility
    is_open: bool
    status: Status
    arrived: int
    decision: int
    reason: str
    supports: int
    parts: tuple[str, ...]

    @property
    def words(self) -> str:
        """All its messages as one text."""
        return "\n".join(self.parts)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which comments, None meaning any; and in which order."""

    section: int | None = None
    status: Status | None = None
    visibility: Visibility | None = None
    search: str = ""
    newest_first: bool = False
    """Otherwise those that wait for an answer come first, and of these the oldest."""


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class CommentPage:
    """One page of comments: `total` fit what is wanted, on `pages` pages (at least 1)."""

    entries: Sequence[StoredComment]
    total: int
    page: int
    pages: int


async def list_comments(
    connection: AsyncConnection, item: int, wanted: Wanted = EVERYTHING, page: int = 1
) -> CommentPage:
    """Comments on a guideline; no such page becomes the nearest one.

    The search finds parts of words, without caring about capital letters, and whole receipts.
    """
    fitting = [comments.c.item == item, _ARRIVED, *_conditions(wanted)]
    total: int = (
        await connection.execute(select(func.count()).select_from(comments).where(*fitting))
    ).scalar_one()
    pages = max(1, -(-total // COMMENTS_A_PAGE))
    page = min(max(page, 1), pages)
    query = (
        _COMMENTS.where(*fitting)
        .order_by(*_order(wanted))
        .limit(COMMENTS_A_PAGE)
        .offset((page - 1) * COMMENTS_A_PAGE)
    )
    return CommentPage(await _read(connection, query), total, page, pages)


async def next_comments(connection: AsyncConnection, item: int, after: int) -> list[StoredComment]:
    """The next comments behind a number, at most `COMMENTS_AT_ONCE`, the oldest first; empty at the end."""
    query = _COMMENTS.where(comments.c.item == item, _ARRIVED, comments.c.id > after)
    return await _read(connection, query.order_by(comments.c.id).limit(COMMENTS_AT_ONCE))


async def find_comments(
    connection: AsyncConnection, item: int, numbers: Sequence[int]
) -> list[StoredComment]:
    """Those of these comments that are on this guideline and handed in, the oldest first."""
    query = _COMMENTS.where(comments.c.id.in_(numbers), comments.c.item == item, _ARRIVED)
    return await _read(connection, query.order_by(comments.c.id))


_SUPPORTS = (
    select(func.count()).where(supports.c.comment == comments.c.id).correlate(comments).scalar_subquery()
)
_COMMENTS = (
    select(
        comments.c.id,
        comments.c.section,
        comments.c.version,
        comments.c.receipt,
        comments.c.channel,
        comments.c.language,
        comments.c.day,
        comments.c.kind,
        comments.c.visibility,
        (comments.c.moderation == OPEN).label("is_open"),
        comments.c.status,
        comments.c.arrived,
        func.coalesce(decisions.c.id, 0).label("decision"),
        func.coalesce(decisions.c.reason, "").label("reason"),
        _SUPPORTS.label("supports"),
    )
    .select_from(comments)
    .outerjoin(decisions, decisions.c.id == NEWEST)
)


async def _read(connection: AsyncConnection, query: Select[Any]) -> list[StoredComment]:
    """The comments with all their parts, with one more query."""
    rows = (await connection.execute(query)).all()
    written = (
        select(comment_parts.c.comment, comment_parts.c.words)
        .where(comment_parts.c.comment.in_([row.id for row in rows]))
        .order_by(comment_parts.c.comment, comment_parts.c.number)
    )
    parts: defaultdict[int, list[str]] = defaultdict(list)
    for comment, words in (await connection.execute(written)).all():
        parts[comment].append(words)
    return [
        StoredComment(
            **{
                **row._mapping,
                "kind": CommentKind(row.kind),
                "visibility": Visibility(row.visibility),
                "is_open": bool(row.is_open),
                "status": Status(row.status),
                "parts": tuple(parts[row.id]),
            }
        )
        for row in rows
    ]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked = (
        (comments.c.section, wanted.section),
        (comments.c.status, wanted.status),
        (comments.c.visibility, wanted.visibility),
    )
    chosen = [column == value for column, value in asked if value is not None]
    return [*chosen, *_holding(wanted.search)]


def _holding(search: str) -> tuple[ColumnElement[bool], ...]:
    """That a part of a comment holds what is searched for, or that it is its receipt."""
    folded = fold(search[:LONGEST_SEARCH])
    if not folded:
        return ()
    parts = select(comment_parts.c.comment).where(comment_parts.c.folded.contains(folded, autoescape=True))
    return (or_(comments.c.id.in_(parts), comments.c.receipt == normal_receipt(search)),)


def _order(wanted: Wanted) -> tuple[ColumnElement[Any], ...]:
    if wanted.newest_first:
        return comments.c.day.desc(), comments.c.id.desc()
    return case((_WAITS, 0), else_=1), comments.c.day, comments.c.id
