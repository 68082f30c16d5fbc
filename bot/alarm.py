"""Raises alarms in the log and at an address of the operators: once as they begin, once as they end."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.alarm_post import post
from bot.town import Town
from bot.waiting import Backoff, nap
from dialogs.city.alarm import Alarm, Signs, find_alarms, watch
from storage import alarms
from storage.alarms import Kept, News, Turn
from storage.database import Unavailable
from storage.room import Room

log = structlog.get_logger()

EVERY = 5.0
"""Seconds between two looks."""

AWAKE_AFTER = timedelta(seconds=60)
"""What waited while nobody was at work is worked off in the first minute, and the first poll comes back."""

STALE = timedelta(days=1)
"""News that could not be posted for so long is none any more."""

LONGEST_PAUSE = 300.0
"""Seconds between two tries to post, at the most."""


class Alarms:
    """The loop that raises alarms, in the process that leads."""

    def __init__(self, town: Town, now: Callable[[], datetime]) -> None:
        """`now` tells the present moment."""
        self._town = town
        self._now = now
        self._born = now()
        self._room = Room(town.database)
        self._kept: Kept | None = None
        """What is raised and what is still to be posted; None while another process leads."""
        self._is_saved = True
        self._rings = asyncio.Event()

    async def begin(self) -> None:
        """Where nothing has come in yet, silence counts from now on; without a messenger never."""
        async with self._town.database.write() as connection:
            if self._town.telegram:
                await alarms.begin(connection, self._now())
            else:
                await alarms.forget_intake(connection)

    async def run(self, stop: asyncio.Event, leads: asyncio.Event) -> None:
        """Looks and posts until `stop` is set; `leads` is set while this process leads."""
        async with asyncio.TaskGroup() as tasks:
            posting = tasks.create_task(self.post_all(stop))
            await self._look_again_and_again(stop, leads)
            # An answer from outside is not waited for: what was not accepted is posted by the next life.
            posting.cancel()

    async def _look_again_and_again(self, stop: asyncio.Event, leads: asyncio.Event) -> None:
        trouble = Backoff("alarms wait for the database")
        while not stop.is_set():
            try:
                await self.look(leads=leads.is_set())
                trouble.over()
                await nap(EVERY, stop)
            except Unavailable as error:
                await trouble.wait(str(error), stop)
            except Exception as error:  # a bug here must not end the other loops
                await trouble.wait(error, stop)

    async def look(self, *, leads: bool) -> None:
        """One look; only in the process that leads, or has led until there was no room to lead."""
        database = self._town.database
        if not leads and not (database.was_full and self._kept is not None):
            self._kept = None
            return
        async with database.read() as connection:
            if self._kept is None:
                self._kept, self._is_saved = await alarms.find_kept(connection), True
            if self._now() - self._born < AWAKE_AFTER:
                return
            signs = await alarms.find_signs(connection)
        self._raise(replace(signs, has_room=await self._room.is_there()))
        await self._save()

    def _raise(self, signs: Signs) -> None:
        """Tells what has changed."""
        if self._kept is None:
            return
        now = self._now()
        change = watch(self._kept.raised, find_alarms(signs, now), now)
        for alarm in change.begun:
            log.error("alarm", kind=alarm.kind.value, **_span(alarm))
        for alarm in change.over:
            log.warning("alarm is over", kind=alarm.kind.value, **_span(alarm))
        news = [News(Turn.BEGAN, alarm, now) for alarm in change.begun]
        news += [News(Turn.OVER, alarm, now) for alarm in change.over]
        if not news:
            self._kept = replace(self._kept, raised=change.raised)
            return
        unposted = (*self._kept.unposted, *news) if self._town.alarm_webhook else ()
        self._kept, self._is_saved = Kept(change.raised, unposted), False
        self._rings.set()

    async def _save(self) -> None:
        """Keeps it for the next leader; where that cannot be written, this process goes on knowing it."""
        if self._kept is None or self._is_saved:
            return
        try:
            async with self._town.database.write() as connection:
                self._is_saved = True
                await alarms.keep(connection, self._kept)
        except Unavailable:
            self._is_saved = False

    async def post_all(self, stop: asyncio.Event) -> None:
        """Posts what is new, one after the other, patiently; nothing else waits for it."""
        trouble = Backoff("alarms cannot be posted", longest=LONGEST_PAUSE)
        while not stop.is_set():
            self._rings.clear()
            news = self._kept.unposted[0] if self._kept and self._kept.unposted else None
            if news is None:
                await nap(EVERY, stop, self._rings)
            elif self._now() - news.at > STALE or await self._post(news, trouble, stop):
                self._forget(news)

    async def _post(self, news: News, trouble: Backoff, stop: asyncio.Event) -> bool:
        try:
            await post(self._town.alarm_webhook, news)
        except OSError as error:
            await trouble.wait(str(error), stop)
            return False
        except Exception as error:  # an address of an odd form, a bug: the other loops go on
            await trouble.wait(type(error).__name__, stop)
            return False
        trouble.over()
        return True

    def _forget(self, news: News) -> None:
        if self._kept and news in self._kept.unposted:
            unposted = tuple(each for each in self._kept.unposted if each != news)
            self._kept, self._is_saved = replace(self._kept, unposted=unposted), False


def _span(alarm: Alarm) -> dict[str, str]:
    span = {"since": alarm.since, "until": alarm.until}
    return {name: moment.isoformat(timespec="seconds") for name, moment in span.items() if moment}
