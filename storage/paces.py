"""How fast all senders of one bot may send together: one row a bot, held by whoever is claiming."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Moment, read_moment
from storage.ready import Ready
from storage.tables_delivery import paces
from storage.upsert import insert_into

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_SECOND = timedelta(seconds=1)
_WRONG_CLOCK = 10_000
"""Milliseconds another sender's clock may be ahead of ours; further ahead is only a wrong one."""

LONGEST_SILENCE = 3600.0
"""Seconds; a silence that lasts longer was noted by a clock that was wrong, and nobody keeps it."""


@dataclass(frozen=True, slots=True)
class Level:
    """What the row says, as seconds from now: a sender reckons with its own clock.

    `room` is what was left `passed` seconds ago, `spare` the part of it that broadcasts may use; `silent`
    is for how long nobody may send; `answered` how long ago an answer left, None if none ever has. `at` is
    the moment to be written down with what is left now.
    """

    room: float
    spare: float
    at: datetime
    passed: float = 0.0
    silent: float = 0.0
    answered: float | None = None


async def make(connection: AsyncConnection, bot: str, now: datetime) -> None:
    """Makes the row of a bot unless it is there; at first there is no room, it grows as time goes by."""
    row = insert_into(connection, paces).values(bot=bot, room=0.0, spare=0.0, reckoned=now)
    await connection.execute(row.on_conflict_do_nothing())


_HELD = Ready(
    select(paces.c.room, paces.c.spare, paces.c.reckoned, paces.c.silent_until, paces.c.answered)
    .where(paces.c.bot == bindparam("of_bot"))
    .with_for_update()
)


async def hold(connection: AsyncConnection, bot: str, now: datetime) -> Level:
    """The row of a bot, which no other sender reads before this transaction ends; `make` has made it."""
    [(room, spare, reckoned, silent_until, answered)] = await _HELD.fetch(connection, {"of_bot": bot})
    # Whole milliseconds, as they are stored: what is cut off would be counted twice. And never back, for
    # clocks differ a little, and time that has been counted would come again.
    at, before = (now - _EPOCH) // _MILLISECOND, reckoned
    if at < before < at + _WRONG_CLOCK:
        at = before
    return Level(
        room,
        spare,
        read_moment(at),
        max(at - before, 0) / 1000,
        _believed(max(silent_until - at, 0) / 1000 if silent_until is not None else 0.0),
        max(at - answered, 0) / 1000 if answered is not None else None,
    )


_KEPT = Ready(
    update(paces)
    .where(paces.c.bot == bindparam("of_bot"))
    .values(
        room=bindparam("left"),
        spare=bindparam("left_spare"),
        reckoned=bindparam("at"),
        answered=func.coalesce(bindparam("answer_at", type_=Moment), paces.c.answered),
    )
)


async def keep(
    connection: AsyncConnection, bot: str, room: float, spare: float, at: datetime, *, answered: bool
) -> None:
    """Writes down what is left at the moment `hold` has told, and whether an answer has left."""
    row = {"of_bot": bot, "left": room, "left_spare": spare, "at": at}
    await _KEPT.write(connection, [{**row, "answer_at": at if answered else None}])


async def silence(connection: AsyncConnection, bot: str, seconds: float, now: datetime) -> None:
    """Nobody may send for so long; a longer silence that was asked for before stays."""
    await make(connection, bot, now)
    until = now + seconds * _SECOND
    longer = paces.c.silent_until.between(until, now + LONGEST_SILENCE * _SECOND)
    not_longer = paces.c.silent_until.is_(None) | ~longer
    await connection.execute(update(paces).where(paces.c.bot == bot, not_longer).values(silent_until=until))


async def find_silence(connection: AsyncConnection, bot: str, now: datetime) -> float:
    """For how many more seconds nobody may send."""
    query = select(paces.c.silent_until).where(paces.c.bot == bot)
    until: datetime | None = (await connection.execute(query)).scalar_one_or_none()
    return _believed(max((until - now) / _SECOND, 0.0) if until else 0.0)


def _believed(silence: float) -> float:
    return silence if silence <= LONGEST_SILENCE + _WRONG_CLOCK / 1000 else 0.0
