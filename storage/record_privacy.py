"""Writes down that people used their rights: asked for their data, had themselves erased."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.facts import DataRequested, PersonErased
from storage import journal
from storage.erasure import erase
from storage.pen import Happened, Pen
from storage.tables import citizens

_REQUESTED = (
    update(citizens)
    .where(citizens.c.id == bindparam("who"))
    .values(data_day=bindparam("on_day"), data_count=bindparam("number"))
)


async def write_erasures(pen: Pen, happened: Sequence[Happened[PersonErased]]) -> None:
    """Who is erased is gone at once, with all that waits to be heard or sent."""
    for h in happened:
        await erase(pen.connection, pen.key, h.citizen, h.at, keeps=h.fact.keeps)


async def write_data_requests(pen: Pen, happened: Sequence[Happened[DataRequested]]) -> None:
    """Counts the requests of the day; the journal knows only that there was one."""
    for h in happened:
        await note_request(pen.connection, h.citizen, h.fact.number, h.fact.day, h.at)


async def note_request(
    connection: AsyncConnection, citizen: int, number: int, day: date, now: datetime
) -> None:
    """The same for a request that came no other way: a press on the web page's button."""
    await connection.execute(_REQUESTED, {"who": citizen, "on_day": day, "number": number})
    await journal.write(connection, journal.SOMEBODY, "data requested", "", "", now)
