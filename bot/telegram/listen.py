"""Receives updates by polling or by webhook: committed first, confirmed afterwards."""

import asyncio
import hmac
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from aiohttp import web

from bot.crash import passing
from bot.telegram.client import Client, Refused
from bot.telegram.intake import arrival, cut, is_number
from bot.telegram.pulse import Pulse
from bot.town import Telegram, Town
from bot.waiting import Backoff, nap
from storage import inbox
from storage.database import Unavailable

log = structlog.get_logger()

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
AT_ONCE = 100
LONG_POLL = 30
"""Seconds Telegram holds a request open while nothing comes."""

GATHER = 0.1
"""Seconds between an answer that held updates and the next question.

Who writes alone is answered at once; when many write, those of a tenth of a second share one transaction.
"""

FORGET_OFFSET = 6 * 24 * 3600
"""Seconds without updates after which their numbers may begin anew (Telegram: about a week)."""


class Poll:
    """Asks for updates, again and again; the next question confirms what was committed before it."""

    def __init__(self, town: Town, client: Client, now: Callable[[], datetime]) -> None:
        """`client` must be open while this runs."""
        self._town = town
        self._client = client
        self._now = now
        self._pulse = Pulse(town, now)
        self._offset: int | None = None
        self._last_came = now()

    async def run(self, *until: asyncio.Event) -> None:
        """Polls until one of the events is set; an open question is then dropped, which loses nothing."""
        trouble = Backoff("no updates from Telegram")
        while not any(event.is_set() for event in until):
            asking = asyncio.ensure_future(self.once())
            try:
                await _first(asking, until)
                if not asking.done():
                    return
                trouble.over()
                if asking.result():
                    await nap(GATHER, *until)
            except Refused as error:
                await nap(error.retry_after, *until)
                await trouble.wait(str(error), *until)
            except (OSError, ValueError, Unavailable) as error:
                await trouble.wait(str(error), *until)
            except Exception as error:  # a bug here must not end the other loops
                await trouble.wait(error, *until)
            finally:
                asking.cancel()

    async def once(self) -> int:
        """One question; returns how many updates came. They are committed before the offset moves."""
        if (self._now() - self._last_came).total_seconds() > FORGET_OFFSET:
            self._offset = None
        question: dict[str, object] = {"timeout": LONG_POLL, "limit": AT_ONCE, "allowed_updates": ALLOWED}
        if self._offset is not None:
            question["offset"] = self._offset
        try:
            body = await self._client.fetch("getUpdates", question, LONG_POLL + 15)
        except Refused as error:
            await self._pulse.note(error)
            raise
        updates = cut(body.decode("utf-8", "replace"))
        passing("after-getupdates")
        if not updates:
            await self._pulse.beat_alone()
            return 0
        now = self._now()
        rows = [arrival(self._town.key, raw, update, now) for raw, update in updates]
        async with self._town.database.write() as connection:
            await inbox.put(connection, rows)
            await self._pulse.beat(connection)
        passing("after-inbox-commit")
        self._last_came = now
        numbers = [update.get("update_id") for _raw, update in updates if isinstance(update, dict)]
        # The last one received, never the largest: after a quiet week numbers begin anew, often lower.
        last = next((number for number in reversed(numbers) if is_number(number)), None)
        if last is not None:
            self._offset = last + 1
        self._town.came.set()
        return len(updates)


async def _first(asking: asyncio.Future[int], until: tuple[asyncio.Event, ...]) -> None:
    """Waits until the question is answered or one of the events is set."""
    ends: list[asyncio.Future[Any]] = [asyncio.ensure_future(event.wait()) for event in until]
    try:
        await asyncio.wait([asking, *ends], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for end in ends:
            end.cancel()


WEBHOOK_PATH = "/telegram"
LARGEST = 1024 * 1024
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def webhook_route(town: Town, telegram: Telegram, now: Callable[[], datetime]) -> web.RouteDef:
    """The route Telegram posts updates to. It answers 200 only after the commit."""
    pulse = Pulse(town, now)

    async def receive(request: web.Request) -> web.Response:
        # Whatever bytes a stranger sends as a header arrive as text that may not be encoded as it is.
        secret = request.headers.get(_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(secret, telegram.webhook_secret.encode()):
            return web.Response(status=403)
        if request.content_type != "application/json" or "Content-Encoding" in request.headers:
            return web.Response(status=415)
        if (request.content_length or 0) > LARGEST:
            return web.Response(status=413)
        raw = (await request.read()).decode("utf-8", "replace")
        try:
            update = json.loads(raw, parse_constant=_refuse)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not isinstance(update, dict):
            return web.Response(status=400)
        try:
            async with town.database.write() as connection:
                await inbox.put(connection, [arrival(town.key, raw, update, now())])
                await pulse.beat(connection)
        except Unavailable as error:
            log.warning("webhook has to wait", reason=str(error))
            return web.Response(status=503)
        passing("after-inbox-commit")
        town.came.set()
        return web.Response()

    return web.post(WEBHOOK_PATH, receive)


def _refuse(constant: str) -> None:
    raise ValueError(constant)
