"""What a talk needs to see before it hears or shows, as values; storage answers each kind with one query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from dialogs.city.answer import Answer
from dialogs.city.comment import Comment, CommentKind, Vote
from dialogs.city.decision import Status
from dialogs.city.facts import Fact, QuestionAnswered, SurveyHandedIn, SurveyStarted
from dialogs.city.guideline import Guideline
from dialogs.city.guideline_changes import reads_since
from dialogs.city.objection import Ruling
from dialogs.city.seat import Coming
from dialogs.city.staff_chat import StaffChat, StaffDoor
from dialogs.city.subscription import Notices
from dialogs.city.wish import WishKind
from dialogs.engine.wants_announced import Announced, AnnouncedIn
from dialogs.engine.wants_events import Comings, Entrance, EntranceCode, MyEvent, MyEvents
from dialogs.text import Localized


@dataclass(frozen=True, slots=True)
class MyRun:
    """My way through one survey. Answered with a `Run`."""

    survey: str


@dataclass(frozen=True, slots=True)
class MySurveys:
    """The surveys I take part in. Answered with a tuple of `TakingPart`, the newest first."""


@dataclass(frozen=True, slots=True)
class MyReceipts:
    """What I got for the surveys I handed in. Answered with `Receipts`."""


@dataclass(frozen=True, slots=True)
class MyGuidelines:
    """How far I am in the guidelines. Answered with `Guidelines`."""


@dataclass(frozen=True, slots=True)
class MyComments:
    """The comments I have written. Answered with `Comments`."""


@dataclass(frozen=True, slots=True)
class MyComment:
    """All about one comment I have handed in, by its number. Answered with a `Story`."""

    comment: int


@dataclass(frozen=True, slots=True)
class OthersSay:
    """A few released comments on a section, the newest first. Answered with `Sayings`.

    Numbers of comments say where to go on: those `older` than one, those `newer` than one, or `only` one.
    """

    guideline: str
    section: int
    older: int = 0
    newer: int = 0
    only: int = 0


@dataclass(frozen=True, slots=True)
class MyRuling:
    """A moderator's ruling on a comment of mine. Answered with a `Ruling`, or None if there is none."""

    number: int


@dataclass(frozen=True, slots=True)
class MyWishes:
    """What I wish to be told by itself. Answered with `Wishes`."""


@dataclass(frozen=True, slots=True)
class MyNotices:
    """What I want to be told of all that is new, and how. Answered with `Notices`."""


Want = (
    MyRun
    | MySurveys
    | MyReceipts
    | MyGuidelines
    | MyComments
    | MyComment
    | OthersSay
    | MyRuling
    | MyWishes
    | MyNotices
    | MyEvent
    | MyEvents
    | Entrance
    | StaffDoor
    | AnnouncedIn
)


class RunState(StrEnum):
    """How far somebody came in a survey."""

    NONE = "none"
    STARTED = "started"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Run:
    """One person's way through one survey: pinned version, state, receipt, answers by question."""

    version: int = 0
    state: RunState = RunState.NONE
    receipt: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    changed: bool = False
    """Whether an answer was given since all was handed in: it counts only once handed in again."""

    def after(self, fact: Fact) -> "Run":
        """The run once this fact about it has happened; what concerns no run changes nothing."""
        match fact:
            case SurveyStarted(version=version) if self.state is RunState.NONE:
                return replace(self, version=version, state=RunState.STARTED)
            case QuestionAnswered(question=question, answer=answer):
                changed = self.state is RunState.COMPLETE
                return replace(self, answers={**self.answers, question: answer}, changed=changed)
            case SurveyHandedIn(receipt=receipt):
                return replace(self, state=RunState.COMPLETE, receipt=receipt, changed=False)
            case _other:
                return self


@dataclass(frozen=True, slots=True)
class TakingPart:
    """That somebody takes part in a survey, how far, and whether a change waits to be handed in again."""

    survey: str
    version: int
    state: RunState
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Receipts:
    """Survey → receipt, and the day it was handed in."""

    codes: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """My way through one guideline: the sections opened, the latest at the end; votes by section.

    `on` tells the version each vote was cast on, `days` the day; `earlier` holds those on a wording that is
    no longer there.
    """

    sections: tuple[int, ...] = ()
    votes: Mapping[int, Vote] = field(default_factory=dict)
    on: Mapping[int, int] = field(default_factory=dict)
    earlier: Mapping[int, Vote] = field(default_factory=dict)
    days: Mapping[int, date] = field(default_factory=dict)

    def parted(self, versions: Mapping[int, Guideline]) -> "Reading":
        """The same, with votes on sections that were reworded since as earlier ones."""
        newest = max(versions)
        past = {n for n, cast in self.on.items() if cast < newest and cast < reads_since(versions, n)}
        if not past:
            return self
        present = {number: vote for number, vote in self.votes.items() if number not in past}
        return replace(self, votes=present, earlier={number: self.votes[number] for number in past})


@dataclass(frozen=True, slots=True)
class Guidelines:
    """Guideline → my way through it; one I never opened is not in it."""

    readings: Mapping[str, Reading] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comments:
    """My comments, the newest first."""

    mine: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Hiding:
    """Why a comment is hidden: the ruling, the rule in words, whether its author has objected."""

    ruling: int
    rule: Localized
    note: str = ""
    objected: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """All about one comment of mine: every part, what the city answered, why it is hidden if it is."""

    parts: tuple[str, ...] = ()
    answered: Status | None = None
    reason: str = ""
    hiding: Hiding | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """A released comment as others read it, and how I stand to it."""

    id: int
    kind: CommentKind
    version: int
    day: date
    words: str
    supports: int = 0
    """How many see it so too, at most `MOST_COUNTED`."""
    supported: bool = False
    mine: bool = False
    arrived: int = 0
    """Another number whenever its words are others."""


@dataclass(frozen=True, slots=True)
class Sayings:
    """Released comments, the newest first, and whether there are more on either side."""

    shown: tuple[Saying, ...] = ()
    has_older: bool = False
    has_newer: bool = False


@dataclass(frozen=True, slots=True)
class Wishes:
    """Guideline → what I wish to be told of it."""

    chosen: Mapping[str, frozenset[WishKind]] = field(default_factory=dict)


SAYINGS_AT_ONCE = 4
"""Comments of others on one screen: a phone shows them with their buttons."""

MOST_COUNTED = 1000
"""Up to so many who see it so too are counted, so that a screen costs the same however many there are."""

Found = (
    Run
    | tuple[TakingPart, ...]
    | Receipts
    | Guidelines
    | Comments
    | Story
    | Sayings
    | Ruling
    | Wishes
    | Notices
    | Coming
    | Comings
    | EntranceCode
    | StaffChat
    | Announced
    | None
)


def still_known(found: Mapping[Want, Found], facts: Iterable[Fact]) -> dict[Want, Found]:
    """What was found and is certain without another look, now that these facts have happened.

    An answer changes only its own run, in a way we know: nearly all turns are of this kind. After any other
    fact nothing is taken for known.
    """
    known = dict(found)
    # Whether a change waits to be handed in again stands there too.
    known.pop(MySurveys(), None)
    for fact in facts:
        if not isinstance(fact, QuestionAnswered):
            return {}
        run = known.get(MyRun(fact.survey))
        if isinstance(run, Run):
            known[MyRun(fact.survey)] = run.after(fact)
    return known
