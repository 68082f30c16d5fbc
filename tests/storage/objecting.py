"""Authors who object."""

from sqlalchemy import select

from dialogs.city.facts import ObjectionRaised
from storage.city import Cities
from storage.database import Database
from storage.record import Happened, record
from storage.tables import comments, rulings
from tests.sample import KEY, NOW, ZONE


async def object_to(database: Database, ruling: int) -> int:
    """The author of the comment objects to a ruling; returns the number of the citizen."""
    async with database.write() as connection:
        query = (
            select(comments.c.citizen)
            .join(rulings, rulings.c.comment == comments.c.id)
            .where(rulings.c.id == ruling)
        )
        who: int = (await connection.execute(query)).scalar_one()
        shelf = await Cities().current(connection)
        await record(connection, shelf, KEY, ZONE, [Happened(who, "web", ObjectionRaised(ruling), NOW)])
    return who
