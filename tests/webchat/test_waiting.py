"""The answer is late, the database is in trouble, a turn fails: the page says so, and nothing is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from bot.webchat import chat as chat_page
from storage.database import Connection, Database, Unavailable
from tests.webchat.conftest import Chat, answering

ARRIVED = "Ihre Nachricht ist angekommen. Die Antwort erscheint gleich."


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages wait only a moment."""
    monkeypatch.setattr(chat_page, "PATIENCE", 0.05)


@pytest.mark.usefixtures("impatient")
async def test_what_came_is_confirmed_before_it_is_answered(silent_chat: Chat) -> None:
    chat = silent_chat
    device = chat.device()
    await device.open("/?start=survey-beteiligung")
    page = await device.press("Verstanden, weiter")
    assert ARRIVED in page.text
    assert page.headers["Refresh"] == "2"
    assert "Jetzt nachsehen" in page.links()
    await chat.answer()
    page = await device.open(page.links()["Jetzt nachsehen"])
    assert page.titles == ["Mitreden"]
    assert "Refresh" not in page.headers


@pytest.mark.usefixtures("impatient")
async def test_the_waiting_page_shows_what_was_said(silent_chat: Chat) -> None:
    chat = silent_chat
    async with answering(chat):
        device = await chat.somebody("survey-beteiligung")
    page = await device.press("Anfangen")
    assert "Sie: Anfangen" in page.text
    await chat.answer()
    await device.open()
    page = await device.type("<b>ja</b> \u200f")
    assert "Sie: <b>ja</b>" in page.text
    assert page.language == "de"


async def test_a_page_waits_for_its_answer(silent_chat: Chat) -> None:
    chat = silent_chat
    device = chat.device()
    await device.open()
    asking = asyncio.create_task(device.press("Verstanden, weiter"))
    await asyncio.sleep(0.3)
    assert not asking.done()
    await chat.answer()
    page = await asking
    assert page.titles == ["Was möchten Sie tun?"]


async def test_what_is_shown_is_noted_once(chat: Chat) -> None:
    device = await chat.somebody()
    states = await chat.rows("SELECT state FROM outbox WHERE body <> ''")
    assert states == [("shown",)]
    await device.open()
    await device.press("Hilfe")
    assert await chat.rows("SELECT state FROM outbox WHERE body <> ''") == [("shown",)]
    assert await chat.count("outbox", "body = ''") == 1


async def test_when_the_screens_were_cleaned_up_the_place_is_drawn_anew(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    for label in ("Anfangen", "Nein", "Verkehr"):
        await device.press(label)
    await chat.change("UPDATE outbox SET body = ''")
    page = await device.open()
    assert page.titles == ["Welche Themen?"]
    assert "✓Verkehr" in page.buttons()
    page = await device.press("Grün")
    assert "✓Grün" in page.buttons()


async def test_a_place_that_is_gone_is_drawn_as_the_menu(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    await chat.change("UPDATE outbox SET body = ''")
    await chat.change("DELETE FROM items WHERE kind = 'survey'")
    await chat.change("UPDATE meta SET value = '99' WHERE key = 'city revision'")
    page = await device.open()
    assert page.titles == ["Was möchten Sie tun?"]
    assert len(page.notes) == 1


async def test_an_input_nobody_could_work_off_is_told(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    await chat.change("ALTER TABLE runs RENAME TO hidden")
    with capture_logs() as lines:
        page = await device.press("Anfangen")
    assert lines[-1]["event"] == "input set aside"
    assert page.notes == ["Das hat nicht geklappt. Wir sehen es uns an."]
    await chat.change("ALTER TABLE hidden RENAME TO runs")
    await device.press("Weiter, wo Sie waren")
    page = await device.press("Anfangen")
    assert "Frage 1 von" in page.text


async def test_while_nothing_can_be_written_nothing_is_confirmed(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = await chat.somebody("survey-beteiligung")
    form = device.page.form_with("Anfangen")
    with monkeypatch.context() as broken:
        refuse(broken)
        page = await device.ask("POST", "/", data=form)
        assert page.status == 503
        assert page.headers["Retry-After"] == "60"
        assert page.titles == ["Das geht gerade nicht"]
        page = await device.open()
        assert page.titles == ["Mitreden"]
    # Reloading the page sends the same form again.
    page = await device.post(form)
    assert "Frage 1 von" in page.text


async def test_reading_goes_on_while_nothing_can_be_written(
    silent_chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = silent_chat.device()
    await device.open()
    await device.ask("POST", "/", data=device.page.form_with("Verstanden, weiter"))
    await silent_chat.answer()
    refuse(monkeypatch)
    page = await device.open()
    assert page.titles == ["Was möchten Sie tun?"]


async def test_without_a_database_a_kind_page_remains(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    device = chat.device("en")
    with monkeypatch.context() as broken:
        refuse(broken, "read")
        page = await device.open("/?lang=simple")
    assert page.status == 503
    assert page.language == "de-simple"
    assert "/" in page.links().values()


def refuse(broken: pytest.MonkeyPatch, what: str = "write") -> None:
    """From now on the database is in trouble, as when the disk is full or the server is gone."""

    @asynccontextmanager
    async def refused(_database: Database) -> AsyncIterator[Connection]:
        raise Unavailable("There is no room left.")
        yield

    broken.setattr(Database, what, refused)
