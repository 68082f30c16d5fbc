"""What citizens wished to be told by itself: noted when the clock on the wall says so."""

from datetime import datetime

import structlog

from bot.town import Town
from dialogs.city.window import Moment
from dialogs.city.wish import WishKind, find_due
from storage import reminders, wishes
from storage.city import Shelf
from storage.reminders import Due

log = structlog.get_logger()


async def remind(town: Town, now: datetime) -> int:
    """Notes what is due at this moment, each for each citizen once; returns how many were noted.

    Looking costs a read; only what is found is written, a part at a time, so that answers come in between.
    """
    noted = 0
    async with town.database.read() as connection:
        dues = find_dues(await town.cities.current(connection), town, now)
        waiting = [due for due in dues if await reminders.is_due_to_anybody(connection, due, now)]
    for due in waiting:
        while True:
            async with town.database.write() as connection:
                some = await reminders.spread(connection, due, now)
            noted += some
            if some < reminders.MOST:
                break
    if noted:
        log.info("reminders noted", citizens=noted)
    return noted


def find_dues(shelf: Shelf, town: Town, now: datetime) -> list[Due]:
    """What is due of everything published."""
    return [
        Due(shelf.guidelines.numbers[slug], kind, day)
        for slug, published in shelf.city.guidelines.items()
        for kind in WishKind
        if (day := find_due(kind, published, now, town.zone))
    ]


async def forget_wishes(town: Town, now: datetime) -> int:
    """Ends all wishes about what is over; returns how many there were."""
    async with town.database.write() as connection:
        shelf = await town.cities.current(connection)
        over = [
            shelf.guidelines.numbers[slug]
            for slug, published in shelf.city.guidelines.items()
            if published.at(now) is Moment.AFTER
        ]
        return await wishes.end_all(connection, over)
