"""The synopsis of a guideline: each section as it is now, then what people wrote on it and what came of it.

It is made to be published: of what is hidden nothing is in it but that it was, and by which rule; what waits
for a moderator is only counted; what leads to a person is masked, as where citizens read each other. Comments
go by their numbers, because a receipt belongs to its author alone.
"""

import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.comment import CommentKind, CommentState, Visibility
from dialogs.city.decision import Status
from dialogs.city.guideline import Guideline
from dialogs.city.hints import mask
from dialogs.text import Localized
from storage.comment_lists import COMMENTS_AT_ONCE, StoredComment, find_comments
from storage.database import Database
from storage.exports_guidelines import in_order
from storage.items import Item
from storage.tables import comments, house_rules, rulings


@dataclass(frozen=True, slots=True)
class Heading:
    """One section: its number, its place today (0 if it is a former one), its newest title and text."""

    number: int
    place: int
    title: Localized
    text: Localized


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment or proposal; one that is hidden has no words, no answer, and the rule it broke."""

    number: int
    section: int
    version: int
    kind: CommentKind
    words: str
    supports: int
    status: Status
    reason: str
    """Of the city's answer."""
    hidden: bool = False
    rule: Localized | None = None


@dataclass(frozen=True, slots=True)
class Synopsis:
    """What stands in it, in today's order; `waiting` more comments wait for a moderator.

    The numbers of all comments are held in memory, their words never.
    """

    versions: Mapping[int, Guideline]
    numbers: Sequence[int]
    waiting: int

    @property
    def newest(self) -> Guideline:
        """What citizens read now."""
        return self.versions[max(self.versions)]

    def heading(self, number: int) -> Heading:
        """A section as it is now, or as it last was."""
        known = (self.versions[version].section(number) for version in sorted(self.versions, reverse=True))
        section = next((section for section in known if section), None)
        title, text = (section.title, section.text) if section else ({}, {})
        return Heading(number, self.newest.position(number), title, text)


async def read_synopsis(database: Database, item: Item, versions: Mapping[int, Guideline]) -> Synopsis:
    """The frame of the synopsis of a guideline of which these versions were published; two queries."""
    mine = (comments.c.item == item.id, comments.c.state == CommentState.HANDED_IN)
    places = {number: place for place, number in enumerate(in_order(versions, ()))}
    order = case(places, value=comments.c.section, else_=len(places)) if places else comments.c.section
    numbers = (
        select(comments.c.id)
        .where(*mine, comments.c.visibility != Visibility.WAITING)
        .order_by(order, comments.c.section, comments.c.id)
    )
    waiting = select(func.count()).where(*mine, comments.c.visibility == Visibility.WAITING)
    async with database.read() as connection:
        found = (await connection.execute(numbers)).scalars().all()
        return Synopsis(versions, found, (await connection.execute(waiting)).scalar_one())


Piece = Sequence[Heading | Entry]


async def read_pieces(database: Database, item: Item, synopsis: Synopsis) -> AsyncIterator[Piece]:
    """Every section in its order, each followed by its entries; in pieces, so that memory stays flat.

    Between two pieces no transaction is open. What was hidden or taken back since the frame was read comes
    as it is now, or not at all.
    """
    way = _Way(synopsis, list(in_order(synopsis.versions, ())))
    for begin in range(0, len(synopsis.numbers), COMMENTS_AT_ONCE):
        numbers = synopsis.numbers[begin : begin + COMMENTS_AT_ONCE]
        entries = await _read_entries(database, item, numbers)
        piece: list[Heading | Entry] = []
        for entry in entries:
            piece += (*way.headings_to(entry.section), entry)
        yield piece
    yield list(way.headings_to_the_end())


@dataclass(slots=True)
class _Way:
    """How far the sections have come: those of today that are `left`, and the one that is told now."""

    synopsis: Synopsis
    left: list[int]
    present: int | None = None

    def headings_to(self, number: int) -> Iterator[Heading]:
        """The headings that stand between what was told last and an entry on this section."""
        if self.present == number:
            return
        self.present = number
        while self.left and self.left[0] != number:
            yield self._next()
        yield self._next() if self.left else self.synopsis.heading(number)

    def headings_to_the_end(self) -> Iterator[Heading]:
        """Today's sections behind the last entry."""
        while self.left:
            yield self._next()

    def _next(self) -> Heading:
        return self.synopsis.heading(self.left.pop(0))


async def _read_entries(database: Database, item: Item, numbers: Sequence[int]) -> list[Entry]:
    """The comments with these numbers, in this order."""
    async with database.read() as connection:
        found = {comment.id: comment for comment in await find_comments(connection, item.id, numbers)}
        hidden = [comment.id for comment in found.values() if comment.visibility is Visibility.HIDDEN]
        rules = await _read_rules(connection, hidden)
    shown = (found[number] for number in numbers if number in found)
    return [_entry(comment, rules) for comment in shown if comment.visibility is not Visibility.WAITING]


async def _read_rules(connection: AsyncConnection, hidden: Sequence[int]) -> dict[int, Localized]:
    """By which rule of the house each of these comments is hidden now."""
    newest = select(func.max(rulings.c.id)).where(rulings.c.comment.in_(hidden)).group_by(rulings.c.comment)
    query = (
        select(rulings.c.comment, house_rules.c.body)
        .join(house_rules, house_rules.c.id == rulings.c.rule)
        .where(rulings.c.id.in_(newest))
    )
    return {comment: json.loads(body) for comment, body in (await connection.execute(query)).all()}


def _entry(comment: StoredComment, rules: Mapping[int, Localized]) -> Entry:
    about = (comment.id, comment.section, comment.version, comment.kind)
    if comment.visibility is Visibility.HIDDEN:
        return Entry(*about, "", 0, comment.status, "", hidden=True, rule=rules.get(comment.id))
    return Entry(*about, mask(comment.words), comment.supports, comment.status, comment.reason)
