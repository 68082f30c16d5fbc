"""An announcement on its way: stopped, gone on, ended, corrected, sent again; what came of it sums up."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from dialogs.city.broadcast import BroadcastState, corrected
from storage import (
    broadcasts,
    broadcasts_bodies,
    broadcasts_course,
    broadcasts_report,
    erasure,
    outbox_left,
    retention,
)
from storage.broadcasts_bodies import message_to_correct, newest_body
from storage.broadcasts_course import NOT_ANY_MORE
from storage.broadcasts_report import Corrections, Report
from storage.database import Database
from storage.subscriptions import UNSUBSCRIBED
from storage.tables import outbox
from tests import sample
from tests.broadcasts import (
    ANNOUNCEMENT,
    BODIES,
    begin,
    change,
    get,
    meet,
    plan,
    reported,
    rows,
    settle,
    spread,
)

LATER = sample.NOW + timedelta(hours=1)
OTHER = replace(ANNOUNCEMENT, title={"de": "Der Markt bleibt"})


async def finish(database: Database, id: int, now: datetime = LATER) -> bool:
    """Whether it is done by itself."""
    async with database.write() as connection:
        return await broadcasts_course.finish(connection, id, now)


async def correct(database: Database, id: int, seen: int) -> bool:
    """Other words for it."""
    async with database.write() as connection:
        return await broadcasts_course.correct(connection, id, OTHER, seen, "Bo", LATER)


async def test_what_came_of_it_always_sums_up(database: Database) -> None:
    numbers = await meet(database, *"abcdefghijk")
    web = await meet(database, *"vwx", channel="web")
    id = await plan(database)
    assert await reported(database, id) == Report()
    await begin(database, id, most=4)
    assert await reported(database, id) == Report(waiting=11, unseen=3)
    ends = [
        ("sent", ""), ("sent", ""), ("sending", ""), ("skipped", "bot was blocked by the user"),
        ("skipped", UNSUBSCRIBED), ("failed", "status 400: x"), ("failed", "status 400: x"),
        ("failed", "program error"), ("unknown", "sender died"), ("expired", "kept for too long"),
    ]  # fmt: skip
    for number, (state, reason) in zip(numbers, ends, strict=False):
        await settle(database, number, state, reason=reason)
    await settle(database, web[0], "shown")
    failed = {"status 400: x": 2, "program error": 1}
    among = Report(
        sent=2, sending=1, blocked=1, unsubscribed=1, failed=failed, unknown=1, expired=1, waiting=1,
        shown=1, unseen=2,
    )  # fmt: skip
    assert await reported(database, id) == among
    assert (among.settled, among.recipients) == (12, 14)
    async with database.write() as connection:
        assert await erasure.erase(connection, sample.KEY, numbers[0], LATER, keeps=False)
    assert await reported(database, id) == replace(among, sent=1, gone=1)
    async with database.read() as connection:
        assert await broadcasts_report.report(connection, 99) == Report()


async def test_stopped_it_waits_until_it_goes_on_or_is_ended(database: Database) -> None:
    [a, _b, c] = await meet(database, *"abc")
    await meet(database, "w", channel="web")
    id = await plan(database)
    await begin(database, id)
    await settle(database, a, "sent")
    await settle(database, c, "sending")
    async with database.write() as connection:
        assert not await broadcasts_course.end(connection, id, LATER)
        assert await broadcasts.stop(connection, id, LATER)
        assert await broadcasts.proceed(connection, id, LATER)
        assert await broadcasts.stop(connection, id, LATER)
    assert not await finish(database, id)
    async with database.write() as connection:
        assert await broadcasts_course.end(connection, id, LATER)
        assert not await broadcasts_course.end(connection, id, LATER)
    assert await reported(database, id) == Report(sent=1, sending=1, ended=2)
    # What was under way and did not arrive is not tried again, and does not wait for ever.
    await settle(database, c, "waiting", due=LATER)
    async with database.write() as connection:
        assert await outbox_left.expire(connection, LATER) == [3]
    assert await reported(database, id) == Report(sent=1, ended=2, expired=1)
    [(ended,)] = await rows(database, f"SELECT count(*) FROM outbox WHERE reason = '{NOT_ANY_MORE}'")
    assert (ended, (await get(database, id)).state) == (2, BroadcastState.DONE)


async def test_done_once_nothing_waits_to_be_sent(database: Database) -> None:
    [a, b] = await meet(database, *"ab")
    [web] = await meet(database, "w", channel="web")
    id = await plan(database)
    await begin(database, id)
    await settle(database, a, "sent")
    await settle(database, b, "sending")
    assert not await finish(database, id)
    await settle(database, b, "failed", reason="x")
    # What waits in the web chat does so until the next visit.
    assert await finish(database, id)
    stored = await get(database, id)
    assert (stored.state, stored.ended) == (BroadcastState.DONE, LATER)
    assert (await reported(database, id)).unseen == 1
    await settle(database, web, "shown")
    assert await reported(database, id) == Report(sent=1, shown=1, failed={"x": 1})


async def test_who_is_in_doubt_gets_it_again_once_each_press(database: Database) -> None:
    numbers = await meet(database, *"abc")
    id = await plan(database)
    async with database.write() as connection:
        assert await broadcasts_course.send_unknown_again(connection, id, LATER) == 0
    await begin(database, id)
    for number, state in zip(numbers, ("sent", "unknown", "unknown"), strict=True):
        await settle(database, number, state, reason="sender died")
    assert await finish(database, id)
    async with database.write() as connection:
        assert await broadcasts_course.send_unknown_again(connection, id, LATER) == 2
        assert await broadcasts_course.send_unknown_again(connection, id, LATER) == 0
    stored = await get(database, id)
    assert (stored.state, stored.ended, stored.recipients) == (BroadcastState.SENDING, None, 3)
    assert await reported(database, id) == Report(sent=1, waiting=2)


async def test_a_correction_changes_what_has_arrived(database: Database) -> None:
    numbers = await meet(database, *"abcdef")
    [_web] = await meet(database, "w", channel="web")
    id = await plan(database)
    assert not await correct(database, id, 2)
    await begin(database, id)
    assert not await correct(database, id, 2)
    for number, state in zip(numbers, ("sent", "sent", "sending", "failed", "sent"), strict=False):
        await settle(database, number, state, message=number * 100 if state == "sent" else None)
    await settle(database, numbers[4], "sent", message=None)
    await change(database, f"UPDATE citizens SET reachable = false WHERE id = {numbers[1]}")
    assert await correct(database, id, 3)
    assert not await correct(database, id, 4)  # its corrections are still being noted
    stored = await get(database, id)
    assert (stored.edition, stored.spread, stored.author) == (1, False, "Bo")
    assert (stored.broadcast.title, stored.state) == (OTHER.title, BroadcastState.SENDING)
    bodies = {key: f"{body} anew" for key, body in BODIES.items()}
    async with database.write() as connection:
        await broadcasts_bodies.put(connection, id, 1, bodies)
        await broadcasts_bodies.put(connection, id, 1, bodies)
    assert await spread(database, id, LATER, most=3) == 3
    # For who has it, and for who is just being sent what it said before.
    query = select(outbox.c.citizen, newest_body(), message_to_correct()).where(outbox.c.edition == 1)
    async with database.read() as connection:
        found = (await connection.execute(query.order_by(outbox.c.id))).all()
        assert [tuple(row) for row in found] == [
            (numbers[0], "telegram de anew", numbers[0] * 100),
            (numbers[2], "telegram de anew", None),
        ]
        # Who waits gets the newest words, and so does who reads it on the page.
        first = select(newest_body()).where(outbox.c.edition == 0, outbox.c.state == "waiting")
        waiting = (await connection.execute(first.order_by(outbox.c.id))).scalars().all()
        assert waiting == ["telegram de anew", "web de anew"]
        assert await broadcasts_report.report_corrections(connection, stored) == Corrections(waiting=2)
    assert await reported(database, id) == Report(sent=3, sending=1, waiting=1, unseen=1, failed={"": 1})


async def test_a_correction_that_waits_for_a_second_person(database: Database) -> None:
    [citizen] = await meet(database, "a")
    id = await plan(database)
    other = replace(OTHER, title={"de": "Der Markt bleibt"})

    async def move(ask: Callable[..., Awaitable[bool]], *how: object) -> bool:
        async with database.write() as connection:
            return await ask(connection, id, *how, LATER)

    assert not await move(broadcasts_course.propose, OTHER, 2, "Bo")
    await begin(database, id)
    await settle(database, citizen, "sent", message=1)
    assert not await move(broadcasts_course.agree, 3, "Cem")
    assert not await move(broadcasts_course.drop_proposal, 3)
    assert await move(broadcasts_course.propose, OTHER, 3, "Bo")
    assert not await move(broadcasts_course.propose, other, 3, "Cem")
    stored = await get(database, id)
    assert (stored.proposed, stored.proposer, stored.edition) == (corrected(ANNOUNCEMENT, OTHER), "Bo", 0)
    assert stored.broadcast == ANNOUNCEMENT
    async with database.read() as connection:
        assert [each.id for each in await broadcasts.list_proposed(connection, 5)] == [id]
    # Nobody agrees to their own, nor to one they have not seen.
    assert not await move(broadcasts_course.agree, 4, "Bo")
    assert not await move(broadcasts_course.agree, 3, "Cem")
    assert not await move(broadcasts_course.drop_proposal, 3)
    assert await move(broadcasts_course.drop_proposal, 4)
    assert (await get(database, id)).proposed is None
    assert await move(broadcasts_course.propose, OTHER, 5, "Bo")
    # Another one takes its place.
    assert await move(broadcasts_course.propose, other, 6, "Cem")
    assert await move(broadcasts_course.agree, 7, "Bo")
    stored = await get(database, id)
    assert (stored.broadcast.title, stored.edition, stored.spread) == (other.title, 1, False)
    assert (stored.author, stored.approver, stored.proposed, stored.proposer) == ("Cem", "Bo", None, "")
    async with database.read() as connection:
        assert await broadcasts.list_proposed(connection, 5) == []


async def test_corrected_again_before_it_has_reached_everybody(database: Database) -> None:
    numbers = await meet(database, *"ab")
    id = await plan(database)
    await begin(database, id)
    for number in numbers:
        await settle(database, number, "sent", message=number)
    assert await finish(database, id)
    assert await correct(database, id, 4)
    await spread(database, id, LATER)
    await settle(database, numbers[0], "sent")
    assert await correct(database, id, 5)
    await spread(database, id, LATER)
    found = await rows(database, "SELECT edition, state FROM outbox WHERE edition > 0 ORDER BY id")
    assert found == [(1, "sent"), (1, "replaced"), (2, "waiting"), (2, "waiting")]
    await settle(database, numbers[0], "sent")
    await settle(database, numbers[1], "failed")
    stored = await get(database, id)
    async with database.read() as connection:
        told = await broadcasts_report.report_corrections(connection, stored)
    assert told == Corrections(corrected=1, failed=1)
    assert await finish(database, id, LATER + timedelta(hours=1))
    assert await reported(database, id) == Report(sent=2)
    # It was sent when it was sent, however often it is corrected, and however a correction ends.
    assert await correct(database, id, 7)
    await spread(database, id, LATER)
    async with database.write() as connection:
        assert await broadcasts.stop(connection, id, LATER)
        assert await broadcasts_course.end(connection, id, LATER + timedelta(hours=2))
    stored = await get(database, id)
    assert (stored.state, stored.ended) == (BroadcastState.DONE, LATER)


async def test_what_came_of_it_is_kept_longer_than_its_rows(database: Database) -> None:
    numbers = await meet(database, *"abc")
    id = await plan(database)
    await begin(database, id)
    await change(database, "UPDATE citizens SET notice = 1")
    for number, state in zip(numbers, ("sent", "unknown", "waiting"), strict=True):
        await settle(database, number, state, message=7)
    late = sample.NOW + timedelta(days=31)
    async with database.write() as connection:
        swept = await retention.sweep(connection, late)
        assert (swept["never_sent"], swept["broadcasts"], swept["outbox_rows"]) == (1, 0, 0)
    among = Report(sent=1, unknown=1, expired=1)
    assert await reported(database, id) == among
    assert await finish(database, id, late)
    async with database.write() as connection:
        swept = await retention.sweep(connection, late + timedelta(days=31))
        assert (swept["broadcasts"], swept["outbox_rows"]) == (1, 3)
    assert await reported(database, id) == among
    async with database.write() as connection:
        assert await broadcasts_course.send_unknown_again(connection, id, late) == 0
    # Only the public page can be corrected then.
    assert await correct(database, id, 4)
    stored = await get(database, id)
    assert (stored.state, stored.spread, stored.edition) == (BroadcastState.DONE, True, 1)
    assert stored.broadcast.title == OTHER.title
