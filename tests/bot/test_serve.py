"""All loops of one process together: with Telegram, without it, and when it is to end."""

import asyncio

import pytest

from bot.serve import channels, serve
from bot.town import Town
from storage import processes
from storage.database import Database, Unavailable
from storage.inbox import Arrival, put
from tests import sample
from tests.fakes.telegram.fake import FakeTelegram
from tests.walks.lives import publish
from tests.walks.living import BERLIN, GUARD, Clock, living, rows
from tests.walks.person import Person


def test_both_channels_are_understood() -> None:
    assert set(channels()) == {"telegram", "web"}


async def test_without_telegram_the_web_chat_is_answered(city: Database) -> None:
    town, stop = Town(city, sample.KEY, BERLIN, "bot"), asyncio.Event()
    running = asyncio.create_task(serve(town, stop))
    async with city.write() as connection:
        await put(connection, [Arrival("telegram", "t1:x", "t7", "[]", Clock()())])
    async with asyncio.timeout(GUARD):
        while await rows(city, "SELECT fate FROM inbox") != [("ignored",)]:  # noqa: ASYNC110  a database rings no bell
            await asyncio.sleep(0.02)
    stop.set()
    await asyncio.wait_for(running, GUARD)
    assert await rows(city, "SELECT count(*) FROM processes") == [(0,)]


@pytest.mark.postgres
async def test_leadership_that_is_lost_and_won_again_is_followed_by_the_questions(
    postgres_url: str, fake_telegram: FakeTelegram
) -> None:
    await publish(postgres_url)
    database = Database(postgres_url)
    async with living(database, fake_telegram) as bot:
        person = Person(fake_telegram)
        await person.says("/start", "Hier ist der Stadtdialog")
        lease = "UPDATE leases SET owner = '{}', until = until + {}"
        async with database.write() as connection:
            await connection.exec_driver_sql(lease.format("somebody else", 3_600_000))
        await _nobody_asks(fake_telegram, person.id)
        async with database.write() as connection:
            await connection.exec_driver_sql(lease.format("somebody else", -7_200_000))
        await fake_telegram.see(person.id, "Bitte tippen Sie zuerst|Hilfe", within=GUARD)
        await bot.settled()
    await database.close()


async def _nobody_asks(fake: FakeTelegram, chat: int) -> None:
    """Waits until what is said waits at Telegram for a whole second: nobody asks for it any more."""
    async with asyncio.timeout(GUARD):
        quiet = 0
        while quiet < 2:
            fake.say(chat, "hilfe")
            asked, waits = fake.world.mailbox.polls, len(fake.world.mailbox.waiting())
            await asyncio.sleep(0.5)
            same = (fake.world.mailbox.polls, len(fake.world.mailbox.waiting())) == (asked, waits)
            quiet = quiet + 1 if same else 0


async def test_a_process_that_loses_its_database_at_the_end_still_ends(
    city: Database, fake_telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_arguments: object) -> None:
        raise Unavailable("away")

    async with living(city, fake_telegram):
        await Person(fake_telegram).says("/start", "Hier ist der Stadtdialog")
        monkeypatch.setattr(processes, "leave", away)
