"""Who is told of a new version of a guideline: those who commented on what reads otherwise now."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, distinct, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.comment import CommentState
from dialogs.city.notification import NotificationKind
from storage.columns import Moment
from storage.tables import citizens, comments, notifications
from storage.upsert import insert_into

Rewritten = Mapping[str, Collection[int]]
"""Language → sections that read otherwise in it, as `dialogs.city.guideline_changes.rewritten` finds them."""


async def tell_authors(
    connection: AsyncConnection, item: int, version: int, rewritten: Rewritten, now: datetime
) -> None:
    """Notes for every author, with one statement, that sections he commented on have changed."""
    authors = (
        select(
            comments.c.citizen,
            literal(NotificationKind.SECTION_CHANGED.value),
            literal(item),
            literal(version),
            literal(now, Moment),
        )
        .distinct()
        .join(citizens, citizens.c.id == comments.c.citizen)
        .where(_concerned(item, rewritten))
    )
    columns = ["citizen", "kind", "subject", "version", "created"]
    statement = insert_into(connection, notifications).from_select(columns, authors)
    await connection.execute(statement.on_conflict_do_nothing())


async def count_authors(connection: AsyncConnection, item: int, rewritten: Rewritten) -> int:
    """How many would be told."""
    query = (
        select(func.count(distinct(comments.c.citizen)))
        .join(citizens, citizens.c.id == comments.c.citizen)
        .where(_concerned(item, rewritten))
    )
    count: int = (await connection.execute(query)).scalar_one()
    return count


def _concerned(item: int, rewritten: Rewritten) -> ColumnElement[bool]:
    """Comments handed in on sections that read otherwise in their author's language."""
    by_language = [
        and_(citizens.c.language == language, comments.c.section.in_(sorted(sections)))
        for language, sections in rewritten.items()
    ]
    return and_(comments.c.item == item, comments.c.state == CommentState.HANDED_IN, or_(False, *by_language))
