"""What a citizen is to be told without having asked: what has happened to something of theirs."""

from dataclasses import dataclass
from enum import StrEnum

from dialogs.city.decision import Decision
from dialogs.city.objection import Contribution, Reason


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
    """The end is near, as wished for: the same."""
    EVENT_CHANGED = "event_changed"
    """An event somebody wants to come to is at another time or place, or cancelled: the item, with its version."""
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
    """The end of a guideline is near."""

    guideline: str


@dataclass(frozen=True, slots=True)
class EventChanged:
    """A version of an event that is at another time or place than the one before, cancelled, or not any more."""

    event: str
    version: int


@dataclass(frozen=True, slots=True)
class EventMinutes:
    """The minutes of an event are there."""

    event: str


News = (
    CommentHidden
    | CommentShown
    | ObjectionDecided
    | CommentDecided
    | SectionsChanged
    | NextSection
    | LastCall
)
