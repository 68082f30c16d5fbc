"""A forgotten device speaks for nobody, blocks no seat, and is told nothing."""

from datetime import timedelta

from sqlalchemy import func, select

from dialogs.city.event_wish import EventWish
from dialogs.city.facts import EventSignedUp, EventWishChosen, Fact
from dialogs.city.facts_notices import QuietHoursChosen, TopicChosen
from dialogs.city.quiet import NEVER
from dialogs.city.seat import Seats
from dialogs.city.subscription import ANNOUNCEMENTS
from storage import citizens, outbox, tables
from storage.city import Cities
from storage.database import Connection, Database
from storage.forgotten import forget_device
from storage.items import set_closed
from storage.outbox import Message
from storage.record import Happened, record
from storage.signups import Counts, count_of
from tests.sample import KEY, NOW, ZONE
from tests.storage.guests import GARDEN, UP, do, publish, standing
from tests.storage.people import meet_one


async def on_the_web(connection: Connection, *facts: Fact) -> int:
    """Somebody with a cookie does something; returns his number."""
    who = await meet_one(connection, "cookie", "web")
    shelf = await Cities().current(connection)
    await record(connection, shelf, KEY, ZONE, [Happened(who, "web", fact, NOW) for fact in facts])
    return who


async def test_it_speaks_for_nobody(database: Database) -> None:
    async with database.write() as connection:
        id = await meet_one(connection, "cookie", "web")
        other = await meet_one(connection, "other", "web")
        await outbox.put(
            connection, [Message(who, "web", "x", "Ihre Antwort: …", NOW) for who in (id, other)]
        )
        await forget_device(connection, "web", "cookie", NOW)
        assert await citizens.find(connection, "web", "cookie") is None
        assert await meet_one(connection, "cookie", "web") != id
        waiting = (await connection.execute(select(tables.outbox.c.citizen))).scalars().all()
        assert waiting == [other]
        row = (await connection.execute(select(tables.citizens).where(tables.citizens.c.id == id))).one()
        assert (row.channel, row.address, row.reachable) == ("forgotten", str(id), False)


async def test_two_do_not_collide_and_a_strange_one_is_no_matter(database: Database) -> None:
    async with database.write() as connection:
        await forget_device(connection, "web", "cookie", NOW)
        for _ in range(2):
            await meet_one(connection, "cookie", "web")
            await forget_device(connection, "web", "cookie", NOW)
        rows = (await connection.execute(select(tables.citizens.c.address))).scalars().all()
    assert len(set(rows)) == 2


async def test_the_seat_goes_to_who_waits(database: Database) -> None:
    async with database.write() as connection:
        item = await publish(connection, capacity=1)
        withdrawn = await publish(connection, slug="umzug")
        await on_the_web(connection, UP, EventSignedUp("umzug"))
        await do(connection, ("Ada", UP), ("Ben", UP))
        await set_closed(connection, withdrawn, True)
        await forget_device(connection, "web", "cookie", NOW)
        assert await standing(connection, "Ada", "Ben") == ["taken", "1"]
        kinds = (await connection.execute(select(tables.notifications.c.kind))).scalars().all()
        assert kinds == ["seat_free"]
        assert await count_of(connection, item) == Counts(Seats(1, 1))
        # It may yet take place: then the seat must not be kept for nobody.
        assert await count_of(connection, withdrawn) == Counts()


async def test_a_seat_at_what_has_begun_stays_counted(database: Database) -> None:
    async with database.write() as connection:
        item = await publish(connection)
        await on_the_web(connection, UP)
        await forget_device(connection, "web", "cookie", GARDEN.starts + timedelta(hours=1))
        assert await count_of(connection, item) == Counts(Seats(1))


async def test_nothing_wished_for_is_left(database: Database) -> None:
    async with database.write() as connection:
        await publish(connection)
        reminder = EventWishChosen("garten", EventWish.DAY)
        await on_the_web(connection, reminder, TopicChosen(ANNOUNCEMENTS), QuietHoursChosen(NEVER))
        await forget_device(connection, "web", "cookie", NOW)
        for table in (tables.wishes, tables.subscriptions, tables.preferences):
            count = select(func.count()).select_from(table)
            assert (await connection.execute(count)).scalar_one() == 0, table
