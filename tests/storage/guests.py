"""An event with few seats, and people who sign up for it."""

from dataclasses import replace
from datetime import datetime, timedelta

from dialogs.city.event import Event
from dialogs.city.facts import EventSignedOff, EventSignedUp, Fact
from dialogs.city.seat import Coming
from dialogs.engine.wants_events import MyEvent
from storage import definitions, items
from storage.city import Cities
from storage.database import Connection
from storage.record import Happened, record
from storage.wants import answer
from tests.sample import KEY, NOW, ZONE, both
from tests.storage.people import meet_one

GARDEN = Event(
    "garten",
    both("Wir planen einen Garten", "Planning a garden"),
    NOW + timedelta(days=10),
    NOW + timedelta(days=10, hours=2),
    signup=True,
    capacity=2,
)
UP, OFF = EventSignedUp("garten"), EventSignedOff("garten")


async def publish(connection: Connection, event: Event = GARDEN, **changes: object) -> int:
    """Publishes it, perhaps with other details; returns the number of its item."""
    changed: Event = replace(event, **changes)  # type: ignore[arg-type]  # any field of it
    item = await items.find_item(connection, "event", changed.slug)
    item = item or await items.add_item(connection, "event", changed.slug)
    assert item
    await items.publish(connection, item.id, definitions.dump(changed), None, NOW)
    return item.id


async def do(connection: Connection, *deeds: tuple[str, Fact], at: datetime = NOW) -> None:
    """Lets people do something in this order, all in one batch; who is new is met."""
    shelf = await Cities().current(connection)
    happened = [Happened(await meet_one(connection, name), "telegram", fact, at) for name, fact in deeds]
    await record(connection, shelf, KEY, ZONE, happened)


async def look(connection: Connection, name: str, slug: str = "garten") -> Coming:
    """How somebody stands to the event."""
    shelf = await Cities().current(connection)
    who, want = await meet_one(connection, name), MyEvent(slug)
    found = (await answer(connection, shelf, KEY, {who: [want]}))[who][want]
    assert isinstance(found, Coming)
    return found


async def standing(connection: Connection, *names: str) -> list[str]:
    """The same in a word each: a seat, a place on the waiting list, nothing."""
    found = [await look(connection, name) for name in names]
    return [str(coming.place or coming.seat) for coming in found]
