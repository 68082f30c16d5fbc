"""Everything staff have published: immutable, cached by its revision."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dialogs.city.event import Event
from dialogs.city.guideline import Guideline
from dialogs.city.project import Project
from dialogs.city.survey import Survey
from dialogs.city.window import Moment


@dataclass(frozen=True, slots=True)
class PublishedSurvey:
    """A survey with all its versions; `closed` says that staff ended it by hand."""

    slug: str
    versions: Mapping[int, Survey]
    closed: bool = False

    @property
    def number(self) -> int:
        """The newest version's number."""
        return max(self.versions)

    @property
    def newest(self) -> Survey:
        """The version newcomers get."""
        return self.versions[self.number]

    def at(self, now: datetime) -> Moment:
        """Whether it can be filled in at this moment; the newest version's window counts for everybody."""
        return Moment.AFTER if self.closed else self.newest.window.at(now)


@dataclass(frozen=True, slots=True)
class City:
    """What a city has published. Seats, counts and votes are not in it."""

    revision: int = 0
    project: Project = field(default_factory=lambda: Project(name={"de": "Stadtdialog", "en": "Stadtdialog"}))
    surveys: Mapping[str, PublishedSurvey] = field(default_factory=dict)
    guidelines: Mapping[str, Guideline] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)

    def open_surveys(self, now: datetime) -> tuple[PublishedSurvey, ...]:
        """The surveys that can be filled in now, those that close first coming first."""
        found = [survey for survey in self.surveys.values() if survey.at(now) is Moment.OPEN]
        return tuple(sorted(found, key=lambda s: (s.newest.closes is None, s.newest.closes or now, s.slug)))
