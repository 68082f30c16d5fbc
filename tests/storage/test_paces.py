"""The row all senders of a bot share: what is left, since when, and who has to be silent."""

from datetime import timedelta

from storage import paces
from storage.database import Database
from storage.paces import Level
from tests.sample import NOW

SECOND = timedelta(seconds=1)


async def test_what_is_left_is_told_with_the_time_that_has_passed(database: Database) -> None:
    async with database.write() as connection:
        await paces.make(connection, "1", NOW)
        await paces.make(connection, "1", NOW + SECOND)
        assert await paces.hold(connection, "1", NOW) == Level(0.0, 0.0, NOW)
        level = await paces.hold(connection, "1", NOW + SECOND * 1.5)
        assert (level.passed, level.answered) == (1.5, None)
        await paces.keep(connection, "1", 2.5, 1.5, level.at, answered=True)
    async with database.write() as connection:
        level = await paces.hold(connection, "1", NOW + SECOND * 2)
        assert level == Level(2.5, 1.5, NOW + SECOND * 2, 0.5, 0.0, 0.5)
        await paces.keep(connection, "1", 0.0, 0.0, level.at, answered=False)
        assert (await paces.hold(connection, "1", NOW + SECOND * 3)).answered == 1.5


async def test_parts_of_a_millisecond_are_not_counted_twice(database: Database) -> None:
    async with database.write() as connection:
        await paces.make(connection, "1", NOW)
        passed = 0.0
        for count in range(1, 101):
            level = await paces.hold(connection, "1", NOW + timedelta(microseconds=1999 * count))
            passed += level.passed
            await paces.keep(connection, "1", 0.0, 0.0, level.at, answered=False)
        assert 0.198 < passed < 0.2


async def test_a_clock_that_is_behind_gets_no_time_twice_and_a_wrong_one_stops_nobody(
    database: Database,
) -> None:
    async with database.write() as connection:
        await paces.make(connection, "1", NOW)
        behind = await paces.hold(connection, "1", NOW - SECOND)
        assert (behind.passed, behind.at) == (0.0, NOW)
        wrong = await paces.hold(connection, "1", NOW - timedelta(hours=1))
        assert (wrong.passed, wrong.at) == (0.0, NOW - timedelta(hours=1))


async def test_the_longest_silence_counts(database: Database) -> None:
    async with database.write() as connection:
        assert await paces.find_silence(connection, "1", NOW) == 0
        await paces.silence(connection, "1", 30, NOW)
        await paces.silence(connection, "1", 5, NOW)
        assert await paces.find_silence(connection, "1", NOW + SECOND) == 29
        assert (await paces.hold(connection, "1", NOW + SECOND)).silent == 29
        assert await paces.find_silence(connection, "1", NOW + SECOND * 31) == 0
        assert (await paces.hold(connection, "1", NOW + SECOND * 31)).silent == 0
        await paces.make(connection, "2", NOW)
        assert await paces.find_silence(connection, "2", NOW) == 0


async def test_a_silence_noted_by_a_wrong_clock_is_not_kept(database: Database) -> None:
    async with database.write() as connection:
        await paces.silence(connection, "1", 30, NOW + timedelta(days=1))
        assert await paces.find_silence(connection, "1", NOW) == 0
        assert (await paces.hold(connection, "1", NOW)).silent == 0
        await paces.silence(connection, "1", 5, NOW)
        assert await paces.find_silence(connection, "1", NOW) == 5
