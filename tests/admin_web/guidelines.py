"""The sample guideline for the tests of the admin page, and where its pages are."""

from dialogs.city.guideline import Guideline
from storage import definitions, items
from tests import sample
from tests.admin_web.conftest import House

AT = "/admin/guidelines/leitlinien"
"""The page of the sample guideline."""


async def publish(house: House, guideline: Guideline = sample.GUIDELINE) -> None:
    """Publishes a guideline as its next version."""
    async with house.database.write() as connection:
        await items.add_item(connection, "guideline", guideline.slug)
        item = await items.find_item(connection, "guideline", guideline.slug)
        assert item
        await items.publish(connection, item.id, definitions.dump(guideline), None, house.now)


async def close(house: House, slug: str = sample.GUIDELINE.slug) -> None:
    """Ends it by hand."""
    async with house.database.write() as connection:
        item = await items.find_item(connection, "guideline", slug)
        assert item
        await items.set_closed(connection, item.id, True)
