"""Guidelines for the tests of the admin page: brought in without its forms, and read back as values."""

from dataclasses import dataclass

from dialogs.city.guideline import Guideline
from storage import definitions, items
from tests import sample
from tests.admin_web.conftest import House

AT = "/admin/guidelines/leitlinien"
"""The page of the sample guideline."""

WRITE = f"{AT}/edit"
"""The page where it is written."""


@dataclass(frozen=True)
class Stored:
    """What the database holds of a guideline."""

    draft: Guideline | None
    versions: tuple[Guideline, ...]
    closed: bool


async def publish(house: House, guideline: Guideline = sample.GUIDELINE) -> None:
    """Publishes a guideline as its next version."""
    async with house.database.write() as connection:
        await items.add_item(connection, "guideline", guideline.slug)
        item = await items.find_item(connection, "guideline", guideline.slug)
        assert item
        await items.publish(connection, item.id, definitions.dump(guideline), None, house.now)


async def put_draft(house: House, guideline: Guideline = sample.GUIDELINE) -> None:
    """Saves a guideline as a draft, as another editor would."""
    async with house.database.write() as connection:
        await items.add_item(connection, "guideline", guideline.slug)
        item = await items.find_item(connection, "guideline", guideline.slug)
        assert item
        before = await items.find_draft(connection, item.id)
        seen = before.revision if before else 0
        assert await items.save_draft(connection, item.id, definitions.dump(guideline), seen, 1, house.now)


async def stored(house: House, slug: str = "leitlinien") -> Stored | None:
    """What is there under a slug."""
    async with house.database.read() as connection:
        item = await items.find_item(connection, "guideline", slug)
        if item is None:
            return None
        draft = await items.find_draft(connection, item.id)
        versions = await items.list_versions(connection, item.id)
    return Stored(
        definitions.load("guideline", draft.body) if draft else None,
        tuple(definitions.load("guideline", version.body) for version in reversed(versions)),
        item.closed,
    )


async def draft_of(house: House, slug: str = "leitlinien") -> Guideline:
    """The draft, which must be there."""
    found = await stored(house, slug)
    assert found
    assert found.draft
    return found.draft


async def close(house: House, slug: str = sample.GUIDELINE.slug) -> None:
    """Ends it by hand."""
    async with house.database.write() as connection:
        item = await items.find_item(connection, "guideline", slug)
        assert item
        await items.set_closed(connection, item.id, True)
