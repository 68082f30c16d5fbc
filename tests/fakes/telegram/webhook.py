"""Delivers updates to the bot's own address, in lanes, again and again until they are accepted.

Messages wait in a lane per chat and presses in a lane per person, so the two of one person may overtake.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field

import aiohttp
import orjson

from .clock import Clock
from .ledger import Ledger
from .mailbox import Mailbox, Waiting
from .wire import JsonObject

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_WAIT = 60.0


@dataclass(slots=True)
class Webhook:
    """Where updates go, and the lanes in which they go there.

    `first_wait` is the pause in seconds before the third attempt (the second comes at once), then doubled.
    """

    clock: Clock
    ledger: Ledger
    mailbox: Mailbox
    first_wait: float = 2.0
    url: str = ""
    secret: str | None = None
    max_connections: int = 40
    last_error: tuple[int, str] | None = None
    _lanes: dict[str, deque[Waiting]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(40))
    _http: aiohttp.ClientSession | None = None

    @property
    def is_set(self) -> bool:
        """Say whether updates are delivered instead of polled."""
        return bool(self.url)

    async def set(self, url: str, secret: str | None, max_connections: int) -> None:
        """Deliver to an address from now on, beginning with what already waits; empty ends it."""
        await self.close()
        self.url, self.secret, self.max_connections, self.last_error = url, secret, max_connections, None
        if url:
            self.mailbox.end_poll()
            self._slots = asyncio.Semaphore(max_connections)
            self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))
            for waiting in self.mailbox.waiting():
                self.take(waiting)

    def take(self, waiting: Waiting) -> None:
        """Put an update into its lane if there is an address to deliver to."""
        if not self.is_set:
            return
        key = _lane(waiting)
        if key in self._lanes:
            self._lanes[key].append(waiting)
            return
        self._lanes[key] = deque([waiting])
        task = asyncio.create_task(self._run(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def info(self) -> JsonObject:
        """Describe the webhook as getWebhookInfo does."""
        info: JsonObject = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.mailbox),
        }
        if self.url:
            info["max_connections"] = self.max_connections
        if self.mailbox.allowed is not None:
            info["allowed_updates"] = sorted(self.mailbox.allowed)
        if self.last_error is not None:
            info["last_error_date"], info["last_error_message"] = self.last_error
        return info

    async def close(self) -> None:
        """Stop delivering; what is not accepted goes on waiting."""
        self.url = ""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._lanes.clear()
        if self._http is not None:
            await self._http.close()
            self._http = None

    async def _run(self, key: str) -> None:
        lane = self._lanes[key]
        while lane:
            await self._deliver(lane[0])
            lane.popleft()
        del self._lanes[key]

    async def _deliver(self, waiting: Waiting) -> None:
        attempt = 0
        while self.mailbox.holds(waiting):
            async with self._slots:
                told_to_wait = await self._post(waiting)
            if told_to_wait is None:
                self.mailbox.confirm(waiting)
                return
            doubled = self.first_wait * 2.0 ** (attempt - 1) if attempt else 0.0
            await asyncio.sleep(max(told_to_wait, min(doubled, LONGEST_WAIT)))
            attempt += 1

    async def _post(self, waiting: Waiting) -> float | None:
        """Try once; None if the bot accepted, else how long it asks to wait."""
        assert self._http is not None
        headers = {"Content-Type": "application/json"}
        if self.secret is not None:
            headers[SECRET_HEADER] = self.secret
        waiting.handed = True
        self.ledger.note("handed", update_id=waiting.update_id, by="webhook")
        try:
            body = orjson.dumps(waiting.update)
            async with self._http.post(self.url, data=body, headers=headers) as answer:
                await answer.read()
                if 200 <= answer.status < 300:
                    return None
                error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                asked = answer.headers.get("Retry-After", "0")
        except (aiohttp.ClientError, TimeoutError) as trouble:
            error, asked = f"Connection failed: {trouble}", "0"
        self.last_error = int(self.clock.now()), error
        self.ledger.note("refused by webhook", update_id=waiting.update_id, error=error)
        return float(asked) if asked.isdigit() else 0.0


def _lane(waiting: Waiting) -> str:
    """Name the lane of an update; what cannot be understood has its own."""
    body = waiting.update.get(waiting.kind)
    try:
        if waiting.kind == "callback_query":
            return f"person {body['from']['id']}"  # type: ignore[index]  # a broken one lands below
        return f"chat {body['chat']['id']}"  # type: ignore[index]  # a broken one lands below
    except (KeyError, TypeError):
        return f"update {waiting.update_id}"
