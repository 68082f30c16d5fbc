"""The people and groups the bot can write to, and the messages that lie in their chats."""

from dataclasses import dataclass, field
from typing import Literal

from .clock import Clock
from .wire import JsonObject, Refused, bad_request

State = Literal["open", "blocked", "deactivated", "never started"]
REFUSALS: dict[State, str] = {
    "blocked": "Forbidden: bot was blocked by the user",
    "deactivated": "Forbidden: user is deactivated",
    "never started": "Forbidden: bot can't initiate conversation with a user",
}


@dataclass(slots=True)
class Chat:
    """One chat: who it is with, whether the bot may write there, and what lies in it."""

    info: JsonObject
    person: JsonObject
    state: State = "open"
    moved_to: int | None = None
    messages: dict[int, JsonObject] = field(default_factory=dict)

    def newest_of_bot(self) -> JsonObject | None:
        """Find the last message the bot has put into the chat."""
        return next((m for m in reversed(self.messages.values()) if m["from"]["is_bot"]), None)


@dataclass(slots=True)
class Chats:
    """All chats the fake knows; message ids run through all of them, as in a real account."""

    clock: Clock
    bot: JsonObject
    next_message_id: int = 1
    _chats: dict[int, Chat] = field(default_factory=dict)

    def find(self, chat_id: int) -> Chat | None:
        """Find a chat by its id."""
        return self._chats.get(chat_id)

    def add(self, chat_id: int, chat: Chat) -> Chat:
        """Make a chat known, so that the bot may write to it."""
        self._chats[chat_id] = chat
        return chat

    def get(self, chat_id: object) -> Chat:
        """Look up the chat of a call; refused if Telegram would refuse it."""
        try:
            chat = self._chats.get(int(str(chat_id)))
        except ValueError:
            chat = None
        if chat is None:
            raise bad_request("chat not found")
        if chat.moved_to is not None:
            moved = {"migrate_to_chat_id": chat.moved_to}
            raise bad_request("group chat was upgraded to a supergroup chat", moved)
        return chat

    def writable(self, chat_id: object) -> Chat:
        """Look up a chat the bot wants to write to; refused if it may not."""
        chat = self.get(chat_id)
        if chat.state != "open":
            raise Refused(403, REFUSALS[chat.state])
        return chat

    def post(self, chat: Chat, sender: JsonObject, content: JsonObject) -> JsonObject:
        """Put a new message into a chat and return it as Telegram shows it."""
        message = {
            "message_id": self.next_message_id,
            "from": sender,
            "chat": chat.info,
            "date": int(self.clock.now()),
            **content,
        }
        chat.messages[self.next_message_id] = message
        self.next_message_id += 1
        return message
