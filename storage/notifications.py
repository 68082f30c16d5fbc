"""Who is to be told what: written by what staff do, read by the loop that tells citizens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.notification import NotificationKind
from storage.tables import notifications
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Notification:
    """Something one citizen is to be told; `subject` is the number its kind speaks of."""

    citizen: int
    kind: NotificationKind
    subject: int
    version: int = 0


async def put(connection: AsyncConnection, told: Sequence[Notification], now: datetime) -> None:
    """Notes what citizens are to be told; who is to be told the same already is told it once."""
    if told:
        await connection.execute(
            insert_into(connection, notifications).on_conflict_do_nothing(),
            [
                {
                    "citizen": n.citizen,
                    "kind": n.kind,
                    "subject": n.subject,
                    "version": n.version,
                    "created": now,
                }
                for n in told
            ],
        )
