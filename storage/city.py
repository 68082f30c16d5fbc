"""Loads what staff have published, and keeps it until its revision changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog
from pydantic import ValidationError
from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.city import City, PublishedGuideline, PublishedSurvey
from dialogs.city.event import Event
from dialogs.city.guideline import Guideline
from dialogs.city.project import Project
from dialogs.city.survey import Survey
from storage import definitions, meta, tables
from storage.items import ANSWERED
from storage.tables import items, versions

log = structlog.get_logger()

PROJECT = "project"
"""Slug of the one project."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What only storage needs of the items of one kind, by their slugs: numbers of their rows, salts."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    slugs: Mapping[int, str] = field(default_factory=dict)
    """The other way round."""
    salts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition:
    """Which version of something stands, and since when."""

    number: int
    published: datetime


@dataclass(frozen=True, slots=True)
class Shelf:
    """The city as the dialogs see it, with the rows of its surveys and guidelines."""

    city: City = field(default_factory=City)
    surveys: Rows = field(default_factory=Rows)
    guidelines: Rows = field(default_factory=Rows)
    editions: Mapping[str, Edition] = field(default_factory=dict)
    """Of each event."""
    events: Rows = field(default_factory=Rows)


_REVISION = select(tables.meta.c.value).where(tables.meta.c.key == meta.REVISION)
_ITEMS = select(items.c.id, items.c.kind, items.c.slug, items.c.closed, items.c.salt).order_by(items.c.id)
_NEWEST = select(versions.c.item, func.max(versions.c.number)).group_by(versions.c.item)
_NUMBERS = select(versions.c.item, versions.c.number, items.c.kind, versions.c.published).join(
    items, items.c.id == versions.c.item
)


class Cities:
    """Gives out the city of the moment; reads only its revision while nothing changed."""

    def __init__(self) -> None:
        """Knows nothing yet."""
        self._shelf = Shelf(City(revision=-1))
        self._bodies: dict[tuple[int, int], Any] = {}
        """Definitions by row and version: published versions never change."""

    async def current(self, connection: AsyncConnection) -> Shelf:
        """The city at the revision the database is at."""
        revision = int((await connection.execute(_REVISION)).scalar_one_or_none() or 0)
        if revision != self._shelf.city.revision:
            self._shelf = await self._load(connection, revision)
        return self._shelf

    async def _load(self, connection: AsyncConnection, revision: int) -> Shelf:
        rows = (await connection.execute(_ITEMS)).all()
        newest = dict((await connection.execute(_NEWEST)).all())
        numbers = (await connection.execute(_NUMBERS)).all()
        wanted = {
            (item, number): kind
            for item, number, kind, _ in numbers
            if kind in ANSWERED or newest[item] == number
        }
        since = {item: published for item, number, _, published in numbers if newest[item] == number}
        await self._read(connection, wanted)
        of = {key: body for key in wanted if (body := self._bodies[key]) is not None}
        surveys: dict[str, PublishedSurvey] = {}
        city = City(revision=revision)
        guidelines: dict[str, PublishedGuideline] = {}
        events: dict[str, Event] = {}
        editions: dict[str, Edition] = {}
        for row in rows:
            body = of.get((row.id, newest.get(row.id, 0)))
            match body:
                case Survey():
                    surveys[row.slug] = PublishedSurvey(row.slug, _versions(of, row.id), row.closed)
                case Guideline():
                    guidelines[row.slug] = PublishedGuideline(row.slug, _versions(of, row.id), row.closed)
                case Event() if not row.closed:
                    events[row.slug] = body
                    editions[row.slug] = Edition(newest[row.id], since[row.id])
                case Project():
                    city = replace(city, project=body)
                case _other:
                    pass
        city = replace(city, surveys=surveys, guidelines=guidelines, events=events)
        survey, guideline, event = (_rows_of(kind, rows) for kind in ("survey", "guideline", "event"))
        return Shelf(city, survey, guideline, editions, event)

    async def _read(self, connection: AsyncConnection, wanted: Mapping[tuple[int, int], str]) -> None:
        """Reads the bodies not yet known; a broken one leaves its item out with an alarm, not the city."""
        unknown = [key for key in wanted if key not in self._bodies]
        if not unknown:
            return
        query = select(versions.c.item, versions.c.number, versions.c.body).where(
            tuple_(versions.c.item, versions.c.number).in_(unknown)
        )
        for item, number, body in (await connection.execute(query)).all():
            try:
                self._bodies[item, number] = definitions.load(wanted[item, number], body)
            except ValidationError as error:
                self._bodies[item, number] = None
                log.error("definition is broken", item=item, version=number, problems=error.error_count())


def _versions(bodies: Mapping[tuple[int, int], Any], wanted: int) -> dict[int, Any]:
    """All versions of one item, by their numbers."""
    return {number: body for (item, number), body in bodies.items() if item == wanted}


def _rows_of(kind: str, rows: Sequence[Any]) -> Rows:
    """The rows of one kind."""
    own = [row for row in rows if row.kind == kind]
    return Rows(
        {row.slug: row.id for row in own},
        {row.id: row.slug for row in own},
        {row.slug: row.salt for row in own if row.salt},
    )
