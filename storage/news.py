"""What notifications are about, read together: one query for each kind, however many there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.comment import CommentState, Visibility
from dialogs.city.decision import Decision, Status
from dialogs.city.notification import (
    CommentDecided,
    CommentHidden,
    CommentShown,
    News,
    NotificationKind,
    ObjectionDecided,
    SectionsChanged,
)
from storage.city import Shelf
from storage.hidings import HIDINGS, contribution_of, is_hidden, reason_of
from storage.tables import comment_parts, comments, decisions, notifications, rulings

_IDS = notifications.c.id.in_(bindparam("ids", expanding=True))
_RULINGS = (
    HIDINGS.add_columns(notifications.c.id.label("told_by"), notifications.c.kind.label("as_kind"))
    .join(
        notifications,
        (notifications.c.subject == rulings.c.id) & (notifications.c.citizen == comments.c.citizen),
    )
    .where(_IDS)
)

_decided = decisions.alias("decided")
_later = decisions.alias("later")
_newest = select(func.max(_later.c.id)).where(_later.c.comment == comments.c.id).scalar_subquery()
_DECISIONS = (
    select(
        notifications.c.id.label("told_by"),
        comments.c.item,
        comments.c.section,
        comments.c.version,
        comment_parts.c.words,
        decisions.c.status,
        decisions.c.reason,
    )
    .join(_decided, _decided.c.id == notifications.c.subject)
    .join(comments, comments.c.citizen == notifications.c.citizen)
    # What was decided together was decided by the same person at the same moment.
    .join(
        decisions,
        (decisions.c.comment == comments.c.id)
        & (decisions.c.at == _decided.c.at)
        & (decisions.c.staff == _decided.c.staff)
        & (decisions.c.status == _decided.c.status),
    )
    .outerjoin(comment_parts, (comment_parts.c.comment == comments.c.id) & (comment_parts.c.number == 1))
    .where(_IDS, decisions.c.id == _newest, comments.c.state == CommentState.HANDED_IN)
    .order_by(comments.c.id)
)

_SECTIONS = (
    select(
        notifications.c.id.label("told_by"),
        notifications.c.subject,
        notifications.c.version,
        comments.c.section,
    )
    .distinct()
    .join(
        comments,
        (comments.c.citizen == notifications.c.citizen) & (comments.c.item == notifications.c.subject),
    )
    .where(_IDS, comments.c.state != CommentState.WITHDRAWN, comments.c.version < notifications.c.version)
    .order_by(comments.c.section)
)


async def find_news(connection: AsyncConnection, shelf: Shelf, kinds: Mapping[int, str]) -> dict[int, News]:
    """What has happened, by the number of the notification; what no longer holds is left out,
    and so is what only another version of this program knows.

    Raises ValueError if a rule of the house is not readable.
    """
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for id, kind in kinds.items():
        ids[kind].append(id)
    of_rulings = (
        NotificationKind.COMMENT_HIDDEN,
        NotificationKind.COMMENT_SHOWN,
        NotificationKind.OBJECTION_DECIDED,
    )
    news: dict[int, News] = {}
    for row in await _read(connection, _RULINGS, [id for kind in of_rulings for id in ids[kind]]):
        told = _tell_ruling(row, shelf)
        if told:
            news[row.told_by] = told
    news |= _decisions(await _read(connection, _DECISIONS, ids[NotificationKind.COMMENT_DECIDED]), shelf)
    news |= _sections(await _read(connection, _SECTIONS, ids[NotificationKind.SECTION_CHANGED]), shelf)
    return news


async def _read(connection: AsyncConnection, query: Any, ids: Sequence[int]) -> Sequence[Any]:
    return (await connection.execute(query, {"ids": ids})).all() if ids else ()


def _tell_ruling(row: Any, shelf: Shelf) -> News | None:
    """That a comment is hidden or seen again, if that still holds; how an objection was decided, if it is."""
    if row.as_kind == NotificationKind.COMMENT_HIDDEN:
        holds = is_hidden(row) and row.newest == row.id and row.answers is None
        return CommentHidden(row.id, contribution_of(row, shelf), reason_of(row)) if holds else None
    if row.as_kind == NotificationKind.COMMENT_SHOWN:
        holds = row.state == CommentState.HANDED_IN and not is_hidden(row) and row.newest == row.id
        waits = row.visibility != Visibility.RELEASED
        return CommentShown(contribution_of(row, shelf), waits) if holds else None
    if row.decided is None or row.state != CommentState.HANDED_IN:
        return None
    return ObjectionDecided(contribution_of(row, shelf), not is_hidden(row), reason_of(row))


def _decisions(rows: Sequence[Any], shelf: Shelf) -> dict[int, News]:
    together: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        together[row.told_by].append(row)
    return {
        id: CommentDecided(
            tuple(contribution_of(row, shelf) for row in decided),
            Decision(Status(decided[0].status), decided[0].reason),
        )
        for id, decided in together.items()
    }


def _sections(rows: Sequence[Any], shelf: Shelf) -> dict[int, News]:
    commented: defaultdict[tuple[int, int, int], list[int]] = defaultdict(list)
    for row in rows:
        commented[row.told_by, row.subject, row.version].append(row.section)
    return {
        id: SectionsChanged(shelf.guidelines.slugs[item], version, tuple(sections))
        for (id, item, version), sections in commented.items()
        if item in shelf.guidelines.slugs
    }
