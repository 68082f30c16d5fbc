"""A guideline on the page: read, agree, comment in several messages, find it all again."""

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
