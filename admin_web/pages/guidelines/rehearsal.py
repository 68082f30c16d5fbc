"""A rehearsal of a guideline: what it would keep of the one person who reads it and has a say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from admin_web.editor import rehearsal
from admin_web.editor.rehearsal import Input, Rehearsal, Scene, inside
from dialogs.city.city import City, PublishedGuideline
from dialogs.city.comment import Comment, CommentState, Vote
from dialogs.city.facts import (
    CommentChanged,
    CommentContinued,
    CommentDiscarded,
    CommentHandedIn,
    CommentWithdrawn,
    Fact,
    SectionRead,
    VoteCast,
)
from dialogs.city.guideline import Guideline
from dialogs.engine.heard import Called
from dialogs.engine.wants import (
    Comments,
    Found,
    Guidelines,
    MyComment,
    MyComments,
    MyGuidelines,
    Reading,
    Story,
    Want,
)


def can_rehearse(guideline: Guideline) -> bool:
    """Whether there is something to read."""
    return bool(guideline.sections)


def rehearse(
    city: City, guideline: Guideline, inputs: Sequence[Input], now: datetime, zone: ZoneInfo
) -> Rehearsal:
    """Somebody follows the guideline's link and does all this; the guideline counts as open."""
    alone = replace(city, guidelines={guideline.slug: PublishedGuideline(guideline.slug, {1: guideline})})
    scene = Scene(alone, Called("guideline", guideline.slug), inside(guideline.window, now), zone)
    return rehearsal.rehearse(scene, _Memory(guideline.slug), inputs)


class _Memory:
    """What one person has read, voted and written on one guideline."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.read: tuple[int, ...] = ()
        self.votes: dict[int, Vote] = {}
        self.days: dict[int, date] = {}
        self.comments: dict[int, Comment] = {}
        """The oldest first, by number."""

    def keep(self, fact: Fact, now: datetime) -> None:
        match fact:
            case SectionRead(section=section):
                self.read = (*(number for number in self.read if number != section), section)
            case VoteCast(section=section, vote=vote):
                self.votes[section], self.days[section] = vote, now.date()
            case CommentContinued():
                self._continue(fact, now.date())
            case CommentHandedIn(receipt=receipt) if begun := self._begun(fact):
                state = CommentState.HANDED_IN
                self.comments[begun.id] = replace(begun, state=state, receipt=receipt)
            case CommentChanged(comment=number) if begun := self._begun(fact):
                del self.comments[begun.id]
                self.comments[number] = replace(self.comments[number], parts=begun.parts)
            case CommentDiscarded() if begun := self._begun(fact):
                del self.comments[begun.id]
            case CommentWithdrawn(comment=number):
                withdrawn = replace(self.comments[number], state=CommentState.WITHDRAWN, parts=())
                self.comments[number] = withdrawn
            case _other:
                pass  # the language stands with the citizen; nobody else is there to be supported

    def _continue(self, fact: CommentContinued, day: date) -> None:
        begun = self._begun(fact)
        if begun is None:
            about = (fact.guideline, fact.section, fact.version, CommentState.UNFINISHED)
            number = max(self.comments, default=0) + 1
            begun = Comment(*about, (), day, id=number, kind=fact.kind, replaces=fact.replaces)
        self.comments[begun.id] = replace(begun, parts=(*begun.parts, fact.words))

    def _begun(
        self, fact: CommentContinued | CommentHandedIn | CommentChanged | CommentDiscarded
    ) -> Comment | None:
        """The comment that is being written."""
        about = (fact.section, fact.kind)
        unfinished = (comment for comment in self.comments.values() if comment.is_unfinished)
        return next((c for c in unfinished if (c.section, c.kind) == about), None)

    def find(self) -> Mapping[Want, Found]:
        stories: dict[Want, Found] = {MyComment(id): Story(c.parts) for id, c in self.comments.items()}
        mine = Comments(tuple(reversed(self.comments.values())))
        return {
            **stories,
            MyGuidelines(): Guidelines(
                {self.slug: Reading(self.read, dict(self.votes), days=dict(self.days))}
            ),
            MyComments(): mine,
        }
