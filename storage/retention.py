"""Deletes what has been kept long enough; `storage.privacy` tells people of these periods."""

from datetime import datetime, timedelta

from sqlalchemy import Date, bindparam, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.comment import UNFINISHED_DAYS, CommentState
from dialogs.city.periods import INPUT_DAYS, MESSAGE_DAYS, STRANGER_HOURS
from storage import sessions
from storage.attachments import forget_unused
from storage.broadcasts_report import freeze
from storage.citizens import forget_strangers
from storage.columns import Moment
from storage.forms import forget_forms
from storage.inbox import SET_ASIDE
from storage.links import forget_links
from storage.outbox import State
from storage.retention_events import end_events
from storage.retention_items import end_periods
from storage.tables import broadcasts, comments, inbox, journal, notifications, outbox
from storage.throttles import forget_throttles

INBOX_KEYS = timedelta(days=40)
"""Telegram repeats an update for a day; a replay of an old one is recognised for far longer."""
INBOX_BODIES = timedelta(days=INPUT_DAYS)
OUTBOX_ROWS = timedelta(days=MESSAGE_DAYS)
NOTIFICATIONS = timedelta(days=30)
UNFINISHED = timedelta(days=UNFINISHED_DAYS)
STRANGERS = timedelta(hours=STRANGER_HOURS)
LINKS = timedelta(days=1)
FORMS = timedelta(days=2)
UNUSED_FILES = timedelta(days=1)
THROTTLES = timedelta(hours=1)
JOURNAL = timedelta(days=3 * 365)

EXPIRED = "expired"
"""Fate of an input that nobody heard in time."""

# Bodies of what was heard are gone already; these are the inputs that still have one.
_OLD_BODIES = (
    update(inbox)
    .where(
        or_(inbox.c.heard.is_(None), inbox.c.fate == SET_ASIDE),
        inbox.c.arrived < bindparam("before"),
        inbox.c.body != "",
    )
    .values(
        body="",
        heard=func.coalesce(inbox.c.heard, bindparam("now", type_=Moment())),
        fate=case((inbox.c.heard.is_(None), EXPIRED), else_=inbox.c.fate),
    )
)
_OLD_KEYS = delete(inbox).where(inbox.c.heard < bindparam("before"))
_NEVER_SENT = (
    update(outbox)
    .where(outbox.c.state == State.WAITING, outbox.c.due < bindparam("before"))
    .values(state=State.EXPIRED, reason="kept for too long", body="", done=bindparam("now"))
)
_OLD_ROWS = delete(outbox).where(
    outbox.c.done < bindparam("before"),
    # What came of a broadcast is counted from its rows until it is written down.
    or_(
        outbox.c.broadcast.is_(None),
        outbox.c.broadcast.not_in(select(broadcasts.c.id).where(broadcasts.c.outcome == "")),
    ),
)
_UNFINISHED = delete(comments).where(
    comments.c.state == CommentState.UNFINISHED, comments.c.day < bindparam("before", type_=Date())
)
_OLD_NOTIFICATIONS = delete(notifications).where(notifications.c.told < bindparam("before"))
_OLD_JOURNAL = delete(journal).where(journal.c.at < bindparam("before"))


async def sweep(connection: AsyncConnection, now: datetime) -> dict[str, int]:
    """Deletes everything that is due at `now`; returns how many rows of each kind, to be logged."""
    old_bodies = {"before": now - INBOX_BODIES, "now": now}
    never_sent = {"before": now - OUTBOX_ROWS, "now": now}
    return {
        "inbox_bodies": (await connection.execute(_OLD_BODIES, old_bodies)).rowcount,
        "inbox_keys": (await connection.execute(_OLD_KEYS, {"before": now - INBOX_KEYS})).rowcount,
        "never_sent": (await connection.execute(_NEVER_SENT, never_sent)).rowcount,
        "broadcasts": await freeze(connection, now - OUTBOX_ROWS),
        "outbox_rows": (await connection.execute(_OLD_ROWS, {"before": now - OUTBOX_ROWS})).rowcount,
        "unfinished": (await connection.execute(_UNFINISHED, {"before": (now - UNFINISHED).date()})).rowcount,
        "notifications": (
            await connection.execute(_OLD_NOTIFICATIONS, {"before": now - NOTIFICATIONS})
        ).rowcount,
        "strangers": await forget_strangers(connection, now - STRANGERS),
        "sessions": await sessions.forget_sessions(connection, now),
        "links": await forget_links(connection, now - LINKS),
        "files": await forget_unused(connection, now - UNUSED_FILES),
        "forms": await forget_forms(connection, now - FORMS),
        "throttles": await forget_throttles(connection, now - THROTTLES),
        "events": await end_events(connection, now),
        "made_anonymous": await end_periods(connection, now),
        "journal": (await connection.execute(_OLD_JOURNAL, {"before": now - JOURNAL})).rowcount,
    }
