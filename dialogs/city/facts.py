"""What has happened: frozen values in the past tense; `storage.record` knows how to write each."""

from dataclasses import dataclass
from datetime import date

from dialogs.city.answer import Answer
from dialogs.city.comment import CommentKind, Vote
from dialogs.city.event_wish import EventWish
from dialogs.city.facts_notices import (
    AllSwitchedOff,
    QuietHoursChosen,
    RemindersStopped,
    RhythmChosen,
    SurveyReminderChosen,
    TopicChosen,
    TopicDropped,
)
from dialogs.city.wish import WishKind


@dataclass(frozen=True, slots=True)
class NoticeRead:
    """Somebody read the privacy notice of this version and went on."""

    version: int


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """Somebody chose a language."""

    language: str


@dataclass(frozen=True, slots=True)
class SurveyStarted:
    """Somebody began a survey, in this version and language."""

    survey: str
    version: int
    language: str


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """Somebody answered, skipped or declined a question; `category` is what results are counted by."""

    survey: str
    question: str
    answer: Answer
    category: str


@dataclass(frozen=True, slots=True)
class SurveyHandedIn:
    """Somebody handed in a survey: the receipt, and the questions whose answers count."""

    survey: str
    version: int
    receipt: str
    counted: tuple[tuple[str, int], ...]
    """Questions and the revision of each answer that counts."""


@dataclass(frozen=True, slots=True)
class SectionRead:
    """Somebody opened a section of a guideline in this version."""

    guideline: str
    section: int
    version: int


@dataclass(frozen=True, slots=True)
class VoteCast:
    """Somebody agrees, partly agrees or disagrees with a section; the newest vote is the one that counts."""

    guideline: str
    section: int
    version: int
    vote: Vote


@dataclass(frozen=True, slots=True)
class CommentContinued:
    """Somebody wrote a part of a comment, the first one or a further one; it is not handed in yet."""

    guideline: str
    section: int
    version: int
    part: int
    """Counts the parts of a comment from 1."""
    words: str
    language: str
    kind: CommentKind = CommentKind.COMMENT
    replaces: int = 0
    """The number of the comment of the same author that it is to take the place of."""


@dataclass(frozen=True, slots=True)
class CommentHandedIn:
    """Somebody handed in the comment that was being written on a section in this version."""

    guideline: str
    section: int
    version: int
    receipt: str
    kind: CommentKind = CommentKind.COMMENT
    at_once: bool = False
    """Whether others may read it before a moderator has."""


@dataclass(frozen=True, slots=True)
class CommentChanged:
    """Somebody handed in what takes the place of an earlier comment, which keeps its number and receipt."""

    guideline: str
    section: int
    version: int
    kind: CommentKind
    comment: int
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class CommentDiscarded:
    """Somebody threw away the comment that was being written."""

    guideline: str
    section: int
    version: int
    kind: CommentKind = CommentKind.COMMENT


@dataclass(frozen=True, slots=True)
class CommentWithdrawn:
    """Somebody took back a comment that was handed in: its words are gone, its receipt stays."""

    guideline: str
    comment: int


@dataclass(frozen=True, slots=True)
class CommentSupported:
    """Somebody sees it as another one's released comment does; `arrived` says which words of it were read."""

    guideline: str
    comment: int
    arrived: int


@dataclass(frozen=True, slots=True)
class SupportTakenBack:
    """Somebody does not see it so any more."""

    guideline: str
    comment: int


@dataclass(frozen=True, slots=True)
class WishChosen:
    """Somebody wishes to be told something of a guideline by itself."""

    guideline: str
    kind: WishKind


@dataclass(frozen=True, slots=True)
class WishTakenBack:
    """Somebody does not wish it any more."""

    guideline: str
    kind: WishKind


@dataclass(frozen=True, slots=True)
class EventSignedUp:
    """Somebody signed up for an event: with a seat if one is free, else on the waiting list."""

    event: str


@dataclass(frozen=True, slots=True)
class EventSignedOff:
    """Somebody does not want to come any more."""

    event: str


@dataclass(frozen=True, slots=True)
class EventAttended:
    """Somebody was at an event, and knew the code shown at its door."""

    event: str


@dataclass(frozen=True, slots=True)
class EventWishChosen:
    """Somebody wishes to be reminded of an event."""

    event: str
    kind: EventWish


@dataclass(frozen=True, slots=True)
class EventWishTakenBack:
    """Somebody does not wish it any more."""

    event: str
    kind: EventWish


@dataclass(frozen=True, slots=True)
class ObjectionRaised:
    """Somebody objects to the ruling that hid a comment of theirs."""

    ruling: int


@dataclass(frozen=True, slots=True)
class StaffChatLinked:
    """Somebody who works for the city linked this chat by a code from the admin page."""

    code: str


@dataclass(frozen=True, slots=True)
class DataRequested:
    """Somebody asked for all data about himself; `number` counts the requests of this day from 1."""

    day: date
    number: int


@dataclass(frozen=True, slots=True)
class PersonErased:
    """Somebody had everything about himself erased; `keeps` leaves what was handed in, without him."""

    keeps: bool


Fact = (
    NoticeRead
    | LanguageChosen
    | SurveyStarted
    | QuestionAnswered
    | SurveyHandedIn
    | SectionRead
    | VoteCast
    | CommentContinued
    | CommentHandedIn
    | CommentChanged
    | CommentDiscarded
    | ObjectionRaised
    | CommentWithdrawn
    | CommentSupported
    | SupportTakenBack
    | WishChosen
    | WishTakenBack
    | SurveyReminderChosen
    | RemindersStopped
    | TopicChosen
    | TopicDropped
    | RhythmChosen
    | QuietHoursChosen
    | AllSwitchedOff
    | EventSignedUp
    | EventSignedOff
    | EventAttended
    | EventWishChosen
    | EventWishTakenBack
    | StaffChatLinked
    | DataRequested
    | PersonErased
)
