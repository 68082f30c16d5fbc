"""The pace of each chat: on PostgreSQL all senders keep it together, on SQLite there is only one of them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.chat_pace import ChatPace
from storage import outbox_recent
from storage.database import Connection, Database
from storage.outbox import Claimed


class SharedChats(ChatPace):
    """Knows what other senders have just written to a chat, by the rows they leave behind."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        """`clock` is said at `ChatPace`."""
        super().__init__(clock)
        self._database = database

    async def hear(self, connection: Connection, rows: Sequence[Claimed], now: datetime) -> None:
        """Hears what the chats of rows just claimed were sent by anybody.

        What came of a row is written down before the next one of the same person can be claimed.
        """
        if self._database.is_sqlite or not rows:
            return
        people, claimed = {row.citizen for row in rows}, [row.id for row in rows]
        sent: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
        for recent in await outbox_recent.find_recent(connection, people, claimed, now):
            sent[recent.address].append(((now - recent.at).total_seconds(), recent.calls))
        for row in rows:
            self.reckon(row.address, sent[row.address])
