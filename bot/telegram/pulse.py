"""Signs that what people write arrives, noted once a minute: silence is not the same as a quiet night."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.telegram.client import Refused
from bot.town import Town
from storage import alarms
from storage.database import Connection

log = structlog.get_logger()

EVERY = timedelta(seconds=60)
NO_SUCH_BOT = (401, 404)
"""How Telegram answers to a token it does not know."""


class Pulse:
    """What one process has noted of its intake."""

    def __init__(self, town: Town, now: Callable[[], datetime]) -> None:
        """Has noted nothing yet."""
        self._town = town
        self._now = now
        self._beaten: datetime | None = None

    @property
    def is_due(self) -> bool:
        """Whether a minute has passed since the last sign."""
        return self._beaten is None or self._now() - self._beaten >= EVERY

    async def beat(self, connection: Connection) -> None:
        """Notes a sign of life if one is due, in the transaction of whatever showed it."""
        if not self.is_due:
            return
        self._beaten = now = self._now()
        loss = await alarms.sign(connection, now)
        if loss:
            span = {"since": loss.since.isoformat(), "until": loss.until.isoformat()}
            log.error("away for more than a day: messages may be lost", **span)

    async def beat_alone(self) -> None:
        """The same where nothing else is written."""
        if self.is_due:
            async with self._town.database.write() as connection:
                await self.beat(connection)

    async def note(self, refusal: Refused) -> None:
        """Notes a refusal if it says that the token is not known; the next sign takes it back."""
        if refusal.status in NO_SUCH_BOT:
            self._beaten = None
            async with self._town.database.write() as connection:
                await alarms.refuse(connection, self._now())
