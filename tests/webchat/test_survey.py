"""A whole survey on the page, with presses and with typed words."""

from tests.webchat.conftest import Chat
from tests.webchat.device import Page


async def test_from_the_link_to_the_receipt(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    assert device.page.titles == ["Mitreden"]
    for label in ("Anfangen", "Ja", "Im Chat", "Grün", "Verkehr", "Fertig (2 gewählt)", "4"):
        await device.press(label)
    for words in ("42", "Mehr <b>Bäume</b>", "Erste Zeile\r\nZweite Zeile"):
        await device.type(words)
    await device.press("Fertig")
    assert device.page.titles == ["Ihre Antworten"]
    assert "Mehr <b>Bäume</b>" in device.page.text
    page = await device.press("Abgeben")
    assert "Quittung" in page.text
    [(receipt,)] = await chat.rows("SELECT receipt FROM runs WHERE state = 'complete'")
    assert receipt in page.text
    assert await chat.rows("SELECT category FROM answers WHERE counted ORDER BY id") == [
        (category,) for category in ("yes", "chat", "gruen verkehr", "4", "42", "(text)", "(text)")
    ]


def pressed(page: Page) -> dict[str, str]:
    return {
        "".join(button.itertext()).strip("✓ "): button.get("aria-pressed", "")
        for button in page.all("button")
        if "aria-pressed" in button.keys()  # noqa: SIM118 (an element is no dictionary)
    }


async def test_what_is_chosen_can_be_seen_without_colour(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    for label in ("Anfangen", "Nein", "Verkehr"):
        await device.press(label)
    assert pressed(device.page) == {"Grün": "false", "Verkehr": "true", "Nichts davon": "false"}
    assert "✓Verkehr" in device.page.buttons()
    assert "Grün" in device.page.buttons()


async def test_the_field_fits_what_is_asked(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    assert device.page.field.tag == "input"
    for label in ("Anfangen", "Nein", "Grün", "Fertig (1 gewählt)", "3"):
        await device.press(label)
    assert device.page.field.get("inputmode") == "numeric"
    assert "Ihre Zahl" in device.page.text
    await device.type("40")
    assert device.page.field.get("inputmode") is None
    await device.type("Bänke")
    assert device.page.field.tag == "textarea"


async def test_words_lead_around_too(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    await device.press("Anfangen")
    await device.type("ja")
    assert "Frage 2 von 7" in device.page.text
    await device.type("zurück")
    assert "Frage 1 von" in device.page.text
    await device.type("/hilfe")
    assert device.page.titles == ["Hilfe"]
    await device.press("Weiter, wo Sie waren")
    await device.type("Pause")
    assert device.page.titles == ["Was möchten Sie tun?"]
    await device.press("Weiter: Mitreden")
    assert "Frage 1 von" in device.page.text or "Frage 2 von" in device.page.text


async def test_a_number_nobody_understands_is_asked_again(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    for label in ("Anfangen", "Nein", "Grün", "Fertig (1 gewählt)", "3"):
        await device.press(label)
    before = await chat.count("answers")
    for words in ("٣٤", "1_000", "²", "NaN", "9" * 5000, "-1", "999"):
        await device.type(words)
        assert len(device.page.notes) == 1
        assert device.page.field.get("inputmode") == "numeric"
    assert await chat.count("answers") == before


async def test_several_tabs_show_the_same_conversation(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    first_tab = device.page
    await device.press("Anfangen")
    await device.press("Ja")
    second_tab = device.page
    page = await device.post(first_tab.form_with("Anfangen"))
    assert page.titles == second_tab.titles
    page = await device.post({**first_tab.form_with("Anfangen"), "key": "ein anderer"})
    assert page.titles == second_tab.titles
    [note] = page.notes
    assert note.startswith("Dieser Knopf gehört zu")
    assert await chat.count("answers") == 1


async def test_the_language_changes_in_the_middle_without_losing_the_place(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    await device.press("Anfangen")
    await device.press("Sprache · Language")
    page = await device.press("English")
    assert page.language == "en"
    assert page.titles == ["Were you there?"]


async def test_everybody_has_an_own_conversation(chat: Chat) -> None:
    one, other = await chat.somebody("survey-beteiligung"), await chat.somebody()
    assert one.cookie != other.cookie
    await one.press("Anfangen")
    page = await other.open()
    assert page.titles == ["Was möchten Sie tun?"]
    assert await chat.count("citizens") == 2
