"""What a ruling on a comment means for its author: how things stand, and why the comment is hidden."""

import json
from typing import Any

from sqlalchemy import Row, Select, func, select

from dialogs.city.comment import CommentState, Visibility
from dialogs.city.objection import Contribution, Reason, Ruling
from storage.city import Shelf
from storage.tables import comment_parts, comments, house_rules, objections, rulings

_later = rulings.alias("later")
_newest = select(func.max(_later.c.id)).where(_later.c.comment == comments.c.id).scalar_subquery()
_last = rulings.alias("last")
_earlier = rulings.alias("earlier")
_before = (
    select(func.max(_earlier.c.id))
    .where(_earlier.c.comment == _last.c.comment, _earlier.c.id < _last.c.id)
    .scalar_subquery()
)
_answered = objections.alias("answered")

HIDINGS: Select[Any] = (
    select(
        rulings.c.id,
        comments.c.citizen,
        comments.c.item,
        comments.c.section,
        comments.c.version,
        comments.c.state,
        comments.c.visibility,
        comment_parts.c.words,
        _last.c.id.label("newest"),
        _last.c.note,
        house_rules.c.body.label("rule"),
        objections.c.ruling.label("objected"),
        objections.c.decided,
        _answered.c.ruling.label("answers"),
    )
    .join(comments, comments.c.id == rulings.c.comment)
    .join(_last, _last.c.id == _newest)
    .outerjoin(comment_parts, (comment_parts.c.comment == comments.c.id) & (comment_parts.c.number == 1))
    .outerjoin(house_rules, house_rules.c.id == _last.c.rule)
    .outerjoin(objections, objections.c.ruling == rulings.c.id)
    .outerjoin(_answered, _answered.c.ruling == _before)
)
"""Rulings, each with its comment; the reason is that of the newest ruling on the same comment."""


def contribution_of(row: Row[Any], shelf: Shelf) -> Contribution:
    """Which comment a row is about; without a name for a guideline that is gone."""
    return Contribution(shelf.guidelines.slugs.get(row.item, ""), row.section, row.version, row.words or "")


def reason_of(row: Row[Any]) -> Reason:
    """Why the newest ruling was made. Raises ValueError for a rule nobody can read."""
    return Reason(json.loads(row.rule) if row.rule else {}, row.note)


def ruling_of(row: Row[Any], shelf: Shelf) -> Ruling:
    """The ruling, and how things stand."""
    return Ruling(
        number=row.id,
        about=contribution_of(row, shelf),
        is_hidden=is_hidden(row),
        is_newest=row.newest == row.id,
        is_last_word=row.answers is not None,
        is_objected=row.objected is not None,
        is_decided=row.decided is not None,
    )


def is_hidden(row: Row[Any]) -> bool:
    """Whether the comment is hidden now; one its author took back is not there to be hidden."""
    return (row.visibility, row.state) == (Visibility.HIDDEN, CommentState.HANDED_IN)
