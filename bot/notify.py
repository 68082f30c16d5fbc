"""Tells citizens what they did not ask for: each notification becomes one message in the outbox."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from bot.crash import passing
from bot.town import Town
from bot.turns import Channels
from bot.waiting import Backoff, nap
from dialogs.engine.screen import Screen
from dialogs.talks import notified
from locales.translator import translator
from storage import news, notifications, reminders
from storage.database import Connection, Unavailable
from storage.notifications import Untold
from storage.outbox import Message, Rank

log = structlog.get_logger()

BATCH = 200
"""Notifications in one transaction: answers to people are held up no longer than by a batch of theirs."""

IDLE = 1.0
"""Seconds between looks for something to tell: staff press in another process, which wakes nobody here."""


class Notify:
    """The loop that tells; only in the process that leads."""

    def __init__(
        self, town: Town, channels: Channels, leads: asyncio.Event, now: Callable[[], datetime]
    ) -> None:
        """`channels` are those citizens can be told something on; `leads` is set while this process leads."""
        self._town = town
        self._channels = channels
        self._leads = leads
        self._now = now

    async def run(self, stop: asyncio.Event) -> None:
        """Tells until `stop` is set; the batch at hand is finished."""
        trouble = Backoff("notifications wait for the database")
        while not stop.is_set():
            try:
                if not (self._leads.is_set() and await self._waits()) or not await self.once():
                    await nap(IDLE, stop)
                trouble.over()
            except Unavailable as error:
                await trouble.wait(str(error), stop)
            except Exception as error:  # a bug here must not end the other loops
                await trouble.wait(error, stop)

    async def _waits(self) -> bool:
        async with self._town.database.read() as connection:
            return await notifications.has_untold(connection)

    async def once(self) -> int:
        """Works off one batch; returns how many notifications it had."""
        untold: list[Untold] = []
        try:
            async with self._town.database.write() as connection:
                untold = await notifications.take(connection, BATCH)
                await self._tell(connection, untold)
                passing("notify-before-commit")
        except Unavailable:
            raise
        except Exception as error:  # a bug, or a broken text: whose it is shows when each goes alone
            if not untold:
                raise
            log.warning("notifications go one by one", rows=len(untold), kind=type(error).__name__)
            for each in untold:
                await self._alone(each.id)
        passing("notify-after-commit")
        if untold:
            self._town.leaves.set()
        return len(untold)

    async def _alone(self, id: int) -> None:
        """Tells one by itself; if that cannot be told, that there is something new is."""
        try:
            async with self._town.database.write() as connection:
                untold = await notifications.take_one(connection, id)
                await self._tell(connection, [untold] if untold else [])
        except Unavailable:
            raise
        except Exception:  # costs only this one
            log.exception("notification cannot be told in full", notification=id)
            async with self._town.database.write() as connection:
                untold = await notifications.take_one(connection, id)
                if untold:
                    screens = {id: notified.something_new()} if self._reaches(untold) else {}
                    await self._put(connection, [untold], screens)

    async def _tell(self, connection: Connection, untold: Sequence[Untold]) -> None:
        """Messages for those who can be reached; the others are told as well as they ever will be."""
        shelf = await self._town.cities.current(connection)
        now = self._now()
        reached = {each.id: each for each in untold if self._reaches(each)}
        kinds = {id: each.kind for id, each in reached.items()}
        found = await news.find_news(connection, shelf, kinds)
        found |= await reminders.find_reminders(connection, shelf, self._town.key, kinds)
        await reminders.end_finished(connection, kinds, found)
        screens = {
            id: screen
            for id, happened in found.items()
            if (screen := notified.show(shelf.city, reached[id].language, happened, now))
        }
        await self._put(connection, untold, screens)

    def _reaches(self, untold: Untold) -> bool:
        return untold.reachable and untold.channel in self._channels

    async def _put(
        self, connection: Connection, untold: Sequence[Untold], screens: dict[int, Screen]
    ) -> None:
        now = self._now()
        messages = [
            Message(
                citizen=each.citizen,
                channel=each.channel,
                address=each.address,
                body=self._channels[each.channel].show(
                    screens[each.id], translator(each.language, self._town.zone)
                ),
                created=now,
                rank=Rank.REMINDER,
            )
            for each in untold
            if each.id in screens
        ]
        await notifications.tell(connection, [each.id for each in untold], messages, now)
