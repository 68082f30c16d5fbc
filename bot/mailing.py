"""The broadcasts that are being sent: which there are, what they say, and whose turn it is."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.town import Town
from dialogs.city.quiet import QuietHours, quiet_until
from storage import outbox, outbox_broadcasts
from storage.database import Connection
from storage.outbox import Claimed, Rank, Result, State
from storage.outbox_broadcasts import Waiting

LOOKS = 1.0
"""Seconds between two looks whether there is a broadcast to be sent."""

_MANY = 200
"""Rows looked at in one go while nobody may be told: they are only given another date."""


class Mailing:
    """Claims rows of broadcasts for one channel."""

    def __init__(self, town: Town, channel: str, clock: Callable[[], float]) -> None:
        """`clock` tells seconds and never goes back."""
        self._town = town
        self._channel = channel
        self._clock = clock
        self._looked = float("-inf")
        self._sending: dict[int, bool] = {}
        self.has_more = False
        """Whether there may be rows to be claimed."""

    async def look(self) -> None:
        """Looks for broadcasts, unless that was done a moment ago."""
        if self._clock() - self._looked < LOOKS:
            return
        async with self._town.database.read() as connection:
            self._sending = await outbox_broadcasts.list_sending(connection)
        self._looked = self._clock()
        self.has_more = bool(self._sending)

    async def claim(self, connection: Connection, most: int, now: datetime) -> list[Claimed]:
        """Up to `most` rows, now owned by this process; ends or postpones those nobody may be sent now."""
        claimed: list[Claimed] = []
        self.has_more = False
        for broadcast, is_service in self._sending.items():
            asked = most - len(claimed)
            if asked <= 0:
                self.has_more = True
                break
            if quiet_until(self._town.quiet_hours, now, self._town.zone):
                asked = max(asked, _MANY)
            rows = await outbox_broadcasts.pick(connection, broadcast, self._channel, asked, now)
            self.has_more = self.has_more or len(rows) == asked
            rows = await self._without_unreachable(connection, rows, now)
            rows = rows if is_service else await self._without_quiet(connection, rows, now)
            rows = rows[: most - len(claimed)]
            await outbox_broadcasts.take(connection, [row.id for row in rows], self._town.owner)
            claimed += [_claimed(broadcast, row) for row in rows]
        return claimed

    async def _without_unreachable(
        self, connection: Connection, rows: Sequence[Waiting], now: datetime
    ) -> list[Waiting]:
        """Ends rows that cannot become anything: they cost neither pace nor slot."""
        ended = [
            Result(
                row.id,
                row.citizen,
                State.SKIPPED,
                "never sent" if row.reachable else "unreachable",
                calls=0,
            )
            for row in rows
            if not row.reachable or (row.edition and row.corrects is None)
        ]
        await outbox.finish(connection, ended, now)
        gone = {result.id for result in ended}
        return [row for row in rows if row.id not in gone]

    async def _without_quiet(
        self, connection: Connection, rows: Sequence[Waiting], now: datetime
    ) -> list[Waiting]:
        """Lets those wait whose quiet hours it is; a correction makes no sound."""
        known: dict[tuple[int | None, int | None], datetime | None] = {}
        later: dict[int, datetime] = {}
        for row in rows:
            own = row.quiet_from, row.quiet_until
            if own not in known:
                known[own] = quiet_until(self._hours(*own), now, self._town.zone)
            until = known[own]
            if until and not row.edition:
                later[row.id] = until
        await outbox_broadcasts.postpone(connection, later)
        return [row for row in rows if row.id not in later]

    def _hours(self, starts: int | None, ends: int | None) -> QuietHours:
        return self._town.quiet_hours if starts is None or ends is None else QuietHours(starts, ends)


def _claimed(broadcast: int, row: Waiting) -> Claimed:
    return Claimed(
        id=row.id,
        citizen=row.citizen,
        address=row.address,
        rank=Rank.BROADCAST,
        body=row.body,
        edits=None,
        callback=None,
        parts=row.parts,
        tries=row.tries + 1,
        doubts=row.doubts,
        created=row.created,
        last_message=row.last_message,
        broadcast=broadcast,
        corrects=row.corrects,
    )
