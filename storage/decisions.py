"""What the city answers to comments: decided for many at once, kept for ever, told to each author once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import NamedTuple

from sqlalchemy import BigInteger, Row, case, func, insert, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.comment import CommentState, Visibility
from dialogs.city.decision import WAITING, Decision, Status
from dialogs.city.notification import NotificationKind
from storage.notifications import Notification, put
from storage.tables import citizens, comments, decisions


class Sight(NamedTuple):
    """What somebody saw of a comment: the newest decision on it (0 if there was none), and which words.

    `arrived` is another number whenever the author has changed the words.
    """

    decision: int
    arrived: int


Seen = Mapping[int, Sight]
"""Number of a comment → what was seen of it."""

_any = decisions.alias()
NEWEST = (
    select(func.max(_any.c.id)).where(_any.c.comment == comments.c.id).correlate(comments).scalar_subquery()
)
"""The number of the newest decision on a comment, inside a query about comments."""

_DAY = timedelta(days=1) // timedelta(milliseconds=1)
_ANSWERED = [status for status in Status if status.is_final]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What deciding about some comments does, or would do.

    If any of them is `overtaken` (somebody else decided meanwhile, or its author changed its words) or `gone`
    (its author took it back), nothing at all is done. Of those `changing` the city's answer becomes another
    one; each of the `people` who wrote them is told once. `unreachable` wrote, and cannot be told any more:
    they are erased, or have blocked the bot.
    """

    changing: tuple[int, ...] = ()
    overtaken: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    people: int = 0
    unreachable: int = 0

    @property
    def is_possible(self) -> bool:
        """Whether everything is still as it was seen."""
        return not (self.overtaken or self.gone)


@dataclass(frozen=True, slots=True)
class Told:
    """One decision that was made: on it hangs who decided what, when and why."""

    id: int
    status: Status
    reason: str
    staff: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """How far the city is with the comments on one guideline, those not counted that a moderator has hidden.

    `days` is the median from the day a comment was handed in to its first answer, None as long as there is
    none; `oldest` is the day of the oldest comment that waits.
    """

    answered: int = 0
    total: int = 0
    days: float | None = None
    oldest: date | None = None


async def foresee(connection: AsyncConnection, item: int, seen: Seen, decision: Decision) -> Outcome:
    """What deciding would do, without doing it."""
    return _weigh(await _standing(connection, item, seen), seen, decision)[0]


async def decide_comments(
    connection: AsyncConnection, item: int, seen: Seen, decision: Decision, staff: str, now: datetime
) -> Outcome:
    """Decides about comments on a guideline that stand as they were seen, all of them or none.

    `staff` is the name of who decides. Who is told hears of all his comments that were decided together; the
    same decision once more changes nothing and tells nobody.
    """
    # Held in one order, so that two people who decide at once wait for each other instead of both failing.
    held = select(comments.c.id).where(comments.c.id.in_(seen)).order_by(comments.c.id).with_for_update()
    await connection.execute(held)
    outcome, authors = _weigh(await _standing(connection, item, seen), seen, decision)
    if outcome.is_possible and outcome.changing:
        about = {"status": decision.status, "reason": decision.reason, "staff": staff, "at": now}
        rows = [{"comment": comment, **about} for comment in outcome.changing]
        await connection.execute(insert(decisions), rows)
        changed = update(comments).where(comments.c.id.in_(outcome.changing))
        await connection.execute(changed.values(status=decision.status))
        await _tell(connection, outcome.changing, authors, now)
    return outcome


async def _tell(
    connection: AsyncConnection, changed: Sequence[int], authors: Mapping[int, int], now: datetime
) -> None:
    """Each author once, by the first of the decisions on his comments."""
    made = (
        select(decisions.c.comment, func.max(decisions.c.id))
        .where(decisions.c.comment.in_(changed))
        .group_by(decisions.c.comment)
    )
    first: dict[int, int] = {}
    for comment, number in sorted((await connection.execute(made)).all(), key=lambda row: -row[1]):
        if comment in authors:
            first[authors[comment]] = number
    kind = NotificationKind.COMMENT_DECIDED
    told = [Notification(citizen, kind, first[citizen]) for citizen in sorted(first)]
    await put(connection, told, now)


Standing = Row[int, int | None, str, int, bool | None, int, str]


async def _standing(connection: AsyncConnection, item: int, seen: Seen) -> Sequence[Standing]:
    """How the comments stand: number, author, status, which words, may he be told, newest decision, why."""
    query = (
        select(
            comments.c.id,
            comments.c.citizen,
            comments.c.status,
            comments.c.arrived,
            citizens.c.reachable,
            func.coalesce(decisions.c.id, 0),
            func.coalesce(decisions.c.reason, ""),
        )
        .outerjoin(citizens, citizens.c.id == comments.c.citizen)
        .outerjoin(decisions, decisions.c.id == NEWEST)
        .where(comments.c.id.in_(seen), comments.c.item == item, comments.c.state == CommentState.HANDED_IN)
        .order_by(comments.c.id)
    )
    return (await connection.execute(query)).all()


def _weigh(standing: Sequence[Standing], seen: Seen, decision: Decision) -> tuple[Outcome, dict[int, int]]:
    """What is to be done, and the authors of the comments that change."""
    there, changing, overtaken = set[int](), [], []
    authors, reachable, lost = dict[int, int](), set[int](), set[int]()
    for comment, citizen, status, arrived, can_be_told, newest, reason in standing:
        there.add(comment)
        if Sight(newest, arrived) != seen[comment]:
            overtaken.append(comment)
        elif (status, reason) != (decision.status, decision.reason):
            changing.append(comment)
            # Nobody knows any more which anonymous comments are one person's: each counts as somebody.
            (reachable if can_be_told else lost).add(-comment if citizen is None else citizen)
            if citizen is not None:
                authors[comment] = citizen
    gone = tuple(sorted(seen.keys() - there))
    return Outcome(tuple(changing), tuple(overtaken), gone, len(reachable), len(lost)), authors


async def list_decisions(connection: AsyncConnection, comment: int) -> list[Told]:
    """Everything the city ever decided about a comment, the oldest first."""
    query = (
        select(decisions.c.id, decisions.c.status, decisions.c.reason, decisions.c.staff, decisions.c.at)
        .where(decisions.c.comment == comment)
        .order_by(decisions.c.id)
    )
    rows = (await connection.execute(query)).all()
    return [Told(id, Status(status), reason, staff, at) for id, status, reason, staff, at in rows]


async def count_answered(connection: AsyncConnection) -> dict[int, Answered]:
    """How far the city is with every guideline, by the number of its item; two queries."""
    open_ = comments.c.status.in_(WAITING)
    arrived = (comments.c.state == CommentState.HANDED_IN, comments.c.visibility != Visibility.HIDDEN)
    counts = (
        select(
            comments.c.item,
            func.count().filter(~open_),
            func.count(),
            func.min(case((open_, comments.c.day))),
        )
        .where(*arrived)
        .group_by(comments.c.item)
    )
    first = (
        select(
            comments.c.item,
            comments.c.day,
            (func.min(type_coerce(decisions.c.at, BigInteger)) // _DAY).label("answered"),
        )
        .join(decisions, decisions.c.comment == comments.c.id)
        .where(*arrived, ~open_, decisions.c.status.in_(_ANSWERED))
        .group_by(comments.c.id)
        .subquery()
    )
    # Few rows however many comments: those of one day that were answered on one day are one row.
    spans = select(first.c.item, first.c.day, first.c.answered, func.count()).group_by(
        first.c.item, first.c.day, first.c.answered
    )
    days: dict[int, list[int]] = {}
    for item, day, answered, count in (await connection.execute(spans)).all():
        span = max(0, answered - (day - date(1970, 1, 1)).days)
        days.setdefault(item, []).extend([span] * count)
    return {
        item: Answered(answered, total, median(days[item]) if item in days else None, oldest)
        for item, answered, total, oldest in (await connection.execute(counts)).all()
    }
