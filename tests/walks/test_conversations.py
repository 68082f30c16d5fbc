"""Conversations in German through the whole of the bot: what a person on Telegram does and sees."""

from datetime import UTC, datetime

from storage import items
from storage.database import Database
from tests.fakes.telegram import FakeTelegram
from tests.walks.lives import SLUG
from tests.walks.living import Bot
from tests.walks.person import Person

LINK = f"/start survey-{SLUG}"
ANSWERS = "SELECT question, value, revision FROM answers ORDER BY id"


async def arrive(person: Person) -> None:
    """From the link to the first question."""
    await person.says(LINK, "Hier ist der Stadtdialog")
    await person.presses("Verstanden, weiter", "Höchstens 7 Fragen")
    await person.presses("Anfangen", "Waren Sie dabei")


async def test_from_the_link_to_the_first_stored_answer_in_four_steps(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    person = Person(fake_telegram)
    notice = await person.says(LINK, "Hier ist der Stadtdialog")
    assert "Ihren Namen, Ihre Adresse und Ihre Telefonnummer fragen wir nicht." in notice
    assert await bot.rows("SELECT count(*) FROM runs") == [(0,)]
    assert await bot.rows("SELECT notice FROM citizens") == [(0,)]
    await person.presses("Verstanden, weiter", "Höchstens 7 Fragen")
    await person.presses("Anfangen", "Waren Sie dabei")
    await person.presses("^Ja$", "Auf welchem Weg")
    assert await bot.rows(ANSWERS) == [("dabei", '["yes"]', 1)]
    assert person.done == 4


async def test_from_the_link_to_the_receipt(bot: Bot, fake_telegram: FakeTelegram) -> None:
    person = Person(fake_telegram)
    await arrive(person)
    await person.presses("^Ja$", "Auf welchem Weg")
    await person.presses("Im Chat", "Welche Themen")
    await person.presses("Grün", "Welche Themen")
    await person.presses("Fertig", "Wie gut")
    await person.presses("^4$", "Wie alt")
    await person.says("42", "Ihr Wunsch")
    await person.says("Mehr Bäume 🌳 <b>& Bänke</b>", "Noch etwas")
    await person.presses("Überspringen", "Ihre Antworten")
    told = await person.presses("Abgeben", "Quittung")
    receipt = next(line for line in told.splitlines() if len(line) == 11 and line[5] == "-")
    assert await bot.rows("SELECT receipt, state FROM runs") == [(receipt, "complete")]
    wishes = await bot.rows("SELECT value FROM answers WHERE question = 'wunsch' AND counted")
    assert wishes == [('["Mehr Bäume 🌳 <b>& Bänke</b>"]',)]
    [code] = [entity for entity in person.screen["entities"] if entity["type"] == "code"]
    assert told.encode("utf-16-le")[code["offset"] * 2 :][: code["length"] * 2].decode("utf-16-le") == receipt


async def test_presses_are_answered_and_change_the_message_they_came_from(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    person = Person(fake_telegram)
    await arrive(person)
    await person.presses("^Ja$", "Auf welchem Weg")
    await bot.settled()
    assert len(person.messages_of_bot()) == 1
    presses = sum(entry["accepted"] for entry in fake_telegram.ledger.calls("answerCallbackQuery"))
    assert presses == 3


async def test_typed_words_are_answered_by_a_new_message(bot: Bot, fake_telegram: FakeTelegram) -> None:
    person = Person(fake_telegram)
    await arrive(person)
    await person.says("ja", "Auf welchem Weg")
    await bot.settled()
    assert len(person.messages_of_bot()) == 2
    assert await bot.rows(ANSWERS) == [("dabei", '["yes"]', 1)]


async def test_an_old_button_is_answered_by_the_present_question_and_loses_its_keyboard(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    person = Person(fake_telegram)
    await arrive(person)
    first = person.screen
    await person.says("Ja", "Auf welchem Weg")
    told = await person.presses_again(first, "Nein", "Dieser Knopf gehört zu einem früheren Schritt")
    await bot.settled()
    assert "Auf welchem Weg" in told
    assert await bot.rows(ANSWERS) == [("dabei", '["yes"]', 1)]
    old, *_between, newest = person.messages_of_bot()
    assert "reply_markup" not in old
    assert "reply_markup" in newest


async def test_an_old_door_still_leads_to_the_survey(bot: Bot, fake_telegram: FakeTelegram) -> None:
    person = Person(fake_telegram)
    await arrive(person)
    await person.says("menü", "Was möchten Sie tun")
    menu = person.screen
    await person.presses("Weiter: Mitreden", "Waren Sie dabei")
    await person.says("hilfe", "Hilfe")
    await person.presses_again(menu, "Weiter: Mitreden", "Waren Sie dabei")
    assert await bot.rows(ANSWERS) == []


async def test_typing_errors_are_understood_in_words_that_lead_somewhere(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    person = Person(fake_telegram)
    await arrive(person)
    await person.says("Hife", "Tippen Sie auf die Knöpfe")
    await person.says("weiter", "Waren Sie dabei")
    await person.says("Jein", "Waren Sie dabei")
    await person.says("stop", "Was möchten Sie tun")
    await person.says(LINK, "Willkommen zurück")
    assert await bot.rows(ANSWERS) == []


async def test_things_that_are_no_answer_get_a_kind_word_and_the_question_again(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    person = Person(fake_telegram)
    await arrive(person)
    assert "Waren Sie dabei" in await person.sends("sticker", "Das verstehen wir hier leider nicht")
    assert "Waren Sie dabei" in await person.sends("voice", "Sprachnachrichten")
    assert "Waren Sie dabei" in await person.sends("photo", "Bilder")
    assert "Waren Sie dabei" in await person.sends("place", "Einen Ort", 49.44, 7.77)
    assert "Waren Sie dabei" in await person.says("/foo", "Diesen Befehl kennen wir nicht")
    assert "Waren Sie dabei" in await person.says("\u200b\u2060", "Da kam kein Text an")
    assert await bot.rows(ANSWERS) == []
    for [body] in await bot.rows("SELECT body FROM inbox"):
        assert body == ""


async def test_the_language_can_be_changed_in_the_middle_of_a_survey(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    person = Person(fake_telegram)
    await arrive(person)
    await person.says("/sprache", "Welche Sprache möchten Sie")
    assert "Were you there?" in await person.presses("English", "Question 1 of")
    assert "Which way?" in await person.presses("^Yes$", "Question 2 of")
    assert "Waren Sie dabei" not in await person.says("deutsch", "Frage 2 von")
    assert await bot.rows("SELECT language FROM citizens") == [("de",)]


async def test_the_language_of_the_app_is_the_first_one_spoken(bot: Bot, fake_telegram: FakeTelegram) -> None:
    for id, (language, greeting) in enumerate(
        [("de", "Guten Tag"), ("de-AT", "Guten Tag"), (None, "Guten Tag"), ("en", "Hello"), ("uk", "Hello")]
    ):
        await Person(fake_telegram, id + 100, language).says("/start", greeting)
    assert bot.town.telegram


async def test_the_last_typed_answer_is_changed_by_changing_the_message(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    person = Person(fake_telegram)
    await arrive(person)
    await person.presses("^Nein$", "Welche Themen")
    await person.presses("Keine Angabe", "Wie gut")
    await person.presses("^5$", "Wie alt")
    fake_telegram.say(person.id, "24")
    typed = person.newest
    await fake_telegram.see(person.id, "Ihr Wunsch")
    told = await person.changes(typed, "42", "Ihre Antwort ist geändert")
    assert "Ihr Wunsch" in told
    ages = [row for row in await bot.rows(ANSWERS) if row[0] == "alter"]
    assert ages == [("alter", '["24"]', 1), ("alter", '["42"]', 2)]


async def test_a_survey_that_was_closed_takes_nothing_more(
    city: Database, bot: Bot, fake_telegram: FakeTelegram
) -> None:
    person = Person(fake_telegram)
    await arrive(person)
    open_question = person.screen
    async with city.write() as connection:
        item = await items.find_item(connection, "survey", SLUG)
        assert item is not None
        await items.set_closed(connection, item.id, closed=True)
    told = await person.presses("^Ja$", "Die Umfrage „Mitreden“ ist beendet")
    assert "Was möchten Sie tun" in told
    await person.presses_again(open_question, "Nein", "früheren Schritt")
    await person.says(LINK, "ist beendet")
    assert await bot.rows(ANSWERS) == []


async def test_links_that_lead_nowhere_get_a_kind_word_and_the_menu(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    person = Person(fake_telegram)
    await person.says("/start", "Hier ist der Stadtdialog")
    await person.presses("Verstanden, weiter", "Was möchten Sie tun")
    for payload in ("survey-gibtsnicht", "idee-7", "<b>", "x" * 64, "survey-", "'; DROP TABLE answers;--"):
        told = await person.says(f"/start {payload}", "gibt es nicht|kennen wir nicht")
        assert "Was möchten Sie tun" in told
    assert await bot.one("SELECT count(*) FROM citizens") == 1


async def test_who_blocks_the_bot_is_left_alone_until_writing_again(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    person = Person(fake_telegram)
    await person.says("/start", "Hier ist der Stadtdialog")
    fake_telegram.block(person.id)
    await bot.settled()
    assert await bot.rows("SELECT reachable FROM citizens") in ([(0,)], [(False,)])
    fake_telegram.unblock(person.id)
    await bot.settled()
    assert await bot.rows("SELECT reachable FROM citizens") in ([(1,)], [(True,)])
    await person.says("/start", "Hier ist der Stadtdialog")


async def test_groups_channels_and_other_bots_are_not_spoken_to(
    bot: Bot, fake_telegram: FakeTelegram
) -> None:
    now = int(datetime.now(UTC).timestamp())
    who = {"id": 7, "is_bot": False, "first_name": "Aylin"}
    for chat in (
        {"id": -5, "type": "group"},
        {"id": -100, "type": "supergroup"},
        {"id": -6, "type": "channel"},
    ):
        fake_telegram.inject(
            {"message": {"message_id": 1, "date": now, "chat": chat, "from": who, "text": "/start"}}
        )
    robot = {**who, "is_bot": True}
    private = {"id": 7, "type": "private"}
    fake_telegram.inject(
        {"message": {"message_id": 2, "date": now, "chat": private, "from": robot, "text": "/start"}}
    )
    await bot.until("SELECT count(*) FROM inbox WHERE fate = 'ignored'", 4)
    await bot.settled()
    assert await bot.one("SELECT count(*) FROM citizens") == 0
    assert fake_telegram.ledger.calls("sendMessage") == []
