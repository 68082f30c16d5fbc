"""Files are made when they are sent, one call each, and a file that failed is made and sent anew."""

from zoneinfo import ZoneInfo

import pytest

from bot.telegram.show import file_of, show
from dialogs.city.my_data import File
from dialogs.engine.attachment import EventFile, Venue
from dialogs.engine.screen import Screen, title
from dialogs.text import Content, Quote
from locales.translator import translator
from storage.database import Unavailable
from storage.outbox import State
from tests.bot.telegram.test_send import CHAT, Mail, fake_telegram, mail

__all__ = ["fake_telegram", "mail"]

BODY = '{"text":"Hier sind sie"}\nfile:html\nfile:json'
CONTENT = "<p>Alles über Sie: ä 😀</p>\r\n".encode()


async def test_words_first_then_each_file(mail: Mail) -> None:
    mail.files[2] = CONTENT
    sent = await mail.send(body=BODY)
    assert (sent.result.state, sent.result.parts) == (State.SENT, 3)
    assert mail.calls() == ["sendMessage", "sendDocument", "sendDocument"]
    files = [call["parameters"] for call in mail.telegram.ledger.calls("sendDocument")]
    assert [each["document"]["file"] for each in files] == [
        "stadtdialog-meine-daten.html",
        "stadtdialog-meine-daten.json",
    ]
    assert {each["document"]["bytes"] for each in files} == {len(CONTENT)}
    assert {str(each["chat_id"]) for each in files} == {str(CHAT)}


async def test_after_trouble_it_goes_on_with_the_file_that_failed(mail: Mail) -> None:
    mail.files[2] = CONTENT
    mail.telegram.fault("server_error", method="sendDocument", next=1)
    sent = await mail.send(body=BODY)
    assert (sent.result.state, sent.result.parts) == (State.WAITING, 1)
    sent = await mail.send(body=BODY, parts=1)
    assert sent.result.state is State.SENT
    assert mail.calls().count("sendMessage") == 1


async def test_while_the_database_cannot_be_read_a_file_waits(
    mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_citizen: int, _file: File | EventFile) -> bytes | None:
        raise Unavailable

    monkeypatch.setattr(mail, "make", fail)
    sent = await mail.send(body=BODY)
    assert (sent.result.state, sent.result.parts) == (State.WAITING, 1)
    assert mail.calls() == ["sendMessage"]


async def test_for_somebody_who_is_gone_nothing_is_made(mail: Mail) -> None:
    sent = await mail.send(body=BODY, parts=1)
    assert (sent.result.state, sent.result.reason) == (State.FAILED, "nobody is there any more")
    assert mail.calls() == []


async def test_a_press_is_answered_and_its_message_changed_before_the_files_come(mail: Mail) -> None:
    mail.files[2] = CONTENT
    message = mail.keep()
    await mail.send(body=BODY, edits=message, last_message=message, callback="c")
    assert sorted(mail.calls()[:2]) == ["answerCallbackQuery", "editMessageText"]
    assert mail.calls()[2:] == ["sendDocument", "sendDocument"]


async def test_a_calendar_file_and_a_place_follow_the_words(mail: Mail) -> None:
    mail.files[2] = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    screen = Screen(
        (title(Quote("Stadtfest")),),
        files=(EventFile("fest"), EventFile(), Venue(Content({"de": "Stadtfest"}), "", 49.4, 7.7)),
    )
    sent = await mail.send(body=show(screen, translator("de@simple", ZoneInfo("Europe/Berlin"))))
    assert (sent.result.state, sent.result.parts) == (State.SENT, 4)
    assert mail.calls() == ["sendMessage", "sendDocument", "sendDocument", "sendVenue"]
    files = [call["parameters"]["document"]["file"] for call in mail.telegram.ledger.calls("sendDocument")]
    assert files == ["stadtdialog-fest.ics", "stadtdialog-termine.ics"]
    [venue] = [call["parameters"] for call in mail.telegram.ledger.calls("sendVenue")]
    named = "[Nicht in Leichter Sprache] Stadtfest"
    assert (venue["title"], venue["address"]) == (named, named)
    assert (venue["latitude"], venue["longitude"]) == (49.4, 7.7)
    assert file_of("event:de@simple:fest") == EventFile("fest", "de@simple")


async def test_of_an_event_that_is_gone_no_file_is_sent(mail: Mail) -> None:
    sent = await mail.send(body='{"text":"Hier"}\nevent:de:fest')
    assert (sent.result.state, sent.result.reason) == (State.FAILED, "the event is not there any more")
