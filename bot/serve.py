"""Runs the citizens' door: all loops of one process until it is to stop."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from aiohttp import web

from bot.alarm import Alarms
from bot.broadcast import Broadcasting
from bot.converse import Converse, utc_now
from bot.deliver import Deliver
from bot.notify import Notify
from bot.telegram.channel import TelegramChannel
from bot.tick import Tick
from bot.town import Telegram, Town
from bot.turns import Channels
from bot.webchat.channel import WebChannel
from dialogs.city.my_data import File
from dialogs.engine.attachment import EventFile
from storage.database import Unavailable

if TYPE_CHECKING:
    from bot.telegram.hook_watch import HookWatch
    from bot.telegram.listen import Poll


def channels() -> Channels:
    """Every channel this process understands."""
    return {channel.name: channel for channel in (TelegramChannel(), WebChannel())}


async def serve(town: Town, stop: asyncio.Event, now: Callable[[], datetime] = utc_now) -> None:
    """Hears, answers, notifies, delivers and ticks until `stop` is set; then finishes what is at hand."""
    tick, alarms = Tick(town, now), Alarms(town, now)
    await tick.begin()
    await alarms.begin()
    async with contextlib.AsyncExitStack() as open_things, asyncio.TaskGroup() as tasks:
        tasks.create_task(Converse(town, channels(), now).run(stop))
        tasks.create_task(tick.run(stop))
        tasks.create_task(alarms.run(stop, tick.leads))
        tasks.create_task(Notify(town, channels(), tick.leads, now).run(stop))
        tasks.create_task(Broadcasting(town, channels(), tick.leads, now).run(stop))
        if town.telegram:
            await _serve_telegram(town, town.telegram, tick, stop, now, tasks, open_things)
    with contextlib.suppress(Unavailable):
        await tick.end()


async def _serve_telegram(
    town: Town,
    telegram: Telegram,
    tick: Tick,
    stop: asyncio.Event,
    now: Callable[[], datetime],
    tasks: asyncio.TaskGroup,
    open_things: contextlib.AsyncExitStack,
) -> None:
    # Imported here: the library costs a third of a second, and the web chat alone does without.
    from bot.my_data.make import make
    from bot.telegram.client import Client
    from bot.telegram.files import Files
    from bot.telegram.hook_watch import HookWatch
    from bot.telegram.listen import WEBHOOK_PATH, Poll
    from bot.telegram.send import Telegram as Sender
    from bot.telegram.setup import introduce

    async def make_file(citizen: int, file: File | EventFile) -> bytes | None:
        if isinstance(file, EventFile):
            # Only now: what writes calendars would make every start longer.
            from bot.event_files.make import make as make_event_file

            return await make_event_file(town, file)
        return await make(town, citizen, file, now())

    client = Client(telegram.token, telegram.api, town.slots * 2 + 4)
    await client.initialize()
    open_things.push_async_callback(client.shutdown)
    sender = Sender(client, now, make_file, Files(town, telegram.bot, now), pays=town.pays)
    tasks.create_task(Deliver(town, sender, now).run(stop))
    tasks.create_task(introduce(town, telegram, client, stop))
    if telegram.webhook_url:
        address = telegram.webhook_url.rstrip("/") + WEBHOOK_PATH
        tasks.create_task(_while_leading(HookWatch(town, client, address, now), tick, stop))
    else:
        tasks.create_task(_while_leading(Poll(town, client, now), tick, stop))


async def _while_leading(intake: "Poll | HookWatch", tick: Tick, stop: asyncio.Event) -> None:
    ending = asyncio.create_task(stop.wait())
    while not stop.is_set():
        leading = asyncio.create_task(tick.leads.wait())
        await asyncio.wait({ending, leading}, return_when=asyncio.FIRST_COMPLETED)
        leading.cancel()
        if not stop.is_set():
            await intake.run(stop, tick.follows)


def routes(town: Town, now: Callable[[], datetime] = utc_now) -> list[web.RouteDef]:
    """The routes the citizens' door needs beside the web chat: the webhook, if updates come that way."""
    if town.telegram is None or not town.telegram.webhook_url:
        return []
    from bot.telegram.listen import webhook_route

    return [webhook_route(town, town.telegram, now)]
