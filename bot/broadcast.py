"""Broadcasts on their way: begun when their time has come, spread to everybody, corrected, done."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.crash import passing
from bot.town import Town
from bot.turns import Channels
from bot.waiting import Backoff, nap
from dialogs.city.broadcast import needs_second
from dialogs.city.quiet import quiet_until
from dialogs.city.upload import UploadKind
from dialogs.engine.attachment import Document, Picture
from dialogs.engine.screen import Screen
from dialogs.talks import announcement
from dialogs.text import LANGUAGES, Content
from locales.translator import translator
from storage import (
    attachments,
    broadcasts,
    broadcasts_audience,
    broadcasts_bodies,
    broadcasts_course,
    broadcasts_spread,
)
from storage.broadcasts import Stored
from storage.broadcasts_bodies import Bodies
from storage.broadcasts_spread import Work
from storage.database import Connection, Unavailable

log = structlog.get_logger()

IDLE = 1.0
"""Seconds between looks for something to do: staff press in another process, which wakes nobody here."""

BROKEN_RESTS = timedelta(minutes=1)
"""How long one that cannot be worked on is left alone; the others go on."""

PAGE = "/mitteilungen/"
"""Where everybody can read one, followed by its number."""


class Broadcasting:
    """The loop that moves broadcasts on; only in the process that leads."""

    def __init__(
        self, town: Town, channels: Channels, leads: asyncio.Event, now: Callable[[], datetime]
    ) -> None:
        """`channels` are those citizens can be told something on; `leads` is set while this process leads."""
        self._town = town
        self._channels = channels
        self._leads = leads
        self._now = now
        self._broken: dict[int, datetime] = {}
        """Until when those that cannot be worked on are left alone."""

    async def run(self, stop: asyncio.Event) -> None:
        """Moves them on until `stop` is set."""
        trouble = Backoff("broadcasts wait for the database")
        while not stop.is_set():
            try:
                if self._leads.is_set():
                    await self.once()
                trouble.over()
                await nap(IDLE, stop)
            except Unavailable as error:
                await trouble.wait(str(error), stop)
            except Exception as error:  # a bug here must not end the other loops
                await trouble.wait(error, stop)

    async def once(self) -> None:
        """Does what is to be done now, for each as far as it goes; one that is broken stops no other."""
        now = self._now()
        async with self._town.database.read() as connection:
            found = await broadcasts_spread.find_work(connection, now)
        self._broken = {id: until for id, until in self._broken.items() if until > now}
        for work in found:
            if work.id in self._broken:
                continue
            try:
                await self._move_on(work)
            except Unavailable:
                raise
            except Exception:  # costs only this one
                log.exception("broadcast is broken", broadcast=work.id)
                self._broken[work.id] = now + BROKEN_RESTS

    async def _move_on(self, work: Work) -> None:
        if work.begins:
            if not await self._begin(work.id):
                return
        elif work.is_spread and work.is_settled:
            await self._finish(work.id)
            return
        elif not work.is_written:
            await self._write_anew(work.id)
        more = not work.is_spread
        while more:
            more = await self._spread(work.id)

    async def _begin(self, id: int) -> bool:
        """Begins, unless it has to wait for the morning or somebody took it back."""
        now = self._now()
        is_quiet = quiet_until(self._town.quiet_hours, now, self._town.zone) is not None
        async with self._town.database.read() as connection:
            planned = await broadcasts.find(connection, id)
        # What people have signed up for is told at any hour, at night without a sound.
        if planned is None or (is_quiet and not planned.broadcast.service):
            return False
        async with self._town.database.write() as connection:
            held = await broadcasts.hold(connection, id)
            if held is None or await self._needs_second(connection, held):
                return False
            begun = await broadcasts_spread.begin(
                connection, id, await self._bodies(connection, held, silent=is_quiet), now
            )
        if begun:
            log.info("broadcast begun", broadcast=id)
        return begun

    async def _needs_second(self, connection: Connection, held: Stored) -> bool:
        """Whether somebody else has to agree after all: it would reach more than when it was planned."""
        if held.approver:
            return False
        told = held.broadcast
        count = await broadcasts_audience.count_recipients(connection, told.audience, service=told.service)
        if not needs_second(count, self._town.four_eyes_from):
            return False
        if await broadcasts.submit_planned(connection, held.id, count, self._now()):
            log.warning("broadcast waits for a second person", broadcast=held.id, recipients=count)
        return True

    async def _write_anew(self, id: int) -> None:
        """What it says since it was corrected."""
        async with self._town.database.write() as connection:
            held = await broadcasts.hold(connection, id)
            if held:
                bodies = await self._bodies(connection, held)
                await broadcasts_bodies.put(connection, id, held.edition, bodies)

    async def _spread(self, id: int) -> bool:
        """Another part of its recipients; tells whether there are more."""
        async with self._town.database.write() as connection:
            more = await broadcasts_spread.spread(connection, id, self._now())
            passing("spread-before-commit")
        passing("spread-after-commit")
        self._town.leaves.set()
        return more

    async def _finish(self, id: int) -> None:
        async with self._town.database.write() as connection:
            if await broadcasts_course.finish(connection, id, self._now()):
                log.info("broadcast done", broadcast=id)

    async def _bodies(self, connection: Connection, stored: Stored, *, silent: bool = False) -> Bodies:
        """What it says on each channel in each language."""
        screen = replace(await find_screen(connection, stored, self._town.public_url), silent=silent)
        return {
            (channel.name, language): channel.show(screen, translator(language, self._town.zone))
            for channel in self._channels.values()
            for language in LANGUAGES
        }


async def find_screen(connection: Connection, stored: Stored, public_url: str) -> Screen:
    """How it looks, with its file and the way to its public page."""
    told = stored.broadcast
    kept = await attachments.find_attachment(connection, told.attachment) if told.attachment else None
    file: Picture | Document | None = None
    if kept and kept.kind is UploadKind.PICTURE:
        file = Picture(kept.digest, kept.name, Content(told.shows))
    elif kept:
        file = Document(kept.digest, kept.name)
    # Messengers refuse a button that leads to a page nobody but this machine can open.
    is_public = public_url.startswith("https://") and not told.service
    page = f"{public_url}{PAGE}{stored.id}" if is_public else ""
    return announcement.show(told, file, page)
