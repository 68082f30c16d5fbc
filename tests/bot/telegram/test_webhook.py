"""The route Telegram posts updates to: only Telegram gets in, and 200 means kept."""

import gzip
import json
from collections.abc import AsyncIterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import text

from bot.telegram.listen import LARGEST, WEBHOOK_PATH, webhook_route
from bot.town import Telegram, Town
from storage.database import Database
from tests.sample import KEY, NOW

Client = TestClient[web.Request, web.Application]

SECRET = "geheim-Grüße"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
UPDATE = json.dumps({"update_id": 3, "message": {"message_id": 5, "from": {"id": 7}, "date": 1}}).encode()


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database, KEY, ZoneInfo("Europe/Berlin"), "test")


@pytest.fixture
async def door(town: Town) -> AsyncIterator[Client]:
    """Telegram's side of the route."""
    app = web.Application(client_max_size=2 * LARGEST)
    app.add_routes([webhook_route(town, Telegram("1:x", webhook_secret=SECRET), lambda: NOW)])
    async with TestClient(TestServer(app)) as client:
        yield client


async def post(door: Client, body: bytes = UPDATE, **headers: str) -> int:
    """The status a body is answered with; headers are written with underscores."""
    changed = {name.replace("_", "-"): value for name, value in headers.items()}
    async with door.post(WEBHOOK_PATH, data=body, headers={**HEADERS, **changed}) as answer:
        return answer.status


async def kept(town: Town) -> list[tuple[Any, ...]]:
    async with town.database.read() as connection:
        rows = await connection.execute(text("SELECT channel, who, body FROM inbox ORDER BY id"))
        return [tuple(row) for row in rows]


async def test_an_update_is_kept_once_however_often_it_comes(town: Town, door: Client) -> None:
    assert [await post(door) for _ in range(3)] == [200] * 3
    assert await kept(town) == [("telegram", "t7", UPDATE.decode())]
    assert town.came.is_set()


@pytest.mark.parametrize("secret", ["", "geheim", "geheim-Grüße ", "\udcff"])
async def test_without_the_secret_nobody_gets_in(town: Town, door: Client, secret: str) -> None:
    wrong = secret.strip(" ") + ("x" if secret.endswith(" ") else "")
    assert await post(door, X_Telegram_Bot_Api_Secret_Token=wrong) == 403
    assert (await kept(town), town.came.is_set()) == ([], False)


async def test_without_the_header_nobody_gets_in(door: Client) -> None:
    async with door.post(WEBHOOK_PATH, json={}) as answer:
        assert answer.status == 403


async def test_only_plain_json_is_read(door: Client) -> None:
    assert await post(door, Content_Type="text/plain") == 415
    assert await post(door, gzip.compress(UPDATE), Content_Encoding="gzip") == 415


async def test_what_is_too_large_is_refused(door: Client) -> None:
    assert await post(door, b" " * (LARGEST + 1)) == 413


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'"Hallo"',
        b'{"update_id":NaN}',
        b'{"update_id":-Infinity}',
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b'{"text":"\x00"}',
    ],
    ids=lambda body: body[:12].decode("ascii", "replace"),
)
async def test_what_is_no_update_is_refused(town: Town, door: Client, body: bytes) -> None:
    assert await post(door, body) == 400
    assert await kept(town) == []


async def test_escaped_oddities_are_kept_as_they_came(town: Town, door: Client) -> None:
    odd = r'{"update_id":4,"\ud83d":{"from":{"id":7},"id":1},"text":"\u0000"}'
    assert await post(door, odd.encode()) == 200
    assert [body for _channel, _who, body in await kept(town)] == [odd]


async def test_while_the_database_is_away_telegram_is_asked_to_come_again(town: Town, door: Client) -> None:
    async with town.database.write() as connection:
        await connection.execute(text("ALTER TABLE inbox RENAME TO elsewhere"))
    assert await post(door) == 503
    async with town.database.write() as connection:
        await connection.execute(text("ALTER TABLE elsewhere RENAME TO inbox"))
    assert await post(door) == 200
    assert len(await kept(town)) == 1
