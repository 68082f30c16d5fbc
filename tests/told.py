"""What staff do with comments and what its authors are to be told of it, written straight down."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.comment import Visibility
from dialogs.city.decision import Status
from dialogs.city.moderation import Outcome, Verdict
from dialogs.city.notification import NotificationKind
from storage import notifications
from storage.database import Database
from storage.notifications import Notification
from storage.tables import comments, decisions, house_rules, objections, rulings
from tests.sample import NOW, both

RULE = both("Wir bleiben freundlich.", "We stay friendly.")
STAFF = "Frau Berger"


async def hide(
    database: Database, receipt: str, *, rule: str = json.dumps(RULE), note: str = "", tells: bool = True
) -> int:
    """A moderator hides a comment by a rule of its own; returns the number of the ruling."""
    async with database.write() as connection:
        named = await _add(connection, house_rules, position=1, body=rule)
        number = await _rule(connection, receipt, Visibility.HIDDEN, rule=named, note=note)
        if tells:
            await _note(connection, receipt, NotificationKind.COMMENT_HIDDEN, number)
    return number


async def unhide(database: Database, receipt: str) -> None:
    """A moderator releases a comment, and tells nobody."""
    async with database.write() as connection:
        await _rule(connection, receipt, Visibility.RELEASED)


async def answer_objection(database: Database, receipt: str, ruling: int, outcome: Outcome) -> int:
    """A second person decides; returns the number of that ruling."""
    stands = Visibility.HIDDEN if outcome is Outcome.UPHELD else Visibility.RELEASED
    async with database.write() as connection:
        number = await _rule(connection, receipt, stands, note="Auch wir lesen es so.")
        answer = update(objections).where(objections.c.ruling == ruling)
        await connection.execute(answer.values(outcome=outcome, staff="Herr Kaya", decided=NOW))
        await _note(connection, receipt, NotificationKind.OBJECTION_DECIDED, ruling)
    return number


async def decide(
    database: Database, *receipts: str, reason: str = "Das machen wir.", at: datetime = NOW
) -> None:
    """The city adopts comments of one person together."""
    async with database.write() as connection:
        made = []
        for receipt in receipts:
            about = {"comment": await _comment(connection, receipt), "staff": STAFF, "at": at}
            made.append(await _add(connection, decisions, status=Status.ADOPTED, reason=reason, **about))
            await connection.execute(
                update(comments).where(comments.c.receipt == receipt).values(status=Status.ADOPTED)
            )
        await _note(connection, receipts[0], NotificationKind.COMMENT_DECIDED, made[0])


async def tell_of_version(database: Database, receipt: str, item: int, version: int) -> None:
    """The author of a comment is to be told of a new version."""
    async with database.write() as connection:
        await _note(connection, receipt, NotificationKind.SECTION_CHANGED, item, version)


async def _comment(connection: AsyncConnection, receipt: str) -> int:
    query = select(comments.c.id).where(comments.c.receipt == receipt)
    number: int = (await connection.execute(query)).scalar_one()
    return number


async def _rule(connection: AsyncConnection, receipt: str, stands: Visibility, **values: Any) -> int:
    comment = await _comment(connection, receipt)
    changed = update(comments).where(comments.c.id == comment)
    await connection.execute(changed.values(visibility=stands))
    verdict = Verdict.HIDDEN if stands is Visibility.HIDDEN else Verdict.RELEASED
    known = {"verdict": verdict, "before": "waiting", "after": stands, "staff": STAFF, "at": NOW}
    return await _add(connection, rulings, comment=comment, **known, **values)


async def _add(connection: AsyncConnection, table: Table, **values: Any) -> int:
    added = insert(table).values(**values).returning(table.c.id)
    number: int = (await connection.execute(added)).scalar_one()
    return number


async def _note(
    connection: AsyncConnection, receipt: str, kind: NotificationKind, subject: int, version: int = 0
) -> None:
    query = select(comments.c.citizen).where(comments.c.receipt == receipt)
    author = (await connection.execute(query)).scalar_one()
    await notifications.put(connection, [Notification(author, kind, subject, version)], NOW)
