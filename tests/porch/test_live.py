"""A process from its start to its end: it listens, it stops when told, and does not wait for ever."""

import asyncio
import os
import signal
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest

import stadtdialog_live
from bot.town import Town
from stadtdialog_live import run_admin, run_town, stop_on_signals
from stadtdialog_web import bind
from storage.settings import Settings
from tests.porch.program import Program, free_port

Start = Callable[..., Program]

TOKEN = "123456789:TEST-token_of-nobody-in-particular"


async def end_soon(_town: Town | None = None, _address: str = "") -> None:
    asyncio.get_running_loop().call_later(0.2, os.kill, os.getpid(), signal.SIGTERM)


async def test_a_town_begins_with_what_it_is_given_and_ends_when_told() -> None:
    told: list[str] = []

    async def begin(town: Town, address: str) -> None:
        told.append(address)
        assert town.database.is_sqlite
        await end_soon()

    settings = Settings(port=free_port())
    async with asyncio.timeout(60):
        await run_town(settings, admin=True, begin=begin)
    assert told == [f"http://127.0.0.1:{settings.port}"]
    with bind(settings.host, settings.port):
        pass


async def test_an_admin_page_alone_ends_when_told() -> None:
    await end_soon()
    async with asyncio.timeout(60):
        await run_admin(Settings(port=free_port()))


async def test_loops_that_fail_end_the_process_with_their_error(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(_town: Town, _stop: asyncio.Event) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(stadtdialog_live, "serve", fail)
    with pytest.raises(KeyError):
        await run_town(Settings(port=free_port()), admin=False)


async def test_loops_that_do_not_finish_are_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def dawdle(_town: Town, _stop: asyncio.Event) -> None:
        await asyncio.sleep(600)

    monkeypatch.setattr(stadtdialog_live, "serve", dawdle)
    monkeypatch.setattr(stadtdialog_live, "LAST_WORK", 0.1)
    async with asyncio.timeout(60):
        await run_town(Settings(port=free_port()), admin=False, begin=end_soon)
    assert "ended before everything was finished" in capsys.readouterr().out


def test_after_the_first_ctrl_c_a_second_one_ends_at_once() -> None:
    async def be_told_twice() -> None:
        stop = stop_on_signals()
        os.kill(os.getpid(), signal.SIGINT)
        await stop.wait()
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(60)

    with pytest.raises(KeyboardInterrupt):
        asyncio.run(be_told_twice())


def post(address: str, secret: str) -> int:
    request = urllib.request.Request(  # noqa: S310 (our own loopback address)
        f"{address}/telegram",
        data=b'{"update_id": 1, "message": {}}',
        headers={"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret},
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 (as above)
            status: int = answer.status
            return status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_webhook_is_received_beside_the_web_chat(start: Start) -> None:
    program = start(
        "bot",
        TELEGRAM_TOKEN=TOKEN,
        TELEGRAM_API="http://127.0.0.1:1",
        INTAKE="webhook",
        WEBHOOK_URL="https://dialog.example.org/telegram",
        WEBHOOK_SECRET="kaum-zu_raten",
    )
    program.until_it_says("listening")
    address = f"http://127.0.0.1:{program.port}"
    assert post(address, "kaum-zu_raten") == 200
    assert post(address, "falsch") == 403
    assert program.stop(signal.SIGTERM)[0] == 0
    assert "TEST-token" not in program.errors
