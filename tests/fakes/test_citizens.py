"""Virtual citizens find their way through a dialog they do not know, each time the same."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from .phone_line import PhoneLine
from .telegram import FakeTelegram, Persona
from .telegram.persona import Button, Done, Press, Seen, Type, read_rules

RULES: list[dict[str, Any]] = [
    {"when": "Quittung", "done": True},
    {"when": "Wie oft", "press": ["täglich", "nie"], "key": "often"},
    {"when": "Womit", "mark": ["Bus", "Rad"], "key": "by"},
    {"when": "Warum", "type": "Weil {n}.", "key": "why"},
]
SCREENS = [
    ("Willkommen", ["Zurück", "Los geht's"]),
    ("Wie oft?", ["täglich", "selten", "nie"]),
    ("Womit?", ["☐ Auto", "☐ Bus", "☐ Rad", "Weiter"]),
    ("Warum?", ["Überspringen"]),
    ("Ihre Quittung: 4711", ["Menü"]),
]


class TinyBot:
    """Asks the questions one after the other, editing the message after a press."""

    def __init__(self, call: PhoneLine) -> None:
        self._call = call
        self._at: dict[int, int] = {}
        self._marked: dict[int, set[str]] = {}

    async def run(self) -> None:
        offset = 0
        while True:
            for update in (await self._call("getUpdates", offset=offset, timeout=20))["result"]:
                offset = update["update_id"] + 1
                await self._answer(update)

    async def _answer(self, update: dict[str, Any]) -> None:
        press = update.get("callback_query")
        chat = (press or update)["message"]["chat"]["id"]
        marked = self._marked.setdefault(chat, set())
        if press and press["data"].startswith("☐"):
            marked.symmetric_difference_update({press["data"]})
        else:
            self._at[chat] = self._at.get(chat, -1) + 1
        text, labels = SCREENS[self._at[chat]]
        rows = [
            [{"text": label.replace("☐", "☑" if label in marked else "☐"), "callback_data": label}]
            for label in labels
        ]
        screen: dict[str, object] = {"text": text, "reply_markup": {"inline_keyboard": rows}}
        if press is None:
            await self._call("sendMessage", chat_id=chat, **screen)
            return
        await self._call("answerCallbackQuery", callback_query_id=press["id"])
        message_id = press["message"]["message_id"]
        await self._call("editMessageText", chat_id=chat, message_id=message_id, **screen)


@asynccontextmanager
async def tiny_bot() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as fake, PhoneLine(fake) as call:
        bot = asyncio.create_task(TinyBot(call).run())
        yield fake
        bot.cancel()
        assert fake.violations == []


async def test_citizens_answer_everything_and_keep_their_way() -> None:
    reports = []
    for _ in range(2):
        async with tiny_bot() as fake:
            fake.start_citizens(5, "survey-weg", rules=RULES, seed=3, think=0.001)
            await fake.citizens_finished(10)
            reports.append(fake.citizens_report())
    report = reports[0]
    assert report == reports[1]
    assert report["unfinished"] == []
    assert report["paths"]["1002"][0] == ("Willkommen", "[Los geht's]")
    assert [words for words, _ in report["paths"]["1002"]] == [
        "Willkommen",
        "Wie oft?",
        "Womit?",
        "Womit?",
        "Womit?",
        "Warum?",
        "Ihre Quittung: 4711",
    ]
    assert report["answers"]["1002"]["why"] == "Weil 2."
    assert {answers["often"] for answers in report["answers"].values()} == {"täglich", "nie"}


def seen(text: str, *labels: str) -> Seen:
    return Seen(1, text, tuple(Button(label, label) for label in labels))


def test_a_persona_without_rules_presses_on_and_leaves_the_side_doors() -> None:
    persona = Persona(read_rules([]))
    assert persona.react(seen("Frage", "Zurück", "Ja", "Nein")) == Press(Button("Ja", "Ja"))
    assert persona.react(seen("Frage", "☑ Bus", "☐ Rad", "Weiter")) == Press(Button("Weiter", "Weiter"))
    assert persona.react(seen("Danke", "Menü")) is None
    assert persona.react(seen("Danke")) is None


def test_the_usual_persona_writes_what_our_bot_asks_for() -> None:
    persona = Persona(number=4)
    assert isinstance(persona.react(seen("Warum? Bitte schreiben Sie Ihre Antwort.", "Pause")), Type)
    number = persona.react(seen("Bitte schreiben Sie eine Zahl von 18 bis 99.", "Überspringen"))
    assert isinstance(number, Type)
    assert number.words == "18"


def test_a_persona_follows_the_first_rule_that_fits() -> None:
    persona = Persona(read_rules(RULES), number=4)
    assert persona.react(seen("Warum?", "Überspringen")) == Type("Weil 4.", "why")
    assert persona.react(seen("Quittung 1")) == Done()
    assert persona.react(seen("Wie oft?", "Weiter")) == Press(Button("Weiter", "Weiter"))
    assert persona.react(seen("Womit?", "☐ Bus", "☑ Rad")) == Press(Button("☐ Bus", "☐ Bus"), "by")
