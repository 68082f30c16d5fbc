"""What becomes of comments beside the conversation: what a test needs of it, written straight down."""

from typing import Any

from sqlalchemy import insert, select, update

from storage.database import Database
from storage.tables import comments, notifications, supports
from tests.sample import NOW


async def number_of(database: Database, receipt: str) -> int:
    """The number of the comment with this receipt."""
    async with database.read() as connection:
        query = select(comments.c.id).where(comments.c.receipt == receipt)
        number: int = (await connection.execute(query)).scalar_one()
        return number


async def let(database: Database, receipt: str, **values: Any) -> int:
    """Lets a comment be something else; returns its number."""
    async with database.write() as connection:
        await connection.execute(update(comments).where(comments.c.receipt == receipt).values(**values))
    return await number_of(database, receipt)


async def support(database: Database, receipt: str, people: int) -> None:
    """So many people see it so too."""
    comment = await number_of(database, receipt)
    rows = [
        {"comment": comment, "pseudonym": f"{number:032x}", "day": NOW.date()} for number in range(people)
    ]
    async with database.write() as connection:
        await connection.execute(insert(supports), rows)


async def to_be_told(database: Database) -> list[tuple[int, str, int]]:
    """Who is to be told what: citizen, kind, subject."""
    async with database.read() as connection:
        query = select(notifications.c.citizen, notifications.c.kind, notifications.c.subject)
        return [tuple(row) for row in (await connection.execute(query.order_by(notifications.c.id))).all()]
