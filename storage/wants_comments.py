"""Answers what the talks want to see of comments: one's own, all about one of them, what others say."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.comment import Comment, CommentKind, CommentState, Visibility
from dialogs.city.decision import Status
from dialogs.engine.wants import (
    MOST_COUNTED,
    SAYINGS_AT_ONCE,
    Comments,
    Found,
    Hiding,
    MyComment,
    MyComments,
    OthersSay,
    Saying,
    Sayings,
    Story,
)
from storage.city import Shelf
from storage.pseudonyms import pseudonym
from storage.tables import comment_parts, comments, decisions, house_rules, objections, rulings, supports

_COMMENTS = (
    select(
        comments.c.id,
        comments.c.citizen,
        comments.c.item,
        comments.c.section,
        comments.c.version,
        comments.c.state,
        comments.c.day,
        comments.c.receipt,
        comments.c.kind,
        comments.c.visibility,
        comments.c.status,
        comments.c.replaces,
        comment_parts.c.words,
    )
    .outerjoin(
        comment_parts,
        and_(
            comment_parts.c.comment == comments.c.id,
            or_(comments.c.state == CommentState.UNFINISHED, comment_parts.c.number == 1),
        ),
    )
    .where(comments.c.citizen.in_(bindparam("citizens", expanding=True)))
    .order_by(comments.c.id.desc(), comment_parts.c.number)
)


async def my_comments(
    connection: AsyncConnection, shelf: Shelf, _key: bytes, asked: list[tuple[int, MyComments]]
) -> Iterable[Found]:
    """Everybody's comments, with one query; those on guidelines that are gone are left out."""
    parameters = {"citizens": [citizen for citizen, _ in asked]}
    rows = (await connection.execute(_COMMENTS, parameters)).all()
    parts: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        if row.words is not None:
            parts[row.id].append(row.words)
    found: defaultdict[int, dict[int, Comment]] = defaultdict(dict)
    for row in rows:
        if row.item in shelf.guidelines.slugs:
            found[row.citizen][row.id] = Comment(
                shelf.guidelines.slugs[row.item],
                row.section,
                row.version,
                CommentState(row.state),
                tuple(parts[row.id]),
                row.day,
                row.receipt or "",
                row.id,
                CommentKind(row.kind),
                Visibility(row.visibility),
                Status(row.status),
                row.replaces,
            )
    return [Comments(tuple(found[citizen].values())) for citizen, _ in asked]


# All about one

_PARTS = (
    select(comments.c.citizen, comment_parts.c.comment, comment_parts.c.words)
    .join(comment_parts, comment_parts.c.comment == comments.c.id)
    .where(comments.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(comment_parts.c.comment, comment_parts.c.number)
)
_decided, _ruled = decisions.alias("decided"), rulings.alias("ruled")
_NEWEST_DECISION = (
    select(func.max(_decided.c.id)).where(_decided.c.comment == comments.c.id).scalar_subquery()
)
_NEWEST_RULING = select(func.max(_ruled.c.id)).where(_ruled.c.comment == comments.c.id).scalar_subquery()
_STORIES = (
    select(
        comments.c.id,
        comments.c.citizen,
        comments.c.visibility,
        decisions.c.status,
        decisions.c.reason,
        rulings.c.id.label("ruling"),
        rulings.c.note,
        house_rules.c.body.label("rule"),
        exists().where(objections.c.ruling == rulings.c.id).label("objected"),
    )
    .select_from(comments)
    .outerjoin(decisions, decisions.c.id == _NEWEST_DECISION)
    .outerjoin(rulings, rulings.c.id == _NEWEST_RULING)
    .outerjoin(house_rules, house_rules.c.id == rulings.c.rule)
    .where(comments.c.id.in_(bindparam("ids", expanding=True)))
)


async def my_comment(
    connection: AsyncConnection, _shelf: Shelf, _key: bytes, asked: list[tuple[int, MyComment]]
) -> Iterable[Found]:
    """All about single comments, with two queries; another one's is as if it were not there."""
    parameters = {"ids": [want.comment for _, want in asked]}
    words: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for citizen, comment, part in (await connection.execute(_PARTS, parameters)).all():
        words[citizen, comment].append(part)
    rows = {(row.citizen, row.id): row for row in (await connection.execute(_STORIES, parameters)).all()}
    return [
        _story(rows[citizen, want.comment], words[citizen, want.comment])
        if (citizen, want.comment) in rows
        else Story()
        for citizen, want in asked
    ]


def _story(row: Any, words: list[str]) -> Story:
    hiding = None
    if row.visibility == Visibility.HIDDEN and row.ruling is not None:
        hiding = Hiding(row.ruling, json.loads(row.rule) if row.rule else {}, row.note, row.objected)
    if row.status is None:
        return Story(tuple(words), hiding=hiding)
    return Story(tuple(words), Status(row.status), row.reason, hiding)


# What others say

# As literals, so that the index of what is public is known to fit.
_IS_PUBLIC = (
    comments.c.state == literal_column(f"'{CommentState.HANDED_IN}'"),
    comments.c.visibility == literal_column(f"'{Visibility.RELEASED}'"),
)


async def others_say(
    connection: AsyncConnection, shelf: Shelf, key: bytes, asked: list[tuple[int, OthersSay]]
) -> Iterable[Found]:
    """What everybody who asked may read, with two queries that cost the same however much there is."""
    known = shelf.guidelines.numbers
    wants = [want for want in dict.fromkeys(want for _, want in asked) if want.guideline in known]
    if not wants:
        return [Sayings() for _ in asked]
    found: dict[OthersSay, dict[int, list[Any]]] = {want: {} for want in wants}
    for row in (await connection.execute(_pages(shelf, wants))).all():
        found[wants[row.page]].setdefault(row.id, []).append(row)
    names = {
        (citizen, slug): pseudonym(key, shelf.guidelines.salts[slug], citizen)
        for citizen, slug in {(citizen, want.guideline) for citizen, want in asked}
        if slug in shelf.guidelines.salts
    }
    parameters = {"ids": [id for rows in found.values() for id in rows], "names": [*names.values()]}
    seen_so = {(row.comment, row.pseudonym) for row in (await connection.execute(_SEEN_SO, parameters)).all()}
    return [
        _sayings(want, found.get(want, {}), citizen, names.get((citizen, want.guideline), ""), seen_so)
        for citizen, want in asked
    ]


_SEEN_SO = select(supports.c.comment, supports.c.pseudonym).where(
    supports.c.comment.in_(bindparam("ids", expanding=True)),
    supports.c.pseudonym.in_(bindparam("names", expanding=True)),
)


def _pages(shelf: Shelf, wants: list[OthersSay]) -> Select[Any]:
    """The comments of several pages at once, a row for each of their parts, in the order they are read."""
    page = union_all(
        *(_page(number, shelf.guidelines.numbers[want.guideline], want) for number, want in enumerate(wants))
    ).subquery()
    some = select(supports.c.pseudonym).where(supports.c.comment == page.c.id).limit(MOST_COUNTED)
    count = select(func.count()).select_from(some.correlate(page).subquery()).scalar_subquery()
    return (
        select(page, count.label("supports"), comment_parts.c.words)
        .join(comment_parts, comment_parts.c.comment == page.c.id)
        .order_by(page.c.id.desc(), comment_parts.c.number)
    )


def _page(number: int, item: int, want: OthersSay) -> Select[Any]:
    """One page and one comment more, which tells whether there are further ones."""
    shown = select(
        literal(number).label("page"),
        comments.c.id,
        comments.c.citizen,
        comments.c.kind,
        comments.c.version,
        comments.c.day,
        comments.c.arrived,
    ).where(comments.c.item == item, comments.c.section == want.section, *_IS_PUBLIC)
    if want.only:
        return shown.where(comments.c.id == want.only)
    if want.newer:
        shown = shown.where(comments.c.id > want.newer).order_by(comments.c.id)
    else:
        behind = want.older or _LARGEST
        shown = shown.where(comments.c.id < behind).order_by(comments.c.id.desc())
    return select(shown.limit(SAYINGS_AT_ONCE + 1).subquery())


_LARGEST = 2**63 - 1


def _sayings(
    want: OthersSay, found: dict[int, list[Any]], citizen: int, name: str, seen_so: set[tuple[int, str]]
) -> Sayings:
    """One page as its reader sees it; of the comments the one too many is left out."""
    ids = [*found]
    is_more = len(ids) > SAYINGS_AT_ONCE
    ids = ids[-SAYINGS_AT_ONCE:] if want.newer else ids[:SAYINGS_AT_ONCE]
    shown = tuple(
        Saying(
            id,
            CommentKind(found[id][0].kind),
            found[id][0].version,
            found[id][0].day,
            "\n".join(part.words for part in found[id]),
            found[id][0].supports,
            (id, name) in seen_so,
            found[id][0].citizen == citizen,
            found[id][0].arrived,
        )
        for id in ids
    )
    return Sayings(shown, is_more if not want.newer else True, is_more if want.newer else bool(want.older))
