"""Somebody who chats with the bot: writes, presses, and reads what comes back."""

from dataclasses import dataclass
from typing import Any

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.ledger import SHOWING
from tests.walks.living import GUARD


@dataclass
class Person:
    """One person and the private chat; everything done waits for the bot's answer and returns its text."""

    fake: FakeTelegram
    id: int = 7
    language: str | None = "de"
    done: int = 0

    def __post_init__(self) -> None:
        """Opens the chat."""
        self.fake.know(self.id, language=self.language)

    async def says(self, words: str, sees: str) -> str:
        """Writes, and is shown something that matches."""
        before = self._shown()
        self.fake.say(self.id, words)
        return await self._answer(before, sees)

    async def replies(self, message_id: int, words: str, sees: str) -> str:
        """Writes in reply to a message, and is shown something that matches."""
        before = self._shown()
        self.fake.reply(self.id, message_id, words)
        return await self._answer(before, sees)

    async def presses(self, label: str, sees: str) -> str:
        """Presses a button of the newest message with buttons, and is shown something that matches."""
        before = self._shown()
        self.fake.press(self.id, label)
        return await self._answer(before, sees)

    async def presses_again(self, old: dict[str, Any], label: str, sees: str) -> str:
        """Presses a button of a message as it stood once."""
        before = self._shown()
        buttons = [button for row in old["reply_markup"]["inline_keyboard"] for button in row]
        data = next(button["callback_data"] for button in buttons if label in button["text"])
        self.fake.press_as_seen(self.id, old, data)
        return await self._answer(before, sees)

    async def sends(self, kind: str, sees: str, *details: Any) -> str:
        """Sends something that is no text: `sticker`, `voice`, `photo`; or shares a `place`."""
        before = self._shown()
        name = "share_place" if kind == "place" else f"send_{kind}"
        getattr(self.fake, name)(self.id, *details)
        return await self._answer(before, sees)

    async def changes(self, message_id: int, words: str, sees: str) -> str:
        """Changes a message written before."""
        before = self._shown()
        self.fake.correct(self.id, message_id, words)
        return await self._answer(before, sees)

    @property
    def screen(self) -> dict[str, Any]:
        """The newest message with buttons, as it stands now."""
        found = self.fake.screen(self.id)
        assert found is not None
        return dict(found)

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons in front of this person."""
        rows = self.screen["reply_markup"]["inline_keyboard"]
        return [str(button["text"]) for row in rows for button in row]

    @property
    def newest(self) -> int:
        """The number of the newest message in the chat, whoever wrote it."""
        return max(self.fake.know(self.id).messages)

    def messages_of_bot(self) -> list[dict[str, Any]]:
        """Every message of the bot that lies in the chat, as it stands now."""
        messages = self.fake.know(self.id).messages.values()
        return [message for message in messages if message["from"]["is_bot"]]

    def _shown(self) -> int:
        self.done += 1
        return sum(entry["method"] in SHOWING for entry in self.fake.ledger.calls(chat=self.id))

    async def _answer(self, before: int, sees: str) -> str:
        def answered() -> bool | None:
            calls = self.fake.ledger.calls(chat=self.id)
            return sum(entry["method"] in SHOWING for entry in calls) > before or None

        await self.fake.world.news.until(answered, GUARD)
        message = await self.fake.see(self.id, sees, within=GUARD)
        return str(message["text"])
