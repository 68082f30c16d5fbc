"""What the writers of facts are given: what happened, and all they need to write it down."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.facts import Fact
from storage.city import Rows, Shelf
from storage.pseudonyms import pseudonym

F_co = TypeVar("F_co", bound=Fact, covariant=True)


@dataclass(frozen=True, slots=True)
class Happened(Generic[F_co]):
    """A fact, whose doing it is, over which channel, when."""

    citizen: int
    channel: str
    fact: F_co
    at: datetime


@dataclass(frozen=True, slots=True)
class Pen:
    """What every writer needs: the connection, the city's rows and salts, the key, where its clocks hang."""

    connection: AsyncConnection
    shelf: Shelf
    key: bytes
    zone: tzinfo

    def name(self, rows: Rows, slug: str, citizen: int) -> str:
        """The citizen's pseudonym in a survey or guideline."""
        return pseudonym(self.key, rows.salts[slug], citizen)

    def day(self, happened: Happened[Any]) -> date:
        """The day it happened on in the city, which is what people call it."""
        return happened.at.astimezone(self.zone).date()
