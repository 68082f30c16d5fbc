""" "Löschen" on the web page: asked once, gone, a goodbye, and the cookie with it."""

import pytest

from bot.tick import Tick
from tests.webchat.conftest import Chat, Device

PERSONAL = ("participation", "runs", "answers", "readings", "votes", "comments", "inbox")


async def say_much(device: Device) -> None:
    """An answer, a vote, and a comment that is handed in."""
    await device.press("Umfrage: Mitreden")
    await device.press("Anfangen")
    await device.press("Ja")
    await device.open("/?start=section-leitlinien-1")
    await device.press("Ja")
    await device.press("Anregung schreiben")
    await device.type("Mehr Bäume")
    await device.press("Fertig")


async def test_from_the_footer_to_the_goodbye(chat: Chat) -> None:
    device = await chat.somebody()
    await say_much(device)
    old = device.cookie
    assert [await chat.count(table) for table in PERSONAL] == [1, 1, 1, 1, 1, 1, await chat.count("inbox")]
    await device.press("Meine Daten")
    page = await device.press("Löschen")
    assert page.titles == ["Was sollen wir löschen?"]
    page = await device.press("Alles löschen")
    assert page.titles == ["Auf Wiedersehen!"]
    assert page.notes == ["Wir haben alles gelöscht."]
    assert page.headers["Clear-Site-Data"] == '"cache"'
    assert device.cookie is None
    assert "/vergessen" not in page.links().values()
    assert [await chat.count(table) for table in PERSONAL] == [0] * 7
    assert await chat.rows("SELECT notice, place FROM citizens") == [(0, '["goodbye"]')]
    await Tick(chat.town, lambda: chat.now).once()
    assert await chat.count("citizens") == await chat.count("outbox") == 0
    page = await device.press("Neu beginnen")
    assert page.titles == ["Guten Tag! Hier ist der Stadtdialog."]
    page = await device.ask("GET", "/", headers={"Cookie": f"stadtdialog={old}"})
    assert page.titles == ["Guten Tag! Hier ist der Stadtdialog."]


async def test_a_second_click_greets_nobody_anew(chat: Chat) -> None:
    """The first one was heard already, and with it went what tells that it is the same once more."""
    device = await chat.somebody()
    fields = (await device.open("/?start=erase")).form_with("Alles löschen")
    for _ in range(2):
        await device.ask("POST", "/", data=fields)
        await chat.answer()
    page = await device.open("/")
    assert page.titles == ["Auf Wiedersehen!"]
    assert device.cookie is None
    assert await chat.rows("SELECT notice, place FROM citizens") == [(0, '["goodbye"]')]


async def test_what_was_handed_in_may_stay(chat: Chat) -> None:
    device = await chat.somebody()
    await say_much(device)
    await device.open("/?start=erase")
    page = await device.press("Abgegebenes anonym stehen lassen")
    assert page.notes == ["Was Sie abgegeben haben, zählt weiter. Alles andere haben wir gelöscht."]
    assert await chat.rows("SELECT citizen, state FROM comments") == [(None, "handed_in")]
    assert [await chat.count(table) for table in ("votes", "runs", "answers")] == [1, 0, 0]


async def test_back_again_everything_is_as_it_was(chat: Chat) -> None:
    device = await chat.somebody()
    await say_much(device)
    await device.press("Dieses Gerät vergessen")
    await device.press("Löschen")
    page = await device.press("Zurück, nichts löschen")
    assert page.notes == ["Wir haben nichts gelöscht."]
    assert [await chat.count(table) for table in PERSONAL[:6]] == [1] * 6


async def test_what_was_typed_behind_it_is_not_heard(silent_chat: Chat) -> None:
    chat = silent_chat
    device = chat.device()
    await device.open("/")
    await device.ask("POST", "/", data=device.page.form_with("Verstanden, weiter"))
    await chat.answer()
    await device.open("/?start=erase")
    press = device.page.form_with("Alles löschen")
    await device.ask("POST", "/", data=press)
    await device.ask("POST", "/", data={"key": "another", "text": "noch etwas"})
    await chat.answer()
    page = await device.open("/")
    assert page.titles == ["Auf Wiedersehen!"]
    assert await chat.count("inbox") == 0


@pytest.mark.parametrize("path", ["/daten", "/vergessen", "/datenschutz"])
async def test_while_the_goodbye_waits_other_pages_can_be_read(silent_chat: Chat, path: str) -> None:
    chat = silent_chat
    device = chat.device()
    await device.open("/")
    await device.ask("POST", "/", data=device.page.form_with("Verstanden, weiter"))
    await chat.answer()
    await device.open("/?start=erase")
    await device.ask("POST", "/", data=device.page.form_with("Alles löschen"))
    await chat.answer()
    assert (await device.open(path)).status == 200
