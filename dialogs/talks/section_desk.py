"""What somebody writes at a section: a comment or a proposal, a new one or in place of an earlier one."""

import re
from dataclasses import dataclass

from dialogs.city.comment import Comment, CommentKind
from dialogs.engine.place import Place
from dialogs.engine.talk import View
from dialogs.talks.guideline import section_item

WRITE, DISCARD, RECEIPT = "", "discard", "receipt"

_STEP = re.compile(rf"(comment|proposal)(?:\.([1-9]\d{{0,17}}))?(?:\.({DISCARD}|{RECEIPT}))?")


@dataclass(frozen=True, slots=True)
class Desk:
    """What is written, the number of the earlier comment it is to replace (0: none), and how far it is."""

    kind: CommentKind = CommentKind.COMMENT
    replaces: int = 0
    at: str = WRITE

    @property
    def step(self) -> str:
        """How a place tells it."""
        parts = (self.kind.value, str(self.replaces or ""), self.at)
        return ".".join(part for part in parts if part)


def read_desk(step: str) -> Desk | None:
    """What a step tells; None where nothing is written."""
    found = _STEP.fullmatch(step)
    return Desk(CommentKind(found[1]), int(found[2] or 0), found[3] or WRITE) if found else None


def unfinished(
    view: View, slug: str, number: int, version: int, kind: CommentKind = CommentKind.COMMENT
) -> Comment | None:
    """What of this kind is being written on this section in this version, if anything is."""
    about = (slug, number, version, kind)
    return next(
        (
            comment
            for comment in view.comments()
            if comment.is_unfinished
            and (comment.guideline, comment.section, comment.version, comment.kind) == about
        ),
        None,
    )


def my_comment(view: View, number: int) -> Comment | None:
    """A comment of one's own by its number."""
    return next((comment for comment in view.comments() if comment.id == number), None)


def place_of(comment: Comment, at: str = WRITE) -> Place:
    """Where an unfinished comment is written on."""
    desk = Desk(comment.kind, comment.replaces, at)
    return Place("section", section_item(comment.guideline, comment.section), comment.version, desk.step)
