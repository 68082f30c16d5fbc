"""What somebody thinks of a section of a guideline: a vote, and comments in words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_WORDS = 20_000
"""Characters of one comment: about five full messages."""

UNFINISHED_DAYS = 30
"""Days after which a comment nobody went on with is deleted."""


class Vote(StrEnum):
    """Whether somebody agrees with a section."""

    AGREE = "agree"
    PARTLY = "partly"
    DISAGREE = "disagree"


class CommentState(StrEnum):
    """How far a comment came."""

    UNFINISHED = "unfinished"
    HANDED_IN = "handed_in"


class CommentKind(StrEnum):
    """What somebody wrote: what he thinks of a section, or how he would word it."""

    COMMENT = "comment"
    PROPOSAL = "proposal"


class Visibility(StrEnum):
    """Whether others may read a comment that was handed in."""

    WAITING = "waiting"
    RELEASED = "released"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of one's own on a section in one version of a guideline.

    An unfinished one has all its parts, one for each message; of one that is handed in the first is enough to
    know it again. `day` is when it was last written on, or handed in.
    """

    guideline: str
    section: int
    version: int
    state: CommentState
    parts: tuple[str, ...]
    day: date
    receipt: str = ""

    @property
    def is_unfinished(self) -> bool:
        """Whether it still waits to be handed in."""
        return self.state is CommentState.UNFINISHED
