"""The fake is believed only because of this: it confirms like Telegram, and it refuses what is wrong."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
import telegram
from aiogram.types import Update

from .phone_line import PhoneLine
from .telegram import FakeTelegram

FIRST = 727_334_708
GUARD = 30.0
"""Seconds after which something will never happen; a question that nothing wakes stays open for longer."""


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(first_update_id=FIRST) as fake:
        yield fake


@pytest_asyncio.fixture
async def call(fake: FakeTelegram) -> AsyncIterator[PhoneLine]:
    async with PhoneLine(fake) as line:
        yield line


def buttons(*labels: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label.lower()}] for label in labels]}


async def test_an_update_is_handed_out_until_a_higher_offset_confirms_it(
    fake: FakeTelegram, call: PhoneLine
) -> None:
    for words in ("eins", "zwei", "drei"):
        fake.say(7, words)
    assert await call.updates() == [FIRST, FIRST + 1, FIRST + 2]
    assert await call.updates(offset=FIRST) == [FIRST, FIRST + 1, FIRST + 2]
    assert await call.updates(offset=FIRST + 2) == [FIRST + 2]
    assert await call.updates(offset=0) == [FIRST + 2]
    assert list(fake.ledger.updates("confirmed")) == [FIRST, FIRST + 1]


async def test_a_poll_is_limited_and_a_negative_offset_counts_from_the_end(
    fake: FakeTelegram, call: PhoneLine
) -> None:
    for number in range(120):
        fake.say(7, str(number))
    assert len(await call.updates()) == 100
    assert await call.updates(limit=2) == [FIRST, FIRST + 1]
    assert await call.updates(offset=-2) == [FIRST + 118, FIRST + 119]
    assert len(fake.world.mailbox) == 2


async def test_a_long_poll_wakes_up_when_something_comes(fake: FakeTelegram, call: PhoneLine) -> None:
    poll = asyncio.create_task(call.updates(timeout=50))
    await fake.polled()
    fake.say(7, "da")
    assert await asyncio.wait_for(poll, GUARD) == [FIRST]


async def test_a_second_poller_ends_the_first(fake: FakeTelegram, call: PhoneLine) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=50))
    await fake.polled()
    second = asyncio.create_task(call.updates(timeout=50))
    assert (await asyncio.wait_for(first, GUARD))["error_code"] == 409
    fake.say(7, "da")
    assert await asyncio.wait_for(second, GUARD) == [FIRST]


async def test_ids_that_begin_anew_are_met_with_an_offset_that_is_not_believed(
    fake: FakeTelegram, call: PhoneLine
) -> None:
    fake.say(7, "vorher")
    assert await call.updates(offset=FIRST + 1) == []
    fake.restart_ids(117_314_199)
    fake.say(7, "nachher")
    assert await call.updates(offset=FIRST + 1) == [117_314_199]
    assert await call.updates(offset=117_314_200) == []


async def test_a_press_grows_old_sooner_than_a_message(fake: FakeTelegram, call: PhoneLine) -> None:
    fake.world.mailbox.expires = True
    fake.know(7)
    await call("sendMessage", chat_id=7, text="Frage", reply_markup=buttons("Ja"))
    fake.say(7, "Hallo")
    fake.press(7, "Ja")
    fake.let_pass(200)
    assert await call.updates() == [FIRST]
    fake.let_pass(86_400)
    assert await call.updates() == []
    assert list(fake.ledger.updates("expired")) == [FIRST + 1, FIRST]


async def test_only_kinds_of_updates_the_bot_asked_for_arrive(fake: FakeTelegram, call: PhoneLine) -> None:
    await call("getUpdates", allowed_updates=["message"])
    fake.block(7)
    fake.say(7, "Hallo")
    assert await call.updates() == [FIRST]


async def test_what_people_do_arrives_as_real_updates(fake: FakeTelegram, call: PhoneLine) -> None:
    fake.say(7, "👋 /start survey-beteiligung")
    await call("sendMessage", chat_id=7, text="Frage", reply_markup=buttons("Ja"))
    fake.press(7, "Ja")
    fake.press(7, "Ja", inaccessible=True)
    fake.send_sticker(7)
    fake.send_voice(7)
    fake.send_photo(7, b"...", caption="Die Ecke", album="1")
    fake.share_place(7, 49.44, 7.77)
    fake.correct(7, 1, "/hilfe")
    fake.block(7)
    fake.unblock(7)
    updates = (await call("getUpdates"))["result"]
    assert len(updates) == 10
    for update in updates:
        seen = Update.model_validate(update)
        assert not seen.model_extra
        assert telegram.Update.de_json(update, None).effective_user is not None
    assert updates[0]["message"]["entities"] == [{"type": "bot_command", "offset": 3, "length": 6}]
    assert updates[1]["callback_query"]["message"]["text"] == "Frage"


async def test_a_broken_update_and_a_repeated_one_can_arrive(fake: FakeTelegram, call: PhoneLine) -> None:
    fake.inject({"message": []}, number=False)
    fake.say(7, "gut")
    broken, good = (await call("getUpdates"))["result"]
    assert broken == {"message": []}
    fake.repeat(good)
    assert await call.updates(offset=good["update_id"] + 1) == [good["update_id"]]
    assert await call.updates(offset=good["update_id"] + 1) == []


WRONG_CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "missing": ("sendMessage", {"chat_id": 7}),
    "wrong type": ("sendMessage", {"chat_id": 7, "text": 5}),
    "number as string": ("editMessageText", {"chat_id": 7, "message_id": "1", "text": "a"}),
    "unknown": ("sendMessage", {"chat_id": 7, "text": "a", "silent": True}),
    "unknown in a button": (
        "sendMessage",
        {
            "chat_id": 7,
            "text": "a",
            "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "b", "c": 1}]]},
        },
    ),
    "out of use": ("sendMessage", {"chat_id": 7, "text": "a", "disable_web_page_preview": True}),
    "empty text": ("sendMessage", {"chat_id": 7, "text": " \n"}),
    "long text": ("sendMessage", {"chat_id": 7, "text": "😀" * 2049}),
    "entity outside": (
        "sendMessage",
        {"chat_id": 7, "text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
    ),
    "entity through a character": (
        "sendMessage",
        {"chat_id": 7, "text": "😀!", "entities": [{"type": "bold", "offset": 1, "length": 2}]},
    ),
    "markup that does not nest": ("sendMessage", {"chat_id": 7, "text": "<b>a</i>", "parse_mode": "HTML"}),
    "long data": ("sendMessage", {"chat_id": 7, "text": "a", "reply_markup": buttons("ä" * 33)}),
    "nine in a row": (
        "sendMessage",
        {"chat_id": 7, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "b"}] * 9]}},
    ),
    "too many buttons": ("sendMessage", {"chat_id": 7, "text": "a", "reply_markup": buttons(*["a"] * 101)}),
    "long answer": ("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}),
    "command": ("setMyCommands", {"commands": [{"command": "Hilfe", "description": "a"}]}),
    "long poll": ("getUpdates", {"timeout": 51}),
    "secret": ("setWebhook", {"url": "https://a.example/", "secret_token": "ä"}),
}


@pytest.mark.parametrize("wrong", WRONG_CALLS)
async def test_a_wrong_call_is_refused_and_kept(fake: FakeTelegram, call: PhoneLine, wrong: str) -> None:
    fake.know(7)
    method, parameters = WRONG_CALLS[wrong]
    answer = await call(method, **parameters)
    assert answer["error_code"] == 400
    assert len(fake.violations) == 1
    assert fake.shown(7) == []


async def test_a_good_call_is_taken_as_json_and_as_form(fake: FakeTelegram, call: PhoneLine) -> None:
    fake.know(7)
    keyboard = '{"inline_keyboard":[[{"text":"Ja","callback_data":"j"}]]}'
    answer = await call.form("sendMessage", {"chat_id": "7", "text": "Frage", "reply_markup": keyboard})
    edited = await call("editMessageText", chat_id=7, message_id=answer["result"]["message_id"], text="Neu")
    assert "reply_markup" in answer["result"]
    assert "reply_markup" not in edited["result"]
    assert (fake.shown(7), fake.violations) == (["Frage", "Neu"], [])


async def test_a_file_goes_up_is_sent_again_by_its_id_and_comes_down(
    fake: FakeTelegram, call: PhoneLine
) -> None:
    fake.know(7)
    form = aiohttp.FormData({"chat_id": "7"})
    form.add_field("document", b"BEGIN:VCALENDAR", filename="termin.ics")
    document = (await call.form("sendDocument", form))["result"]["document"]
    assert (await call("sendDocument", chat_id=7, document=document["file_id"]))["ok"]
    path = (await call("getFile", file_id=document["file_id"]))["result"]["file_path"]
    async with aiohttp.request("GET", f"{fake.address}/file/bot{fake.token}/{path}") as answer:
        assert await answer.read() == b"BEGIN:VCALENDAR"
    assert fake.violations == []


async def test_what_daily_life_refuses_is_no_violation(fake: FakeTelegram, call: PhoneLine) -> None:
    fake.know(7)
    sent = (await call("sendMessage", chat_id=7, text="a", reply_markup=buttons("Ja")))["result"]
    same = {"chat_id": 7, "message_id": sent["message_id"], "text": "a", "reply_markup": buttons("Ja")}
    fake.press(7, "Ja")
    press_id = (await call("getUpdates"))["result"][0]["callback_query"]["id"]

    async def refusal(method: str, **parameters: object) -> str:
        return str((await call(method, **parameters))["description"])

    assert "not modified" in await refusal("editMessageText", **same)
    assert "not found" in await refusal("editMessageText", chat_id=7, message_id=999, text="b")
    assert "chat not found" in await refusal("sendMessage", chat_id=8, text="a")
    assert (await call("answerCallbackQuery", callback_query_id=press_id))["ok"]
    assert "too old" in await refusal("answerCallbackQuery", callback_query_id=press_id)
    fake.block(7)
    assert "blocked" in await refusal("sendMessage", chat_id=7, text="a")
    assert fake.violations == []


async def test_a_stranger_and_an_unknown_method_are_turned_away(fake: FakeTelegram, call: PhoneLine) -> None:
    async with PhoneLine(fake, token="1:stolen") as stranger:
        assert (await stranger("getMe"))["error_code"] == 401
    assert (await call("sendLove"))["error_code"] == 404
    assert (await call("getme"))["result"]["is_bot"]
