"""A guideline on the page: read, agree, comment in several messages, find it all again."""

from sqlalchemy import update

from dialogs.city.comment import Visibility
from storage.tables import comments
from tests.webchat.conftest import Chat


async def test_from_the_link_to_the_receipt(chat: Chat) -> None:
    device = await chat.somebody("section-leitlinien-3")
    assert device.page.titles == ["Wer"]
    await device.press("Ja")
    assert device.page.notes == ["Gespeichert. Sie können es bis 29. März 2024, 23:59 Uhr ändern."]
    await device.press("Teils")
    await device.press("Anregung schreiben")
    assert device.page.field.tag == "textarea"
    await device.type("Auch <b>Kinder</b>.")
    assert await chat.rows("SELECT words FROM comment_parts") == [("Auch <b>Kinder</b>.",)]
    await device.type("Erste Zeile\r\nZweite Zeile")
    page = await device.press("Fertig")
    assert page.titles == ["Ihre Anregung ist angekommen. Vielen Dank!"]
    [(receipt, channel)] = await chat.rows("SELECT receipt, channel FROM comments WHERE state = 'handed_in'")
    assert (receipt in page.text, channel) == (True, "web")
    await device.press("Meine Beiträge")
    assert receipt in device.page.text
    assert "Auch <b>Kinder</b>." in device.page.text
    assert await chat.rows("SELECT section, value FROM votes") == [(3, "partly")]


async def test_an_unfinished_comment_waits_for_another_day(chat: Chat) -> None:
    device = await chat.somebody("section-leitlinien-3")
    await device.press("Anregung schreiben")
    await device.type("Auch Kinder.")
    await device.press("Menü")
    chat.wait(days=3)
    await device.type("meine")
    await device.press("Weiter: Wer")
    assert "Auch Kinder." in device.page.text
    await device.press("Fertig")
    assert await chat.count("comments", "state = 'handed_in' AND section = 3") == 1


async def test_nothing_counts_after_the_end(chat: Chat) -> None:
    device = await chat.somebody("guideline-leitlinien")
    await device.press("Anfangen")
    chat.wait(days=30)
    await device.press("Ja")
    assert "Neues zählt nicht mehr mit." in device.page.notes[0]
    assert await chat.count("votes") == 0


async def test_a_comment_is_changed_in_its_place_and_stays_one(chat: Chat) -> None:
    device = await chat.somebody("section-leitlinien-3")
    for press, words in (("Anregung schreiben", "Auch Kinder."), ("Fertig", "")):
        await device.press(press)
        if words:
            await device.type(words)
    [(receipt,)] = await chat.rows("SELECT receipt FROM comments")
    await device.press("Meine Beiträge")
    await device.press("1 ansehen")
    await device.press("Ändern")
    await device.type("Auch Kinder und Gäste.")
    await device.press("Menü")
    assert "So lange gilt, was Sie schon abgegeben haben." in device.page.notes[0]
    await device.type("meine")
    await device.press("Weiter: Wer")
    await device.press("Fertig")
    assert device.page.titles == ["Ihre Änderung ist angekommen. Vielen Dank!"]
    assert receipt in device.page.text
    words = "SELECT receipt, words FROM comments JOIN comment_parts ON comment = comments.id"
    assert await chat.rows(words) == [(receipt, "Auch Kinder und Gäste.")]


async def test_what_one_device_says_another_reads_and_supports(chat: Chat) -> None:
    author = await chat.somebody("section-leitlinien-3")
    await author.press("Formulierung vorschlagen")
    await author.type("Alle <b>Menschen</b>, auch {name} und 0631 1234567.")
    await author.press("Fertig")
    reader = await chat.somebody("others-leitlinien-3")
    assert "Hier hat noch niemand etwas gesagt" in reader.page.text
    async with chat.database.write() as connection:
        await connection.execute(update(comments).values(visibility=Visibility.RELEASED))
    await reader.open("/?start=others-leitlinien-3")
    assert "1. Alle <b>Menschen</b>, auch {name} und […]." in reader.page.text
    await reader.press("1. Sehe ich auch so")
    assert await chat.count("supports") == 1
    assert "1 Mensch sieht es auch so." in reader.page.text
    await author.press("Was andere sagen")
    assert "Von Ihnen. 1 Mensch sieht es auch so." in author.page.text
