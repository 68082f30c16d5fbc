"""Much has come while nobody was there: it is worked off, fairly, and nobody is asked twice what is past."""

from bot.converse import Converse
from bot.serve import channels
from bot.telegram.client import Client
from bot.telegram.listen import Poll
from storage.database import Database
from tests.fakes.telegram import FakeTelegram
from tests.walks.living import Bot, Clock, living, rows, town_of

BUSY, EACH = 500, 10
NEWCOMER = 9999


async def test_five_thousand_updates_are_worked_off_and_nobody_pushes_in(city: Database) -> None:
    # A lenient fake: judging five thousand calls would take longer than all the rest.
    async with FakeTelegram(strict=False) as fake:
        for number in range(EACH):
            fake.say_many([(chat, f"Nummer {number}") for chat in range(1, BUSY + 1)])
        async with living(city, fake) as bot:
            await fake.drained(within=120.0, quiet=0.2)
            await bot.until("SELECT count(*) FROM inbox WHERE heard IS NULL", 0)
            await bot.settled()
            assert await bot.rows("SELECT fate, count(*) FROM inbox GROUP BY fate") == [
                ("heard", BUSY * EACH)
            ]
            assert await _inversions(bot) == 0
            # What was not yet sent was replaced by what came after it.
            states = dict(await bot.rows("SELECT state, count(*) FROM outbox GROUP BY state"))
            assert states["sent"] + states.get("replaced", 0) == BUSY * EACH
            assert states["sent"] >= BUSY


async def test_who_comes_new_need_not_wait_behind_all_that_a_few_have_written(city: Database) -> None:
    async with FakeTelegram(strict=False) as fake:
        for chat in range(1, 51):
            fake.say_many([(chat, f"Nummer {number}") for number in range(20)])
        fake.say(NEWCOMER, "/start")
        town = town_of(city, fake)
        client = Client(fake.token, fake.address)
        await client.initialize()
        poll = Poll(town, client, Clock())
        while await city_count(city, "inbox") < 50 * 20 + 1:
            await poll.once()
        await client.shutdown()
        await Converse(town, channels()).once()
        answered = await rows(city, "SELECT address FROM outbox")
        assert len(answered) == 51
        assert (str(NEWCOMER),) in answered


async def city_count(city: Database, table: str) -> int:
    """How many rows a table has."""
    [[count]] = await rows(city, f"SELECT count(*) FROM {table}")
    return int(count)


async def _inversions(bot: Bot) -> int:
    """Inputs that were answered before an earlier one of the same person."""
    last: dict[int, int] = {}
    wrong = 0
    for citizen, cause in await bot.rows("SELECT citizen, cause FROM outbox ORDER BY id"):
        wrong += cause < last.get(citizen, 0)
        last[citizen] = cause
    return wrong
