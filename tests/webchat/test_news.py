"""What nobody asked for stands above the conversation, marked as new, until the next input."""

import asyncio

import pytest

from bot.broadcast import Broadcasting
from bot.notify import Notify
from bot.webchat import chat as chat_page
from bot.webchat.channel import WebChannel
from dialogs.city.broadcast import BroadcastState
from tests.broadcasts import get, plan, reported
from tests.told import decide, hide
from tests.webchat.conftest import Chat, Device


async def somebody_who_commented(chat: Chat) -> tuple[Device, str]:
    """A device at a receipt for a comment, and that receipt."""
    device = await chat.somebody("section-leitlinien-3")
    await device.press("Anregung schreiben")
    await device.type("Auch <b>Kinder</b>.")
    await device.press("Fertig")
    [(receipt,)] = await chat.rows("SELECT receipt FROM comments WHERE state = 'handed_in'")
    return device, receipt


async def notify(chat: Chat) -> None:
    """What waits to be told is told."""
    await Notify(chat.town, {"web": WebChannel()}, asyncio.Event(), lambda: chat.now).once()


async def test_it_stands_above_the_conversation_until_the_next_input(chat: Chat) -> None:
    device, receipt = await somebody_who_commented(chat)
    await device.press("Menü")
    await decide(chat.database, receipt)
    await notify(chat)
    page = await device.open()
    assert page.titles == ["Antwort auf Ihren Beitrag", "Was möchten Sie tun?"]
    assert page.text.startswith("Neu Antwort auf Ihren Beitrag")
    assert "Sie schrieben: Auch <b>Kinder</b>." in page.text
    assert page.text.count("Neu") == 1
    assert page.find("title").text == "Was möchten Sie tun? – Lautrer Stadtdialog"
    assert (await device.open()).titles == page.titles
    await device.type("hilfe")
    assert device.page.titles == ["Hilfe"]


async def test_who_types_answers_the_question_below(chat: Chat) -> None:
    device, receipt = await somebody_who_commented(chat)
    await device.open("/?start=survey-beteiligung")
    await device.press("Anfangen")
    await hide(chat.database, receipt)
    await notify(chat)
    # Nobody has looked at it yet: the answer to what was there before leaves it in its place.
    await device.type("ja")
    assert device.page.titles == ["Wir haben Ihren Beitrag ausgeblendet", "Auf welchem Weg?"]
    assert await chat.rows("SELECT question, value FROM answers") == [("dabei", '["yes"]')]


async def test_its_buttons_are_doors(chat: Chat) -> None:
    device, receipt = await somebody_who_commented(chat)
    await hide(chat.database, receipt)
    await notify(chat)
    await device.open()
    await device.press("Widersprechen")
    assert device.page.titles == ["Ihr Widerspruch ist angekommen"]
    assert await chat.count("objections") == 1


async def test_behind_a_link_it_is_told_too(chat: Chat) -> None:
    device, receipt = await somebody_who_commented(chat)
    await decide(chat.database, receipt)
    await notify(chat)
    page = await device.open("/?start=guideline-leitlinien")
    assert page.titles == ["Antwort auf Ihren Beitrag", "Leitlinien"]
    # Looking behind a link changes nothing, so it still counts as unseen.
    assert await chat.count("outbox", "state = 'waiting' AND rank = 2") == 1
    await device.press("Weiter bei Abschnitt 2")
    assert device.page.titles == ["Antwort auf Ihren Beitrag", "Wer"]
    await device.press("Weiter")
    assert device.page.titles == ["Wie"]


async def test_while_an_answer_is_on_its_way_a_pressed_door_is_named(
    silent_chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat_page, "PATIENCE", 0.05)
    chat = silent_chat
    device = chat.device()
    await device.open("/?start=section-leitlinien-3")
    await device.post(device.page.form_with("Verstanden, weiter"))
    await chat.answer()
    await device.open()
    for label, text in (("Anregung schreiben", ""), ("Senden", "Auch Kinder."), ("Fertig", "")):
        form = device.page.form_with(label)
        await device.post({**form, "text": text} if text else form)
        await chat.answer()
        await device.open()
    [(receipt,)] = await chat.rows("SELECT receipt FROM comments WHERE state = 'handed_in'")
    await hide(chat.database, receipt)
    await notify(chat)
    await device.open()
    page = await device.post(device.page.form_with("Widersprechen"))
    assert "Sie: Widersprechen" in page.text


async def test_an_announcement_is_found_at_the_next_visit(chat: Chat) -> None:
    device = await chat.somebody()
    await chat.change(
        "INSERT INTO subscriptions (citizen, topic, day) VALUES (1, 'announcements', '2024-03-15')"
    )
    leads = asyncio.Event()
    loop = Broadcasting(chat.town, {"web": WebChannel()}, leads, lambda: chat.now)
    id = await plan(chat.database, leads_to="survey-beteiligung")
    for _ in range(2):
        await loop.once()
    # Nothing is sent to a page: it is done, and waits for the visit.
    assert (await get(chat.database, id)).state is BroadcastState.DONE
    assert (await reported(chat.database, id)).unseen == 1
    page = await device.open()
    assert page.titles == ["Der Markt zieht um", "Was möchten Sie tun?"]
    assert page.text.startswith("Neu Der Markt zieht um Ab Montag.")
    assert (await reported(chat.database, id)).shown == 1
    assert (await device.open()).titles == page.titles
    await device.press("Zur Umfrage")
    assert device.page.titles == ["Mitreden"]
    await plan(chat.database)
    await loop.once()
    await device.open()
    await device.press("Ankündigungen abschalten")
    assert device.page.titles == ["Mitteilungen"]
    last = await plan(chat.database)
    await loop.once()
    assert (await get(chat.database, last)).recipients == 0
