"""What notifications of events are about, read together: one query for each kind of thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy import bindparam, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.event import Event
from dialogs.city.event_wish import EventWish, moment_of
from dialogs.city.notification import (
    EventChanged,
    EventMinutes,
    EventNew,
    EventReminder,
    News,
    NotificationKind,
    SeatFree,
)
from dialogs.city.subscription import topics_of
from dialogs.city.telling import minute_of
from storage import definitions
from storage.city import Shelf
from storage.news_windows import read_wishes
from storage.notifications import Fate, Untold
from storage.subscriptions import read_topics
from storage.tables import notifications, signups, versions

KINDS = (
    NotificationKind.EVENT_NEW,
    NotificationKind.EVENT_REMINDER,
    NotificationKind.EVENT_CHANGED,
    NotificationKind.EVENT_MINUTES,
    NotificationKind.SEAT_FREE,
)


@dataclass(frozen=True, slots=True)
class Desk:
    """All that is known of those who are to be told: by citizen and item."""

    now: datetime
    zone: tzinfo
    topics: Mapping[int, frozenset[str]]
    wishes: Mapping[tuple[int, int], frozenset[str]]
    seats: Mapping[tuple[int, int], tuple[int, bool]]
    """Number of the sign-up, and whether it has a seat."""
    before: Mapping[tuple[int, int], Event]
    """The version before one, by its number."""
    first: Mapping[tuple[int, int], int]
    """The first change of an event that a citizen has not been told of."""
    changed: Mapping[tuple[int, int], datetime]
    """When an event was changed for the last time, of those a citizen is told of."""


async def find_events(
    connection: AsyncConnection, shelf: Shelf, untold: Sequence[Untold], now: datetime, zone: tzinfo
) -> dict[int, News | Fate]:
    """What they are about, or why they are not told, by the number of the notification."""
    ours = [each for each in untold if each.kind in KINDS]
    if not ours:
        return {}
    people, items = sorted({each.citizen for each in ours}), sorted({each.subject for each in ours})
    changed = [each for each in ours if each.kind == NotificationKind.EVENT_CHANGED]
    first: dict[tuple[int, int], int] = {}
    for each in changed:
        at = each.citizen, each.subject
        first[at] = min(first.get(at, each.version), each.version)
    desk = Desk(
        now,
        zone,
        await read_topics(connection, people),
        await read_wishes(connection, people, items),
        await _seats(connection, people, items),
        await _before(connection, changed),
        first,
        await _changes(connection, [each for each in ours if each.kind == NotificationKind.EVENT_REMINDER]),
    )
    found: dict[int, News | Fate] = {}
    for each in ours:
        event = shelf.city.events.get(shelf.events.slugs.get(each.subject, ""))
        found[each.id] = _tell(desk, each, event) if event else Fate.OVER
    return found


def _tell(desk: Desk, each: Untold, event: Event) -> News | Fate:
    at = each.citizen, each.subject
    match each.kind:
        case NotificationKind.EVENT_NEW:
            wanted = desk.topics[each.citizen].intersection(topics_of(event))
            return EventNew(event.slug) if wanted else Fate.NOT_WISHED
        case NotificationKind.EVENT_REMINDER:
            return _remind(desk, each, event)
        case NotificationKind.EVENT_CHANGED:
            if at not in desk.seats and at not in desk.wishes:
                return Fate.NOT_WISHED
            if each.version > desk.first[at]:
                return Fate.SUPERSEDED
            before = desk.before.get((each.subject, each.version))
            return EventChanged(event.slug, each.version, before, at in desk.seats)
        case NotificationKind.SEAT_FREE:
            return SeatFree(event.slug) if desk.seats.get(at) == (each.version, True) else Fate.OVER
        case _minutes:
            return EventMinutes(event.slug)


def _remind(desk: Desk, each: Untold, event: Event) -> News | Fate:
    """The newest reminder somebody wishes for; of an event that was moved another one comes.

    Who is told of the new time is not reminded as well because that is so near.
    """
    moments = {wish: moment_of(wish, event, desk.zone) for wish in EventWish}
    mine = next((wish for wish, moment in moments.items() if minute_of(moment) == each.version), None)
    if mine is None or event.cancelled:
        return Fate.OVER
    at = each.citizen, each.subject
    chosen = desk.wishes.get(at, frozenset())
    if mine not in chosen:
        return Fate.NOT_WISHED
    if at in desk.changed and moments[mine] <= desk.changed[at]:
        return Fate.SUPERSEDED
    if any(moments[mine] < moments[wish] <= desk.now for wish in EventWish if wish in chosen):
        return Fate.SUPERSEDED
    return EventReminder(event.slug, mine, at in desk.seats)


_SEATS = select(signups.c.citizen, signups.c.item, signups.c.id, signups.c.seated).where(
    signups.c.citizen.in_(bindparam("people", expanding=True)),
    signups.c.item.in_(bindparam("items", expanding=True)),
)


async def _seats(
    connection: AsyncConnection, people: Sequence[int], items: Sequence[int]
) -> dict[tuple[int, int], tuple[int, bool]]:
    rows = (await connection.execute(_SEATS, {"people": people, "items": items})).all()
    return {(row.citizen, row.item): (row.id, row.seated) for row in rows}


_CHANGES = (
    select(notifications.c.citizen, notifications.c.subject, func.max(notifications.c.created))
    .where(
        notifications.c.citizen.in_(bindparam("people", expanding=True)),
        notifications.c.kind == NotificationKind.EVENT_CHANGED,
        notifications.c.subject.in_(bindparam("items", expanding=True)),
        notifications.c.fate.in_([Fate.TOLD, Fate.SUPERSEDED]),
    )
    .group_by(notifications.c.citizen, notifications.c.subject)
)


async def _changes(
    connection: AsyncConnection, reminders: Sequence[Untold]
) -> dict[tuple[int, int], datetime]:
    """When what citizens are reminded of was changed for the last time; also what waits to be told."""
    if not reminders:
        return {}
    people, items = sorted({each.citizen for each in reminders}), sorted({each.subject for each in reminders})
    rows = (await connection.execute(_CHANGES, {"people": people, "items": items})).all()
    return {(citizen, item): at for citizen, item, at in rows}


async def _before(connection: AsyncConnection, changed: Sequence[Untold]) -> dict[tuple[int, int], Event]:
    """What the events were like before these versions."""
    wanted = sorted({(each.subject, each.version - 1) for each in changed})
    if not wanted:
        return {}
    query = select(versions.c.item, versions.c.number, versions.c.body).where(
        tuple_(versions.c.item, versions.c.number).in_(wanted)
    )
    found: dict[tuple[int, int], Event] = {}
    for item, number, body in (await connection.execute(query)).all():
        # Nobody could read a broken one then either.
        if event := definitions.try_load("event", body):
            found[item, number + 1] = event
    return found
