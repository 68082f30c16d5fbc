""" "Dieses Gerät vergessen": what was handed in stays, and nobody can open it from here any more."""

import pytest

from bot.webchat import chat as chat_page
from tests.webchat.conftest import Chat


async def test_one_page_explains_and_one_press_does_it(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    await device.press("Anfangen")
    await device.press("Nein")
    page = await device.press("Dieses Gerät vergessen")
    assert "Was Sie abgegeben haben, bleibt bei uns und zählt weiter." in page.text
    assert "Dann endet die Anmeldung, und Ihr Platz wird für andere frei." in page.text
    answer = await device.ask("POST", "/vergessen", data={})
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert answer.cookies["stadtdialog"]["max-age"] == "0"
    page = await device.open(answer.headers["Location"])
    assert page.titles == ["Dieses Gerät ist vergessen."]
    assert device.cookie is None
    page = await device.press("Neu beginnen")
    assert page.titles == ["Guten Tag! Hier ist der Stadtdialog."]
    assert await chat.count("answers") == 1
    assert await chat.count("outbox") == 0


async def test_the_old_number_opens_nothing_any_more(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    old = device.cookie
    await device.open("/vergessen")
    await device.press("Ja, dieses Gerät vergessen", to="/vergessen")
    page = await device.ask("GET", "/", headers={"Cookie": f"stadtdialog={old}"})
    assert page.titles == ["Guten Tag! Hier ist der Stadtdialog."]
    assert await chat.count("citizens", "channel = 'web'") == 0


async def test_a_stranger_has_nothing_to_forget(chat: Chat) -> None:
    device = chat.device()
    page = await device.open("/vergessen")
    assert "Es gibt nichts zu vergessen." in page.text
    page = await device.post({}, "/vergessen")
    assert page.titles == ["Dieses Gerät ist vergessen."]


async def test_what_was_sent_a_moment_ago_is_heard_first(
    silent_chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat_page, "PATIENCE", 0.05)
    chat, device = silent_chat, silent_chat.device()
    await device.open("/?start=survey-beteiligung")
    await device.press("Verstanden, weiter")
    await chat.answer()
    await device.open()
    await device.press("Anfangen")
    page = await device.post({}, "/vergessen")
    assert page.status == 503
    [note] = page.notes
    assert note.startswith("Ihre letzte Nachricht wird gerade noch gespeichert.")
    await chat.answer()
    page = await device.press("Ja, dieses Gerät vergessen", to="/vergessen")
    assert page.titles == ["Dieses Gerät ist vergessen."]
    assert await chat.count("runs") == 1
