"""The Bot API gives odd answers, late ones or none: the bot stays up, and every row comes to its end."""

import pytest

from storage import meta
from storage.database import Database
from tests.fakes.telegram import FakeTelegram
from tests.walks.books import audit
from tests.walks.lives import RULES, SLUG
from tests.walks.living import GUARD, Bot, LocalFake, living
from tests.walks.person import Person

STATES = "SELECT state, reason FROM outbox ORDER BY id"
INTRODUCED = f"SELECT count(*) FROM meta WHERE key = '{meta.BOT_NAME}'"
HELLO = "Hier ist der Stadtdialog"

UNSURE = ["server_error", "bad_gateway", "empty", "truncated", "no_result", "wrong_type", "huge", "hang_up"]
"""Answers after which nobody knows whether the message has arrived."""


async def go(fake: FakeTelegram, people: int) -> None:
    """So many fill in the whole survey; who waits in vain, once nothing is under way any more, writes again.

    Whoever wrote earlier could be shown a question twice, and would answer it twice.
    """
    fake.start_citizens(people, f"survey-{SLUG}", rules=RULES)
    for _ in range(40):
        before = _count_sends(fake)
        try:
            return await fake.citizens_finished(3.0)
        except TimeoutError:
            if before != _count_sends(fake):
                continue
            for chat in fake.citizens_report()["unfinished"]:
                fake.say(chat, f"/start survey-{SLUG}")
    raise AssertionError(fake.citizens_report()["unfinished"])


def _count_sends(fake: FakeTelegram) -> int:
    return sum(call["method"] != "getUpdates" for call in fake.ledger.calls())


async def test_every_tenth_answer_of_the_api_is_odd(
    database_url: str, bot: Bot, fake_telegram: FakeTelegram
) -> None:
    for kind in [*UNSURE, "drop", "too_many", "drip"]:
        fake_telegram.fault(kind, probability=0.01, seconds=0.0)
    await go(fake_telegram, 20)
    fake_telegram.clear_faults()
    await bot.settled()
    books = await audit(database_url, LocalFake(fake_telegram))
    assert books.clean, books
    odd = sum("fault" in entry for entry in fake_telegram.ledger.calls())
    assert books.shown_twice + odd > 0
    assert books.shown_twice <= odd


@pytest.mark.parametrize("kind", [*UNSURE, "conflict", "unauthorized", "too_many", "drop"])
async def test_odd_answers_to_the_question_for_updates_only_delay_them(
    sqlite_city: Database, fake_telegram: FakeTelegram, kind: str
) -> None:
    fake_telegram.fault(kind, method="getUpdates", next=3, seconds=0.0)
    async with living(sqlite_city, fake_telegram) as bot:
        await Person(fake_telegram).says("/start", HELLO)
        await bot.settled()
        assert await bot.rows("SELECT fate FROM inbox") == [("heard",)]


@pytest.mark.parametrize("kind", [*UNSURE, "unauthorized", "too_many", "drop"])
async def test_odd_answers_while_the_bot_introduces_itself_only_delay_that(
    sqlite_city: Database, fake_telegram: FakeTelegram, kind: str
) -> None:
    fake_telegram.fault(kind, next=2, seconds=0.0)
    async with living(sqlite_city, fake_telegram) as bot:
        await bot.until(INTRODUCED, 1)
        await Person(fake_telegram).says("/start", HELLO)


async def test_an_answer_in_doubt_is_sent_once_more_and_no_third_time(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    await bot.until(INTRODUCED, 1)
    fake_telegram.fault("empty", method="sendMessage", next=2)
    fake_telegram.say(7, "/start")
    await bot.settled()
    assert fake_telegram.shown(7) == [fake_telegram.shown(7)[0]] * 2
    assert await bot.rows(STATES) == [("unknown", "status 200")]


BLOCKED = {
    "blocked": "bot was blocked by the user",
    "deactivated": "user is deactivated",
    "cannot_initiate": "bot can't initiate conversation",
    "chat_not_found": "chat not found",
}


@pytest.mark.parametrize("kind", BLOCKED)
async def test_who_cannot_be_reached_is_skipped_at_once_until_writing_again(
    bot: Bot, fake_telegram: FakeTelegram, kind: str
) -> None:
    fake_telegram.fault(kind, method="sendMessage", next=1)
    fake_telegram.say(7, "/start")
    await bot.until("SELECT count(*) FROM outbox WHERE state = 'skipped'", 1)
    assert await bot.rows(STATES) == [("skipped", BLOCKED[kind])]
    assert not await bot.one("SELECT reachable FROM citizens")
    await Person(fake_telegram).says("/start", HELLO)
    await bot.settled()
    assert await bot.one("SELECT reachable FROM citizens")


async def test_formatting_that_is_refused_is_left_out(bot: Bot, fake_telegram: FakeTelegram) -> None:
    person = Person(fake_telegram)
    refused = "can't parse entities: unexpected end"
    fake_telegram.fault("bad_request", method="sendMessage", next=1, description=refused)
    await person.says("/start", HELLO)
    assert "entities" not in person.screen
    fake_telegram.fault("bad_request", method="editMessageText", next=1, description=refused)
    await person.presses("Verstanden", "Was möchten Sie tun")
    assert "entities" not in person.screen
    await bot.settled()
    assert await bot.rows(STATES) == [("sent", "")] * 2


async def test_a_refusal_for_ever_ends_the_row_with_its_reason(bot: Bot, fake_telegram: FakeTelegram) -> None:
    fake_telegram.fault("bad_request", method="sendMessage", next=1, description="message is too long")
    fake_telegram.say(7, "/start")
    await bot.until("SELECT count(*) FROM outbox WHERE state = 'failed'", 1)
    assert await bot.rows(STATES) == [("failed", "status 400: bad request: message is too long")]
    await Person(fake_telegram).says("/start", HELLO)


async def test_a_chat_that_has_moved_is_followed(bot: Bot, fake_telegram: FakeTelegram) -> None:
    fake_telegram.know(8)
    fake_telegram.fault("migrate", method="sendMessage", chat=7, next=1, to=8)
    fake_telegram.say(7, "/start")
    await fake_telegram.see(8, HELLO)
    await bot.settled()
    assert await bot.rows("SELECT address, state FROM outbox") == [("8", "sent")]


async def test_a_chat_that_has_moved_to_somebody_elses_address_costs_only_its_own_row(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    await Person(fake_telegram, 8).says("/start", HELLO)
    fake_telegram.fault("migrate", method="sendMessage", chat=7, to=8)
    fake_telegram.say(7, "/start")
    await bot.until("SELECT count(*) FROM outbox WHERE state = 'failed'", 1)
    await Person(fake_telegram, 9).says("/start", HELLO)
    await bot.settled()
    assert await bot.rows(STATES) == [("sent", ""), ("failed", "program error"), ("sent", "")]


async def test_a_penalty_silences_everybody_and_no_call_is_made_during_it(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    await bot.until(INTRODUCED, 1)
    fake_telegram.fault("too_many", method="sendMessage", chat=7, next=1, seconds=1)
    fake_telegram.say(7, "/start")
    await bot.until("SELECT count(*) FROM outbox WHERE reason = 'too many requests'", 1)
    fake_telegram.say_many([(chat, "/start") for chat in range(8, 18)])
    for chat in range(7, 18):
        await fake_telegram.see(chat, HELLO, within=GUARD)
    await bot.settled()
    assert fake_telegram.summary()["in_penalty"] == 0
    first, *others = fake_telegram.ledger.calls("sendMessage")
    assert min(entry["at"] for entry in others) - first["at"] >= 0.9


async def test_a_revoked_token_stops_sending_and_loses_nothing(
    city: Database, fake_telegram: FakeTelegram
) -> None:
    async with living(city, fake_telegram) as bot:
        await Person(fake_telegram).says("/start", HELLO)
        old = fake_telegram.token
        fake_telegram.world.token = "1:another"
        async with city.write() as connection:
            # Something was due at just that moment.
            await connection.exec_driver_sql(
                "INSERT INTO outbox (citizen, channel, address, body, state, due, created)"
                " SELECT id, 'telegram', address, '{\"text\":\"Noch da\"}', 'waiting', met, met FROM citizens"
            )
        await bot.until("SELECT reason FROM outbox ORDER BY id DESC LIMIT 1", "status 401")
    assert await bot.rows(STATES) == [("sent", ""), ("waiting", "status 401")]
    fake_telegram.world.token = old
    async with city.write() as connection:
        await connection.exec_driver_sql("UPDATE outbox SET due = created")
    async with living(city, fake_telegram, owner="with a new token") as again:
        await fake_telegram.see(7, "Noch da")
        await again.settled()
    assert len(fake_telegram.shown(7)) == 2
