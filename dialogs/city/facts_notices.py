"""What has happened to what somebody wants to be told by itself."""

from dataclasses import dataclass

from dialogs.city.quiet import QuietHours
from dialogs.city.subscription import Rhythm


@dataclass(frozen=True, slots=True)
class SurveyReminderChosen:
    """Somebody pauses a survey and wishes to be reminded of it later."""

    survey: str


@dataclass(frozen=True, slots=True)
class RemindersStopped:
    """Somebody does not want to be reminded any more of one thing: a survey or a guideline."""

    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class TopicChosen:
    """Somebody wants to be told what is new on a topic (`dialogs.city.subscription`)."""

    topic: str


@dataclass(frozen=True, slots=True)
class TopicDropped:
    """Somebody does not want to be told of a topic any more."""

    topic: str


@dataclass(frozen=True, slots=True)
class RhythmChosen:
    """Somebody wants to be told what is new at once, daily or weekly."""

    rhythm: Rhythm


@dataclass(frozen=True, slots=True)
class QuietHoursChosen:
    """Somebody has quiet hours of his own; None: those of the city."""

    hours: QuietHours | None


@dataclass(frozen=True, slots=True)
class AllSwitchedOff:
    """Somebody does not want to be told anything by itself any more: no topics, no reminders."""
