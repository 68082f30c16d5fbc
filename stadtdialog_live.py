"""Runs a process from its start to its end: the doors it has, the signals that stop it, the last seconds."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import Callable, Coroutine
from socket import socket
from typing import Any

import structlog
from aiohttp import web

from bot.serve import routes, serve
from bot.town import Town
from bot.webchat.app import make_app as make_web_chat
from stadtdialog_guard import MOST_BYTES
from stadtdialog_health import Health
from stadtdialog_start import office_key, open_database, open_town
from stadtdialog_web import address_of, bind, guard_of, serving
from storage.city import Cities
from storage.database import Database
from storage.settings import Settings

LAST_WORK = 2.5
"""Seconds the loops are given to finish what they hold; with the web server's two it is less than five."""

GARBAGE = 20_000
"""New objects between two looks for lost cycles; Python's own 700 costs a twentieth of all processor time."""

log = structlog.get_logger()


async def run_town(
    settings: Settings,
    *,
    admin: bool,
    may_migrate: bool = True,
    listen: Callable[[], socket] | None = None,
    begin: Callable[[Town, str], Coroutine[Any, Any, None]] | None = None,
) -> None:
    """Runs the citizens' door, with the admin page if so wished, until the process is told to stop.

    `listen` finds a place to listen if not the one of the settings; `begin` is done first, with its address.
    """
    async with open_town(settings, may_migrate=may_migrate) as town:
        with contextlib.closing(listen() if listen else bind(settings.host, settings.port)) as listener:
            address = address_of(listener)
            app = _web_chat(settings, town, address)
            app.add_routes(routes(town))
            if admin:
                _add_admin(app, settings, town.database, town.key, town.cities, address)
            stop = stop_on_signals()
            async with serving(_completed(app, settings, town.database), listener):
                log.info("listening", address=address)
                _settle_memory()
                if begin:
                    await begin(town, address)
                await _until(stop, serve(town, stop))
    log.info("ended")


async def run_admin(settings: Settings, *, may_migrate: bool = True) -> None:
    """Runs the admin page alone until the process is told to stop."""
    async with open_database(settings, may_migrate=may_migrate) as database:
        with contextlib.closing(bind(settings.host, settings.port)) as listener:
            address = address_of(listener)
            app = web.Application(client_max_size=MOST_BYTES)
            _add_admin(app, settings, database, office_key(settings), Cities(), address)
            stop = stop_on_signals()
            async with serving(_completed(app, settings, database), listener):
                log.info("listening", address=address)
                await stop.wait()
    log.info("ended")


def _settle_memory() -> None:
    """Looks for lost cycles more rarely, and never again in what is there from the start and stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)


def _web_chat(settings: Settings, town: Town, address: str) -> web.Application:
    public_url = settings.public_url or address
    return make_web_chat(town, public_url=public_url, secure=public_url.startswith("https://"))


def _add_admin(
    app: web.Application, settings: Settings, database: Database, key: bytes, cities: Cities, address: str
) -> None:
    # Imported here: a bot without an admin page does without its libraries.
    from admin_web.app import make_app

    # No proxies are told to it: the guard has already put the true address into the request.
    office = make_app(
        database,
        key=key,
        public_url=settings.public_url or address,
        zone=settings.timezone,
        cities=cities,
        four_eyes_from=settings.four_eyes_from,
    )
    app.add_subapp("/admin", office)


def _completed(app: web.Application, settings: Settings, database: Database) -> web.Application:
    """The application with what watches over it and what stands before it."""
    token = settings.metrics_token.get_secret_value() if settings.metrics_token else ""
    Health(database, token).add_routes(app)
    guard_of(settings).stand_before(app)
    return app


def stop_on_signals() -> asyncio.Event:
    """An event that is set by Ctrl-C or by the system's wish to end; a second one ends at once."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def end() -> None:
        stop.set()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(name)

    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, end)
    return stop


async def _until(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Lets the loops work until they are to stop, and does not wait for ever when they finish."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    try:
        async with asyncio.timeout(LAST_WORK if stop.is_set() else None):
            await working
    except TimeoutError:
        log.warning("ended before everything was finished; the rest is done at the next start")
