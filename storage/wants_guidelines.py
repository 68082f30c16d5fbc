"""Answers what the talks want to see of guidelines: what somebody read, voted and wrote."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.comment import Comment, CommentState, Vote
from dialogs.engine.wants import Comments, Found, Guidelines, MyComments, MyGuidelines, Reading
from storage.city import Rows, Shelf
from storage.pseudonyms import pseudonym
from storage.tables import comment_parts, comments, readings, votes

_READ = (
    select(readings.c.pseudonym, readings.c.section)
    .where(
        readings.c.item.in_(bindparam("items", expanding=True)),
        readings.c.pseudonym.in_(bindparam("names", expanding=True)),
    )
    .order_by(readings.c.nth)
)
_VOTED = select(votes.c.pseudonym, votes.c.section, votes.c.value).where(
    votes.c.item.in_(bindparam("items", expanding=True)),
    votes.c.pseudonym.in_(bindparam("names", expanding=True)),
)
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
        comment_parts.c.words,
    )
    .join(comment_parts, comment_parts.c.comment == comments.c.id)
    .where(
        comments.c.citizen.in_(bindparam("citizens", expanding=True)),
        or_(comments.c.state == CommentState.UNFINISHED, comment_parts.c.number == 1),
    )
    .order_by(comments.c.id.desc(), comment_parts.c.number)
)


def pseudonyms(rows: Rows, key: bytes, citizen: int) -> dict[str, str]:
    """Pseudonym of a citizen → slug, for everything of one kind that still has its salt."""
    return {pseudonym(key, salt, citizen): slug for slug, salt in rows.salts.items()}


async def my_guidelines(
    connection: AsyncConnection, shelf: Shelf, key: bytes, asked: list[tuple[int, MyGuidelines]]
) -> Iterable[Found]:
    """Everybody's way through all guidelines, with two queries."""
    names = [pseudonyms(shelf.guidelines, key, citizen) for citizen, _ in asked]
    parameters = {
        "items": [shelf.guidelines.numbers[slug] for slug in shelf.guidelines.salts],
        "names": [name for own in names for name in own],
    }
    read: defaultdict[str, list[int]] = defaultdict(list)
    voted: defaultdict[str, dict[int, Vote]] = defaultdict(dict)
    for name, section in (await connection.execute(_READ, parameters)).all():
        read[name].append(section)
    for name, section, value in (await connection.execute(_VOTED, parameters)).all():
        voted[name][section] = Vote(value)
    return [
        Guidelines(
            {
                slug: Reading(tuple(read[name]), voted[name])
                for name, slug in own.items()
                if name in read or name in voted
            }
        )
        for own in names
    ]


async def my_comments(
    connection: AsyncConnection, shelf: Shelf, _key: bytes, asked: list[tuple[int, MyComments]]
) -> Iterable[Found]:
    """Everybody's comments, with one query; those on guidelines that are gone are left out."""
    parameters = {"citizens": [citizen for citizen, _ in asked]}
    rows = (await connection.execute(_COMMENTS, parameters)).all()
    parts: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
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
            )
    return [Comments(tuple(found[citizen].values())) for citizen, _ in asked]
