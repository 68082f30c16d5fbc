"""Who gets a broadcast at a moment: one query, the same for counting and for choosing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import add

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.broadcast import MOST_IN_A_WEEK, WEEK, Audience, Broadcast, crowded, topics_of_all
from dialogs.engine.wants import RunState
from storage.broadcasts import Stored, list_between
from storage.outbox_rows import SENT_ON
from storage.tables import citizens, items, outbox, participation, signups, subscriptions

WEB = "web"
"""On the page a broadcast waits for the next visit."""

CHANNELS = (*SENT_ON, WEB)
"""Those people can be told something on that they did not ask for."""


@dataclass(frozen=True, slots=True)
class Part:
    """Those citizens whose numbers lie behind one and not behind the other."""

    after: int = 0
    last: int | None = None

    def holds(self, number: ColumnElement[int]) -> list[ColumnElement[bool]]:
        """The conditions for a number to lie in it."""
        return [number > self.after] if self.last is None else [number > self.after, number <= self.last]


ALL = Part()


def choose(audience: Audience, part: Part = ALL, *, service: bool) -> Select[tuple[int]]:
    """The numbers of everybody who can be reached and is meant, each once.

    Unless it is a `service` for people who signed up for something, only those who want announcements.
    """
    query = select(citizens.c.id).where(
        citizens.c.reachable, citizens.c.channel.in_(CHANNELS), *part.holds(citizens.c.id)
    )
    for topic in sorted(topics_of_all(audience, service=service)):
        told = subscriptions.alias()
        # Told for both: PostgreSQL does not conclude from one that the other lies in the part too.
        within = part.holds(told.c.citizen)
        query = query.join(told, and_(told.c.citizen == citizens.c.id, told.c.topic == topic, *within))
    if audience.languages:
        query = query.where(citizens.c.language.in_(audience.languages))
    if audience.took_part_in:
        took_part = participation.alias()
        query = query.join(
            took_part,
            and_(
                took_part.c.citizen == citizens.c.id,
                took_part.c.item == _number("survey", audience.took_part_in),
                took_part.c.state == RunState.COMPLETE,
            ),
        )
    if audience.not_in:
        did = participation.alias()
        took_part_there = select(did.c.citizen).where(
            did.c.citizen == citizens.c.id,
            did.c.item == _number("survey", audience.not_in),
            did.c.state == RunState.COMPLETE,
        )
        query = query.where(~took_part_there.exists())
    if audience.signed_up_for:
        comes = _number("event", audience.signed_up_for)
        query = query.join(signups, and_(signups.c.citizen == citizens.c.id, signups.c.item == comes))
    return query


def choose_wanting(broadcast: Broadcast) -> Select[tuple[int]]:
    """The numbers of everybody who can be reached and still wants what a broadcast is for, or comes to it."""
    told = broadcast.audience
    wanted = Audience(topic=told.topic, signed_up_for=told.signed_up_for)
    return choose(wanted, service=broadcast.service)


def _number(kind: str, slug: str) -> ColumnElement[int]:
    """The number of an item's row; of one that is not there nobody is meant."""
    return select(items.c.id).where(items.c.kind == kind, items.c.slug == slug).scalar_subquery()


async def count_recipients(connection: AsyncConnection, audience: Audience, *, service: bool) -> int:
    """How many would get it if it began at this moment."""
    chosen = choose(audience, service=service).subquery()
    count: int = (await connection.execute(select(func.count()).select_from(chosen))).scalar_one()
    return count


async def count_crowded(
    connection: AsyncConnection, broadcast: Broadcast, at: datetime, but: int | None = None
) -> int:
    """How many of its recipients would get more than two broadcasts in seven days if it went out then.

    `but` is its own number, if it has one. Who has got the others is looked up; who is going to is reckoned
    as of now.
    """
    near = await list_between(connection, at - WEEK, at + WEEK)
    others = {other.id: other for other in near if other.id != but}
    weeks = crowded(at, {id: other.goes_out for id, other in others.items()})
    if not weeks:
        return 0
    chosen = choose(broadcast.audience, service=broadcast.service)
    full = or_(*(_has_enough({id: others[id] for id in week}) for week in weeks))
    count = select(func.count()).select_from(chosen.where(full).subquery())
    found: int = (await connection.execute(count)).scalar_one()
    return found


def _has_enough(others: Mapping[int, Stored]) -> ColumnElement[bool]:
    """Whether a citizen already gets as many of these as a week may have."""
    gets = [case((citizens.c.id.in_(_receivers(other)), 1), else_=0) for other in others.values()]
    return reduce(add, gets) >= MOST_IN_A_WEEK


def _receivers(other: Stored) -> Select[tuple[int]]:
    if other.started is None:
        return choose(other.broadcast.audience, service=other.broadcast.service)
    return select(outbox.c.citizen).where(outbox.c.broadcast == other.id, outbox.c.edition == 0)
