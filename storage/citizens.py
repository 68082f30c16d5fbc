"""Who takes part, and where each conversation stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.citizen import Citizen
from dialogs.engine.place import NOWHERE, Place, dump, load
from storage import signups
from storage.among import among
from storage.columns import read_day
from storage.ready import Ready
from storage.tables import citizens
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Standing:
    """A citizen, the place, and how much came from him in the present minute (minutes since 1970).

    `reachable` says whether he could be told anything before.
    """

    citizen: Citizen
    place: Place
    minute: int
    inputs: int
    reachable: bool = True


_COLUMNS = (
    citizens.c.id,
    citizens.c.address,
    citizens.c.language,
    citizens.c.notice,
    citizens.c.place,
    citizens.c.minute,
    citizens.c.inputs,
    citizens.c.data_day,
    citizens.c.data_count,
    citizens.c.reachable,
)
_BY_ADDRESS = Ready(
    select(*_COLUMNS).where(
        citizens.c.channel == bindparam("of_channel"), among(citizens.c.address, "addresses")
    )
)


async def meet(
    connection: AsyncConnection, channel: str, languages: Mapping[str, str], now: datetime
) -> dict[str, Standing]:
    """The standing of each address; who is new is met now, in the language given with the address."""
    parameters = {"of_channel": channel, "addresses": list(languages)}
    found = await _find(connection, parameters)
    strangers = [address for address in languages if address not in found]
    if strangers:
        await connection.execute(
            insert_into(connection, citizens).on_conflict_do_nothing(),
            [
                {
                    "channel": channel,
                    "address": address,
                    "language": languages[address],
                    "place": dump(NOWHERE),
                    "met": now,
                }
                for address in strangers
            ],
        )
        found |= await _find(connection, {"of_channel": channel, "addresses": strangers})
    return found


async def _find(connection: AsyncConnection, parameters: Mapping[str, object]) -> dict[str, Standing]:
    rows = await _BY_ADDRESS.fetch(connection, parameters)
    return {
        address: Standing(
            Citizen(id, language, notice, read_day(day), count), load(place), minute, inputs, bool(reachable)
        )
        for id, address, language, notice, place, minute, inputs, day, count, reachable in rows
    }


async def find(connection: AsyncConnection, channel: str, address: str) -> Standing | None:
    """The standing of one address, if we know it."""
    return (await _find(connection, {"of_channel": channel, "addresses": [address]})).get(address)


_MOVE = Ready(
    update(citizens)
    .where(citizens.c.id == bindparam("who"))
    .values(
        language=bindparam("in_language"),
        notice=bindparam("read"),
        place=bindparam("at"),
        minute=bindparam("in_minute"),
        inputs=bindparam("so_many"),
        reachable=True,
    )
)


async def move(connection: AsyncConnection, standings: Sequence[Standing]) -> None:
    """Writes down where citizens are now; who speaks to us can be reached again."""
    rows = [
        {
            "who": s.citizen.id,
            "in_language": s.citizen.language,
            "read": s.citizen.notice,
            "at": dump(s.place),
            "in_minute": s.minute,
            "so_many": s.inputs,
        }
        for s in standings
    ]
    await _MOVE.write(connection, rows)
    if back := [s.citizen.id for s in standings if not s.reachable]:
        await signups.tell_again(connection, back)


async def set_reachable(
    connection: AsyncConnection, channel: str, addresses: Sequence[str], reachable: bool
) -> None:
    """Notes that people blocked us, or let us in again."""
    if addresses:
        statement = (
            update(citizens)
            .where(citizens.c.channel == channel, citizens.c.address.in_(addresses))
            .values(reachable=reachable)
            .returning(citizens.c.id)
        )
        people = (await connection.execute(statement)).scalars().all()
        if reachable:
            await signups.tell_again(connection, people)


async def forget_strangers(connection: AsyncConnection, met_before: datetime) -> int:
    """Erases people who never read the notice, and with them where a link led; returns how many."""
    statement = delete(citizens).where(citizens.c.notice == 0, citizens.c.met < met_before)
    return (await connection.execute(statement)).rowcount
