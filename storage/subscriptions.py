"""What citizens want to be told of all that is new: written down, read, and ended at once in what waits."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.broadcast import Broadcast, topics_of_all
from dialogs.city.event_wish import EventWish
from dialogs.city.facts_notices import (
    AllSwitchedOff,
    QuietHoursChosen,
    RhythmChosen,
    TopicChosen,
    TopicDropped,
)
from dialogs.city.quiet import QuietHours
from dialogs.city.subscription import ANNOUNCEMENTS, Notices, Rhythm, family_of
from dialogs.city.urgency import BOTH, switch_of_wish
from dialogs.engine.wants import Found, MyNotices
from storage import outbox_broadcasts
from storage.broadcasts import load
from storage.city import Shelf
from storage.outbox_rows import Rank, State
from storage.outbox_unwanted import IS_UNSETTLED, end
from storage.pen import Happened, Pen
from storage.tables import broadcasts, notifications, outbox, preferences, subscriptions, wishes
from storage.upsert import insert_into

UNSUBSCRIBED = "unsubscribed"
"""Why a message was not sent that its citizen has switched off while it waited."""

SIGNED_OFF = "signed off"
"""Why a message to all who signed up for an event was not sent to somebody who will not come any more."""


async def write_topics(pen: Pen, happened: Sequence[Happened[TopicChosen]]) -> None:
    """Wanting something twice (two devices at once) is wanting it once."""
    rows = [{"citizen": h.citizen, "topic": h.fact.topic, "day": pen.day(h)} for h in happened]
    await pen.connection.execute(insert_into(pen.connection, subscriptions).on_conflict_do_nothing(), rows)


_DROP = delete(subscriptions).where(
    subscriptions.c.citizen == bindparam("who"), subscriptions.c.topic == bindparam("of_topic")
)


async def write_topics_dropped(pen: Pen, happened: Sequence[Happened[TopicDropped]]) -> None:
    """Nothing is left of it, and what waits because of it is not sent any more."""
    rows = [{"who": h.citizen, "of_topic": h.fact.topic} for h in happened]
    await pen.connection.execute(_DROP, rows)
    for h in happened:
        topics = (await read_topics(pen.connection, [h.citizen]))[h.citizen]
        left, family = {family_of(topic) for topic in topics}, family_of(h.fact.topic)
        if family not in left:
            over = [family, BOTH] if left.isdisjoint(BOTH.split()) else [family]
            await end_waiting(pen.connection, h.citizen, over, h.at)
        await _end_unwanted(pen.connection, h.citizen, [h.fact.topic], h.at)


async def write_rhythms(pen: Pen, happened: Sequence[Happened[RhythmChosen]]) -> None:
    """What waits for a digest is looked at again."""
    rows = [{"citizen": h.citizen, "rhythm": h.fact.rhythm} for h in happened]
    statement = insert_into(pen.connection, preferences)
    upsert = statement.on_conflict_do_update(
        index_elements=[preferences.c.citizen], set_={"rhythm": statement.excluded.rhythm}
    )
    await pen.connection.execute(upsert, rows)
    await _look_again(pen.connection, [h.citizen for h in happened])


async def write_quiet_hours(pen: Pen, happened: Sequence[Happened[QuietHoursChosen]]) -> None:
    """What waits for the morning is looked at again."""
    rows = [
        {
            "citizen": h.citizen,
            "quiet_from": h.fact.hours.starts if h.fact.hours else None,
            "quiet_until": h.fact.hours.ends if h.fact.hours else None,
        }
        for h in happened
    ]
    statement = insert_into(pen.connection, preferences)
    new = {name: statement.excluded[name] for name in ("quiet_from", "quiet_until")}
    upsert = statement.on_conflict_do_update(index_elements=[preferences.c.citizen], set_=new)
    await pen.connection.execute(upsert, rows)
    people = [h.citizen for h in happened]
    await _look_again(pen.connection, people)
    await outbox_broadcasts.look_again(pen.connection, people)


_ALL_TOPICS = delete(subscriptions).where(subscriptions.c.citizen == bindparam("who"))
_ALL_WISHES = delete(wishes).where(wishes.c.citizen == bindparam("who"))


async def write_all_off(pen: Pen, happened: Sequence[Happened[AllSwitchedOff]]) -> None:
    """No topic and no wish is left, and nothing that waits because of one."""
    for h in happened:
        topics = (await read_topics(pen.connection, [h.citizen]))[h.citizen]
        await pen.connection.execute(_ALL_TOPICS, {"who": h.citizen})
        await pen.connection.execute(_ALL_WISHES, {"who": h.citizen})
        await end(pen.connection, _TOLD_BY_ITSELF, UNSUBSCRIBED, {"who": h.citizen, "at": h.at})
        await _end_unwanted(pen.connection, h.citizen, {*topics, ANNOUNCEMENTS}, h.at)


_MINE = outbox.c.citizen == bindparam("who")
_TOLD_BY_ITSELF = _MINE & (outbox.c.topic != "")
_OF_TOPICS = _MINE & outbox.c.topic.in_(bindparam("topics", expanding=True))
_THESE = outbox.c.id.in_(bindparam("ids", expanding=True))
_BROADCASTS = (
    select(outbox.c.id, broadcasts.c.body)
    .join(broadcasts, broadcasts.c.id == outbox.c.broadcast)
    .where(_MINE, IS_UNSETTLED)
)


async def end_waiting(connection: AsyncConnection, citizen: int, topics: Sequence[str], at: datetime) -> None:
    """Ends messages told by themselves that wait to be sent, by what switches them off."""
    await end(connection, _OF_TOPICS, UNSUBSCRIBED, {"who": citizen, "topics": topics, "at": at})


async def end_signed_off(connection: AsyncConnection, citizen: int, event: str, at: datetime) -> None:
    """Ends broadcasts that wait for this citizen and are for all who signed up for an event."""

    def is_over(told: Broadcast) -> bool:
        return told.audience.signed_up_for == event

    await _end_broadcasts(connection, citizen, is_over, SIGNED_OFF, at)


_OVERTAKEN = (
    update(outbox)
    .where(
        outbox.c.state == literal_column(f"'{State.WAITING}'"),
        outbox.c.rank == Rank.REMINDER,
        outbox.c.topic.in_(bindparam("topics", expanding=True)),
    )
    .values(state=State.SKIPPED, reason="changed", body="", done=bindparam("at"))
)


async def end_reminders(connection: AsyncConnection, event: str, at: datetime) -> None:
    """Ends reminders of an event that wait to be sent: it is at another time now, or does not take place."""
    topics = [switch_of_wish(kind, event) for kind in EventWish]
    await connection.execute(_OVERTAKEN, {"topics": topics, "at": at})


async def _end_unwanted(
    connection: AsyncConnection, citizen: int, topics: Collection[str], at: datetime
) -> None:
    """Ends broadcasts that wait for this citizen and are for those who want one of these topics."""

    def is_over(told: Broadcast) -> bool:
        return not topics_of_all(told.audience, service=told.service).isdisjoint(topics)

    await _end_broadcasts(connection, citizen, is_over, UNSUBSCRIBED, at)


async def _end_broadcasts(
    connection: AsyncConnection, citizen: int, is_over: Callable[[Broadcast], bool], reason: str, at: datetime
) -> None:
    rows = (await connection.execute(_BROADCASTS, {"who": citizen})).all()
    if ids := [row.id for row in rows if is_over(load(row.body))]:
        await end(connection, _THESE, reason, {"ids": ids, "at": at})


_AGAIN = (
    update(notifications)
    .where(notifications.c.citizen.in_(bindparam("people", expanding=True)), notifications.c.told.is_(None))
    .values(due=notifications.c.created)
)


async def _look_again(connection: AsyncConnection, people: Sequence[int]) -> None:
    await connection.execute(_AGAIN, {"people": people})


_TOPICS = select(subscriptions.c.citizen, subscriptions.c.topic).where(
    subscriptions.c.citizen.in_(bindparam("people", expanding=True))
)
_PREFERENCES = select(
    preferences.c.citizen, preferences.c.rhythm, preferences.c.quiet_from, preferences.c.quiet_until
).where(preferences.c.citizen.in_(bindparam("people", expanding=True)))
_WISHES = (
    select(wishes.c.citizen, wishes.c.item)
    .distinct()
    .where(wishes.c.citizen.in_(bindparam("people", expanding=True)))
    .order_by(wishes.c.item)
)


async def read_topics(connection: AsyncConnection, people: Collection[int]) -> dict[int, frozenset[str]]:
    """The topics of each of these citizens, with one query."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    if people:
        for citizen, topic in (await connection.execute(_TOPICS, {"people": list(people)})).all():
            found[citizen].add(topic)
    return {citizen: frozenset(found[citizen]) for citizen in people}


def read_quiet(starts: int | None, ends: int | None) -> QuietHours | None:
    """Somebody's own quiet hours; None: those of the city."""
    return None if starts is None or ends is None else QuietHours(starts, ends)


def read_rhythm(name: str | None) -> Rhythm:
    """How often; at once unless something else was chosen that this version of the program knows."""
    return Rhythm(name) if name in list(Rhythm) else Rhythm.AT_ONCE


async def my_notices(
    connection: AsyncConnection, shelf: Shelf, _key: bytes, asked: list[tuple[int, MyNotices]]
) -> Iterable[Found]:
    """What everybody has switched on, with three queries."""
    people = [citizen for citizen, _ in asked]
    topics = await read_topics(connection, people)
    how = {row.citizen: row for row in (await connection.execute(_PREFERENCES, {"people": people})).all()}
    names = {
        item: (kind, slug)
        for kind, rows in (
            ("guideline", shelf.guidelines),
            ("survey", shelf.surveys),
            ("event", shelf.events),
        )
        for item, slug in rows.slugs.items()
    }
    reminders: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for citizen, item in (await connection.execute(_WISHES, {"people": people})).all():
        if item in names:
            reminders[citizen].append(names[item])
    found: list[Notices] = []
    for citizen in people:
        row = how.get(citizen)
        rhythm = read_rhythm(row.rhythm if row else None)
        quiet = read_quiet(row.quiet_from, row.quiet_until) if row else None
        found.append(Notices(topics[citizen], rhythm, quiet, tuple(reminders[citizen])))
    return found
