"""The pace of several senders of one bot: what one takes or hears, the others know."""

from datetime import timedelta

import pytest

from bot.shared_pace import SharedPace
from storage.database import Database
from tests.bot.test_pace import Clock
from tests.sample import NOW


class Sender:
    """One of several senders, whose clocks go together."""

    def __init__(self, database: Database, clock: Clock, rate: float = 100) -> None:
        self.database = database
        self.clock = clock
        self.pace = SharedPace(rate, "1", database, clock)

    async def claim(self, most: int, *, answers: bool = True) -> int:
        """Takes what there is room for, as long as the others wait."""
        now = NOW + timedelta(seconds=self.clock.now)
        async with self.database.write() as connection:
            await self.pace.tell(connection, now)
            async with self.pace.held(connection, now):
                count = self.pace.room(most) if answers else self.pace.spare(most)
                if answers:
                    self.pace.take(count, answers=count > 0)
                else:
                    self.pace.take_spare(count)
        self.pace.settled()
        return count

    async def begin(self) -> "Sender":
        await self.pace.begin(NOW + timedelta(seconds=self.clock.now))
        return self


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.mark.postgres
async def test_what_one_has_taken_the_others_cannot(postgres_url: str, clock: Clock) -> None:
    database = Database(postgres_url)
    one, two = await Sender(database, clock).begin(), await Sender(database, clock).begin()
    assert await one.claim(8) == 0, "at first there is nothing"
    clock.now += 0.035
    assert (await one.claim(8), await two.claim(8)) == (3, 0)
    clock.now += 10
    assert (await two.claim(3), await one.claim(8), await two.claim(8)) == (3, 2, 0)
    one.pace.owe(4)
    clock.now += 0.035
    assert await two.claim(1) == 1
    assert (await one.claim(8), await two.claim(8)) == (0, 0), "what was sent beyond is paid back"
    clock.now += 0.055
    assert await two.claim(8) == 4
    await database.close()


@pytest.mark.postgres
async def test_what_is_owed_is_reckoned_even_if_the_first_reckoning_failed(
    postgres_url: str, clock: Clock
) -> None:
    database = Database(postgres_url)
    one, two = await Sender(database, clock).begin(), await Sender(database, clock).begin()
    clock.now += 10
    assert await one.claim(8) == 5
    one.pace.owe(4)
    with pytest.raises(RuntimeError):
        async with database.write() as connection:
            await one.pace.tell(connection, NOW)
            async with one.pace.held(connection, NOW + timedelta(seconds=clock.now)):
                one.pace.owe(2)
            raise RuntimeError("the line broke just then")
    clock.now += 0.065
    assert (await one.claim(8), await two.claim(8)) == (0, 0), "six were owed"
    clock.now += 0.04
    assert (await one.claim(8), await two.claim(8)) == (4, 0), "once"
    await database.close()


@pytest.mark.postgres
async def test_an_answer_of_one_leaves_room_at_all_others(postgres_url: str, clock: Clock) -> None:
    database = Database(postgres_url)
    one, two = await Sender(database, clock).begin(), await Sender(database, clock).begin()
    clock.now += 10
    assert await one.claim(1) == 1
    broadcasts = 0
    for _ in range(25):
        clock.now += 0.04
        broadcasts += await two.claim(8, answers=False)
    assert broadcasts in range(80, 86), "in a second"
    await database.close()


async def test_a_silence_holds_for_all_and_after_a_new_start(database: Database, clock: Clock) -> None:
    one, two = await Sender(database, clock).begin(), await Sender(database, clock).begin()
    clock.now += 1
    one.pace.silence_all(20)
    assert await one.claim(8) == 0
    if not database.is_sqlite:
        assert await two.claim(8) == 0
    third = await Sender(database, clock).begin()
    clock.now += 19
    assert await third.claim(8) == 0
    assert third.pace.wait() == pytest.approx(1)
    clock.now += 1.5
    assert [await each.claim(5) for each in (one, third)] == [5, 5 if database.is_sqlite else 0]


async def test_a_silence_is_told_even_if_the_first_telling_failed(database: Database, clock: Clock) -> None:
    one = await Sender(database, clock).begin()
    one.pace.silence_all(20)
    with pytest.raises(RuntimeError):
        async with database.write() as connection:
            await one.pace.tell(connection, NOW)
            raise RuntimeError("the line broke just then")
    await one.claim(1)
    one.pace.silence_all(30)
    async with database.write() as connection:
        await one.pace.tell(connection, NOW)
        one.pace.silence_all(40)
    one.pace.settled()
    await one.claim(1)
    again = await Sender(database, clock).begin()
    assert again.pace.silent() == pytest.approx(40)
