"""What citizens wished to be told by itself: noted when the clock on the wall says so."""

from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.town import Town
from dialogs.city.telling import Telling, list_due
from dialogs.city.window import Moment
from storage import reminders, wishes
from storage.database import Connection

log = structlog.get_logger()

MOST_TELLINGS = 50
"""Tellings gone through in one go, be they for nobody: a whole city file of events may be new at once."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many were noted at this tick, and whether nothing is left to note."""

    noted: int
    is_through: bool


async def remind(town: Town, now: datetime) -> Reminded:
    """Notes what is due at this moment, each for each citizen once; of much only a part at a time.

    Looking costs a read however much is planned; only what is due is gone through, some citizens a tick, so
    that answers come in between and signs of life are given.
    """
    async with town.database.read() as connection:
        due = await find_due(connection, town, now)
    noted = looked = 0
    for gone_through, (item, telling) in enumerate(due):
        if looked >= reminders.MOST or gone_through >= MOST_TELLINGS:
            return Reminded(noted, is_through=False)
        async with town.database.write() as connection:
            some = await reminders.spread(connection, item, telling, now)
        noted, looked = noted + some.noted, looked + some.looked
        if some.noted:
            log.info("noted to be told", what=telling.name, item=item, citizens=some.noted)
        if not some.is_through:
            return Reminded(noted, is_through=False)
    return Reminded(noted, is_through=True)


async def find_due(connection: Connection, town: Town, now: datetime) -> list[tuple[int, Telling]]:
    """What is due at this moment and not noted for all yet, each with the number of what it is about."""
    shelf = await town.cities.current(connection)
    return await reminders.leave_out_told(connection, shelf, list_due(shelf.city, now, town.zone))


async def forget_wishes(town: Town, now: datetime) -> int:
    """Ends all wishes about surveys and guidelines that are over; returns how many there were."""
    async with town.database.write() as connection:
        shelf = await town.cities.current(connection)
        over = [
            rows.numbers[published.slug]
            for rows, all_of_them in (
                (shelf.guidelines, shelf.city.guidelines.values()),
                (shelf.surveys, shelf.city.surveys.values()),
            )
            for published in all_of_them
            if published.at(now) is Moment.AFTER
        ]
        return await wishes.end_all(connection, over)
