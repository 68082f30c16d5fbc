"""What is left of a comment that was taken back, and what is erased of one on demand."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.comment import CommentKind, CommentState
from storage.receipts import normal_receipt
from storage.tables import comments


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A comment without words: its author took it back on this day."""

    receipt: str
    kind: CommentKind
    section: int
    version: int
    day: date


async def find_taken_back(connection: AsyncConnection, item: int, typed: str) -> TakenBack | None:
    """What was taken back of a guideline under this receipt, however it was typed."""
    query = select(
        comments.c.receipt, comments.c.kind, comments.c.section, comments.c.version, comments.c.day
    ).where(
        comments.c.item == item,
        comments.c.receipt == normal_receipt(typed),
        comments.c.state == CommentState.WITHDRAWN,
    )
    row = (await connection.execute(query)).one_or_none()
    return TakenBack(row.receipt, CommentKind(row.kind), *row[2:]) if row else None


async def erase_comment(connection: AsyncConnection, item: int, number: int) -> bool:
    """Deletes a comment with all that hangs on it and a change to it that waits; tells whether it was there.

    Words, rulings, objections, answers of the city and support go with the row.
    """
    changes = delete(comments).where(
        comments.c.item == item,
        comments.c.replaces == number,
        comments.c.state == CommentState.UNFINISHED,
    )
    gone = delete(comments).where(
        comments.c.item == item, comments.c.id == number, comments.c.state == CommentState.HANDED_IN
    )
    if (await connection.execute(gone)).rowcount == 0:
        return False
    await connection.execute(changes)
    return True
