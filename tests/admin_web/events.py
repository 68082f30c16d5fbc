"""Events for the tests of the admin page: brought in without its forms, and read back as values."""

from dataclasses import dataclass
from datetime import UTC, datetime

from dialogs.city.event import Event
from storage import definitions, items
from tests.admin_web.conftest import House

AT = "/admin/events/werkstatt"
"""The page of the sample event."""

EVENT = Event(
    "werkstatt",
    {"de": "Werkstatt", "en": "Workshop"},
    datetime(2024, 3, 20, 17, 0, tzinfo=UTC),
    datetime(2024, 3, 20, 19, 0, tzinfo=UTC),
    about={"de": "Wir reden über **Gärten**."},
    place="Großer Saal",
    address="Rathausplatz 1",
    signup=True,
    capacity=30,
    project="Gärten",
)
"""A Wednesday, at six in the evening in Berlin."""


@dataclass(frozen=True)
class Stored:
    """What the database holds of an event."""

    draft: Event | None
    versions: tuple[Event, ...]


async def publish(house: House, event: Event = EVENT) -> int:
    """Publishes an event as its next version; returns the number of the item."""
    async with house.database.write() as connection:
        await items.add_item(connection, "event", event.slug)
        item = await items.find_item(connection, "event", event.slug)
        assert item
        await items.publish(connection, item.id, definitions.dump(event), None, house.now)
    return item.id


async def put_draft(house: House, event: Event = EVENT) -> None:
    """Saves an event as a draft, as another editor would."""
    async with house.database.write() as connection:
        await items.add_item(connection, "event", event.slug)
        item = await items.find_item(connection, "event", event.slug)
        assert item
        before = await items.find_draft(connection, item.id)
        seen = before.revision if before else 0
        assert await items.save_draft(connection, item.id, definitions.dump(event), seen, 1, house.now)


async def stored(house: House, slug: str = EVENT.slug) -> Stored | None:
    """What is there under a slug."""
    async with house.database.read() as connection:
        item = await items.find_item(connection, "event", slug)
        if item is None:
            return None
        draft = await items.find_draft(connection, item.id)
        versions = await items.list_versions(connection, item.id)
    return Stored(
        definitions.load("event", draft.body) if draft else None,
        tuple(definitions.load("event", version.body) for version in reversed(versions)),
    )


async def draft_of(house: House, slug: str = EVENT.slug) -> Event:
    """The draft, which must be there."""
    found = await stored(house, slug)
    assert found
    assert found.draft
    return found.draft
