"""Signs of the intake: noted once a minute, taken from the poll or from what Telegram says of the webhook."""

import asyncio
import json
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.telegram.client import Client, Refused
from bot.telegram.hook_watch import HookWatch
from bot.telegram.listen import Poll
from dialogs.city.alarm import Signs
from storage import alarms
from storage.database import Database
from tests import sample
from tests.bot.telegram.test_listen import Scripted, answer, said
from tests.fakes.telegram.fake import FakeTelegram
from tests.walks.living import GUARD, Clock, town_of

NOW = sample.NOW
ADDRESS = "https://stadt.example/telegram"


async def signs(database: Database) -> Signs:
    """What is known."""
    async with database.read() as connection:
        return await alarms.find_signs(connection)


async def test_a_poll_is_a_sign_of_life_once_a_minute(city: Database, fake_telegram: FakeTelegram) -> None:
    clock = Clock(NOW)
    line = Scripted(answer())
    poll = Poll(town_of(city, fake_telegram), line, clock)
    noted = []
    for _ in range(4):
        await poll.once()
        noted.append((await signs(city)).intake)
        clock.let_pass(seconds=30)
    minute = NOW + timedelta(minutes=1)
    assert noted == [NOW, NOW, minute, minute]
    line.answers = [answer(said(1))]
    await poll.once()
    assert (await signs(city)).intake == NOW + timedelta(minutes=2)


async def test_a_token_that_is_refused_is_noted_until_it_is_known_again(
    city: Database, fake_telegram: FakeTelegram
) -> None:
    clock = Clock(NOW)
    line = Scripted(answer())
    poll = Poll(town_of(city, fake_telegram), line, clock)
    await poll.once()
    for status, since in ((409, None), (401, NOW), (404, NOW)):
        line.answers = [Refused(status, None)]
        with pytest.raises(Refused):
            await poll.once()
        assert await signs(city) == Signs(intake=NOW, refused=since)
    clock.let_pass(seconds=1)
    line.answers = [answer()]
    await poll.once()
    assert await signs(city) == Signs(intake=NOW + timedelta(seconds=1))


async def test_who_was_away_for_more_than_a_day_says_so_once(
    sqlite_city: Database, fake_telegram: FakeTelegram
) -> None:
    """F18."""
    clock = Clock(NOW)
    await Poll(town_of(sqlite_city, fake_telegram), Scripted(answer()), clock).once()
    clock.let_pass(days=3)
    poll = Poll(town_of(sqlite_city, fake_telegram), Scripted(answer()), clock)
    with capture_logs() as log:
        for _ in range(3):
            await poll.once()
            clock.let_pass(minutes=1)
    told = [entry for entry in log if entry["log_level"] == "error"]
    assert told == [
        {
            "event": "away for more than a day: messages may be lost",
            "since": NOW.isoformat(),
            "until": (NOW + timedelta(days=2)).isoformat(),
            "log_level": "error",
        }
    ]


@pytest.mark.parametrize(
    ("hook", "is_alive"),
    [
        ({"url": ADDRESS, "pending_update_count": 0}, True),
        ({"url": ADDRESS, "pending_update_count": 3, "last_error_message": "503"}, False),
        ({"url": "https://elsewhere.example/", "pending_update_count": 0}, False),
        ({"url": "", "pending_update_count": 0}, False),
    ],
)
async def test_a_webhook_is_alive_while_nothing_waits_for_it(
    sqlite_city: Database, fake_telegram: FakeTelegram, hook: dict[str, object], is_alive: bool
) -> None:
    line = Scripted(json.dumps({"ok": True, "result": hook}))
    await HookWatch(town_of(sqlite_city, fake_telegram), line, ADDRESS, Clock(NOW)).once()
    assert (await signs(sqlite_city)).intake == (NOW if is_alive else None)


async def test_the_fake_telegram_says_how_its_webhook_is(
    sqlite_city: Database, client: Client, fake_telegram: FakeTelegram
) -> None:
    watching = HookWatch(town_of(sqlite_city, fake_telegram), client, "", Clock(NOW))
    await watching.once()
    assert (await signs(sqlite_city)).intake == NOW


async def test_trouble_ends_no_watch(
    sqlite_city: Database, fake_telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.hook_watch.EVERY", timedelta(seconds=0.01))
    good = json.dumps({"ok": True, "result": {"url": ADDRESS}})
    line = Scripted(
        Refused(401, None), "[]", '{"ok":true}', OSError("no network"), RuntimeError("a bug"), good
    )
    stop = asyncio.Event()
    watching = HookWatch(town_of(sqlite_city, fake_telegram), line, ADDRESS, Clock(NOW))
    running = asyncio.create_task(watching.run(stop))
    found = Signs()
    async with asyncio.timeout(GUARD):
        while found != Signs(intake=NOW):
            await asyncio.sleep(0.01)
            found = await signs(sqlite_city)
    stop.set()
    await asyncio.wait_for(running, GUARD)
