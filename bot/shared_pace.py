"""The pace of all senders of one bot: on PostgreSQL they share a row, on SQLite there is only one of them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from bot.pace import Pace
from storage import paces
from storage.database import Connection, Database


class SharedPace(Pace):
    """A pace that every sender of the bot keeps, and silences all of them hear of."""

    def __init__(self, per_second: float, bot: str, database: Database, clock: Callable[[], float]) -> None:
        """`bot` is the account that sends; the rest is said at `Pace`."""
        super().__init__(per_second, clock)
        self._bot = bot
        self._database = database
        self._asked = 0.0
        """Seconds of silence asked for that are not written down yet."""
        self._told = 0.0
        """Those that are being written down."""
        self._answers = False
        """Whether an answer has left that is not written down yet."""
        self._owed = 0
        """Calls made beyond those that were taken, which the other senders do not know of yet."""
        self._reckoned = 0
        """Those that are being written down."""

    async def begin(self, now: datetime) -> None:
        """Hears of a silence somebody was told before this process began. Raises Unavailable."""
        async with self._database.write() as connection:
            await paces.make(connection, self._bot, now)
            self.silence(await paces.find_silence(connection, self._bot, now))

    def silence_all(self, seconds: float) -> None:
        """Nobody may send for so long: here at once, elsewhere as soon as it is written down."""
        self.silence(seconds)
        self._asked = max(self._asked, seconds)

    def owe(self, count: int) -> None:
        """So many calls were made beyond those that were taken."""
        self.take(count)
        self._owed += count

    def take(self, count: int, *, answers: bool = False) -> None:
        """So many leave; see `Pace.take`."""
        super().take(count, answers=answers)
        self._answers = self._answers or answers

    async def tell(self, connection: Connection, now: datetime) -> None:
        """Writes down a silence that was asked for since the last time; the first thing in a transaction."""
        self._told, self._reckoned = self._asked, 0
        if self._asked:
            await paces.silence(connection, self._bot, self._asked, now)

    def settled(self) -> None:
        """What was told and reckoned is committed; what was asked for or owed meanwhile is not."""
        self._owed -= self._reckoned
        if self._asked <= self._told:
            self._asked = 0.0
        self._answers = False

    @asynccontextmanager
    async def held(self, connection: Connection, now: datetime) -> AsyncIterator[None]:
        """Inside the block nobody else takes anything; what is left then is written down for all."""
        if self._database.is_sqlite:
            yield
            return
        level = await paces.hold(connection, self._bot, now)
        self._adopt(level)
        try:
            yield
        finally:
            self._stands_at = None
        self._reckoned = self._owed
        await paces.keep(connection, self._bot, self._room, self._spare, level.at, answered=self._answers)

    def _adopt(self, level: paces.Level) -> None:
        """What all senders together have left, reckoned by the clock of this process."""
        now = self._stands_at = self._clock()
        self._room, self._spare, self._filled = level.room - self._owed, level.spare, now - level.passed
        self._silent_until = max(self._silent_until, now + level.silent)
        if level.answered is not None:
            self._answered = now - level.answered
