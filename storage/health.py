"""How full the boxes are and how long the oldest rows in them have waited."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import outbox
from storage.inbox import find_oldest_unheard
from storage.migrate import has_current_tables
from storage.outbox import Rank, State
from storage.tables import inbox
from storage.tables import outbox as outbox_rows

UNHEARD = "unheard"

_UNHEARD = select(func.count(), func.min(inbox.c.arrived)).where(inbox.c.heard.is_(None))
_BY_FATE = select(inbox.c.fate, func.count()).where(inbox.c.heard.is_not(None)).group_by(inbox.c.fate)
_SENDING = outbox_rows.c.state.in_((State.WAITING, State.SENDING))
_OLDEST = select(outbox_rows.c.state, func.min(outbox_rows.c.due)).where(
    _SENDING, outbox_rows.c.channel != "web"
)
_OLDEST_ANSWER = select(func.min(outbox_rows.c.due)).where(
    _SENDING, outbox_rows.c.channel != "web", outbox_rows.c.rank < Rank.BROADCAST
)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the tables are current, and since when the oldest rows wait (None: nothing waits)."""

    tables_current: bool
    oldest_unheard: datetime | None = None
    oldest_unsent: datetime | None = None
    """Of answers and reminders: a long broadcast may take its time."""


@dataclass(frozen=True, slots=True)
class Depths:
    """Rows in inbox and outbox by state, and since when the oldest unfinished row of a state waits."""

    inbox: dict[str, int]
    outbox: dict[str, int]
    oldest: dict[tuple[str, str], datetime]
    """By box ("inbox", "outbox") and state."""


async def find_readiness(connection: AsyncConnection) -> Readiness:
    """What tells whether the program does its work; quick however full the boxes are."""
    if not await has_current_tables(connection):
        return Readiness(tables_current=False)
    unsent: datetime | None = (await connection.execute(_OLDEST_ANSWER)).scalar_one()
    return Readiness(True, await find_oldest_unheard(connection), unsent)


async def measure_depths(connection: AsyncConnection) -> Depths:
    """Counts all rows; takes a moment when the boxes are full."""
    unheard, since = (await connection.execute(_UNHEARD)).one()
    heard = {row.fate: row[1] for row in (await connection.execute(_BY_FATE)).all()}
    oldest = {("inbox", UNHEARD): since} if since else {}
    for state, due in (await connection.execute(_OLDEST.group_by(outbox_rows.c.state))).all():
        oldest["outbox", state] = due
    return Depths({UNHEARD: unheard, **heard}, await outbox.count_by_state(connection), oldest)
