"""Looks after a webhook: nobody calls it at night, so Telegram is asked whether anything waits there."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.decode import decode
from bot.telegram.client import TIMEOUT, Client, Refused
from bot.telegram.pulse import EVERY, Pulse
from bot.town import Town
from bot.waiting import Backoff, nap
from storage.database import Unavailable

log = structlog.get_logger()


class HookWatch:
    """The loop that asks, in the process that leads."""

    def __init__(self, town: Town, client: Client, address: str, now: Callable[[], datetime]) -> None:
        """`address` is where Telegram should call; `client` must be open while this runs."""
        self._client = client
        self._address = address
        self._pulse = Pulse(town, now)

    async def run(self, *until: asyncio.Event) -> None:
        """Asks once a minute until one of the events is set."""
        trouble = Backoff("the webhook cannot be looked after", longest=EVERY.total_seconds())
        while not any(event.is_set() for event in until):
            try:
                await self.once()
                trouble.over()
                await nap(EVERY.total_seconds(), *until)
            except (OSError, ValueError, Unavailable) as error:
                await trouble.wait(str(error), *until)
            except Exception as error:  # a bug here must not end the other loops
                await trouble.wait(error, *until)

    async def once(self) -> None:
        """Asks; what waits, or goes somewhere else, is no sign of life."""
        try:
            answer = decode((await self._client.fetch("getWebhookInfo", {}, TIMEOUT)).decode())
        except Refused as error:
            await self._pulse.note(error)
            raise
        hook = answer.get("result") if isinstance(answer, dict) else None
        if not isinstance(hook, dict):
            raise ValueError("not an answer to getWebhookInfo")
        if hook.get("url") == self._address and not hook.get("pending_update_count"):
            await self._pulse.beat_alone()
        else:
            waiting, reason = hook.get("pending_update_count"), str(hook.get("last_error_message", ""))
            log.info("updates wait at Telegram", waiting=waiting, reason=reason[:200])
