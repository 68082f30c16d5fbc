"""For those who watch over the program: /healthz for all, /readyz and /metrics from here or with a token."""

import asyncio
import hmac
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from stadtdialog_guard import host_of
from stadtdialog_metrics import Everything
from storage.alarms import find_signs
from storage.database import Database
from storage.health import Readiness, find_readiness, measure_depths
from storage.room import Room
from storage.settings import is_loopback
from storage.trouble import Unavailable

PATIENCE = 2.0
"""Seconds the database may take to answer."""

LONGEST_UNHEARD = timedelta(seconds=60)
LONGEST_UNSENT = timedelta(minutes=15)
"""Outages of the messenger that are shorter end by themselves."""

PLAIN = {"Cache-Control": "no-store"}


@dataclass(slots=True)
class Health:
    """The three addresses; `token` lets the last two be read from elsewhere, empty: from here only."""

    database: Database
    token: str = ""
    _room: Room = field(init=False)

    def __post_init__(self) -> None:
        """Begins to watch how much room there is."""
        self._room = Room(self.database)

    def add_routes(self, app: web.Application) -> None:
        """Adds the addresses to an application."""
        app.router.add_get("/healthz", self._alive)
        app.router.add_get("/readyz", self._ready)
        app.router.add_get("/metrics", self._metrics)

    async def _alive(self, _request: web.Request) -> web.Response:
        if await self._room.is_there():
            return web.Response(text="ok\n", headers=PLAIN)
        return web.Response(status=503, text="no room left for the database\n", headers=PLAIN)

    async def _ready(self, request: web.Request) -> web.Response:
        self._check(request)
        try:
            async with asyncio.timeout(PATIENCE), self.database.read() as connection:
                readiness = await find_readiness(connection)
        except (Unavailable, TimeoutError):
            return web.json_response({"ready": False, "database": False}, status=503, headers=PLAIN)
        told = tell(readiness, datetime.now(UTC), has_room=await self._room.is_there())
        return web.json_response(told, status=200 if told["ready"] else 503, headers=PLAIN)

    async def _metrics(self, request: web.Request) -> web.Response:
        self._check(request)
        now = datetime.now(UTC)
        async with self.database.read() as connection:
            depths = await measure_depths(connection, now)
            signs = await find_signs(connection)
        signs = replace(signs, has_room=await self._room.is_there())
        body = generate_latest(Everything(depths, signs, now))
        return web.Response(body=body, headers=PLAIN | {"Content-Type": CONTENT_TYPE_LATEST})

    def _check(self, request: web.Request) -> None:
        """Refuses strangers; whoever comes through a proxy here asks for a name, not for this machine."""
        if is_loopback(request.remote or "") and is_loopback(host_of(request.headers.get("Host", ""))):
            return
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        known = self.token and hmac.compare_digest(
            given.strip().encode("utf-8", "surrogateescape"), self.token.encode()
        )
        if scheme.lower() != "bearer" or not known:
            raise web.HTTPNotFound


def tell(readiness: Readiness, now: datetime, *, has_room: bool = True) -> dict[str, object]:
    """Whether the program does its work, and why; ages in seconds, null where nothing waits."""
    unheard, unsent = _age(readiness.oldest_unheard, now), _age(readiness.oldest_unsent, now)
    ready = (
        readiness.tables_current
        and has_room
        and (unheard or 0) <= LONGEST_UNHEARD.total_seconds()
        and (unsent or 0) <= LONGEST_UNSENT.total_seconds()
    )
    return {
        "ready": ready,
        "database": True,
        "room": has_room,
        "migrations": readiness.tables_current,
        "oldest_unheard": unheard,
        "oldest_unsent": unsent,
    }


def _age(since: datetime | None, now: datetime) -> float | None:
    return None if since is None else max((now - since).total_seconds(), 0.0)
