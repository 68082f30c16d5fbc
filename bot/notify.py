"""Tells citizens what they did not ask for: each notification becomes one message in the outbox."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import structlog

from bot.crash import passing
from bot.remind import find_due
from bot.telling import DIGESTED, Letter, sort
from bot.town import Town
from bot.turns import Channels
from bot.waiting import Backoff, nap
from dialogs.city.notification import News, NotificationKind
from dialogs.talks import notified
from locales.translator import translator
from storage import news, notifications, wishes
from storage.database import Connection, Unavailable
from storage.news_events import find_events
from storage.news_windows import find_windows
from storage.notifications import Fate, Told, Untold
from storage.outbox import Message, Rank

log = structlog.get_logger()

BATCH = 200
"""Notifications in one transaction: answers to people are held up no longer than by a batch of theirs."""

IDLE = 1.0
"""Seconds between looks for something to tell: staff press in another process, which wakes nobody here."""

ELSEWHERE = timedelta(seconds=10)
"""Between looks past a backlog: to find who is on another channel, everything that waits is read."""

TOGETHER = (DIGESTED, (NotificationKind.EVENT_CHANGED,))
"""What is taken with others of its kind for the same citizen: one message is to tell them all."""

PAGE = "web"
"""The channel on which nothing is sent: what is told there waits for its reader."""


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
        self._looks_elsewhere = datetime.min.replace(tzinfo=UTC)

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
            return await notifications.has_untold(connection, self._now())

    async def once(self) -> int:
        """Works off one batch; returns how many notifications it had."""
        untold: list[Untold] = []
        try:
            async with self._town.database.write() as connection:
                untold = await self._take(connection)
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

    async def _take(self, connection: Connection) -> list[Untold]:
        """The most urgent that are due, with all that belongs into the same messages."""
        now = self._now()
        untold = await notifications.take(connection, BATCH, now, [Rank.ANSWER, Rank.CHANGE])
        if len(untold) < BATCH:
            untold += await self._take_rest(connection, BATCH - len(untold), now)
        more = [await notifications.take_more(connection, untold, kinds, now) for kinds in TOGETHER]
        return untold + [each for found in more for each in found]

    async def _take_rest(self, connection: Connection, most: int, now: datetime) -> list[Untold]:
        """Reminders and news, but for channels on which much waits to be sent.

        What waits here can still be overtaken, moved with its event, and switched off.
        """
        sent_on = [name for name in self._channels if name != PAGE]
        full = [name for name in sent_on if not await notifications.has_room(connection, name, now)]
        if full and now < self._looks_elsewhere:
            return []
        found = await notifications.take(connection, most, now, [Rank.REMINDER], full)
        news = await notifications.take(connection, most - len(found), now, [Rank.BROADCAST], full)
        if full and len(found) + len(news) < most:
            self._looks_elsewhere = now + ELSEWHERE
        if news and await self._is_noting(connection, now):
            return found
        return found + news

    async def _is_noting(self, connection: Connection, now: datetime) -> bool:
        """Whether there is news that is not noted for all yet: one message is to tell what came together."""
        due = await find_due(connection, self._town, now)
        return any(not telling.is_urgent for _, telling in due)

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
                    reaches = self._reaches(untold)
                    letters = [Letter((untold,), notified.something_new())] if reaches else []
                    fate = Fate.TOLD if reaches else Fate.UNREACHABLE
                    await self._put(connection, {id: fate}, letters)

    async def _tell(self, connection: Connection, untold: Sequence[Untold]) -> None:
        """Messages for those who can be reached; the others are told as well as they ever will be."""
        shelf = await self._town.cities.current(connection)
        now, zone = self._now(), self._town.zone
        reached = [each for each in untold if self._reaches(each)]
        kinds = {each.id: each.kind for each in reached}
        found: dict[int, News | Fate] = {**await news.find_news(connection, shelf, kinds)}
        found |= await find_windows(connection, shelf, self._town.key, reached, now, zone)
        found |= await find_events(connection, shelf, reached, now, zone)
        sorted_out = sort(shelf.city, reached, found, now, zone, self._town.quiet_hours)
        fates = {each.id: Fate.UNREACHABLE for each in untold if not self._reaches(each)}
        await notifications.put_off(connection, sorted_out.later)
        await wishes.end_daily(
            connection,
            [
                id
                for id, fate in sorted_out.fates.items()
                if fate is Fate.OVER and kinds[id] == NotificationKind.NEXT_SECTION
            ],
        )
        await self._put(connection, fates | sorted_out.fates, sorted_out.letters)

    def _reaches(self, untold: Untold) -> bool:
        return untold.reachable and untold.channel in self._channels

    async def _put(
        self, connection: Connection, fates: Mapping[int, Fate], letters: Sequence[Letter]
    ) -> None:
        now = self._now()
        messages = [
            Told(
                Message(
                    citizen=letter.to.citizen,
                    channel=letter.to.channel,
                    address=letter.to.address,
                    body=self._channels[letter.to.channel].show(
                        letter.screen, translator(letter.to.language, self._town.zone)
                    ),
                    created=now,
                    # Those of lower rank are left for broadcasts, which are sent in another way.
                    rank=Rank(min(letter.to.rank, Rank.REMINDER)),
                ),
                letter.expires,
                letter.topic,
            )
            for letter in letters
        ]
        await notifications.tell(connection, fates, messages, now)
