"""A section a day and reminders of the end: each told once, to those who wished for it, in time."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.notify import Notify
from bot.remind import forget_wishes, remind
from bot.telegram.channel import TelegramChannel
from bot.tick import Tick
from bot.town import Town
from dialogs.city.facts import Fact, SectionRead, WishChosen, WishTakenBack
from dialogs.city.wish import WishKind
from dialogs.engine.wants import MyWishes, Wishes
from storage import citizens, definitions, items, record, reminders, wants
from storage.database import Database
from storage.record import Happened
from tests import sample
from tests.walks.living import BERLIN, Clock, rows

DAILY = WishChosen("leitlinien", WishKind.DAILY)
WEEK_BEFORE = WishChosen("leitlinien", WishKind.WEEK_BEFORE)
DAY_BEFORE = WishChosen("leitlinien", WishKind.DAY_BEFORE)


def at(text: str) -> datetime:
    """A moment on the wall in Berlin, such as "03-22 17:00"."""
    return datetime.strptime(f"2024-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=BERLIN).astimezone(UTC)


@dataclass
class Street:
    """People who wish for something, a clock on the wall, and the loop that tells them."""

    town: Town
    clock: Clock = field(default_factory=lambda: Clock(at("03-15 12:00")))

    async def meet(self, address: str) -> int:
        """The number of a person who has read the notice."""
        async with self.town.database.write() as connection:
            met = await citizens.meet(connection, "telegram", {address: "de"}, self.clock())
            await connection.exec_driver_sql("UPDATE citizens SET notice = 1")
        return met[address].citizen.id

    async def does(self, who: int, *facts: Fact) -> None:
        """Something happens, now."""
        async with self.town.database.write() as connection:
            shelf = await self.town.cities.current(connection)
            happened = [Happened(who, "telegram", fact, self.clock()) for fact in facts]
            await record.record(connection, shelf, self.town.key, self.town.zone, happened)

    async def wishes(self, who: int) -> set[WishKind]:
        """What a person wishes to be told."""
        async with self.town.database.read() as connection:
            shelf = await self.town.cities.current(connection)
            found = await wants.answer(connection, shelf, self.town.key, {who: {MyWishes()}})
        mine = found[who][MyWishes()]
        assert isinstance(mine, Wishes)
        return {*mine.chosen.get("leitlinien", ())}

    async def wait_until(self, moment: str) -> int:
        """It gets as late as that, and what is due is noted and told; returns how many were noted."""
        self.clock.stands_at = at(moment)
        noted = 0
        while not (reminded := await remind(self.town, self.clock())).is_through:
            noted += reminded.noted
        channel = TelegramChannel()
        await Notify(self.town, {channel.name: channel}, asyncio.Event(), self.clock).once()
        return noted + reminded.noted

    async def told(self) -> list[tuple[Any, ...]]:
        """What stands in the outbox: to whom, and the part of it that tells which."""
        found = await rows(self.town.database, "SELECT address, body FROM outbox ORDER BY id")
        known = ("Abschnitt 1 von 3", "Abschnitt 2 von 3", "Abschnitt 3 von 3", "Bald ist die Frist zu Ende")
        return [(address, next(words for words in known if words in body)) for address, body in found]


@pytest.fixture
async def street(database: Database) -> Street:
    """A city with the sample guideline, open until 29 March 2024, 23:59."""
    async with database.write() as connection:
        item = await items.add_item(connection, "guideline", "leitlinien")
        assert item
        await items.publish(connection, item.id, definitions.dump(sample.GUIDELINE), None, sample.NOW)
    return Street(Town(database, sample.KEY, BERLIN, "remind"))


async def test_one_section_a_day_until_all_are_read(street: Street) -> None:
    who, other = await street.meet("1"), await street.meet("2")
    await street.does(who, DAILY, DAILY)
    await street.does(other, DAY_BEFORE)
    assert await street.wait_until("03-15 17:00") == 0, "switched on today: from tomorrow on"
    assert await street.wait_until("03-16 16:59") == 0
    assert await street.wait_until("03-16 17:00") == 1
    assert await street.wait_until("03-16 17:01") == 0, "once a day"
    await street.does(who, SectionRead("leitlinien", 1, 1))
    assert await street.wait_until("03-17 18:30") == 1
    assert await street.wait_until("03-18 17:00") == 1, "not read yet: the same once more"
    await street.does(who, SectionRead("leitlinien", 3, 1), SectionRead("leitlinien", 2, 1))
    assert await street.wishes(who) == {WishKind.DAILY}
    assert await street.wait_until("03-19 17:00") == 1
    assert await street.wishes(who) == set(), "everything is read: it has ended by itself"
    assert await street.wait_until("03-20 17:00") == 0
    assert await street.told() == [
        ("1", "Abschnitt 1 von 3"),
        ("1", "Abschnitt 2 von 3"),
        ("1", "Abschnitt 2 von 3"),
    ]
    assert await street.wishes(other) == {WishKind.DAY_BEFORE}


async def test_half_an_hour_after_midnight_tomorrow_is_the_day_after(street: Street) -> None:
    who = await street.meet("1")
    street.clock.stands_at = at("03-16 00:30")
    await street.does(who, DAILY)
    assert await street.wait_until("03-16 17:00") == 0, "in London it was yesterday that it was switched on"
    assert await street.wait_until("03-17 17:00") == 1


async def test_who_switched_it_off_or_has_gone_is_left_in_peace(street: Street) -> None:
    off, blocked = await street.meet("1"), await street.meet("2")
    await street.does(off, DAILY, WEEK_BEFORE)
    await street.does(blocked, DAILY)
    await street.does(off, WishTakenBack("leitlinien", WishKind.DAILY))
    async with street.town.database.write() as connection:
        await citizens.set_reachable(connection, "telegram", ["2"], False)
    assert await street.wait_until("03-16 17:00") == 0
    assert await street.wishes(off) == {WishKind.WEEK_BEFORE}


async def test_reminders_come_once_and_again_if_the_end_moves(street: Street) -> None:
    who = await street.meet("1")
    await street.does(who, WEEK_BEFORE, DAY_BEFORE)
    noted = [await street.wait_until(f"03-22 {hour}") for hour in ("16:59", "17:00", "17:01", "19:59")]
    assert noted == [0, 1, 0, 0]
    assert await street.wait_until("03-23 08:00") == 0
    longer = replace(sample.GUIDELINE, closes=at("04-05 23:59"))
    async with street.town.database.write() as connection:
        [[item]] = (await connection.exec_driver_sql("SELECT id FROM items")).all()
        await items.publish(connection, item, definitions.dump(longer), None, street.clock())
    assert await street.wait_until("03-28 17:00") == 0
    assert await street.wait_until("03-30 08:00") == 1, "the bot was away at five: at once in the morning"
    assert await street.wait_until("04-04 17:00") == 1
    assert await street.told() == [("1", "Bald ist die Frist zu Ende")] * 3


async def test_what_is_over_is_forgotten(street: Street) -> None:
    who = await street.meet("1")
    await street.does(who, DAILY, DAY_BEFORE)
    assert await forget_wishes(street.town, at("03-29 12:00")) == 0
    assert await forget_wishes(street.town, at("03-30 12:00")) == 2
    assert await street.wishes(who) == set()


async def test_the_clock_looks_by_itself_and_sweeps_once_an_hour(street: Street) -> None:
    who = await street.meet("1")
    await street.does(who, DAILY)
    tick, noted = Tick(street.town, street.clock), list[int]()
    await tick.begin()
    street.clock.stands_at = at("03-16 16:59")
    for _half_minute in range(4):
        await tick.once()
        [[count]] = await rows(street.town.database, "SELECT count(*) FROM notifications")
        noted.append(count)
        street.clock.let_pass(seconds=30)
    assert noted == [0, 0, 1, 1]
    street.clock.let_pass(days=14)
    await tick.once()
    assert await street.wishes(who) == set()


async def test_many_are_noted_a_part_at_a_time(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "MOST", 2)
    for number in range(5):
        await street.does(await street.meet(str(number)), DAILY)
    assert await street.wait_until("03-16 17:00") == 5
    assert len(await street.told()) == 5


async def test_a_guideline_that_is_gone_has_nothing_to_tell(street: Street) -> None:
    who = await street.meet("1")
    await street.does(who, DAILY)
    street.clock.stands_at = at("03-16 17:00")
    assert (await remind(street.town, street.clock())).noted == 1
    async with street.town.database.write() as connection:
        await connection.exec_driver_sql("UPDATE versions SET body = '{}'")
        await connection.exec_driver_sql("UPDATE meta SET value = '99' WHERE key = 'revision'")
    another = Street(Town(street.town.database, sample.KEY, BERLIN, "another"), street.clock)
    assert await another.wait_until("03-16 17:01") == 0
    assert await another.told() == []


async def test_the_hour_moves_with_the_clock_on_the_wall(street: Street) -> None:
    street.clock.stands_at = at("03-25 12:00")
    longer = replace(sample.GUIDELINE, closes=None)
    async with street.town.database.write() as connection:
        [[item]] = (await connection.exec_driver_sql("SELECT id FROM items")).all()
        await items.publish(connection, item, definitions.dump(longer), None, street.clock())
    who = await street.meet("1")
    await street.does(who, DAILY)
    moment, noted = at("03-30 00:00"), list[datetime]()
    while moment < at("04-02 00:00"):
        if (await remind(street.town, moment)).noted:
            noted.append(moment)
        moment += timedelta(minutes=30)
    assert noted == [at("03-30 17:00"), at("03-31 17:00"), at("04-01 17:00")]
