"""Who came to an event is known for a year; reminders of what is over are forgotten at once."""

from datetime import timedelta

from sqlalchemy import func, select, update

from dialogs.city.event_wish import EventWish
from dialogs.city.facts import EventAttended, EventWishChosen
from dialogs.city.periods import KEEP_DAYS
from storage import tables
from storage.database import Connection, Database
from storage.retention import sweep
from tests.storage.guests import GARDEN, UP, do, publish

ENDS = GARDEN.last
MOMENT = timedelta(milliseconds=1)


async def left(connection: Connection) -> dict[str, int]:
    found = {}
    for table in (tables.wishes, tables.signups, tables.attendances):
        found[table.name] = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
    return found


async def fill(connection: Connection) -> None:
    await publish(connection)
    wish = EventWishChosen("garten", EventWish.DAY)
    await do(connection, ("Ada", UP), ("Ada", wish), ("Ben", UP), ("Ben", EventAttended("garten")))
    await connection.execute(update(tables.citizens).values(notice=1))


async def test_reminders_go_with_the_event_and_names_a_year_later(database: Database) -> None:
    async with database.write() as connection:
        await fill(connection)
        await sweep(connection, ENDS - MOMENT)
        assert await left(connection) == {"wishes": 1, "signups": 2, "attendances": 1}
        assert (await sweep(connection, ENDS))["events"] == 1
        kept = ENDS + timedelta(days=KEEP_DAYS)
        assert (await sweep(connection, kept - MOMENT))["events"] == 0
        assert await left(connection) == {"wishes": 0, "signups": 2, "attendances": 1}
        assert (await sweep(connection, kept))["events"] == 3
        assert await left(connection) == {"wishes": 0, "signups": 0, "attendances": 0}
        assert (await sweep(connection, kept))["events"] == 0


async def test_what_was_put_off_is_not_over(database: Database) -> None:
    async with database.write() as connection:
        await fill(connection)
        await publish(connection, starts=ENDS, ends=ENDS + timedelta(days=1))
        assert (await sweep(connection, ENDS))["events"] == 0


async def test_what_nobody_can_read_ends_nothing(database: Database) -> None:
    async with database.write() as connection:
        await fill(connection)
        await connection.execute(update(tables.versions).values(body="{}"))
        assert (await sweep(connection, ENDS + timedelta(days=4000)))["events"] == 0
