"""What came of a broadcast, counted from its rows, so that it always sums up to those who were chosen."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.broadcast import BroadcastState
from storage.broadcasts import Stored, find
from storage.broadcasts_audience import WEB
from storage.broadcasts_course import NOT_ANY_MORE
from storage.outbox_rows import State
from storage.subscriptions import SIGNED_OFF, UNSUBSCRIBED
from storage.tables import broadcasts, outbox


@dataclass(frozen=True, slots=True)
class Report:
    """How many recipients are where; together they are all who were chosen."""

    sent: int = 0
    shown: int = 0
    """In the web chat, and seen there."""
    unseen: int = 0
    """In the web chat, where it is found at the next visit."""
    waiting: int = 0
    sending: int = 0
    blocked: int = 0
    """Those who do not want or cannot get messages from the bot."""
    unsubscribed: int = 0
    """Those who switched announcements off before it was their turn."""
    signed_off: int = 0
    """Those who signed off from the event it is about before it was their turn."""
    failed: Mapping[str, int] = field(default_factory=dict)
    """By reason."""
    unknown: int = 0
    """Those for whom nobody can say whether it arrived."""
    expired: int = 0
    ended: int = 0
    """Those who never get it because it was ended by hand."""
    gone: int = 0
    """Those who have been erased since they were chosen."""

    @property
    def recipients(self) -> int:
        """Everybody who was chosen."""
        return self.settled + self.waiting + self.sending

    @property
    def settled(self) -> int:
        """Those for whom nothing more will be done."""
        arrived = self.sent + self.shown + self.unseen
        lost = self.blocked + sum(self.failed.values()) + self.unknown + self.expired
        return arrived + lost + self.unsubscribed + self.signed_off + self.ended + self.gone


@dataclass(frozen=True, slots=True)
class Corrections:
    """Of the messages that are corrected in place: how many are, wait for it, could not be."""

    corrected: int = 0
    waiting: int = 0
    failed: int = 0


_ADAPTER: TypeAdapter[Report] = TypeAdapter(Report)


async def report(connection: AsyncConnection, id: int) -> Report:
    """How many of the recipients are where at this moment; an empty one of what has not begun."""
    found = await find(connection, id)
    return (await report_several(connection, [found]))[id] if found else Report()


async def report_several(connection: AsyncConnection, stored: Sequence[Stored]) -> dict[int, Report]:
    """The same for several at once, by their numbers, with one query."""
    reports = {each.id: _ADAPTER.validate_json(each.outcome or "{}") for each in stored}
    counted = {each.id: each for each in stored if not each.outcome and each.recipients is not None}
    rows = (await connection.execute(_FIRST, {"of": list(counted)})).all() if counted else ()
    by_broadcast: defaultdict[int, list[Any]] = defaultdict(list)
    for id, *row in rows:
        by_broadcast[id].append(row)
    return reports | {id: _summed(each.recipients or 0, by_broadcast[id]) for id, each in counted.items()}


_COLUMNS = (outbox.c.broadcast, outbox.c.state, outbox.c.reason, outbox.c.channel)
_FIRST = (
    select(*_COLUMNS, func.count())
    .where(outbox.c.broadcast.in_(bindparam("of", expanding=True)), outbox.c.edition == 0)
    .group_by(*_COLUMNS)
)


def _summed(recipients: int, rows: Sequence[Any]) -> Report:
    counts: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for state, reason, channel, count in rows:
        if state == State.FAILED:
            failed[reason] += count
        else:
            counts[_name(state, reason, channel)] += count
    gone = recipients - counts.total() - failed.total()
    return Report(**counts, failed=dict(failed.most_common()), gone=gone)


_SKIPPED = {UNSUBSCRIBED: "unsubscribed", SIGNED_OFF: "signed_off", NOT_ANY_MORE: "ended"}
"""Why a row was skipped if nobody has blocked us."""


def _name(state: str, reason: str, channel: str) -> str:
    """Under which name a report counts a row."""
    match state:
        case State.WAITING if channel == WEB:
            return "unseen"
        case State.SKIPPED:
            return _SKIPPED.get(reason, "blocked")
        case _other:
            return state


_LATER = (
    select(outbox.c.state, func.count())
    .where(
        outbox.c.broadcast == bindparam("of"),
        outbox.c.edition == bindparam("corrected"),
        outbox.c.edition > 0,
    )
    .group_by(outbox.c.state)
)


async def report_corrections(connection: AsyncConnection, stored: Stored) -> Corrections:
    """How far the latest correction is; nothing if there was none."""
    rows = await connection.execute(_LATER, {"of": stored.id, "corrected": stored.edition})
    counts: dict[str, int] = dict(rows.all())
    corrected, waiting = counts.pop(State.SENT, 0), counts.pop(State.WAITING, 0)
    return Corrections(corrected, waiting + counts.pop(State.SENDING, 0), sum(counts.values()))


_OLD = (
    select(broadcasts.c.id)
    .where(
        broadcasts.c.state == BroadcastState.DONE,
        broadcasts.c.ended < bindparam("before"),
        broadcasts.c.outcome == "",
    )
    .order_by(broadcasts.c.id)
)


async def freeze(connection: AsyncConnection, ended_before: datetime) -> int:
    """Writes down what came of those that ended long ago, whose rows go then; returns how many."""
    old = (await connection.execute(_OLD, {"before": ended_before})).scalars().all()
    for id in old:
        outcome = _ADAPTER.dump_json(await report(connection, id), exclude_defaults=True).decode()
        await connection.execute(update(broadcasts).where(broadcasts.c.id == id).values(outcome=outcome))
    return len(old)
