"""The fake can be as troublesome as the real thing: faults, pace, webhook, a process of its own."""

import asyncio
from pathlib import Path

import aiohttp
import orjson
import pytest
from aiohttp import web

from .phone_line import PhoneLine
from .telegram import FakeTelegram, running_fake
from .telegram.reading import Upload

ANSWERS = {
    "too_many": (429, b'"retry_after":3'),
    "blocked": (403, b"bot was blocked by the user"),
    "bad_request": (400, b"can't parse entities"),
    "migrate": (400, b'"migrate_to_chat_id":-100'),
    "unauthorized": (401, b"Unauthorized"),
    "server_error": (500, b"Internal Server Error"),
    "bad_gateway": (502, b"<html>"),
    "empty": (200, b""),
    "truncated": (200, b'{"ok":true,"result":{"mess'),
    "no_result": (200, b'{"ok":true}'),
    "wrong_type": (200, b'{"ok":true,"result":"yes'),
    "drip": (200, b'{"ok":true,"result":{"message_id"'),
}
ACCEPTED = {"empty", "truncated", "no_result", "wrong_type", "drip"}


@pytest.mark.parametrize("kind", ANSWERS)
async def test_a_fault_hits_once_and_the_ledger_knows_what_was_accepted(kind: str) -> None:
    async with FakeTelegram() as fake, PhoneLine(fake) as call:
        fake.know(7)
        seconds = 3 if kind == "too_many" else 0.0
        fake.fault(kind, next=1, seconds=seconds, description="can't parse entities", to=-100)
        status, body = await call.raw("sendMessage", chat_id=7, text="Hallo")
        assert status == ANSWERS[kind][0]
        assert ANSWERS[kind][1] in body
        assert fake.shown(7) == (["Hallo"] if kind in ACCEPTED else [])
        assert (await call("getMe"))["ok"]


@pytest.mark.parametrize(("kind", "accepted"), [("hang_up", True), ("drop", False)])
async def test_the_line_breaks_after_or_before_the_call_was_done(kind: str, accepted: bool) -> None:
    async with FakeTelegram() as fake, PhoneLine(fake) as call:
        fake.know(7)
        fake.fault(kind, method="sendMessage", next=1)
        with pytest.raises(aiohttp.ClientError):
            await call("sendMessage", chat_id=7, text="Hallo")
        assert bool(fake.shown(7)) == accepted


async def test_calls_during_a_penalty_are_counted() -> None:
    async with FakeTelegram() as fake, PhoneLine(fake) as call:
        fake.know(7)
        fake.limit(under_way=0)
        fake.fault("too_many", next=1, seconds=60)
        for _ in range(3):
            assert (await call("sendMessage", chat_id=7, text="Hallo"))["error_code"] == 429
        assert fake.summary()["in_penalty"] == 2


async def test_the_pace_is_enforced_per_chat_and_for_all() -> None:
    async with FakeTelegram() as fake, PhoneLine(fake) as call:
        fake.limit(slack=0, chat_burst=1)
        for chat in range(1, 32):
            fake.know(chat)
        answers = [await call("sendMessage", chat_id=chat, text="Hallo") for chat in (1, 1, *range(2, 32))]
        refused = [n for n, answer in enumerate(answers) if not answer["ok"]]
        assert refused == [1, 31]
        assert answers[1]["parameters"] == {"retry_after": 1}


async def test_a_group_is_written_to_twenty_times_a_minute() -> None:
    async with FakeTelegram() as fake, PhoneLine(fake) as call:
        fake.limit(per_second=None)
        fake.know(-7)
        answers = [await call("sendMessage", chat_id=-7, text="Hallo") for _ in range(21)]
        assert [answer["ok"] for answer in answers] == [True] * 20 + [False]
        assert fake.summary()["refused"] == 1


async def test_many_may_have_blocked_the_bot_without_its_knowing() -> None:
    async with FakeTelegram() as fake, PhoneLine(fake) as call:
        fake.block_silently([7, 8])
        for chat in (7, 8, 9):
            fake.know(chat)
        answers = [await call("sendMessage", chat_id=chat, text="Hallo") for chat in (7, 8, 9)]
        assert [answer["ok"] for answer in answers] == [False, False, True]
        assert await call.updates() == []


async def test_the_words_below_a_picture_can_be_changed() -> None:
    async with FakeTelegram() as fake, PhoneLine(fake) as call:
        fake.know(7)
        words = (await call("sendMessage", chat_id=7, text="Hallo"))["result"]["message_id"]
        number = fake.world.files.add(Upload("bild.png", b"..."))["file_id"]
        picture = (await call("sendPhoto", chat_id=7, photo=number))["result"]["message_id"]
        assert (await call("editMessageCaption", chat_id=7, message_id=picture, caption="Der Platz"))["ok"]
        assert fake.know(7).messages[picture]["caption"] == "Der Platz"
        refused = await call("editMessageCaption", chat_id=7, message_id=words, caption="Der Platz")
        assert "no caption" in refused["description"]


async def test_a_webhook_gets_updates_in_order_with_its_secret_until_it_accepts() -> None:
    came: list[tuple[str | None, str]] = []

    async def receive(request: web.Request) -> web.Response:
        update = orjson.loads(await request.read())
        came.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), update["message"]["text"]))
        return web.Response(status=503 if len(came) < 3 else 200)

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with FakeTelegram() as fake, PhoneLine(fake) as call:
        fake.world.webhook.first_wait = 0.01
        fake.say(7, "eins")
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        await call("setWebhook", url=url, secret_token="geheim")
        fake.say(7, "zwei")
        await fake.drained()
        assert came == [("geheim", "eins")] * 3 + [("geheim", "zwei")]
        assert (await call("getUpdates"))["error_code"] == 409
        assert "503" in (await call("getWebhookInfo"))["result"]["last_error_message"]
        await call("deleteWebhook")
        assert (await call("getUpdates"))["result"] == []
    await runner.cleanup()


async def test_the_same_switches_work_from_another_process(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    async with running_fake("--ledger", str(ledger), "--first-update-id", "5") as fake:
        assert await fake.ask("say", chat=7, words="Hallo") == 5
        base = f"{fake.address}/bot{fake.token}"
        async with aiohttp.ClientSession() as http:
            await http.post(f"{base}/getUpdates", json={"offset": 6})
            await http.post(f"{base}/sendMessage", json={"chat_id": 7, "text": "Guten Tag", "wrong": 1})
        await fake.ask("drained", quiet=0.05)
        summary = await fake.ask("summary")
        with pytest.raises(RuntimeError, match="no such fault"):
            await fake.ask("fault", kind="earthquake")
        with pytest.raises(TimeoutError):
            await fake.ask("drained", within=0.01, quiet=5.0)
    assert summary["violations"] == ["sendMessage: wrong: unknown"]
    kinds = [orjson.loads(line)["kind"] for line in ledger.read_bytes().splitlines()]
    assert kinds == ["put", "confirmed", "violation", "call"]


async def test_a_bot_that_is_gone_does_not_take_updates_with_it() -> None:
    async with FakeTelegram() as fake, PhoneLine(fake) as call:
        async with PhoneLine(fake) as killed:
            poll = asyncio.create_task(killed("getUpdates", timeout=30))
            await fake.polled()
            poll.cancel()
        fake.say(7, "Hallo")
        assert len(await call.updates()) == 1
