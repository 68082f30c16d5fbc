"""Seats at an event: never more than there are, in the order people came, and nobody is forgotten."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from dialogs.city.broadcast import Audience
from dialogs.city.event_wish import EventWish
from dialogs.city.facts import EventAttended, EventWishChosen, EventWishTakenBack
from dialogs.city.seat import Coming, Seat, Seats
from dialogs.engine.wants_events import Comings, Entrance, EntranceCode, MyEvent, MyEvents
from storage import broadcasts_course, citizens, entrances, notifications, tables
from storage.broadcasts_report import Report
from storage.citizens import set_reachable
from storage.city import Cities
from storage.database import Connection, Database
from storage.erasure import erase
from storage.items import set_closed
from storage.notifications import Fate
from storage.outbox_rows import Rank
from storage.signups import Counts, SignUp, count_of, counts_of, list_of, move_up
from storage.subscriptions import SIGNED_OFF
from storage.wants import answer
from tests.broadcasts import begin, change, plan, reported, rows
from tests.sample import KEY, NOW
from tests.storage.guests import GARDEN, OFF, UP, do, look, publish, standing
from tests.storage.people import meet_one
from tests.storage.test_results import counting_queries


async def told(connection: Connection) -> list[tuple[str, str]]:
    """Who is to be told of a seat, in the order it was noted."""
    query = (
        select(tables.citizens.c.address, tables.notifications.c.kind, tables.notifications.c.rank)
        .join(tables.citizens, tables.citizens.c.id == tables.notifications.c.citizen)
        .order_by(tables.notifications.c.id)
    )
    rows = (await connection.execute(query)).all()
    assert all(row.rank == Rank.CHANGE for row in rows)
    return [(row.address, row.kind) for row in rows]


async def test_who_comes_first_gets_a_seat(database: Database) -> None:
    async with database.write() as connection:
        await publish(connection)
        await do(connection, ("Ada", UP))
        await do(connection, ("Ben", UP), ("Cem", UP), ("Ben", UP))
        await do(connection, ("Dora", UP), ("Ada", UP))
        assert await standing(connection, "Ada", "Ben", "Cem", "Dora") == ["taken", "taken", "1", "2"]
        assert (await look(connection, "Emil")) == Coming(seats=Seats(2, 2))
        assert await told(connection) == []


async def test_a_free_seat_goes_to_who_has_waited_longest(database: Database) -> None:
    async with database.write() as connection:
        item = await publish(connection)
        await do(connection, *((name, UP) for name in ("Ada", "Ben", "Cem", "Dora")))
        await do(connection, ("Ada", OFF), ("Emil", UP))
        await do(connection, ("Ada", OFF))
        assert await standing(connection, "Ada", "Cem", "Dora", "Emil") == ["", "taken", "1", "2"]
        assert await told(connection) == [("Cem", "seat_free")]
        # On and off again: told once more, for it is another seat.
        await do(connection, ("Cem", OFF), ("Ben", OFF))
        await do(connection, ("Cem", UP))
        await do(connection, ("Dora", OFF))
        assert await standing(connection, "Cem", "Emil") == ["taken", "taken"]
        names = [name for name, _kind in await told(connection)]
        assert names == ["Cem", "Dora", "Emil", "Cem"]
        assert await count_of(connection, item) == Counts(Seats(2, 0))


async def test_what_is_given_back_in_the_same_moment_is_no_news(database: Database) -> None:
    async with database.write() as connection:
        await publish(connection, capacity=1)
        await do(connection, ("Ada", UP))
        await do(connection, ("Ben", UP), ("Ada", OFF))
        assert await standing(connection, "Ada", "Ben") == ["", "taken"]
        assert await told(connection) == []


async def test_fewer_seats_take_none_away_and_more_let_people_move_up(database: Database) -> None:
    async with database.write() as connection:
        item = await publish(connection)
        await do(connection, *((name, UP) for name in ("Ada", "Ben", "Cem", "Dora")))
        await publish(connection, capacity=1)
        assert await move_up(connection, [item], NOW) == 0
        await do(connection, ("Ada", OFF))
        assert await standing(connection, "Ben", "Cem", "Dora") == ["taken", "1", "2"]
        await publish(connection, capacity=None)
        assert await move_up(connection, [item], NOW) == 2
        assert await standing(connection, "Ben", "Cem", "Dora") == ["taken"] * 3
        assert await told(connection) == [("Cem", "seat_free"), ("Dora", "seat_free")]


async def test_who_cannot_be_told_of_a_seat_lets_others_pass(database: Database) -> None:
    async with database.write() as connection:
        item = await publish(connection, capacity=1)
        await do(connection, *((name, UP) for name in ("Ada", "Ben", "Cem", "Dora")))
        await set_reachable(connection, "telegram", ["Ben"], False)
        await do(connection, ("Ada", OFF))
        assert await standing(connection, "Ben", "Cem", "Dora") == ["1", "taken", "2"]
        await set_reachable(connection, "telegram", ["Ben"], True)
        await do(connection, ("Cem", OFF))
        assert await standing(connection, "Ben", "Dora") == ["taken", "1"]
        # A seat that nobody else waits for is theirs all the same.
        await set_reachable(connection, "telegram", ["Dora"], False)
        await publish(connection, capacity=2)
        assert await move_up(connection, [item], NOW) == 1
        assert await told(connection) == [("Cem", "seat_free"), ("Ben", "seat_free"), ("Dora", "seat_free")]


@pytest.mark.parametrize("speaks", [True, False])
async def test_who_can_be_told_again_is_told_of_the_seat_given_meanwhile(
    database: Database, *, speaks: bool
) -> None:
    untold = "SELECT count(*) FROM notifications WHERE told IS NULL"
    async with database.write() as connection:
        await publish(connection, capacity=1)
        await do(connection, ("Ada", UP), ("Ben", UP))
        await set_reachable(connection, "telegram", ["Ada", "Ben"], False)
        await do(connection, ("Ada", OFF))
        [waits] = await notifications.take(connection, 9, NOW)
        await notifications.tell(connection, {waits.id: Fate.UNREACHABLE}, [], NOW)
        for name in ("Ada", "Ben"):
            assert (await connection.exec_driver_sql(untold)).scalar_one() == 0, "the seat is not Ada's"
            if speaks:
                met = await citizens.find(connection, "telegram", name)
                assert met
                await citizens.move(connection, [met])
            else:
                await set_reachable(connection, "telegram", [name], True)
        [again] = await notifications.take(connection, 9, NOW)
        assert (again.address, again.kind, again.reachable) == ("Ben", "seat_free", True)


async def test_nobody_moves_up_where_nobody_can_sign_up(database: Database) -> None:
    async with database.write() as connection:
        item = await publish(connection)
        await do(connection, *((name, UP) for name in ("Ada", "Ben", "Cem")))
        await do(connection, ("Ada", OFF), at=GARDEN.starts)
        assert await standing(connection, "Cem") == ["1"]
        for changes in ({"cancelled": True}, {"signup": False, "capacity": None}):
            await publish(connection, **changes)
            assert await move_up(connection, [item], NOW) == 0
        await publish(connection)
        await set_closed(connection, item, True)
        assert await move_up(connection, [item], NOW) == 0
        await set_closed(connection, item, False)
        await connection.execute(update(tables.versions).values(body="{}"))
        assert await move_up(connection, [item], NOW) == 0
        assert await move_up(connection, [], NOW) == 0
        assert await told(connection) == []


async def test_eight_at_once_and_never_too_many(postgres: Database) -> None:
    """All have begun before the first of them signs up, as in several processes."""
    names = [f"guest {number}" for number in range(8)]
    async with postgres.write() as connection:
        item = await publish(connection, capacity=3)
        for name in names:
            await meet_one(connection, name)
    begun = asyncio.Barrier(len(names))

    async def sign_up(name: str) -> None:
        async with postgres.write() as connection:
            await meet_one(connection, name)
            await begun.wait()
            await do(connection, (name, UP))

    await asyncio.gather(*(sign_up(name) for name in names))
    async with postgres.read() as connection:
        listed = await list_of(connection, item)
        assert [each.seated for each in listed] == [True] * 3 + [False] * 5


async def test_who_is_erased_frees_the_seat(database: Database) -> None:
    async with database.write() as connection:
        item = await publish(connection)
        await do(connection, *((name, UP) for name in ("Ada", "Ben", "Cem")))
        assert await erase(connection, KEY, await meet_one(connection, "Ada"), NOW, keeps=True)
        assert await standing(connection, "Cem") == ["taken"]
        assert await told(connection) == [("Cem", "seat_free")]
        assert await count_of(connection, item) == Counts(Seats(2, 0))


async def test_who_signs_off_is_not_told_what_waits_for_all_who_come(database: Database) -> None:
    async with database.write() as connection:
        await publish(connection, capacity=None)
        await do(connection, ("ada", UP), ("ben", UP), ("cleo", UP))
        ada, cleo = [await meet_one(connection, name) for name in ("ada", "cleo")]
    told = Audience(signed_up_for=GARDEN.slug)
    id = await plan(database, audience=told, service=True)
    another = await plan(database, audience=replace(told, signed_up_for=""), service=True)
    for each in (id, another):
        await begin(database, each)
    await change(database, f"UPDATE outbox SET state = 'unknown' WHERE broadcast = {id} AND citizen = {cleo}")
    async with database.write() as connection:
        await do(connection, ("ada", OFF), ("cleo", OFF))
        # Whether it has arrived nobody knows; once more it is not sent.
        assert await broadcasts_course.send_unknown_again(connection, id, NOW) == 0
    assert await reported(database, id) == Report(signed_off=1, waiting=1, unknown=1)
    assert (await reported(database, another)).waiting == 3
    async with database.write() as connection:
        await do(connection, ("cleo", UP))
        assert await broadcasts_course.send_unknown_again(connection, id, NOW) == 1
    ends = "SELECT citizen, reason FROM outbox WHERE state = 'skipped'"
    assert await rows(database, ends) == [(ada, SIGNED_OFF)]


async def test_reminders_and_being_there(database: Database) -> None:
    async with database.write() as connection:
        item = await publish(connection)
        week, day = (EventWishChosen("garten", kind) for kind in (EventWish.WEEK, EventWish.DAY))
        came = EventAttended("garten")
        await do(connection, ("Ada", UP), ("Ada", week), ("Ada", day), ("Ben", day), ("Cem", came))
        await do(
            connection, ("Ada", week), ("Ada", EventWishTakenBack("garten", EventWish.DAY)), ("Cem", came)
        )
        seats = Seats(taken=1)
        wishes = frozenset({EventWish.WEEK})
        assert await look(connection, "Ada") == Coming(Seat.TAKEN, wishes=wishes, seats=seats)
        assert await look(connection, "Ben") == Coming(wishes=frozenset({EventWish.DAY}), seats=seats)
        assert await look(connection, "Cem") == Coming(came=True, seats=seats)
        assert await look(connection, "Cem", "fest") == Coming()
        assert await count_of(connection, item) == Counts(seats, came=1)


async def test_all_of_mine(database: Database) -> None:
    async with database.write() as connection:
        await publish(connection)
        await do(connection, ("Ada", UP), ("Ben", EventAttended("garten")))
        await do(connection, ("Cem", EventWishChosen("garten", EventWish.DAY)))
        people = [await meet_one(connection, name) for name in ("Ada", "Ben", "Cem")]
    async with database.read() as connection:
        shelf = await Cities().current(connection)
        with counting_queries(database) as sent:
            found = await answer(connection, shelf, KEY, {who: [MyEvents()] for who in people})
        assert len(sent) == 1
        assert [found[who][MyEvents()] for who in people] == [
            Comings({"garten": Coming(Seat.TAKEN)}),
            Comings({"garten": Coming(came=True)}),
            Comings(),
        ]


async def test_two_queries_however_many_ask(database: Database) -> None:
    async with database.write() as connection:
        await publish(connection)
        await do(connection, ("Ada", UP), ("Ben", UP))
        people = [await meet_one(connection, name) for name in ("Ada", "Ben")]
    async with database.read() as connection:
        shelf = await Cities().current(connection)
        with counting_queries(database) as sent:
            await answer(connection, shelf, KEY, {who: [MyEvent("garten")] for who in people})
        assert len(sent) == 2


async def test_a_door_has_one_code(database: Database) -> None:
    async with database.write() as connection:
        item = await publish(connection)
        assert await entrances.find_code(connection, item) == ""
        code = await entrances.code_of(connection, item, bytes(range(16)))
        assert await entrances.code_of(connection, item, bytes(16)) == code
        shelf = await Cities().current(connection)
        wants = [Entrance("garten"), Entrance("fest")]
        found = (await answer(connection, shelf, KEY, {1: wants}))[1]
        assert [found[want] for want in wants] == [EntranceCode(code), EntranceCode()]
        assert (await answer(connection, shelf, KEY, {1: wants[1:]}))[1] == {wants[1]: EntranceCode()}
        assert (await look(connection, "Ada")).has_entrance
        assert await entrances.renew(connection, item, bytes(range(1, 17)))
        other = await entrances.find_code(connection, item)
        assert other not in ("", code)
        found = (await answer(connection, shelf, KEY, {1: wants}))[1]
        assert [found[want] for want in wants] == [EntranceCode(other), EntranceCode()]
        assert not await entrances.renew(connection, item + 1, bytes(16))


async def test_what_staff_see_names_nobody(database: Database) -> None:
    async with database.write() as connection:
        item = await publish(connection, capacity=1)
        another = await publish(connection, GARDEN, slug="fest")
        await do(connection, ("Ada", UP), ("Ben", UP), ("Ada", EventAttended("garten")))
        await connection.execute(
            update(tables.citizens).where(tables.citizens.c.address == "Ben").values(language="en")
        )
    async with database.read() as connection:
        day = NOW.date()
        assert await list_of(connection, item) == [
            SignUp(1, day, True, "telegram", "de", True),
            SignUp(2, day, False, "telegram", "en", False),
        ]
        with counting_queries(database) as sent:
            found = await counts_of(connection, [item, another])
        assert found == {item: Counts(Seats(1, 1), 1), another: Counts()}
        assert len(sent) == 2
