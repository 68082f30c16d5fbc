"""Sign-ups as files: no name, no number that leads to a person."""

import json
from dataclasses import replace

from dialogs.city.facts import EventAttended, EventSignedUp
from storage import items
from storage.database import Database
from storage.exports import Format
from storage.exports_events import export_signups
from tests.participants import speak_up
from tests.storage.test_event_changes import OLD, STARTS, make


async def export(database: Database, format: Format) -> str:
    async with database.read() as connection:
        item = await items.find_item(connection, "event", OLD.slug)
    assert item
    return "".join([piece async for piece in export_signups(database, item, format)])


async def test_who_signed_up_in_order(database: Database) -> None:
    async with database.write() as connection:
        await make(connection, replace(OLD, capacity=1))
    await speak_up(database, EventSignedUp(OLD.slug), name="Ali")
    await speak_up(database, EventAttended(OLD.slug), name="Ali", now=STARTS)
    await speak_up(database, EventSignedUp(OLD.slug), channel="telegram", language="en")
    assert await export(database, Format.CSV) == (
        "\ufeffnumber,day,seat,channel,language,came\r\n"
        "1,2024-03-15,taken,web,de,yes\r\n"
        "2,2024-03-15,waiting,telegram,en,no\r\n"
    )
    told = json.loads(await export(database, Format.JSON))
    assert (told["event"], [each["number"] for each in told["signups"]]) == (OLD.slug, [1, 2])
