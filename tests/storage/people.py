"""Meets people in a test's database."""

from storage import citizens
from storage.citizens import Standing
from storage.database import Connection
from tests.sample import NOW


async def meet(connection: Connection, *addresses: str, channel: str = "telegram") -> dict[str, Standing]:
    """People who write in German for the first time."""
    return await citizens.meet(connection, channel, dict.fromkeys(addresses, "de"), NOW)


async def meet_one(connection: Connection, address: str = "4711", channel: str = "telegram") -> int:
    """The number of one person."""
    return (await meet(connection, address, channel=channel))[address].citizen.id
