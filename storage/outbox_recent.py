"""What people were sent a moment ago, by whichever sender."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.among import among
from storage.columns import Moment, read_moment
from storage.outbox_rows import State
from storage.ready import Ready
from storage.tables import outbox

REACHES_BACK = timedelta(seconds=30)
"""What is older does not count any more: no chat has to rest that long."""

_WRONG_CLOCK = timedelta(seconds=10)
"""How far another sender's clock may be ahead of ours; further ahead is only a wrong one."""


@dataclass(frozen=True, slots=True)
class Recent:
    """So many messages were sent to an address, or changed there, at a moment."""

    address: str
    at: datetime
    calls: int


_RECENT = Ready(
    select(outbox.c.address, outbox.c.done, outbox.c.calls)
    .where(
        among(outbox.c.citizen, "people"),
        ~among(outbox.c.id, "claimed"),
        or_(
            outbox.c.state == literal_column(f"'{State.SENDING}'"),
            outbox.c.done.between(bindparam("since", type_=Moment), bindparam("until", type_=Moment)),
        ),
    )
    .order_by(outbox.c.done.asc().nulls_last())
)


async def find_recent(
    connection: AsyncConnection, people: Collection[int], claimed: Collection[int], now: datetime
) -> list[Recent]:
    """What these citizens were sent in the last seconds, the oldest first, but for the rows just claimed.

    What is under way counts as one message sent now.
    """
    parameters = {
        "people": [*people],
        "claimed": [*claimed],
        "since": now - REACHES_BACK,
        "until": now + _WRONG_CLOCK,
    }
    rows = await _RECENT.fetch(connection, parameters)
    return [
        Recent(address, now, 1) if done is None else Recent(address, min(read_moment(done), now), calls)
        for address, done, calls in rows
    ]
