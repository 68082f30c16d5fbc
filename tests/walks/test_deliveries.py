"""Updates that come often, much later, with other numbers, or broken: each counts once or not at all."""

import copy
import random
from typing import Any

import pytest

from storage.database import Database
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.mailbox import Waiting
from tests.walks.books import audit
from tests.walks.lives import RULES, SLUG
from tests.walks.living import Bot, Clock, LocalFake, living

SCREENS = ("sendMessage", "editMessageText")


def put(fake: FakeTelegram) -> list[dict[str, Any]]:
    """The updates that have come so far."""
    return [entry["update"] for entry in fake.ledger.entries if entry["kind"] == "put"]


async def test_updates_that_come_up_to_five_times_count_once(
    database_url: str, bot: Bot, fake_telegram: FakeTelegram
) -> None:
    chance = random.Random(12)  # noqa: S311  chance that can be repeated
    mailbox, seen = fake_telegram.world.mailbox, set[int]()

    def repeat(waiting: Waiting) -> None:
        if waiting.update_id not in seen:
            seen.add(waiting.update_id)
            for _ in range(chance.randint(0, 4)):
                mailbox.put_again(waiting.update)

    mailbox.on_put = repeat
    fake_telegram.start_citizens(10, f"survey-{SLUG}", rules=RULES)
    await fake_telegram.citizens_finished(60)
    await bot.settled()
    books = await audit(database_url, LocalFake(fake_telegram))
    assert books.clean, books
    assert len(put(fake_telegram)) > 2 * len(seen)
    assert await bot.one("SELECT count(*) FROM inbox WHERE fate = 'heard'") == len(seen)
    assert await bot.one("SELECT count(*) FROM outbox WHERE state IN ('sent', 'replaced')") == len(seen)
    shown = sum(entry["accepted"] for name in SCREENS for entry in fake_telegram.ledger.calls(name))
    assert shown == await bot.one("SELECT count(*) FROM outbox WHERE state = 'sent'")


@pytest.mark.parametrize("later", [{"hours": 1}, {"hours": 25}, {"days": 39}])
async def test_a_recorded_conversation_that_is_played_again_changes_nothing(
    city: Database, fake_telegram: FakeTelegram, later: dict[str, float]
) -> None:
    clock = Clock()
    async with living(city, fake_telegram, clock) as bot:
        fake_telegram.start_citizens(1, f"survey-{SLUG}", rules=RULES)
        await fake_telegram.citizens_finished(60)
        await bot.settled()
        before = await _state(bot)
        recorded = copy.deepcopy(put(fake_telegram))
        clock.let_pass(**later)
        for update in recorded:
            fake_telegram.repeat(update)
        await bot.settled()
        assert await _state(bot) == before


async def test_even_after_the_keys_are_forgotten_a_replay_stores_nothing(
    city: Database, fake_telegram: FakeTelegram
) -> None:
    clock = Clock()
    async with living(city, fake_telegram, clock) as bot:
        fake_telegram.start_citizens(1, f"survey-{SLUG}", rules=RULES)
        await fake_telegram.citizens_finished(60)
        await bot.settled()
        answers = (await _state(bot))[0]
        recorded = copy.deepcopy(put(fake_telegram))
        clock.let_pass(days=41)
        await bot.until("SELECT count(*) FROM inbox", 0)
        for update in recorded:
            fake_telegram.repeat(update)
        await bot.settled()
        assert (await _state(bot))[0] == answers
        fates = dict(await bot.rows("SELECT fate, count(*) FROM inbox GROUP BY fate"))
        messages = sum("message" in update for update in recorded)
        # A press carries the date of our own message, so it is heard; but its step is over.
        assert fates == {"ignored": messages, "heard": len(recorded) - messages}


async def _state(bot: Bot) -> list[list[tuple[Any, ...]]]:
    return [
        await bot.rows("SELECT question, revision, value, counted FROM answers ORDER BY id"),
        await bot.rows("SELECT count(*) FROM inbox"),
        [(len(bot.fake.ledger.calls()),)],
    ]


async def test_numbers_that_begin_anew_after_a_quiet_week_are_met_at_once(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    fake_telegram.say(7, "/hilfe")
    await fake_telegram.see(7, "Hilfe|sprechen")
    await bot.settled()
    fake_telegram.restart_ids(117_314_199)
    fake_telegram.say(7, "/sprache")
    await fake_telegram.see(7, "Welche Sprache")
    fake_telegram.say(7, "/hilfe")
    await bot.settled()
    keys = [key.split(":")[0] for [key] in await bot.rows("SELECT key FROM inbox ORDER BY id")]
    assert keys == ["t727334708", "t117314199", "t117314200"]
    assert not fake_telegram.world.mailbox.waiting()


POISON: dict[str, tuple[dict[str, Any], str]] = {
    "a chat without a type": ({"chat": {"id": 7}}, "set aside"),
    "a chat that is a number": ({"chat": 7}, "set aside"),
    "a date of letters": ({"date": "abc"}, "set aside"),
    "a date beyond all calendars": ({"date": 10**18}, "set aside"),
    "no date": ({"date": None}, "set aside"),
    "a message number of letters": ({"date": 0, "message_id": "eins"}, "ignored"),
    "nobody wrote it": ({"from": None}, "ignored"),
    "somebody without a number": ({"from": {"first_name": "Aylin"}}, "ignored"),
    "a bot": ({"from": {"id": 9, "is_bot": True, "first_name": "Bot"}}, "ignored"),
    "a message that is a list": ({"message": []}, "set aside"),
    "a message that is nothing": ({"message": None}, "set aside"),
    "a press of nobody": ({"callback_query": {"id": "1", "data": "x"}}, "set aside"),
    "a press without a number": ({"callback_query": {"from": {"id": 7}, "data": "x"}}, "set aside"),
    "a block that tells nothing": ({"my_chat_member": {"chat": {"id": 7, "type": "private"}}}, "set aside"),
    "nothing at all": ({}, "ignored"),
    "a kind that is younger than we are": ({"message": {}, "hologram": {"from": {"id": 7}}}, "set aside"),
}


def poisoned(part: dict[str, Any]) -> dict[str, Any]:
    """An update that is broken in one place; its message is from 2023."""
    if not part or part.keys() & {"message", "callback_query", "my_chat_member"}:
        return part
    who = {"id": 7, "is_bot": False, "first_name": "Aylin"}
    chat = {"id": 7, "type": "private"}
    good = {"message_id": 1, "date": 1_700_000_000, "chat": chat, "from": who, "text": "Hallo"}
    return {"message": {**good, **part}}


async def test_broken_updates_are_set_aside_and_the_line_behind_them_goes_on(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    for part, _fate in POISON.values():
        fake_telegram.inject(poisoned(part))
    for chat in (7, 8):
        fake_telegram.say(chat, "/hilfe")
        await fake_telegram.see(chat, "Hilfe|sprechen")
    await bot.settled()
    fates = [fate for [fate] in await bot.rows("SELECT fate FROM inbox ORDER BY id")]
    expected = {name: fate for name, (_part, fate) in POISON.items()}
    assert dict(zip(POISON, fates, strict=False)) == expected
    assert fates[len(POISON) :] == ["heard", "heard"]


async def test_an_update_without_a_number_is_stored_and_does_not_stop_the_next(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    fake_telegram.inject({"message": []}, number=False)
    fake_telegram.say(7, "/hilfe")
    await fake_telegram.see(7, "Hilfe|sprechen")
    await bot.settled()
    assert await bot.rows("SELECT fate FROM inbox ORDER BY id") == [("set aside",), ("heard",)]
