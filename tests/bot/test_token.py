"""The token is nowhere but in the calls themselves: not in a log, not in an error, not in the database."""

import asyncio
import io
import logging
import traceback
from collections.abc import Iterator

import pytest
import structlog

import stadtdialog_log
from bot.telegram.client import Client
from bot.telegram.setup import introduce
from bot.town import Telegram
from storage.database import Database
from storage.tables import metadata
from tests.fakes.telegram.fake import FakeTelegram
from tests.fakes.telegram.faults import REFUSING, SPOILING
from tests.walks.living import GUARD, living, rows, town_of
from tests.walks.person import Person

SLOW = {"huge", "drip", "delay"}
FAULTS = sorted({*REFUSING, *SPOILING} - SLOW)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is written while every library tells all it can."""
    root, raises, configured = logging.root, logging.raiseExceptions, structlog.get_config()
    before = root.handlers, root.level
    levels = {name: logging.getLogger(name).level for name in stadtdialog_log.TALKATIVE}
    stadtdialog_log.configure("text")
    # What were kept from now on would write here for ever.
    structlog.configure(cache_logger_on_first_use=False)
    written = io.StringIO()
    [handler] = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    for name in ("", *stadtdialog_log.TALKATIVE):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield written
    root.handlers, root.level = before
    logging.raiseExceptions = raises
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    structlog.configure(**configured)


async def test_no_trouble_writes_the_token_anywhere(
    sqlite_city: Database, fake_telegram: FakeTelegram, log: io.StringIO
) -> None:
    token = fake_telegram.token
    async with living(sqlite_city, fake_telegram) as bot:
        person = Person(fake_telegram)
        await person.says("/start", "Hier ist der Stadtdialog")
        for kind in FAULTS:
            for method in ("getUpdates", "sendMessage", "answerCallbackQuery"):
                fake_telegram.fault(kind, method=method, next=1, seconds=0.0)
            fake_telegram.say(person.id, "hilfe")
            await asyncio.sleep(0.1)
        fake_telegram.clear_faults()
        await fake_telegram.see(person.id, "Stadtdialog|Hilfe", within=GUARD)
        await bot.settled()
        assert token not in repr(bot.town)
    secret = token.partition(":")[2]
    assert "telegram" in log.getvalue()
    assert secret not in log.getvalue()
    for table in metadata.tables:
        assert secret not in repr(await rows(sqlite_city, f"SELECT * FROM {table}"))


async def test_a_refused_introduction_does_not_tell_the_token(
    sqlite_city: Database, fake_telegram: FakeTelegram, log: io.StringIO
) -> None:
    for kind in FAULTS:
        fake_telegram.fault(kind, method="getMe", next=1, seconds=0.0)
    town = town_of(sqlite_city, fake_telegram)
    client, stop = Client(fake_telegram.token, fake_telegram.address), asyncio.Event()
    await client.initialize()
    assert town.telegram
    trying = asyncio.create_task(introduce(town, town.telegram, client, stop))
    await asyncio.sleep(1.0)
    stop.set()
    await trying
    await client.shutdown()
    assert fake_telegram.token.partition(":")[2] not in log.getvalue()


async def test_no_error_of_the_line_tells_the_token(fake_telegram: FakeTelegram) -> None:
    token = "987654321:" + "x" * 35
    nowhere = ("http://127.0.0.1:9", "http://nowhere.invalid", "not an address", "http://a b")
    for api in (*nowhere, fake_telegram.address):
        client = Client(token, api)
        await client.initialize()
        assert token not in repr(client)
        reply = await client.call("sendMessage", b"{}")
        assert token not in repr(reply)
        for asking in (
            client.fetch("getUpdates", {}, 5),
            client.do_request(f"{api}/bot{token}/getMe", "POST"),
        ):
            try:
                await asking
            except Exception as error:
                assert token not in "".join(traceback.format_exception(error))
        await client.shutdown()


def test_secrets_do_not_show_in_what_is_printed() -> None:
    shown = repr(Telegram("1:token", webhook_secret="geheim"))
    assert "1:token" not in shown
    assert "geheim" not in shown
