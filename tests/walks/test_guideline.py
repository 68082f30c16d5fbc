"""A guideline through the whole of the bot: what a person on Telegram reads, says and gets for it."""

from dataclasses import replace

import pytest

from dialogs.city.guideline import Moderation
from storage import definitions, items
from storage.database import Database
from tests import sample
from tests.fakes.telegram import FakeTelegram
from tests.walks.living import Bot
from tests.walks.person import Person


@pytest.fixture
async def reading(city: Database, bot: Bot) -> Bot:
    """A bot in a city that has laid out the sample guideline without an end."""
    guideline = replace(sample.GUIDELINE, opens=None, closes=None)
    async with city.write() as connection:
        item = await items.add_item(connection, "guideline", "leitlinien")
        assert item
        await items.publish(connection, item.id, definitions.dump(guideline), None, sample.NOW)
    return bot


async def test_from_the_link_to_the_receipt(reading: Bot, fake_telegram: FakeTelegram) -> None:
    person = Person(fake_telegram)
    await person.says("/start section-leitlinien-3", "Hier ist der Stadtdialog")
    await person.presses("Verstanden, weiter", "Abschnitt 2 von 3")
    await person.presses("^Ja$", "Gespeichert")
    assert await reading.rows("SELECT section, value FROM votes") == [(3, "agree")]
    await person.presses("Anregung schreiben", "Nach einer Prüfung können andere")
    await person.says("Auch <b>Kinder</b> 🌳", "Gespeichert. Zum Abgeben")
    await person.says("Und Gäste.", "Gespeichert. Zum Abgeben")
    told = await person.presses("Fertig", "Ihre Anregung ist angekommen")
    [(receipt,)] = await reading.rows("SELECT receipt FROM comments WHERE state = 'handed_in'")
    assert receipt in told.splitlines()
    words = await reading.rows("SELECT words FROM comment_parts ORDER BY number")
    assert words == [("Auch <b>Kinder</b> 🌳",), ("Und Gäste.",)]
    assert receipt in await person.says("/meine", "Meine Beiträge")


async def test_a_proposal_is_read_and_supported_by_somebody_else(
    city: Database, bot: Bot, fake_telegram: FakeTelegram
) -> None:
    at_once = replace(sample.GUIDELINE, opens=None, closes=None, moderation=Moderation.AFTER)
    async with city.write() as connection:
        item = await items.add_item(connection, "guideline", "leitlinien")
        assert item
        await items.publish(connection, item.id, definitions.dump(at_once), None, sample.NOW)
    author, reader = Person(fake_telegram, 7), Person(fake_telegram, 8)
    for person in (author, reader):
        await person.says("/start section-leitlinien-3", "Hier ist der Stadtdialog")
        await person.presses("Verstanden, weiter", "Abschnitt 2 von 3")
    told = await author.presses("Formulierung vorschlagen", "Andere können Ihren Vorschlag sofort lesen")
    assert "So steht es jetzt:\n\nAlle.\n" in told
    await author.says("Alle <Menschen>.", "Gespeichert. Zum Abgeben")
    await author.presses("Fertig", "Ihr Vorschlag ist angekommen")

    assert "1. Alle <Menschen>." in await reader.presses("Was andere sagen", "Formulierungsvorschlag vom")
    await reader.presses("1. Sehe ich auch so", "1 Mensch sieht es auch so")
    before = reader.screen
    assert "✓ 1. Sehe ich auch so" in reader.labels
    assert await bot.one("SELECT count(*) FROM supports") == 1
    await reader.presses("1. Sehe ich auch so", "Zurückgenommen")
    await reader.presses_again(before, "1. Sehe ich auch so", "Das ist schon gespeichert")
    assert await bot.one("SELECT count(*) FROM supports") == 0

    assert "1. Sehe ich auch so" not in await author.presses("Was andere sagen", "Von Ihnen")
    await author.says("/meine", "Formulierungsvorschlag zu „Wer“")
    await author.presses("1 ansehen", "Andere können es lesen")
    await author.presses("Zurückziehen", "Dann löschen wir Ihre Worte")
    await author.presses("Ja, zurückziehen", "Die Worte sind gelöscht")
    assert await bot.rows("SELECT words FROM comment_parts") == []
    await reader.presses("1. Sehe ich auch so", "Diesen Beitrag können wir nicht mehr zeigen")
    assert await bot.one("SELECT count(*) FROM supports") == 0


async def test_a_long_section_is_read_part_by_part_in_one_message(
    city: Database, bot: Bot, fake_telegram: FakeTelegram
) -> None:
    paragraphs = [f"Absatz {number}. {'Wer spricht, darf ausreden. ' * 18}" for number in range(24)]
    one, two, three = sample.GUIDELINE.sections
    long = (one, replace(two, text={"de": "\n\n".join(paragraphs)}), three)
    async with city.write() as connection:
        item = await items.add_item(connection, "guideline", "leitlinien")
        assert item
        open_end = replace(sample.GUIDELINE, opens=None, closes=None, sections=long)
        await items.publish(connection, item.id, definitions.dump(open_end), None, sample.NOW)
    person = Person(fake_telegram)
    await person.says("/start section-leitlinien-3", "Hier ist der Stadtdialog")
    told = [
        await person.presses("Verstanden, weiter", r"Teil 1 von 5"),
        *[await person.presses("Weiterlesen", rf"Teil {part} von 5") for part in (2, 3, 4, 5)],
    ]
    assert [f"Absatz {number}." for number in range(24) if f"Absatz {number}." not in "".join(told)] == []
    await person.presses("^Teils$", "Gespeichert")
    assert await bot.rows("SELECT section, value FROM votes") == [(3, "partly")]
    assert len(person.messages_of_bot()) == 1
