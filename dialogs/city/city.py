"""Everything staff have published: immutable, cached by its revision."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from dialogs.city.event import Event
from dialogs.city.guideline import Guideline
from dialogs.city.project import Project
from dialogs.city.survey import Survey
from dialogs.city.window import Moment, Window


class _Open(Protocol):
    """What has a window."""

    @property
    def window(self) -> Window: ...


Body = TypeVar("Body", bound=_Open)


@dataclass(frozen=True, slots=True)
class Published(Generic[Body]):
    """Something people take part in, with all its versions; `closed` says that staff ended it by hand."""

    slug: str
    versions: Mapping[int, Body]
    closed: bool = False

    @property
    def number(self) -> int:
        """The newest version's number."""
        return max(self.versions)

    @property
    def newest(self) -> Body:
        """The version newcomers get."""
        return self.versions[self.number]

    def at(self, now: datetime) -> Moment:
        """Whether one can take part at this moment; the newest version's window counts for everybody."""
        return Moment.AFTER if self.closed else self.newest.window.at(now)


@dataclass(frozen=True, slots=True)
class PublishedSurvey(Published[Survey]):
    """A survey: who has begun in a version stays in it."""


GRACE = timedelta(minutes=15)
"""How long after the end a comment that was begun before may still be finished."""


@dataclass(frozen=True, slots=True)
class PublishedGuideline(Published[Guideline]):
    """A guideline: everybody reads the newest version; comments stay with the one they were made on."""

    def takes_comments(self, now: datetime, *, begun: bool) -> bool:
        """Whether a comment can be written or handed in; who has begun in time has a little longer."""
        closes = self.newest.closes
        in_grace = begun and not self.closed and closes is not None and closes <= now < closes + GRACE
        return self.at(now) is Moment.OPEN or in_grace


@dataclass(frozen=True, slots=True)
class City:
    """What a city has published. Seats, counts and votes are not in it."""

    revision: int = 0
    project: Project = field(default_factory=lambda: Project(name={"de": "Stadtdialog", "en": "Stadtdialog"}))
    surveys: Mapping[str, PublishedSurvey] = field(default_factory=dict)
    guidelines: Mapping[str, PublishedGuideline] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)

    def open_surveys(self, now: datetime) -> tuple[PublishedSurvey, ...]:
        """The surveys that can be filled in now, those that close first coming first."""
        found = [survey for survey in self.surveys.values() if survey.at(now) is Moment.OPEN]
        return tuple(sorted(found, key=lambda s: (s.newest.closes is None, s.newest.closes or now, s.slug)))

    def open_guidelines(self, now: datetime) -> tuple[PublishedGuideline, ...]:
        """The guidelines people can have a say on now, in the same order."""
        found = [guideline for guideline in self.guidelines.values() if guideline.at(now) is Moment.OPEN]
        return tuple(sorted(found, key=lambda g: (g.newest.closes is None, g.newest.closes or now, g.slug)))
