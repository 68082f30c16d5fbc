"""Virtual citizens: they start with a link and answer the bot until they have what they came for."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

from .people import People
from .persona import DEFAULT_RULES, Action, Button, Done, Persona, Press, Seen, Type, read_rules
from .wire import JsonObject


@dataclass(slots=True)
class Citizen:
    """One citizen, the way they have gone, and what they are about to do."""

    chat: int
    persona: Persona
    path: list[tuple[str, str]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    done: bool = False
    about_to: tuple[int, Action] | None = None
    timer: asyncio.TimerHandle | None = None


class Citizens:
    """Drives citizens by what the bot shows them; only the newest thing they can react to counts."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._world = people.world
        self._citizens: dict[int, Citizen] = {}
        self._finished = 0
        self._think = 0.0
        self._world.on_shown.append(self._shown)

    def start(
        self,
        count: int,
        payload: str = "",
        *,
        rules: Iterable[JsonObject] | None = None,
        seed: int = 0,
        think: float = 0.02,
        first_id: int = 1000,
        language: str | None = "de",
        every: float = 0.0,
    ) -> None:
        """Let citizens begin, one `every` so many seconds; each thinks `think` seconds before acting."""
        table = DEFAULT_RULES if rules is None else read_rules(rules)
        self._think = think
        loop = asyncio.get_running_loop()
        for number in range(count):
            chat = first_id + len(self._citizens)
            self._people.know(chat, language=language)
            self._citizens[chat] = Citizen(chat, Persona(table, number, seed))
            loop.call_later(number * every, self._people.say, chat, f"/start {payload}".rstrip())

    @property
    def busy(self) -> bool:
        """Say whether somebody is about to do something."""
        return any(citizen.about_to is not None for citizen in self._citizens.values())

    async def finished(self, within: float = 60.0) -> None:
        """Wait until all have what they came for; TimeoutError if some are stuck."""
        await self._world.news.until(self._all_done, within)

    def progress(self) -> JsonObject:
        """Count citizens and those who have finished."""
        return {"count": len(self._citizens), "finished": self._finished}

    def report(self) -> JsonObject:
        """Tell who has finished, and each one's way and answers."""
        return {
            **self.progress(),
            "unfinished": [citizen.chat for citizen in self._citizens.values() if not citizen.done],
            "paths": {str(citizen.chat): list(citizen.path) for citizen in self._citizens.values()},
            "answers": {str(citizen.chat): dict(citizen.answers) for citizen in self._citizens.values()},
        }

    def _all_done(self) -> bool | None:
        return True if self._finished == len(self._citizens) else None

    def _shown(self, message: JsonObject) -> None:
        """Let a citizen think about a message that has appeared or changed."""
        citizen = self._citizens.get(message["chat"]["id"])
        if citizen is None or citizen.done:
            return
        action = citizen.persona.react(_seen(message))
        if action is None:
            # The message they wanted to react to has lost its buttons; any other one still counts.
            if citizen.about_to is not None and citizen.about_to[0] == message["message_id"]:
                self._forget(citizen)
            return
        self._forget(citizen)
        if isinstance(action, Done):
            citizen.path.append((message.get("text", ""), "done"))
            citizen.done = True
            self._finished += 1
            return
        citizen.about_to = message["message_id"], action
        citizen.timer = asyncio.get_running_loop().call_later(self._think, self._act, citizen)

    def _forget(self, citizen: Citizen) -> None:
        if citizen.timer is not None:
            citizen.timer.cancel()
        citizen.about_to = citizen.timer = None

    def _act(self, citizen: Citizen) -> None:
        """Do what was decided, unless the message is gone by now."""
        assert citizen.about_to is not None
        message_id, action = citizen.about_to
        citizen.about_to = citizen.timer = None
        message = self._people.know(citizen.chat).messages.get(message_id)
        if message is None:
            return
        if isinstance(action, Press):
            self._people.press_as_seen(citizen.chat, message, action.button.data)
            done, answer = f"[{action.button.label}]", action.button.label
        else:
            assert isinstance(action, Type)
            self._people.say(citizen.chat, action.words)
            done = answer = action.words
        citizen.path.append((message.get("text", ""), done))
        if action.key:
            citizen.answers[action.key] = answer


def _seen(message: JsonObject) -> Seen:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = tuple(
        Button(b["text"], b["callback_data"]) for row in rows for b in row if "callback_data" in b
    )
    return Seen(message["message_id"], message.get("text") or message.get("caption") or "", buttons)
