"""What a citizen is to be told without having asked: what has happened to something of theirs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from dialogs.city.decision import Decision
from dialogs.city.event import Event
from dialogs.city.event_wish import EventWish
from dialogs.city.objection import Contribution, Reason

Kind = Literal["survey", "guideline"]
"""What has a window."""


class NotificationKind(StrEnum):
    """What has happened, and what the number says that a notification is about."""

    COMMENT_HIDDEN = "comment_hidden"
    """A moderator hid a comment: the ruling."""
    COMMENT_SHOWN = "comment_shown"
    """A moderator let a comment be seen again, or took its hiding back: the ruling."""
    OBJECTION_DECIDED = "objection_decided"
    """A second person decided an objection: the ruling that was objected to."""
    COMMENT_DECIDED = "comment_decided"
    """The city answered a comment: the decision."""
    SECTION_CHANGED = "section_changed"
    """A new version changes sections that were commented on: the item, with its new version."""
    NEXT_SECTION = "next_section"
    """A section a day, as wished for: the item, with the day (as an ordinal) in place of a version."""
    LAST_CALL = "last_call"
    """The end of a survey or guideline is near: the same."""
    SURVEY_WAITS = "survey_waits"
    """A survey somebody has begun and wished to be reminded of: the item."""
    WINDOW_OPENS = "window_opens"
    """A survey or guideline has opened: the item, with the day (as an ordinal), 0 if none is said."""
    EVENT_NEW = "event_new"
    """There is a new event, noted by the clock for those who want to hear of such: the item."""
    EVENT_REMINDER = "event_reminder"
    """An event is near, as wished for: the item, with the minute of the reminder since 1970."""
    SEAT_FREE = "seat_free"
    """Who waited for a seat at an event has one now: the item, with the number of the sign-up as version."""
    EVENT_CHANGED = "event_changed"
    """An event has another time or place, or is cancelled: the item, with its version."""
    EVENT_MINUTES = "event_minutes"
    """The minutes of an event somebody came to are there: the item."""


@dataclass(frozen=True, slots=True)
class CommentHidden:
    """A moderator hid a comment; the number of the ruling is what can be objected to."""

    ruling: int
    about: Contribution
    reason: Reason


@dataclass(frozen=True, slots=True)
class CommentShown:
    """A comment whose author was told that it is hidden is not hidden any more."""

    about: Contribution
    waits: bool
    """Whether a moderator looks at it again before others may read it."""


@dataclass(frozen=True, slots=True)
class ObjectionDecided:
    """A second person looked at a hidden comment again; `reason` is why it stays hidden if it does."""

    about: Contribution
    released: bool
    reason: Reason


@dataclass(frozen=True, slots=True)
class CommentDecided:
    """The city says what becomes of a comment, and why; of several if they were decided together."""

    about: tuple[Contribution, ...]
    decision: Decision


@dataclass(frozen=True, slots=True)
class SectionsChanged:
    """A new version of a guideline; `sections` are the numbers of those one has commented on."""

    guideline: str
    version: int
    sections: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NextSection:
    """The section that comes next for somebody who wishes for one a day."""

    guideline: str
    section: int


@dataclass(frozen=True, slots=True)
class LastCall:
    """The end of a survey or guideline is near."""

    slug: str
    of: Kind = "guideline"
    wished: bool = True
    """Whether it was wished for, or comes to all who want to hear what closes."""


@dataclass(frozen=True, slots=True)
class WindowOpens:
    """A survey or guideline has opened."""

    slug: str
    of: Kind


@dataclass(frozen=True, slots=True)
class SurveyWaits:
    """A survey is begun and not finished; `last` is the day of the last answer, if there is one."""

    survey: str
    last: date | None = None


@dataclass(frozen=True, slots=True)
class EventNew:
    """There is a new event."""

    event: str


@dataclass(frozen=True, slots=True)
class EventReminder:
    """An event is near."""

    event: str
    kind: EventWish
    signed_up: bool = False


@dataclass(frozen=True, slots=True)
class EventChanged:
    """An event is at another time or place than it was `before`, cancelled, or not any more."""

    event: str
    version: int
    before: Event | None = None
    signed_up: bool = False


@dataclass(frozen=True, slots=True)
class EventMinutes:
    """The minutes of an event are there."""

    event: str


@dataclass(frozen=True, slots=True)
class SeatFree:
    """Somebody who waited for a seat at an event has one now."""

    event: str


News = (
    CommentHidden
    | CommentShown
    | ObjectionDecided
    | CommentDecided
    | SectionsChanged
    | NextSection
    | LastCall
    | SurveyWaits
    | WindowOpens
    | EventNew
    | EventReminder
    | EventChanged
    | EventMinutes
    | SeatFree
)
