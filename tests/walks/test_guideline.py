"""A guideline through the whole of the bot: what a person on Telegram reads, says and gets for it."""

from dataclasses import replace

import pytest

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
    await person.presses("Anregung schreiben", "Veröffentlicht wird noch nichts")
    await person.says("Auch <b>Kinder</b> 🌳", "Gespeichert. Zum Abgeben")
    await person.says("Und Gäste.", "Gespeichert. Zum Abgeben")
    told = await person.presses("Fertig", "Ihre Anregung ist angekommen")
    [(receipt,)] = await reading.rows("SELECT receipt FROM comments WHERE state = 'handed_in'")
    assert receipt in told.splitlines()
    words = await reading.rows("SELECT words FROM comment_parts ORDER BY number")
    assert words == [("Auch <b>Kinder</b> 🌳",), ("Und Gäste.",)]
    assert receipt in await person.says("/meine", "Meine Beiträge")
