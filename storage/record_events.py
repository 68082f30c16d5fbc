"""Writes down who comes to events: signing up and off, being there, wishing to be reminded."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete

from dialogs.city.facts import (
    EventAttended,
    EventSignedOff,
    EventSignedUp,
    EventWishChosen,
    EventWishTakenBack,
)
from dialogs.city.urgency import switch_of_wish
from storage import wishes
from storage.pen import Happened, Pen
from storage.signups import hold, move_up
from storage.subscriptions import end_signed_off, end_waiting
from storage.tables import attendances, signups
from storage.upsert import insert_into


def _rows(pen: Pen, happened: Sequence[Happened[EventSignedUp | EventAttended]]) -> list[dict[str, object]]:
    return [
        {"citizen": h.citizen, "item": pen.shelf.events.numbers[h.fact.event], "day": pen.day(h)}
        for h in happened
    ]


async def write_signed_up(pen: Pen, happened: Sequence[Happened[EventSignedUp]]) -> None:
    """Signing up twice (two devices at once) is signing up once; who comes first gets a seat first."""
    rows = _rows(pen, happened)
    numbers = [pen.shelf.events.numbers[h.fact.event] for h in happened]
    await hold(pen.connection, numbers)
    await pen.connection.execute(insert_into(pen.connection, signups).on_conflict_do_nothing(), rows)
    now = max(h.at for h in happened)
    await move_up(pen.connection, numbers, now, knows={h.citizen for h in happened})


_SIGN_OFF = delete(signups).where(
    signups.c.citizen == bindparam("who"), signups.c.item == bindparam("of_item")
)


async def write_signed_off(pen: Pen, happened: Sequence[Happened[EventSignedOff]]) -> None:
    """The seat is free, and the first who waits gets it; what waits for all who come is not sent any more."""
    rows = [{"who": h.citizen, "of_item": pen.shelf.events.numbers[h.fact.event]} for h in happened]
    numbers = [pen.shelf.events.numbers[h.fact.event] for h in happened]
    await hold(pen.connection, numbers)
    await pen.connection.execute(_SIGN_OFF, rows)
    for h in happened:
        await end_signed_off(pen.connection, h.citizen, h.fact.event, h.at)
    await move_up(pen.connection, numbers, max(h.at for h in happened))


async def write_attended(pen: Pen, happened: Sequence[Happened[EventAttended]]) -> None:
    """Being there twice is being there."""
    statement = insert_into(pen.connection, attendances).on_conflict_do_nothing()
    await pen.connection.execute(statement, _rows(pen, happened))


async def write_event_wishes(pen: Pen, happened: Sequence[Happened[EventWishChosen]]) -> None:
    """Wishes to be reminded of events."""
    numbers = pen.shelf.events.numbers
    await wishes.note(pen, [(h.citizen, numbers[h.fact.event], h.fact.kind, pen.day(h)) for h in happened])


async def write_event_wishes_taken_back(pen: Pen, happened: Sequence[Happened[EventWishTakenBack]]) -> None:
    """They are gone, and what waits because of them is not sent any more."""
    numbers = pen.shelf.events.numbers
    await wishes.take_back(pen, [(h.citizen, numbers[h.fact.event], h.fact.kind) for h in happened])
    for h in happened:
        await end_waiting(pen.connection, h.citizen, [switch_of_wish(h.fact.kind, h.fact.event)], h.at)
