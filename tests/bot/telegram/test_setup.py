"""What Telegram is told at the start: commands and descriptions in each language, how updates come to us."""

import asyncio
from typing import Any

import pytest

from bot.telegram.client import Client
from bot.telegram.listen import ALLOWED
from bot.telegram.setup import COMMANDS, introduce
from bot.town import Telegram, Town
from dialogs.talks import COMMANDS as UNDERSTOOD
from storage import meta
from storage.database import Database, Unavailable
from tests.fakes.telegram.fake import FakeTelegram
from tests.walks.living import GUARD, town_of

TO_LANGUAGES = ("", "de", "en")


@pytest.fixture
def town(sqlite_city: Database, fake_telegram: FakeTelegram) -> Town:
    """A town whose bot polls."""
    return town_of(sqlite_city, fake_telegram)


async def set_up(town: Town, client: Client) -> None:
    assert town.telegram is not None
    async with asyncio.timeout(GUARD):
        await introduce(town, town.telegram, client, asyncio.Event())


def told(fake: FakeTelegram, method: str) -> dict[str, dict[str, Any]]:
    """What was told with a method, by language."""
    return {
        call["parameters"].get("language_code", ""): call["parameters"] for call in fake.ledger.calls(method)
    }


async def test_commands_stand_in_the_language_of_each_app(
    town: Town, client: Client, fake_telegram: FakeTelegram
) -> None:
    await set_up(town, client)
    commands = told(fake_telegram, "setMyCommands")
    assert tuple(commands) == TO_LANGUAGES
    assert commands["de"]["commands"] == commands[""]["commands"]
    assert {"command": "sprache", "description": "Deutsch, English, Leichte Sprache"} in _list(commands["de"])
    assert [row["command"] for row in _list(commands["de"])] == [german for german, _, _ in COMMANDS]
    assert [row["command"] for row in _list(commands["en"])] == [english for _, english, _ in COMMANDS]
    assert {"command": "privacy", "description": "What we store, and for how long"} in _list(commands["en"])
    assert commands["en"]["commands"] != commands["de"]["commands"]


def _list(call: dict[str, Any]) -> list[dict[str, str]]:
    return list(call["commands"])


def test_every_command_is_understood() -> None:
    assert {name for german, english, _ in COMMANDS for name in (german, english)} <= UNDERSTOOD.keys()


async def test_the_descriptions_stand_in_the_language_of_each_app(
    town: Town, client: Client, fake_telegram: FakeTelegram
) -> None:
    await set_up(town, client)
    long, short = told(fake_telegram, "setMyDescription"), told(fake_telegram, "setMyShortDescription")
    assert tuple(long) == tuple(short) == TO_LANGUAGES
    assert str(long["de"]["description"]).startswith("Hier hört Ihre Stadt zu.")
    assert long["en"]["description"] != long["de"]["description"]
    assert short["en"]["short_description"] != short["de"]["short_description"]


async def test_the_name_of_the_bot_is_kept_for_links_and_posters(town: Town, client: Client) -> None:
    await set_up(town, client)
    async with town.database.read() as connection:
        assert await meta.find(connection, meta.BOT_NAME) == "stadtdialog_probe_bot"


async def test_a_bot_that_asks_for_updates_takes_an_old_webhook_away(
    town: Town, client: Client, fake_telegram: FakeTelegram
) -> None:
    fake_telegram.world.webhook.url = "https://old.example/"
    await set_up(town, client)
    assert not fake_telegram.world.webhook.is_set
    [call] = fake_telegram.ledger.calls("deleteWebhook")
    assert not call["parameters"].get("drop_pending_updates")


async def test_a_webhook_is_set_with_its_secret_and_the_kinds_we_want(
    sqlite_city: Database, client: Client, fake_telegram: FakeTelegram
) -> None:
    telegram = Telegram(fake_telegram.token, fake_telegram.address + "/", "https://stadt.example/", "geheim")
    await set_up(town_of(sqlite_city, fake_telegram, telegram=telegram), client)
    [call] = fake_telegram.ledger.calls("setWebhook")
    assert call["parameters"] == {
        "url": "https://stadt.example/telegram",
        "secret_token": "geheim",
        "allowed_updates": ALLOWED,
        "max_connections": "40",
    }


@pytest.mark.parametrize(
    "kind",
    [
        "unauthorized",
        "too_many",
        "server_error",
        "bad_gateway",
        "empty",
        "truncated",
        "no_result",
        "wrong_type",
    ],
)
async def test_it_is_tried_until_it_has_worked(
    town: Town, client: Client, fake_telegram: FakeTelegram, kind: str
) -> None:
    fake_telegram.fault(kind, method="getMe", next=2, seconds=0.0)
    fake_telegram.fault(kind, method="setMyDescription", next=1, seconds=0.0)
    await set_up(town, client)
    assert tuple(told(fake_telegram, "setMyShortDescription")) == TO_LANGUAGES


async def test_it_is_tried_until_the_process_is_to_end(
    town: Town, client: Client, fake_telegram: FakeTelegram
) -> None:
    fake_telegram.fault("unauthorized")
    stop = asyncio.Event()
    assert town.telegram is not None
    trying = asyncio.create_task(introduce(town, town.telegram, client, stop))
    await asyncio.sleep(0.3)
    assert not trying.done()
    stop.set()
    await asyncio.wait_for(trying, GUARD)
    assert fake_telegram.ledger.calls("setMyCommands") == []


async def test_the_database_may_come_later(
    town: Town, client: Client, fake_telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, failures = meta.keep, iter([Unavailable("not yet")])

    async def fail_first(*arguments: object) -> None:
        for failure in failures:
            raise failure
        await keep(*arguments)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(meta, "keep", fail_first)
    await set_up(town, client)
    assert tuple(told(fake_telegram, "setMyCommands")) == TO_LANGUAGES
