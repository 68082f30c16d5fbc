"""A date people can come to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo
from enum import Enum
from typing import ClassVar

from dialogs.text import Localized

TAKEN_TO_LAST = timedelta(hours=3)
"""How long an event counts as running if nobody said when it ends."""


DOORS_OPEN = timedelta(hours=1)
"""How long before the beginning people may say that they are there."""


class Stage(Enum):
    """How far an event is."""

    COMING = "coming"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Event:
    """What happens when and where; latitude and longitude in degrees (WGS 84)."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    slug: str
    title: Localized
    starts: datetime
    ends: datetime | None = None
    about: Localized = field(default_factory=dict)
    place: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    cancelled: bool = False
    signup: bool = False
    """Whether people are asked to sign up."""
    capacity: int | None = None
    """Seats for those who sign up; None: as many as come."""
    project: str = ""
    district: str = ""
    """Names as people know them, by which events are found and subscribed to."""
    minutes: Localized = field(default_factory=dict)
    """What was said and decided there, for those who came and everybody else."""

    def at(self, now: datetime) -> Stage:
        """Whether it is still to come, runs, or is over; of a cancelled one, whether its time is over."""
        if now < self.starts:
            return Stage.COMING
        return Stage.RUNNING if now < self.last else Stage.OVER

    @property
    def last(self) -> datetime:
        """When it is over."""
        return self.ends or self.starts + TAKEN_TO_LAST

    def takes_signups(self, now: datetime) -> bool:
        """Whether somebody can sign up now."""
        return self.signup and not self.cancelled and now < self.starts

    def is_entered(self, now: datetime, zone: tzinfo) -> bool:
        """Whether people may say now that they are there: until midnight, by the clock in `zone`."""
        last = (self.last - timedelta(seconds=1)).astimezone(zone).date()
        midnight = datetime.combine(last + timedelta(days=1), time(), zone)
        return not self.cancelled and self.starts - DOORS_OPEN <= now < midnight
