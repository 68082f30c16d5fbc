"""Forms that were handed in: a double click, a reload or a step back does nothing twice."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import forms
from storage.upsert import insert_once


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A form that was handed in before: whether with the same words, and where its answer led."""

    same: bool
    led_to: str


async def once(connection: AsyncConnection, key: str, digest: str, now: datetime) -> HandedIn | None:
    """Notes a form by its key; None if it is new, else what became of it the first time.

    Forgotten if the transaction is rolled back, so that a form with a mistake can be handed in again.
    """
    if await insert_once(connection, forms, key=key, digest=digest, at=now):
        return None
    query = select(forms.c.digest, forms.c.led_to).where(forms.c.key == key)
    before, led_to = (await connection.execute(query)).one()
    return HandedIn(before == digest, led_to)


async def lead_to(connection: AsyncConnection, key: str, address: str) -> None:
    """Keeps where the answer to a form led."""
    await connection.execute(update(forms).where(forms.c.key == key).values(led_to=address))


async def forget_forms(connection: AsyncConnection, handed_in_before: datetime) -> int:
    """Deletes old keys; returns how many."""
    return (await connection.execute(delete(forms).where(forms.c.at < handed_in_before))).rowcount
