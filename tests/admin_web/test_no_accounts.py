"""Staff see what people say, never who they are: no page and no download holds a chat number or a cookie."""

from typing import Any

from sqlalchemy import update

from admin_web.routes import ROUTES
from storage import definitions, items
from storage.staff import Role
from storage.tables import metadata
from tests.admin_web.conftest import House
from tests.admin_web.walk import address_for
from tests.canaries import WORD, plant
from tests.sample import GUIDELINE, NOW, SURVEY

OPENED_AT_LEAST = 15

REAL: dict[str, dict[str, Any]] = {
    "votes": {"value": "agree", "section": 1, "version": 1},
    "runs": {"channel": "web", "language": "de", "version": 1},
    "answers": {"question": "wunsch", "category": "(text)"},
    "comments": {
        "kind": "comment",
        "section": 1,
        "version": 1,
        "channel": "web",
        "language": "de",
        "visibility": "hidden",
        "moderation": "open",
        "status": "adopted",
    },
    "rulings": {"verdict": "hidden", "before": "waiting", "after": "hidden"},
    "objections": {"outcome": ""},
    "decisions": {"status": "adopted"},
}
"""Words only we may write there: with others the pages would not open."""


async def test_no_page_and_no_download_shows_an_account(empty_house: House) -> None:
    async with empty_house.database.write() as connection:
        canary = await plant(connection)
        for table, values in REAL.items():
            await connection.execute(update(metadata.tables[table]).values(values))
        for number, definition in ((1, SURVEY), (2, GUIDELINE)):
            await items.publish(connection, number, definitions.dump(definition), None, NOW)
    hidden = [canary.address, *(f"{WORD}-{table}" for table in ("citizens", "inbox", "outbox"))]
    await empty_house.take_in("Frau Berger", Role.ADMIN)
    browser = await empty_house.enter("Frau Berger")
    opened = 0
    for route in (route for route in ROUTES if route.method == "GET"):
        for slug in ("beteiligung", "leitlinien"):
            address = address_for("/admin" + route.path).replace("beteiligung", slug)
            page = await browser.ask("GET", address)
            assert page.status < 500, address
            assert [value for value in hidden if value in page.html] == [], address
            opened += page.status == 200
    assert opened >= OPENED_AT_LEAST
