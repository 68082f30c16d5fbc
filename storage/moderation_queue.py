"""What stands before the moderators: the queue, objections, what was decided, what is new."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, literal_column, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.comment import CommentState, Visibility
from dialogs.city.moderation import Seen, Standing, Verdict
from storage.moderation import COLUMNS, OPEN, Moderated, to_moderated
from storage.tables import comment_parts, comments, objections, rulings, staff

AT_ONCE = 20
"""Comments on one page of the queue: few enough to be read before all are released."""

EARLIER = 10
"""Comments of the same section that stand beside one."""

MOST_COUNTED = 100
"""The menu counts no further, so that it costs the same however many wait."""

# As literals, so that SQLite knows that the indexes of what waits fit.
_HANDED_IN = comments.c.state == literal_column(f"'{CommentState.HANDED_IN}'")
_WAITS = _HANDED_IN & (comments.c.moderation == literal_column(f"'{OPEN}'"))
_UNDECIDED = objections.c.outcome == literal_column("''")


@dataclass(frozen=True, slots=True)
class Counts:
    """How much stands before the moderators; `new` of what waits came since somebody's last visit."""

    waiting: int
    new: int
    objections: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A comment in the queue, with what somebody sees who looks at it now."""

    comment: Moderated
    seen: Seen


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection nobody has decided yet, to the ruling of that number; `staff` hid the comment.

    `hidden_by` are all who ever did: they do not decide about it.
    """

    ruling: int
    comment: int
    item: int
    section: int
    version: int
    day: date
    staff: str
    hidden_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log of rulings."""

    number: int
    comment: int
    item: int
    section: int
    version: int
    verdict: Verdict
    before: Standing
    after: Standing
    rule: int | None
    staff: str
    at: datetime


async def count_waiting(connection: AsyncConnection) -> int:
    """How many comments wait for a moderator, counted up to `MOST_COUNTED`."""
    some = select(comments.c.id).where(_WAITS).limit(MOST_COUNTED).subquery()
    count: int = (await connection.execute(select(func.count()).select_from(some))).scalar_one()
    return count


async def count_all(connection: AsyncConnection, since: int) -> Counts:
    """How much stands before the moderators; what arrived behind `since` is new."""
    waiting = select(func.count()).select_from(comments).where(_WAITS)
    query = select(
        waiting.scalar_subquery(),
        waiting.where(comments.c.arrived > since).scalar_subquery(),
        _objections(func.count()).scalar_subquery(),
    )
    return Counts(*(await connection.execute(query)).one())


async def list_waiting(connection: AsyncConnection, start: int, most: int) -> list[Waiting]:
    """Comments that wait, those that arrived first coming first, from that arrival on; two queries."""
    newest = (
        select(func.max(rulings.c.id))
        .where(rulings.c.comment == comments.c.id)
        .correlate(comments)
        .scalar_subquery()
    )
    query = (
        select(*COLUMNS, func.coalesce(newest, 0).label("newest"))
        .where(_WAITS, comments.c.arrived >= start)
        .order_by(comments.c.arrived, comments.c.id)
        .limit(most)
    )
    rows = (await connection.execute(query)).all()
    found = await _with_words(connection, [to_moderated(row) for row in rows])
    return [Waiting(comment, Seen(row.arrived, row.newest)) for comment, row in zip(found, rows, strict=True)]


async def find_neighbours(connection: AsyncConnection, comment: Moderated) -> tuple[int | None, int | None]:
    """The numbers of the comments that wait before and behind one, None at either end."""
    place = (comment.case.arrived, comment.id)
    key = tuple_(comments.c.arrived, comments.c.id)
    ids = select(comments.c.id).where(_WAITS).limit(1)
    before = ids.where(key < place).order_by(comments.c.arrived.desc(), comments.c.id.desc())
    behind = ids.where(key > place).order_by(comments.c.arrived, comments.c.id)
    query = select(before.scalar_subquery(), behind.scalar_subquery())
    earlier, later = (await connection.execute(query)).one()
    return earlier, later


async def list_earlier(connection: AsyncConnection, comment: Moderated) -> list[Moderated]:
    """What was said before on the same section, at most `EARLIER`, the newest first; two queries."""
    query = (
        select(*COLUMNS)
        .where(
            comments.c.item == comment.item,
            comments.c.section == comment.section,
            _HANDED_IN,
            comments.c.id < comment.id,
        )
        .order_by(comments.c.id.desc())
        .limit(EARLIER)
    )
    rows = (await connection.execute(query)).all()
    return await _with_words(connection, [to_moderated(row) for row in rows])


async def list_objections(connection: AsyncConnection, most: int) -> list[Objection]:
    """Objections that wait for a second person, the oldest first; two queries."""
    query = _objections(
        objections.c.ruling,
        comments.c.id,
        comments.c.item,
        comments.c.section,
        comments.c.version,
        objections.c.day,
        rulings.c.staff,
    )
    rows = (await connection.execute(query.order_by(objections.c.ruling).limit(most))).all()
    who = select(rulings.c.comment, rulings.c.staff).where(
        rulings.c.comment.in_([row.id for row in rows]), rulings.c.verdict == Verdict.HIDDEN
    )
    hidden_by: defaultdict[int, set[str]] = defaultdict(set)
    for comment, name in (await connection.execute(who)).all():
        hidden_by[comment].add(name)
    return [
        Objection(
            row.ruling,
            row.id,
            row.item,
            row.section,
            row.version,
            row.day,
            row.staff,
            frozenset(hidden_by[row.id]),
        )
        for row in rows
    ]


def _objections(*columns: Any) -> Any:
    """Undecided objections to what still holds: the comment is hidden by that very ruling."""
    later = rulings.alias()
    newest = select(func.max(later.c.id)).where(later.c.comment == comments.c.id).correlate(comments)
    return (
        select(*columns)
        .select_from(objections)
        .join(rulings, rulings.c.id == objections.c.ruling)
        .join(comments, comments.c.id == rulings.c.comment)
        .where(
            _UNDECIDED,
            _HANDED_IN,
            comments.c.visibility == Visibility.HIDDEN,
            rulings.c.id == newest.scalar_subquery(),
        )
    )


async def list_rulings(connection: AsyncConnection, before: int | None, most: int) -> list[Entry]:
    """What moderators decided, the newest first, from before the ruling of that number."""
    query = (
        select(
            rulings.c.id,
            rulings.c.comment,
            comments.c.item,
            comments.c.section,
            comments.c.version,
            rulings.c.verdict,
            rulings.c.before,
            rulings.c.after,
            rulings.c.rule,
            rulings.c.staff,
            rulings.c.at,
        )
        .join(comments, comments.c.id == rulings.c.comment)
        .order_by(rulings.c.id.desc())
        .limit(most)
    )
    if before is not None:
        query = query.where(rulings.c.id < before)
    return [_entry(row) for row in (await connection.execute(query)).all()]


def _entry(row: Any) -> Entry:
    return Entry(
        row.id,
        row.comment,
        row.item,
        row.section,
        row.version,
        Verdict(row.verdict),
        Standing(row.before),
        Standing(row.after),
        row.rule,
        row.staff,
        row.at,
    )


async def find_unseen(connection: AsyncConnection, member: int) -> int:
    """The last arrival, if a member of staff has not seen the queue until there yet; 0 otherwise."""
    last = select(func.coalesce(func.max(comments.c.arrived), 0)).scalar_subquery()
    until = select(staff.c.seen_comment).where(staff.c.id == member).scalar_subquery()
    arrived, seen = (await connection.execute(select(last, until))).one()
    return int(arrived) if arrived > seen else 0


async def mark_seen(connection: AsyncConnection, member: int, until: int) -> bool:
    """Notes that a member of staff saw the queue until that arrival; tells whether that changed anything."""
    behind = update(staff).where(staff.c.id == member, staff.c.seen_comment < until)
    return bool((await connection.execute(behind.values(seen_comment=until))).rowcount)


async def _with_words(connection: AsyncConnection, found: Sequence[Moderated]) -> list[Moderated]:
    if not found:
        return []
    query = (
        select(comment_parts.c.comment, comment_parts.c.words)
        .where(comment_parts.c.comment.in_([comment.id for comment in found]))
        .order_by(comment_parts.c.comment, comment_parts.c.number)
    )
    parts: defaultdict[int, list[str]] = defaultdict(list)
    for comment, words in (await connection.execute(query)).all():
        parts[comment].append(words)
    return [replace(comment, parts=tuple(parts[comment.id])) for comment in found]
