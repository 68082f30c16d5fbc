"""Runs a process from its start to its end: the doors it has, the signals that stop it, the last seconds."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine
from socket import socket
from typing import Any

import structlog
from aiohttp import web

from bot.serve import routes, serve
from bot.town import Town
from stadtdialog_health import Health
from stadtdialog_start import open_office, open_town
from stadtdialog_web import address_of, bind, guard_of, serving
from storage.city import Cities
from storage.database import Database
from storage.settings import Settings

LAST_WORK = 2.5
"""Seconds the loops are given to finish what they hold; with the web server's two the end takes less than five."""

log = structlog.get_logger()


async def run_town(
    settings: Settings,
    *,
    admin: bool,
    may_migrate: bool = True,
    listener: socket | None = None,
    prepare: Callable[[Town], Coroutine[Any, Any, None]] | None = None,
) -> None:
    """Runs the citizens' door, with the admin page if so wished, until the process is told to stop.

    `listener` is where to listen if not where the settings say; `prepare` is done once the town is open.
    """
    listener = listener or bind(settings.host, settings.port)
    with contextlib.closing(listener):
        async with open_town(settings, may_migrate=may_migrate) as town:
            if prepare:
                await prepare(town)
            app = _application(settings, town.database)
            app.add_routes(routes(town))
            if admin:
                _add_admin(app, settings, town.database, town.key, town.cities, address_of(listener))
            _add_web_chat(app, settings, town)
            stop = _stop_on_signals()
            async with serving(app, listener):
                log.info("listening", address=address_of(listener))
                await _until(stop, serve(town, stop))
    log.info("ended")


async def run_admin(settings: Settings, *, may_migrate: bool = True) -> None:
    """Runs the admin page alone until the process is told to stop."""
    listener = bind(settings.host, settings.port)
    with contextlib.closing(listener):
        async with open_office(settings, may_migrate=may_migrate) as (database, key):
            app = _application(settings, database)
            _add_admin(app, settings, database, key, Cities(), address_of(listener))
            stop = _stop_on_signals()
            async with serving(app, listener):
                log.info("listening", address=address_of(listener))
                await stop.wait()
    log.info("ended")


def _application(settings: Settings, database: Database) -> web.Application:
    app = guard_of(settings).application()
    token = settings.metrics_token.get_secret_value() if settings.metrics_token else ""
    Health(database, token).add_routes(app)
    return app


def _add_admin(
    app: web.Application, settings: Settings, database: Database, key: bytes, cities: Cities, address: str
) -> None:
    # Imported here: a bot without an admin page does without its libraries.
    from admin_web.app import make_app

    # No proxies are told to it: the guard has already put the true address into the request.
    office = make_app(
        database, key=key, public_url=settings.public_url or address, zone=settings.timezone, cities=cities
    )
    app.add_subapp("/admin", office)


def _stop_on_signals() -> asyncio.Event:
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
