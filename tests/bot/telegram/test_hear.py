"""What an update of Telegram means, and which updates mean nothing."""

from datetime import timedelta
from typing import Any

import pytest

from bot.channel import Envelope
from bot.telegram.channel import TelegramChannel
from dialogs.engine.heard import Called, Chose, Corrected, Heard, Said, Unclear
from tests.sample import NOW

Json = dict[str, Any]

SENT = int(NOW.timestamp())
PERSON: Json = {"id": 7, "is_bot": False, "first_name": "Kim", "language_code": "de"}
CHAT: Json = {"id": 7, "type": "private"}


def message(**content: Any) -> Json:
    """A message of a person, with its content or with other facts."""
    return {"message_id": 5, "from": PERSON, "chat": CHAT, "date": SENT, **content}


def press(**details: Any) -> Json:
    """A pressed button, with other facts."""
    facts = {"id": "99", "from": PERSON, "message": {"message_id": 5, "chat": CHAT}, "data": "d:menu:"}
    return {**facts, **details}


def hear(update: Json) -> Envelope | None:
    return TelegramChannel().hear({"update_id": 1, **update}, NOW)


TEXTS: list[tuple[str, Heard]] = [
    ("Mehr Bäume!", Said("Mehr Bäume!", 5)),
    ("a\r\nb\x00\ud83d", Said("a\nb\ufffd", 5)),
    ("", Unclear("empty")),
    (" \n\u200b", Unclear("empty")),
    ("\u3164", Unclear("empty")),
    ("\u2800\u00a0\u2060", Unclear("empty")),
    ("/hilfe", Called("help")),
    ("/MENU", Called("menu")),
    ("/projekt@StadtdialogBot", Called("project")),
    ("/sprache bitte", Called("language")),
    ("/ menu", Called("menu")),
    ("/", Unclear("command")),
    ("/gibtsnicht", Unclear("command")),
    ("/start", Called("menu")),
    ("/start@StadtdialogBot survey-beteiligung", Called("survey", "beteiligung")),
    ("/start  project ", Called("project")),
    ("/start ../../etc", Called("unknown")),
    ("!menu", Said("!menu", 5)),
]


@pytest.mark.parametrize(("text", "heard"), TEXTS)
def test_what_people_type(text: str, heard: Heard) -> None:
    assert hear({"message": message(text=text)}) == Envelope("7", heard, sent=NOW)


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("sticker", "other"),
        ("poll", "other"),
        ("voice", "voice"),
        ("video_note", "voice"),
        ("photo", "photo"),
        ("animation", "photo"),
        ("document", "file"),
        ("contact", "contact"),
        ("location", "location"),
        ("venue", "location"),
    ],
)
def test_what_is_no_text_is_named(part: str, kind: str) -> None:
    assert hear({"message": message(**{part: {}}, caption="Sehen Sie!")}) == Envelope(
        "7", Unclear(kind), sent=NOW
    )


@pytest.mark.parametrize(
    ("code", "language"), [("de", "de"), ("de-AT", "de"), (None, "de"), ("en", "en"), ("tr", "en")]
)
def test_the_language_of_the_app(code: str | None, language: str) -> None:
    said = message(text="Ja", **{"from": {**PERSON, "language_code": code}})
    assert hear({"message": said}) == Envelope("7", Said("Ja", 5), language, sent=NOW)


@pytest.mark.parametrize(
    "beside",
    [
        {"forward_origin": {"type": "user", "sender_user": {"id": 8}, "date": SENT}},
        {"via_bot": {"id": 9, "is_bot": True}},
        {"external_reply": {"origin": {"type": "channel"}}, "is_topic_message": True},
        {"entities": [{"type": "url", "offset": 0, "length": 2}], "link_preview_options": {}},
    ],
)
def test_of_what_is_forwarded_or_answered_only_its_own_words_count(beside: Json) -> None:
    assert hear({"message": message(text="Ja", **beside)}) == Envelope("7", Said("Ja", 5), sent=NOW)


def test_a_reply_names_what_it_replies_to() -> None:
    reply = {"reply_to_message": {"message_id": 4, "text": "Ihre Frage?"}, "quote": {"text": "Frage"}}
    said = {"message": message(text="Ja", **reply)}
    assert hear(said) == Envelope("7", Said("Ja", 5, replies_to=4), sent=NOW)
    changed = {"edited_message": message(text="Nein", edit_date=SENT, **reply)}
    assert hear(changed) == Envelope("7", Corrected("Nein", 5, replies_to=4), sent=NOW)


def test_a_story_that_is_shared_is_no_answer() -> None:
    assert hear({"message": message(story={"id": 1})}) == Envelope("7", Unclear("other"), sent=NOW)


def test_a_changed_text_is_a_correction_dated_by_its_change() -> None:
    old = SENT - 30 * 24 * 3600
    changed = message(text="Nein", date=old, edit_date=SENT)
    assert hear({"edited_message": changed}) == Envelope("7", Corrected("Nein", 5), sent=NOW)
    assert hear({"edited_message": {**changed, "text": " "}}) == Envelope("7", Unclear("empty"), sent=NOW)


def test_a_changed_caption_and_the_next_position_are_not_answered_again() -> None:
    assert hear({"edited_message": message(location={}, edit_date=SENT)}) is None


@pytest.mark.parametrize(
    ("age", "answered"), [(timedelta(hours=48), True), (timedelta(hours=48, seconds=1), False)]
)
def test_a_message_older_than_two_days_is_a_replay(age: timedelta, answered: bool) -> None:
    old = message(text="Ja", date=int((NOW - age).timestamp()))
    assert (hear({"message": old}) is not None) == answered


@pytest.mark.parametrize(
    ("age", "counts"),
    [
        (timedelta(hours=3), -timedelta(hours=3)),
        (timedelta(hours=24), -timedelta(hours=24)),
        (timedelta(hours=24, seconds=1), None),
        (timedelta(seconds=-90), timedelta()),
    ],
)
def test_a_message_counts_from_when_it_was_written(age: timedelta, counts: timedelta | None) -> None:
    written = message(text="Ja", date=int((NOW - age).timestamp()))
    heard = hear({"message": written})
    assert heard and heard.sent == (None if counts is None else NOW + counts)


def test_a_press_counts_from_its_arrival() -> None:
    pressed = hear({"callback_query": press()})
    assert pressed and pressed.sent is None


@pytest.mark.parametrize("chat", ["group", "supergroup", "channel"])
def test_groups_and_channels_are_left_alone(chat: str) -> None:
    there = {"id": -5, "type": chat}
    assert hear({"message": message(text="/menu", chat=there)}) is None
    assert hear({"callback_query": press(message={"message_id": 5, "chat": there})}) is None
    assert hear({"my_chat_member": {"chat": there, "new_chat_member": {"status": "member"}}}) is None


def test_other_bots_are_left_alone() -> None:
    bot = {"id": 8, "is_bot": True}
    assert hear({"message": message(text="Hallo", **{"from": bot})}) is None
    assert hear({"callback_query": press(**{"from": bot})}) is None


def test_a_message_of_nobody_is_left_alone() -> None:
    assert hear({"message": message(text="Hallo", **{"from": None})}) is None


def test_what_nobody_asked_for_is_left_alone() -> None:
    assert hear({"channel_post": message(text="Hallo")}) is None
    assert hear({}) is None


@pytest.mark.parametrize(
    ("data", "heard"),
    [
        ("d:survey:beteiligung", Called("survey", "beteiligung")),
        ("s0123abcd:a.ja", Chose("0123abcd", "a.ja")),
        ("' OR 1=1", Unclear("button")),
    ],
)
def test_a_press(data: str, heard: Heard) -> None:
    assert hear({"callback_query": press(data=data)}) == Envelope("7", heard, pressed=5, callback="99")


def test_a_press_without_message_or_data() -> None:
    bare = {"id": "99", "from": PERSON}
    assert hear({"callback_query": bare}) == Envelope("7", Unclear("button"), callback="99")


@pytest.mark.parametrize(("status", "reachable"), [("member", True), ("kicked", False)])
def test_blocking_and_letting_in_again(status: str, reachable: bool) -> None:
    change = {"chat": CHAT, "from": PERSON, "new_chat_member": {"status": status}}
    assert hear({"my_chat_member": change}) == Envelope("7", None, reachable=reachable)


@pytest.mark.parametrize(
    "broken",
    [
        {"message": {}},
        {"message": []},
        {"message": "Hallo"},
        {"message": None},
        {"message": message(text="Ja", chat={"type": "private"})},
        {"message": message(text="Ja", date="gestern")},
        {"message": message(text="Ja", date=None)},
        {"message": message(text="Ja", date=10**20)},
        {"message": message(text="Ja", message_id="fünf")},
        {"edited_message": message(text="Ja")},
        {"callback_query": {"id": "99"}},
        {"callback_query": press(message={"message_id": 5})},
        {"callback_query": press(**{"from": {"id": "sieben"}})},
        {"my_chat_member": {"chat": CHAT}},
    ],
)
def test_what_is_no_update_is_refused(broken: Json) -> None:
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError, OverflowError)):
        hear(broken)
