"""Erases a person: every row about him, or every row but what was handed in, which then belongs to nobody."""

from datetime import datetime

from sqlalchemy import delete, exists, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.comment import CommentState
from dialogs.engine.place import dump
from dialogs.engine.wants import RunState
from dialogs.talks.goodbye import GONE
from storage import journal
from storage.outbox_rows import State
from storage.privacy_ways import Person, find_person, rows_of
from storage.signups import hold, move_up
from storage.tables import (
    answers,
    citizens,
    comments,
    inbox,
    outbox,
    readings,
    runs,
    signups,
    supports,
    votes,
)

ALL, KEPT = "alles", "Abgegebenes bleibt anonym"
"""What the journal says of it."""


async def erase(connection: AsyncConnection, key: bytes, citizen: int, now: datetime, *, keeps: bool) -> bool:
    """Erases a citizen with all that waits to be heard or sent; tells whether there was one.

    With `keeps`, what was handed in stays and counts, under a pseudonym whose number nobody has any more, or
    under none. What hangs on a row goes with it: answers with their run; parts, rulings and answers of the
    city with a comment; participation, wishes, notifications and messages with the citizen.
    """
    # Who gives seats holds the event before the people, and so does this.
    of_citizen = select(signups.c.item).where(signups.c.citizen == citizen)
    events = (await connection.execute(of_citizen)).scalars().all()
    await hold(connection, events)
    # Whoever is about to write something that points to this person waits, and then finds nobody. Staff who
    # answer hold comments before they tell their authors: held in the same order nobody waits in a circle.
    theirs = select(comments.c.id).where(comments.c.citizen == citizen).order_by(comments.c.id)
    for held in (theirs, select(citizens.c.id).where(citizens.c.id == citizen)):
        await connection.execute(held.with_for_update())
    person = await find_person(connection, key, citizen)
    if person is None:
        return False
    if keeps:
        await _detach(connection, person)
    else:
        for table in (runs, readings, votes, supports, comments):
            await connection.execute(delete(table).where(rows_of(table, person)))
    for table in (inbox, citizens):
        await connection.execute(delete(table).where(rows_of(table, person)))
    await move_up(connection, events, now)
    await journal.write(connection, journal.SOMEBODY, "person erased", "", KEPT if keeps else ALL, now)
    return True


async def _detach(connection: AsyncConnection, person: Person) -> None:
    """Deletes what was not handed in, and takes the person's number from the rest."""
    unfinished = rows_of(runs, person) & (runs.c.state != RunState.COMPLETE)
    await connection.execute(delete(runs).where(unfinished))
    await connection.execute(delete(answers).where(rows_of(answers, person), ~answers.c.counted))
    not_handed_in = rows_of(comments, person) & (comments.c.state == CommentState.UNFINISHED)
    await connection.execute(delete(comments).where(not_handed_in))
    await connection.execute(update(comments).where(rows_of(comments, person)).values(citizen=None))


IS_GONE = citizens.c.place == literal_column(f"'{dump(GONE)}'")
"""As it stands in the index: SQLite uses that only if it can see the value."""

_WAITS = exists().where(outbox.c.citizen == citizens.c.id, outbox.c.state.in_((State.WAITING, State.SENDING)))


async def has_gone(connection: AsyncConnection) -> bool:
    """Whether somebody who was erased has been told so, and is only known for that any more."""
    found = await connection.execute(select(citizens.c.id).where(IS_GONE, ~_WAITS).limit(1))
    return found.first() is not None


async def forget_gone(connection: AsyncConnection) -> int:
    """Forgets them, with the message that told them; returns how many they were."""
    return (await connection.execute(delete(citizens).where(IS_GONE, ~_WAITS))).rowcount
