"""Words that break bots: each is stored as it was meant, shown as it stands, and disturbs nobody."""

import json
import unicodedata
from dataclasses import replace

from storage import inbox
from storage.database import Database
from storage.inbox import Arrival
from tests.fakes.telegram import FakeTelegram
from tests.walks.lives import SLUG, SURVEY, publish
from tests.walks.living import GUARD, living
from tests.walks.person import Person

WISH = replace(SURVEY, questions=tuple(q for q in SURVEY.questions if q.key == "wunsch"))

WORDS: dict[str, str | None] = {
    # What is typed, and what is stored if it is something else; None is nothing, and is asked for again.
    "a\x00b": "ab",
    "a\x07b\x9bc": "abc",
    "zwei\r\nZeilen\tund mehr": "zwei\nZeilen\tund mehr",
    "Gru\u0308ße": unicodedata.normalize("NFC", "Gru\u0308ße"),
    "ﬁ／＜script＞": "ﬁ／＜script＞",
    "STRAßE İstanbul": "STRAßE İstanbul",
    "😀" * 4096: "😀" * 4096,
    "👩‍👩‍👧‍👦 und 🏳️‍🌈": "👩‍👩‍👧‍👦 und 🏳️‍🌈",
    "\u202egnp.exe": "\u202egnp.exe",
    "ein \u2066Titel\u2069 von hier": "ein \u2066Titel\u2069 von hier",
    "Zalgo" + "\u0315" * 500: "Zalgo" + "\u0315" * 500,
    "مرحبا بالجميع": "مرحبا بالجميع",
    "Дякую за запитання": "Дякую за запитання",
    "<b>fett</b> <a href='tg://user?id=1'>x</a> &lt;": "<b>fett</b> <a href='tg://user?id=1'>x</a> &lt;",
    "</b> &#x202e; <script>alert(1)</script>": "</b> &#x202e; <script>alert(1)</script>",
    "*_[]()~`>#+-=|{}.!": "*_[]()~`>#+-=|{}.!",
    "{{7*7}} %(x)s {0.__class__} ${7*7}": "{{7*7}} %(x)s {0.__class__} ${7*7}",
    "'; DROP TABLE answers;--": "'; DROP TABLE answers;--",
    '=HYPERLINK("http://x")': '=HYPERLINK("http://x")',
    "w" * 4000: "w" * 4000,
    "oben" + "\n" * 100 + "unten": "oben" + "\n" * 100 + "unten",
    "／start": "／start",
    "": None,
    " \t\n ": None,
    "\u200b" * 5: None,
    "\u3164\u2800\u00ad\u2060\ufe0f": None,
    "/foo": None,
}


async def test_hostile_words_are_stored_literally_and_shown_as_they_stand(
    database_url: str, fake_telegram: FakeTelegram
) -> None:
    await publish(database_url, WISH)
    database = Database(database_url)
    async with living(database, fake_telegram) as bot:
        for step, seen in (
            (f"/start survey-{SLUG}", "Stadtdialog"),
            ("verstanden", "1 Frage"),
            ("fertig", "Ihr Wunsch"),
        ):
            fake_telegram.say_many([(chat, step) for chat in range(1, len(WORDS) + 1)])
            for chat in range(1, len(WORDS) + 1):
                await fake_telegram.see(chat, seen, within=GUARD)
        for chat, typed in enumerate(WORDS, start=1):
            _say(fake_telegram, chat, typed)
        for chat, (typed, kept) in enumerate(WORDS.items(), start=1):
            told = await fake_telegram.see(
                chat, "Ihre Antworten" if kept else "kein Text|Befehl", within=GUARD
            )
            if kept and len(kept) < 100:
                assert kept in told["text"], typed
        await bot.settled()
        stored = await bot.rows("SELECT value FROM answers")
        expected = [json.dumps([kept], ensure_ascii=False) for kept in WORDS.values() if kept]
        assert sorted(value for [value] in stored) == sorted(expected)
        assert all(state == "sent" for [state] in await bot.rows("SELECT state FROM outbox"))
    await database.close()


def _say(fake: FakeTelegram, chat: int, words: str) -> None:
    """Types words as they are: the fake need not understand them."""
    at = fake.know(chat)
    fake.inject({"message": fake.world.chats.post(at, at.person, {"text": words})})


async def test_half_a_character_and_a_text_that_is_too_long(
    database_url: str, fake_telegram: FakeTelegram
) -> None:
    await publish(database_url, WISH)
    database = Database(database_url)
    person = Person(fake_telegram)
    async with living(database, fake_telegram) as bot:
        await person.says(f"/start survey-{SLUG}", "Stadtdialog")
        await person.says("verstanden", "1 Frage")
        await person.says("fertig", "Ihr Wunsch")
        await person.says("x" * 4097, "Das sind 4097 Zeichen. Hier passen 4096. Bitte kürzen Sie.")
        # Half a surrogate pair can stand in JSON only as an escape.
        who, chat = {"id": person.id, "is_bot": False}, {"id": person.id, "type": "private"}
        message = {"from": who, "chat": chat, "message_id": 99, "date": 4_000_000_000, "text": "halb \ud83d!"}
        body = json.dumps({"update_id": 1, "message": message})
        async with database.write() as connection:
            await inbox.put(connection, [Arrival("telegram", "t1:x", f"t{person.id}", body, bot.clock())])
        bot.town.came.set()
        told = await fake_telegram.see(person.id, "Ihre Antworten", within=GUARD)
        assert "halb \ufffd!" in told["text"]
        assert await bot.rows("SELECT value FROM answers") == [('["halb \ufffd!"]',)]
    await database.close()


NAMES = [
    "<img src=x onerror=alert(1)>",
    "😀" * 64,
    "{0.__class__}",
    "'; DROP TABLE citizens;--",
    "\u202eeman",
]


async def test_names_are_neither_stored_nor_shown(city: Database, fake_telegram: FakeTelegram) -> None:
    async with living(city, fake_telegram) as bot:
        for chat, name in enumerate(NAMES, start=50):
            fake_telegram.know(chat, first_name=name)
            fake_telegram.say(chat, "/start")
            told = await fake_telegram.see(chat, "Hier ist der Stadtdialog", within=GUARD)
            assert name not in told["text"]
        await bot.settled()
        for table in ("citizens", "inbox", "outbox"):
            assert not [name for name in NAMES if name in repr(await bot.rows(f"SELECT * FROM {table}"))]
