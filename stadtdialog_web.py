"""The one web server of a process: web chat, admin page and health behind one guard, on one address."""

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import AsyncIterator, Iterable

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from stadtdialog_guard import PATIENCE, Guard, Handler, host_of
from storage.settings import Settings

LAST_ANSWERS = 2.0
"""Seconds that requests under way are given when the program ends."""

LOOK_EVERY = 5.0
"""Seconds between two looks for connections that say nothing."""

PORTS_TO_TRY = 20


class PortTaken(Exception):
    """Nobody can listen there; the text is a sentence for the operator."""


def guard_of(settings: Settings) -> Guard:
    """The guard that fits the settings."""
    addresses = [settings.public_url, settings.webhook_url]
    return Guard(
        hosts=frozenset(host_of(address) for address in addresses if address),
        proxies=settings.trusted_proxies,
        https=(settings.public_url or "").startswith("https://"),
    )


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. Raises PortTaken with a sentence if there can be none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), port), family=family)
    except OSError as error:
        raise PortTaken(
            f"Nothing can listen on {host}, port {port}: {os.strerror(error.errno or 0)}. "
            "STADTDIALOG_HOST and STADTDIALOG_PORT choose another place."
        ) from error


def bind_near(host: str, port: int) -> socket.socket:
    """A listening socket on the first free port from this one on. Raises PortTaken if none is near."""
    for candidate in range(port, min(port + PORTS_TO_TRY, 65536)):
        with contextlib.suppress(PortTaken):
            return bind(host, candidate)
    raise PortTaken(f"All ports from {port} to {port + PORTS_TO_TRY - 1} are taken on {host}.")


def link_to(address: str, token: str) -> str:
    """The one-time link of a token at a site's address."""
    return f"{address}/admin/link/{token}"


def address_of(listener: socket.socket) -> str:
    """The address a browser on this machine can open."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextlib.asynccontextmanager
async def serving(app: web.Application, listener: socket.socket) -> AsyncIterator[None]:
    """Answers requests as long as the block runs."""
    # Whatever a page does wrong the guard tells; what is left are strangers who speak no HTTP.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    silence = _Silence()
    app.middlewares.insert(0, silence.note)
    runner = web.AppRunner(
        app,
        access_log=None,
        handle_signals=False,
        keepalive_timeout=PATIENCE,
        lingering_time=1.0,
        shutdown_timeout=LAST_ANSWERS,
        auto_decompress=False,
    )
    await runner.setup()
    watching = asyncio.create_task(silence.watch(runner))
    try:
        await web.SockSite(runner, listener).start()
        yield
    finally:
        watching.cancel()
        await runner.cleanup()
        listener.close()


class _Silence:
    """Closes connections that bring no request: the server's own limits begin with the first one."""

    def __init__(self) -> None:
        """Knows no connection yet."""
        self._since: dict[RequestHandler, float] = {}
        self._spoken: set[RequestHandler] = set()

    @web.middleware
    async def note(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Notes that a connection has brought a request."""
        self._spoken.add(request.protocol)
        return await handler(request)

    async def watch(self, runner: web.AppRunner) -> None:
        """Looks at all connections now and then, until it is cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            self.look(runner.server.connections if runner.server else [], asyncio.get_running_loop().time())

    def look(self, connections: Iterable[RequestHandler], now: float) -> None:
        """Closes those of the connections that have been silent for too long."""
        here = set(connections)
        self._spoken &= here
        self._since = {one: self._since.get(one, now) for one in here - self._spoken}
        for one, since in self._since.items():
            if now - since > PATIENCE:
                one.force_close()
