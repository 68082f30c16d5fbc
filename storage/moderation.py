"""One comment before a moderator: how it stands, and what becomes of it by a ruling."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.comment import CommentKind, CommentState, Visibility
from dialogs.city.moderation import (
    Case,
    ObjectionDecided,
    Outcome,
    Ruled,
    Ruling,
    Standing,
    Verdict,
    standing_of,
)
from dialogs.city.notification import NotificationKind
from storage import notifications
from storage.notifications import Notification, are_waiting
from storage.tables import comment_parts, comments, objections, rulings

OPEN, DONE = "open", "done"
"""Whether a comment still stands before the moderators."""


@dataclass(frozen=True, slots=True)
class Moderated:
    """A comment that was handed in, without anything about its author, and how it stands."""

    id: int
    item: int
    section: int
    version: int
    kind: CommentKind
    language: str
    day: date
    case: Case
    parts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """All its messages as one text."""
        return "\n".join(self.parts)


COLUMNS = (
    comments.c.id,
    comments.c.item,
    comments.c.section,
    comments.c.version,
    comments.c.kind,
    comments.c.language,
    comments.c.day,
    comments.c.visibility,
    comments.c.moderation,
    comments.c.arrived,
)
"""What `to_moderated` reads."""

HANDED_IN = comments.c.state == CommentState.HANDED_IN


async def find_comment(connection: AsyncConnection, number: int) -> Moderated | None:
    """One comment with its words and rulings; None if it is not there, or not handed in any more."""
    row = (await connection.execute(select(*COLUMNS).where(comments.c.id == number, HANDED_IN))).one_or_none()
    if row is None:
        return None
    words = select(comment_parts.c.words).where(comment_parts.c.comment == number)
    parts = (await connection.execute(words.order_by(comment_parts.c.number))).scalars().all()
    [found] = await _with_rulings(connection, [to_moderated(row)])
    return replace(found, parts=tuple(parts))


async def hold_comments(connection: AsyncConnection, numbers: Sequence[int]) -> dict[int, Moderated]:
    """Those of these comments that are handed in, by number and without words.

    Nobody else moderates or changes them until the transaction ends.
    """
    # Held in one order, so that two moderators wait for each other instead of both failing.
    held = select(*COLUMNS).where(comments.c.id.in_(numbers), HANDED_IN).order_by(comments.c.id)
    rows = (await connection.execute(held.with_for_update())).all()
    found = await _with_rulings(connection, [to_moderated(row) for row in rows])
    return {comment.id: comment for comment in found}


def to_moderated(row: Any) -> Moderated:
    """A row of `COLUMNS` as a value, without words and rulings."""
    standing = standing_of(Visibility(row.visibility), is_open=row.moderation == OPEN)
    return Moderated(
        row.id,
        row.item,
        row.section,
        row.version,
        CommentKind(row.kind),
        row.language,
        row.day,
        Case(standing, row.arrived),
    )


_RULINGS = (
    select(
        rulings.c.comment,
        rulings.c.id,
        rulings.c.verdict,
        rulings.c.before,
        rulings.c.after,
        rulings.c.staff,
        rulings.c.at,
        rulings.c.rule,
        rulings.c.note,
        objections.c.outcome,
    )
    .outerjoin(objections, objections.c.ruling == rulings.c.id)
    .order_by(rulings.c.id)
)


async def _with_rulings(connection: AsyncConnection, found: Sequence[Moderated]) -> list[Moderated]:
    """The same with all that was ever decided about them, with one query."""
    if not found:
        return []
    query = _RULINGS.where(rulings.c.comment.in_([comment.id for comment in found]))
    rows: dict[int, list[Any]] = {comment.id: [] for comment in found}
    for row in (await connection.execute(query)).all():
        rows[row.comment].append(row)
    return [replace(comment, case=_case(comment.case, rows[comment.id])) for comment in found]


def _case(case: Case, rows: Sequence[Any]) -> Case:
    decided = tuple(
        Ruling(
            row.id,
            Verdict(row.verdict),
            Standing(row.before),
            Standing(row.after),
            row.staff,
            row.at,
            row.rule,
            row.note,
        )
        for row in rows
    )
    # Whoever wrote other words since then has nothing hidden to object to.
    objected = case.standing is Standing.HIDDEN and bool(rows) and rows[-1].outcome == ""
    return replace(
        case,
        rulings=decided,
        is_objected=objected,
        answers_objection=len(rows) > 1 and bool(rows[-2].outcome),
    )


async def rule(
    connection: AsyncConnection, comment: Moderated, ruled: Ruled, staff: str, now: datetime
) -> int:
    """Writes down what a moderator (by name) decided; whoever wrote what is hidden or seen again is told.

    Returns the number of the ruling.
    """
    number = await _write(connection, comment, ruled, staff, now)
    kind = await _find_news(connection, comment.case, ruled)
    if kind:
        await _tell(connection, comment, kind, number, now)
    return number


async def _find_news(connection: AsyncConnection, case: Case, ruled: Ruled) -> NotificationKind | None:
    """What the author has to be told: nothing of what was taken back before anybody was told of it."""
    was, is_now = (standing is Standing.HIDDEN for standing in (ruled.before, ruled.after))
    if is_now and not was:
        newest = [case.rulings[-1].number] if case.rulings else []
        shown = NotificationKind.COMMENT_SHOWN
        is_news = ruled.verdict is Verdict.HIDDEN or not await are_waiting(connection, shown, newest)
        return NotificationKind.COMMENT_HIDDEN if is_news else None
    if was and not is_now:
        hidden = NotificationKind.COMMENT_HIDDEN
        is_news = not await are_waiting(connection, hidden, case.since_hidden)
        return NotificationKind.COMMENT_SHOWN if is_news else None
    return None


async def release_all(
    connection: AsyncConnection, released: Sequence[tuple[Moderated, Ruled]], staff: str, now: datetime
) -> dict[int, int]:
    """Writes down that several comments were released, with two statements.

    Returns the number of each comment's ruling.
    """
    if not released:
        return {}
    written = insert(rulings).returning(rulings.c.comment, rulings.c.id)
    rows = [_row(comment, ruled, staff, now) for comment, ruled in released]
    numbers = {row.comment: row.id for row in await connection.execute(written, rows)}
    are_meant = comments.c.id.in_(numbers)
    await connection.execute(update(comments).where(are_meant).values(_state(Standing.RELEASED)))
    return numbers


async def decide_objection(
    connection: AsyncConnection, comment: Moderated, decided: ObjectionDecided, staff: str, now: datetime
) -> None:
    """Writes down how a second person decided about an objection to the newest ruling; its author is told."""
    objected = comment.case.rulings[-1].number
    await _write(connection, comment, decided.ruled, staff, now)
    outcome = {"outcome": Outcome(decided.outcome), "staff": staff, "decided": now}
    await connection.execute(update(objections).where(objections.c.ruling == objected).values(outcome))
    await _tell(connection, comment, NotificationKind.OBJECTION_DECIDED, objected, now)


async def _write(
    connection: AsyncConnection, comment: Moderated, ruled: Ruled, staff: str, now: datetime
) -> int:
    written = insert(rulings).values(_row(comment, ruled, staff, now)).returning(rulings.c.id)
    number: int = (await connection.execute(written)).scalar_one()
    changed = update(comments).where(comments.c.id == comment.id)
    await connection.execute(changed.values(_state(ruled.after)))
    return number


def _row(comment: Moderated, ruled: Ruled, staff: str, now: datetime) -> dict[str, Any]:
    return {
        "comment": comment.id,
        "verdict": ruled.verdict,
        "before": ruled.before,
        "after": ruled.after,
        "rule": ruled.rule,
        "note": ruled.note,
        "staff": staff,
        "at": now,
    }


def _state(standing: Standing) -> dict[str, str]:
    return {"visibility": standing.visibility, "moderation": OPEN if standing.is_open else DONE}


async def _tell(
    connection: AsyncConnection, comment: Moderated, kind: NotificationKind, ruling: int, now: datetime
) -> None:
    """The author, if there still is one."""
    author = select(comments.c.citizen).where(comments.c.id == comment.id)
    citizen = (await connection.execute(author)).scalar_one()
    if citizen is not None:
        await notifications.put(connection, [Notification(citizen, kind, ruling)], now)
