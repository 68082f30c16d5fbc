"""One person's trouble, haste or fury: it is worked off, and nobody else notices."""

from datetime import UTC, datetime
from typing import Any

import pytest

from dialogs.engine import turn
from dialogs.engine.heard import Heard, Said
from dialogs.engine.talk import Step, View
from storage import inbox
from storage.database import Database
from tests.fakes.telegram import FakeTelegram
from tests.walks.lives import RULES, SLUG
from tests.walks.living import GUARD, Bot, Clock, living
from tests.walks.person import Person

LINK = f"/start survey-{SLUG}"
SORRY = "Das hat nicht geklappt. Wir sehen es uns an."
FATES = "SELECT fate, count(*) FROM inbox GROUP BY fate"


async def menu(person: Person) -> None:
    """From the link to the menu."""
    await person.says("/start", "Hier ist der Stadtdialog|Hello")
    await person.presses("Verstanden|Understood", "Was möchten Sie tun|What would you like")


@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Words over which every talk stumbles, as long as they stand in this list."""
    words = ["kaputt", "broken"]
    advance = turn.advance

    def stumble(view: View, heard: Heard, say: Any) -> Step:
        if isinstance(heard, Said) and heard.text in words:
            raise RuntimeError("a bug")
        return advance(view, heard, say)

    monkeypatch.setattr(turn, "advance", stumble)
    return words


async def test_a_bug_costs_one_input_of_one_person_who_is_told_once(
    bot: Bot, fake_telegram: FakeTelegram, bug: list[str]
) -> None:
    person, other = Person(fake_telegram, 7), Person(fake_telegram, 8)
    await menu(person)
    await menu(other)
    fake_telegram.say(other.id, "hilfe")
    await person.says("kaputt", SORRY)
    await fake_telegram.see(other.id, "Hilfe")
    assert person.labels == ["Weiter, wo Sie waren", "Zum Menü"]
    await person.presses("Weiter, wo Sie waren", "Was möchten Sie tun")
    await person.says("hilfe", "Hilfe")
    await bot.settled()
    assert sum(SORRY in told for told in fake_telegram.shown(person.id)) == 1
    assert dict(await bot.rows(FATES))["set aside"] == 1


async def test_what_was_set_aside_can_be_heard_again_once_the_bug_is_gone(
    city: Database, bot: Bot, fake_telegram: FakeTelegram, bug: list[str]
) -> None:
    person = Person(fake_telegram)
    await menu(person)
    await person.says("kaputt", SORRY)
    bug.clear()
    async with city.write() as connection:
        [row] = await inbox.list_set_aside(connection)
        assert await inbox.hear_again(connection, row.id)
    await fake_telegram.see(person.id, "Hier ist gerade nichts gefragt")
    await bot.settled()
    assert await bot.rows(FATES) == [("heard", 3)]


async def test_the_first_words_of_a_stranger_may_be_the_ones_that_fail(
    bot: Bot, fake_telegram: FakeTelegram, bug: list[str]
) -> None:
    person = Person(fake_telegram, language="en")
    await person.says("broken", "That did not work|did not work")
    assert await bot.rows("SELECT language FROM citizens") == [("en",)]
    await person.says("/start", "Hello")


async def test_somebody_whose_place_cannot_be_read_stops_nobody_else(
    city: Database, bot: Bot, fake_telegram: FakeTelegram
) -> None:
    person, other = Person(fake_telegram, 7), Person(fake_telegram, 8)
    await menu(person)
    await bot.settled()
    place = "UPDATE citizens SET place = '{}' WHERE address = '7'"
    async with city.write() as connection:
        await connection.exec_driver_sql(place.format("[no place"))
    fake_telegram.say(person.id, "hilfe")
    await bot.until("SELECT count(*) FROM inbox WHERE fate = 'set aside'", 1)
    await menu(other)
    async with city.write() as connection:
        await connection.exec_driver_sql(place.format('["menu"]'))
    await person.says("hilfe", "Hilfe")


@pytest.mark.parametrize("others", [0, 5])
async def test_a_flood_gets_one_notice_and_others_are_answered(
    city: Database, fake_telegram: FakeTelegram, others: int
) -> None:
    clock = Clock(stands_at=datetime(2026, 11, 2, 9, 30, tzinfo=UTC))
    async with living(city, fake_telegram, clock) as bot:
        person = Person(fake_telegram)
        await menu(person)
        fake_telegram.say_many([(person.id, f"Nummer {number}") for number in range(200)])
        for id in range(100, 100 + others):
            await menu(Person(fake_telegram, id))
        await bot.settled()
        assert dict(await bot.rows(FATES)) == {"heard": 61 + 2 * others, "limited": 202 - 61}
        assert sum("Das war viel auf einmal" in told for told in fake_telegram.shown(person.id)) == 1
        clock.let_pass(minutes=1)
        await person.says("hilfe", "Hilfe")


async def test_one_answer_pressed_two_hundred_times_is_one_row(
    city: Database, fake_telegram: FakeTelegram
) -> None:
    clock = Clock(stands_at=datetime(2026, 11, 2, 9, 30, tzinfo=UTC))
    async with living(city, fake_telegram, clock) as bot:
        person = Person(fake_telegram)
        await person.says(LINK, "Hier ist der Stadtdialog")
        await person.presses("Verstanden, weiter", "Höchstens 7 Fragen")
        await person.presses("Anfangen", "Waren Sie dabei")
        question, data = person.screen, _data(person, "Ja")
        for _ in range(200):
            fake_telegram.press_as_seen(person.id, question, data)
        await bot.settled()
        assert await bot.rows("SELECT question, value, revision FROM answers") == [("dabei", '["yes"]', 1)]
        clock.let_pass(minutes=1)
        await person.presses("Im Chat", "Welche Themen")


async def test_a_toggle_pressed_an_odd_number_of_times_is_on(bot: Bot, fake_telegram: FakeTelegram) -> None:
    person = Person(fake_telegram)
    fake_telegram.start_citizens(
        1, f"survey-{SLUG}", rules=[{"when": "Welche Themen", "wait": True}, *RULES], first_id=person.id
    )
    await fake_telegram.see(person.id, "Welche Themen", within=GUARD)
    topics, data = person.screen, _data(person, "Grün")
    for _ in range(21):
        fake_telegram.press_as_seen(person.id, topics, data)
    await bot.settled()
    await person.presses("Fertig", "Wie gut")
    topics_told = await bot.rows("SELECT value, revision FROM answers WHERE question = 'themen'")
    assert topics_told == [('["gruen"]', 1)]


def _data(person: Person, label: str) -> str:
    rows = person.screen["reply_markup"]["inline_keyboard"]
    return next(str(button["callback_data"]) for row in rows for button in row if label in button["text"])
