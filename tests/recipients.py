"""A broadcast that is being sent, as it stands in the database once its recipients are chosen."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from dialogs.city.broadcast import Broadcast, BroadcastState
from dialogs.city.subscription import ANNOUNCEMENTS
from storage import citizens
from storage.broadcasts import dump
from storage.database import Connection
from storage.outbox import Rank, State
from storage.tables import broadcast_bodies, broadcasts, outbox, subscriptions
from storage.upsert import insert_into

WORDS = {"de": '{"text":"An alle"}'}


async def begin_broadcast(
    connection: Connection,
    addresses: Sequence[str],
    now: datetime,
    *,
    channel: str = "telegram",
    bodies: Mapping[str, str] = WORDS,
    **columns: Any,
) -> int:
    """A broadcast to these addresses, met in German, who want announcements; returns its number.

    `columns` are those of its rows.
    """
    made = insert(broadcasts).values(
        body=dump(Broadcast({"de": "An alle"})),
        state=BroadcastState.SENDING,
        created=now,
        changed=now,
        started=now,
        recipients=len(addresses),
        spread=True,
        author="Erika",
    )
    [number] = (await connection.execute(made)).inserted_primary_key or [0]
    await say(connection, number, 0, bodies, channel)
    met = await citizens.meet(connection, channel, dict.fromkeys(addresses, "de"), now)
    row = {
        "channel": channel,
        "rank": Rank.BROADCAST,
        "body": "",
        "state": State.WAITING,
        "due": now,
        "created": now,
        "broadcast": number,
        **columns,
    }
    rows = [{**row, "citizen": met[each].citizen.id, "address": each} for each in addresses]
    await connection.execute(insert(outbox), rows)
    wanted = [
        {"citizen": each.citizen.id, "topic": ANNOUNCEMENTS, "day": now.date()} for each in met.values()
    ]
    await connection.execute(insert_into(connection, subscriptions).on_conflict_do_nothing(), wanted)
    return int(number)


async def say(
    connection: Connection,
    broadcast: int,
    edition: int,
    bodies: Mapping[str, str],
    channel: str = "telegram",
) -> None:
    """What an edition of a broadcast says, by language."""
    columns = {"broadcast": broadcast, "edition": edition, "channel": channel}
    rows = [{**columns, "language": language, "body": body} for language, body in bodies.items()]
    await connection.execute(insert(broadcast_bodies), rows)
