"""What a turn does around an erasure: notes it outside of the database, and begins anew with a stranger."""

from collections.abc import Iterable
from datetime import datetime

from bot.town import Town
from dialogs.city.facts import Fact, PersonErased
from storage import citizens
from storage.citizens import Standing
from storage.database import Connection


def find_erasure(facts: Iterable[Fact]) -> PersonErased | None:
    """The erasure among what happened, if there is one."""
    return next((fact for fact in facts if isinstance(fact, PersonErased)), None)


async def note_erasure(
    connection: Connection, town: Town, citizen: int, erasure: PersonErased, now: datetime
) -> None:
    """Writes the erasure down where no backup of the database brings it back, before it happens.

    If the erasure itself fails afterwards it is done again; noted without being done it would only be done
    at the next start.
    """
    if town.erasures:
        await town.erasures.note(connection, town.key, citizen, now.date(), keeps=erasure.keeps)


async def begin_anew(
    connection: Connection, channel: str, address: str, standing: Standing, now: datetime
) -> Standing:
    """The standing of somebody who was erased a moment ago: a stranger with a new number, at the goodbye."""
    met = await citizens.meet(connection, channel, {address: standing.citizen.language}, now)
    return Standing(met[address].citizen, standing.place, standing.minute, standing.inputs)
