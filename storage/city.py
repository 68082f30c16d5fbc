"""Loads what staff have published, and keeps it until its revision changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import structlog
from pydantic import ValidationError
from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.city import City, PublishedSurvey
from dialogs.city.event import Event
from dialogs.city.guideline import Guideline
from dialogs.city.project import Project
from dialogs.city.survey import Survey
from storage import definitions, meta, tables
from storage.tables import items, versions

log = structlog.get_logger()

PROJECT = "project"
"""Slug of the one project."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The city as the dialogs see it, with what only storage needs: numbers and salts of the surveys."""

    city: City = field(default_factory=City)
    numbers: Mapping[str, int] = field(default_factory=dict)
    """Slug of a survey → number of its row."""
    slugs: Mapping[int, str] = field(default_factory=dict)
    salts: Mapping[str, str] = field(default_factory=dict)


_REVISION = select(tables.meta.c.value).where(tables.meta.c.key == meta.REVISION)
_ITEMS = select(items.c.id, items.c.kind, items.c.slug, items.c.closed, items.c.salt).order_by(items.c.id)
_NEWEST = select(versions.c.item, func.max(versions.c.number)).group_by(versions.c.item)
_NUMBERS = select(versions.c.item, versions.c.number, items.c.kind).join(items, items.c.id == versions.c.item)


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
        wanted = {
            (item, number): kind
            for item, number, kind in (await connection.execute(_NUMBERS)).all()
            if kind == "survey" or newest[item] == number
        }
        await self._read(connection, wanted)
        of = {key: body for key in wanted if (body := self._bodies[key]) is not None}
        surveys: dict[str, PublishedSurvey] = {}
        city = City(revision=revision)
        guidelines: dict[str, Guideline] = {}
        events: dict[str, Event] = {}
        for row in rows:
            body = of.get((row.id, newest.get(row.id, 0)))
            match body:
                case Survey():
                    all_versions = {number: v for (item, number), v in of.items() if item == row.id}
                    surveys[row.slug] = PublishedSurvey(row.slug, all_versions, row.closed)
                case Guideline():
                    guidelines[row.slug] = body
                case Event() if not row.closed:
                    events[row.slug] = body
                case Project():
                    city = replace(city, project=body)
                case _other:
                    pass
        survey_rows = [row for row in rows if row.kind == "survey"]
        return Shelf(
            replace(city, surveys=surveys, guidelines=guidelines, events=events),
            {row.slug: row.id for row in survey_rows},
            {row.id: row.slug for row in survey_rows},
            {row.slug: row.salt for row in survey_rows if row.salt},
        )

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
