"""What somebody thinks of a section of a guideline: a vote, comments in words, wordings proposed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dialogs.city.decision import Status

MOST_WORDS = 20_000
"""Characters of one comment: about five full messages."""

UNFINISHED_DAYS = 30
"""Days after which a comment nobody went on with is deleted."""


class Vote(StrEnum):
    """Whether somebody agrees with a section."""

    AGREE = "agree"
    PARTLY = "partly"
    DISAGREE = "disagree"


class CommentKind(StrEnum):
    """What a comment is: something said about a section, or how its author would word it."""

    COMMENT = "comment"
    PROPOSAL = "proposal"


class CommentState(StrEnum):
    """How far a comment came."""

    UNFINISHED = "unfinished"
    HANDED_IN = "handed_in"
    WITHDRAWN = "withdrawn"
    """Its author took it back: its words are gone, only that there was one is known."""


class Visibility(StrEnum):
    """Whether others may read a comment that is handed in."""

    WAITING = "waiting"
    RELEASED = "released"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of one's own on a section in one version of a guideline.

    An unfinished one has all its parts, one for each message; of one that is handed in the first is enough to
    know it again; of one withdrawn there is none. `day` is when it was last written on, or handed in.
    """

    guideline: str
    section: int
    version: int
    state: CommentState
    parts: tuple[str, ...]
    day: date
    receipt: str = ""
    id: int = 0
    kind: CommentKind = CommentKind.COMMENT
    visibility: Visibility = Visibility.WAITING
    status: Status = Status.RECEIVED
    replaces: int = 0
    """The number of the comment this unfinished one takes the place of once it is handed in."""

    @property
    def is_unfinished(self) -> bool:
        """Whether it still waits to be handed in."""
        return self.state is CommentState.UNFINISHED

    @property
    def is_handed_in(self) -> bool:
        """Whether it counts."""
        return self.state is CommentState.HANDED_IN

    @property
    def may_be_changed(self) -> bool:
        """Whether other words may take its place: as long as the city has not answered it."""
        return self.is_handed_in and not self.status.is_final
