"""Updates that Telegram posts to us: stored before they are accepted, and nobody else is let in."""

import asyncio
import gzip
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.serve import routes
from bot.town import Telegram, Town
from storage.database import Database
from tests.fakes.telegram.fake import FakeTelegram
from tests.walks.living import Bot, living, rows, town_of
from tests.walks.person import Person

SECRET = "ein-langes-Geheimnis_123"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = {"update_id": 5, "message": {"message_id": 1, "from": {"id": 7}, "text": "Hallo"}}

Line = TestClient[web.Request, web.Application]


@dataclass
class Hook:
    """A place Telegram posts to."""

    town: Town
    line: Line
    headers: dict[str, str] = field(
        default_factory=lambda: {HEADER: SECRET, "Content-Type": "application/json"}
    )

    async def post(self, body: bytes | str, **headers: str) -> int:
        """The status with which a body was answered."""
        # Bytes beyond 1 MB draw a warning; a file does not.
        data = io.BytesIO(body.encode() if isinstance(body, str) else body)
        async with self.line.post(
            "/telegram", data=data, headers={**self.headers, **headers}, skip_auto_headers=["Content-Type"]
        ) as answer:
            return answer.status

    async def stored(self) -> int:
        """How many updates were kept."""
        [[count]] = await rows(self.town.database, "SELECT count(*) FROM inbox")
        return int(count)


@asynccontextmanager
async def door(database: Database, fake: FakeTelegram) -> AsyncIterator[Hook]:
    """The door for Telegram, with nobody behind it who answers."""
    telegram = Telegram(fake.token, fake.address, "https://stadt.example", SECRET)
    town = town_of(database, fake, telegram=telegram)
    app = web.Application()
    app.add_routes(routes(town))
    async with TestClient(TestServer(app)) as line:
        yield Hook(town, line)


@pytest.fixture
async def hook(sqlite_city: Database, fake_telegram: FakeTelegram) -> AsyncIterator[Hook]:
    """The door with one database behind it, for what never gets that far."""
    async with door(sqlite_city, fake_telegram) as opened:
        yield opened


@pytest.fixture
async def each_hook(city: Database, fake_telegram: FakeTelegram) -> AsyncIterator[Hook]:
    """The door with either database behind it."""
    async with door(city, fake_telegram) as opened:
        yield opened


def test_there_is_no_such_door_without_a_webhook() -> None:
    town = Town(Database("sqlite:///nowhere"), b"", None, "bot")  # type: ignore[arg-type]  # not asked for
    assert routes(town) == []
    assert routes(replace(town, telegram=Telegram("1:token"))) == []


async def test_an_update_is_accepted_once_it_is_stored_and_wakes_who_answers(each_hook: Hook) -> None:
    assert await each_hook.post(json.dumps(UPDATE)) == 200
    assert await rows(each_hook.town.database, "SELECT channel, who, body, heard FROM inbox") == [
        ("telegram", "t7", json.dumps(UPDATE), None)
    ]
    assert each_hook.town.came.is_set()


async def test_a_body_that_comes_again_is_one_row(each_hook: Hook) -> None:
    bodies = [json.dumps(UPDATE)] * 40 + [json.dumps(UPDATE, indent=2)] * 10
    assert set(await asyncio.gather(*map(each_hook.post, bodies))) == {200}
    assert await each_hook.stored() == 1


@pytest.mark.parametrize(
    "secret", ["", "falsch", SECRET[:-1], SECRET + "x", SECRET.upper(), "\udcff\udcfe", "Größe"]
)
async def test_a_wrong_secret_is_refused(hook: Hook, secret: str) -> None:
    assert await hook.post(json.dumps(UPDATE), **{HEADER: secret}) == 403
    assert await hook.stored() == 0


async def test_without_a_secret_nothing_is_even_read(hook: Hook) -> None:
    del hook.headers[HEADER]
    assert await hook.post(b"x" * 2_000_000) == 403
    assert await hook.post("{") == 403


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
async def test_only_json_is_taken(hook: Hook, kind: str) -> None:
    assert await hook.post(json.dumps(UPDATE), **{"Content-Type": kind}) == 415
    assert await hook.stored() == 0


async def test_nothing_is_unpacked(hook: Hook) -> None:
    bomb = gzip.compress(b" " * 10_000_000)
    assert await hook.post(bomb, **{"Content-Encoding": "gzip"}) == 415


async def test_a_body_that_is_too_large_is_refused(hook: Hook) -> None:
    assert await hook.post(b"x" * (1024 * 1024 + 1)) == 413

    async def pour() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 50_000

    async with hook.line.post("/telegram", data=pour(), headers=hook.headers) as answer:
        assert answer.status == 413
    assert await hook.stored() == 0


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '"Hallo"',
        '{"update_id":NaN}',
        '{"update_id":Infinity}',
        '{"update_id":' + "9" * 5000 + "}",
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        "[" * 100_000,
        '{"message":"\x00"}',
        b"\xff\xfe{\x00}\x00",
    ],
    ids=lambda body: repr(body[:14]),
)
async def test_what_is_no_update_is_refused(hook: Hook, body: str | bytes) -> None:
    assert await hook.post(body) == 400
    assert await hook.stored() == 0


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"update_id": "eins"},
        {"update_id": 10**30, "message": {"from": {"id": 10**30}, "message_id": 1}},
        {"update_id": "x" * 100_000, "message": {"message_id": 1, "from": {"id": 7}, "text": "y" * 100_000}},
        {"message": {"text": "\ud83d", "from": {"id": 7}}, "\ud83d": {"from": {"id": 7}, "id": 1}},
        {"update_id": 6, "hologram": {"from": {"id": 7}, "id": 1}},
        {"update_id": 7, "message": None},
    ],
    ids=lambda update: repr(update)[:30],
)
async def test_whatever_is_an_object_is_stored_as_it_came(each_hook: Hook, update: dict[str, Any]) -> None:
    assert await each_hook.post(json.dumps(update)) == 200
    assert await rows(each_hook.town.database, "SELECT body FROM inbox") == [(json.dumps(update),)]


async def test_of_two_values_of_one_name_the_last_counts(each_hook: Hook) -> None:
    body = '{"update_id":1,"update_id":2,"message":{"message_id":1,"from":{"id":7},"from":{"id":8}}}'
    assert await each_hook.post(body) == 200
    assert await rows(each_hook.town.database, "SELECT who FROM inbox") == [("t8",)]


async def test_only_posting_is_possible(hook: Hook) -> None:
    for method in ("GET", "PUT", "DELETE", "PATCH"):
        async with hook.line.request(method, "/telegram", headers=hook.headers) as answer:
            assert answer.status == 405


async def test_without_the_database_telegram_is_told_to_come_again(hook: Hook) -> None:
    nowhere = Database("sqlite:////nowhere/at/all.sqlite")
    app = web.Application()
    app.add_routes(routes(replace(hook.town, database=nowhere)))
    async with TestClient(TestServer(app)) as line:
        hook.line = line
        assert await hook.post(json.dumps(UPDATE)) == 503
    assert not hook.town.came.is_set()
    await nowhere.close()


async def test_a_whole_conversation_over_the_webhook(
    city: Database, fake_telegram: FakeTelegram, unused_tcp_port: int
) -> None:
    address = f"http://127.0.0.1:{unused_tcp_port}"
    telegram = Telegram(fake_telegram.token, fake_telegram.address, address, SECRET)
    async with living(city, fake_telegram, telegram=telegram) as bot:
        async with _door(bot, unused_tcp_port):
            person = Person(fake_telegram)
            await person.says("/start survey-beteiligung", "Hier ist der Stadtdialog")
            await person.presses("Verstanden", "Höchstens 7 Fragen")
            await person.presses("Anfangen", "Waren Sie dabei")
            question = person.screen
            data = question["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
            # Telegram posts presses of one person over many connections at once.
            await asyncio.gather(*(_press(bot, address, question, data, number) for number in range(40)))
            await bot.settled()
            answers = await bot.rows("SELECT question, revision FROM answers")
            assert answers == [("dabei", 1)]
        assert fake_telegram.world.webhook.is_set


async def _press(bot: Bot, address: str, message: dict[str, Any], data: str, number: int) -> None:
    press = {"id": str(number), "from": bot.fake.know(7).person, "message": message, "data": data}
    body = json.dumps({"update_id": 1000 + number, "callback_query": {**press, "chat_instance": "1"}})
    async with aiohttp.ClientSession() as http:
        headers = {HEADER: SECRET, "Content-Type": "application/json"}
        async with http.post(f"{address}/telegram", data=body, headers=headers) as answer:
            assert answer.status == 200


def _door(bot: Bot, port: int) -> TestServer:
    app = web.Application()
    app.add_routes(routes(bot.town, bot.clock))
    return TestServer(app, port=port)
