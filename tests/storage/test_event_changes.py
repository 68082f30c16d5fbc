"""Who is told that an event has changed: whoever wants to come, once each version; and whoever came."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select

from dialogs.city.event import Event
from storage import definitions, items
from storage.city_file import CityFile, read_city
from storage.city_file_import import import_city
from storage.database import Connection, Database
from storage.event_changes import count_interested, tell
from storage.outbox_rows import Rank
from storage.tables import attendances, citizens, notifications, outbox, signups, wishes
from tests import sample
from tests.participants import speak_up
from tests.storage.city_texts import BERLIN, EVENT
from tests.storage.test_erased_meanwhile import SOON

STARTS = datetime(2024, 3, 20, 17, 0, tzinfo=UTC)
OLD = Event("werkstatt", {"de": "Werkstatt"}, STARTS, place="Saal", signup=True)
LATER = replace(OLD, starts=STARTS + timedelta(hours=1))
TODAY = sample.NOW.date()


async def make(connection: Connection, event: Event = OLD) -> int:
    """The number of a published event."""
    item = await items.add_item(connection, "event", event.slug)
    assert item
    await items.publish(connection, item.id, definitions.dump(event), None, sample.NOW)
    return item.id


async def sign_up(connection: Connection, item: int, *people: int, seated: bool = True) -> None:
    rows = [{"citizen": who, "item": item, "seated": seated, "day": TODAY} for who in people]
    await connection.execute(insert(signups), rows)


async def told(connection: Connection) -> list[tuple[int, str, int, int]]:
    rows = await connection.execute(
        select(notifications).order_by(notifications.c.kind, notifications.c.citizen)
    )
    return [(row.citizen, row.kind, row.version, row.rank) for row in rows]


async def test_whoever_wants_to_come_is_told_of_another_time_once(database: Database) -> None:
    seated, waiting, reminded, _stranger = [await speak_up(database) for _ in range(4)]
    async with database.write() as connection:
        item, other = await make(connection), await make(connection, replace(OLD, slug="andere"))
        await sign_up(connection, item, seated)
        await sign_up(connection, item, waiting, seated=False)
        rows = [
            (seated, item, "day"),
            (reminded, item, "day"),
            (reminded, item, "week"),
            (waiting, other, "day"),
        ]
        for who, of_item, kind in rows:
            wish = {"citizen": who, "item": of_item, "kind": kind, "day": TODAY}
            await connection.execute(insert(wishes).values(wish))
        assert await count_interested(connection, item) == 3
        for _again in range(2):
            await tell(connection, item, 2, OLD, LATER, sample.NOW)
        await tell(connection, item, 3, LATER, replace(LATER, about={"de": "Neu"}), sample.NOW)
        expected = [(who, "event_changed", 2, Rank.CHANGE) for who in (seated, waiting, reminded)]
        assert await told(connection) == expected


async def test_of_what_is_put_into_the_past_nobody_is_reminded(database: Database) -> None:
    guest = await speak_up(database)
    async with database.write() as connection:
        item = await make(connection)
        await sign_up(connection, item, guest)
        row = {
            "channel": "telegram",
            "address": "1",
            "body": "Bald",
            "due": sample.NOW,
            "created": sample.NOW,
        }
        more = {"rank": Rank.REMINDER, "state": "waiting", "topic": "event-day werkstatt"}
        await connection.execute(insert(outbox).values(citizen=guest, **row, **more))
        past = replace(OLD, starts=sample.NOW - timedelta(days=20))
        await tell(connection, item, 2, OLD, past, sample.NOW)
        assert await told(connection) == [(guest, "event_changed", 2, Rank.CHANGE)]
        state, body = (await connection.execute(select(outbox.c.state, outbox.c.body))).one()
        assert (state, body) == ("skipped", "")


async def test_minutes_reach_whoever_came_once(database: Database) -> None:
    came, stayed_away = [await speak_up(database) for _ in range(2)]
    over, with_minutes = STARTS + timedelta(days=1), replace(OLD, minutes={"de": "Wir haben …"})
    async with database.write() as connection:
        item = await make(connection)
        await sign_up(connection, item, came, stayed_away)
        await connection.execute(insert(attendances).values(citizen=came, item=item, day=TODAY))
        await tell(connection, item, 2, OLD, with_minutes, over)
        await tell(connection, item, 3, with_minutes, replace(OLD, minutes={"de": "Anders"}), over)
        await tell(connection, item, 4, OLD, with_minutes, over)
        assert await told(connection) == [(came, "event_minutes", 0, Rank.REMINDER)]


async def test_who_is_erased_at_that_moment_is_left_out(database: Database) -> None:
    gone, stays = [await speak_up(database) for _ in range(2)]
    async with database.write() as connection:
        item = await make(connection)
        await sign_up(connection, item, gone, stays)

    async def tell_now() -> None:
        async with database.write() as connection:
            await tell(connection, item, 2, OLD, LATER, sample.NOW)

    async with database.write() as connection:
        await connection.execute(delete(citizens).where(citizens.c.id == gone))
        telling = asyncio.create_task(tell_now())
        await asyncio.sleep(SOON)
        assert not telling.done(), "it has to wait for what becomes of its reader"
    await telling
    async with database.read() as connection:
        assert await told(connection) == [(stays, "event_changed", 2, Rank.CHANGE)]


async def test_a_file_that_changes_a_date_tells_people_too(database: Database) -> None:
    async def bring(connection: Connection, more: str) -> None:
        file = read_city((EVENT + more).encode(), BERLIN)
        assert isinstance(file, CityFile)
        await import_city(connection, file, sample.NOW)

    guest, waiting = [await speak_up(database) for _ in range(2)]
    async with database.write() as connection:
        await bring(connection, "    signup: true\n    capacity: 1\n")
        item = await items.find_item(connection, "event", "werkstatt")
        assert item
        await sign_up(connection, item.id, guest)
        await sign_up(connection, item.id, waiting, seated=False)
        assert await told(connection) == []
        await bring(connection, "    signup: true\n    capacity: 2\n    place: Foyer\n")
        seats, changes = (waiting, "seat_free"), [(guest, "event_changed"), (waiting, "event_changed")]
        assert [(who, kind) for who, kind, _version, _rank in await told(connection)] == [*changes, seats]
