"""What people do: write, press, send things, block the bot. Every doing arrives at the bot as an update."""

import re

from . import updates
from .chats import Chat
from .reading import Upload
from .wire import JsonObject
from .world import World


class People:
    """The hands of everybody who chats with the bot; a person and their private chat have the same id.

    Each method returns the id of the update, or None if the bot has not asked for updates of its kind.
    """

    def __init__(self, world: World) -> None:
        self.world = world

    def know(self, chat: int, *, language: str | None = "de", first_name: str | None = None) -> Chat:
        """Let somebody open the chat with the bot without saying anything; known people stay as they are."""
        known = self.world.chats.find(chat)
        if known is not None:
            return known
        who = updates.person(chat, language, first_name)
        return self.world.chats.add(chat, Chat(updates.private_chat(who), who))

    def say(self, chat: int, words: str) -> int | None:
        """Write a text; a command at its beginning or after a space is marked as such."""
        return self._send(chat, updates.text(words))

    def reply(self, chat: int, message_id: int, words: str) -> int | None:
        """Write a text in reply to a message of the chat."""
        replied = self.know(chat).messages[message_id]
        return self._send(chat, {**updates.text(words), "reply_to_message": replied})

    def meet(self, chats: list[int], language: str | None = "de") -> None:
        """Let many people open the chat with the bot without saying anything."""
        for chat in chats:
            self.know(chat, language=language)

    def say_many(self, sayings: list[tuple[int, str]]) -> None:
        """Write many texts at once, each to its chat."""
        for chat, words in sayings:
            self.say(chat, words)

    def send_sticker(self, chat: int) -> int | None:
        """Send a sticker."""
        return self._send(chat, updates.sticker())

    def send_voice(self, chat: int, seconds: int = 4) -> int | None:
        """Send a voice message."""
        return self._send(chat, updates.voice(seconds))

    def send_photo(
        self, chat: int, content: bytes = b"", caption: str | None = None, album: str | None = None
    ) -> int | None:
        """Send a photo the bot can fetch by getFile."""
        described = self.world.files.add(Upload("photo.jpg", content))
        return self._send(chat, updates.photo(described, caption, album))

    def share_place(self, chat: int, latitude: float, longitude: float) -> int | None:
        """Share a location."""
        return self._send(chat, updates.place(latitude, longitude))

    def correct(self, chat: int, message_id: int, words: str) -> int | None:
        """Edit a text written before."""
        messages = self.know(chat).messages
        now = int(self.world.clock.now())
        messages[message_id] = {**messages[message_id], **updates.text(words), "edit_date": now}
        return self.world.mailbox.put({"edited_message": messages[message_id]})

    def press(
        self,
        chat: int,
        label: str | None = None,
        *,
        data: str | None = None,
        message_id: int | None = None,
        inaccessible: bool = False,
    ) -> int | None:
        """Press a button of a message (the newest of the bot with buttons), found by label, or send any data.

        The label is a regular expression that is searched for; LookupError if no button has it. Of messages
        that have become inaccessible, because they are old or deleted, the update tells only the number.
        """
        at = self.know(chat)
        message = at.messages.get(message_id) if message_id is not None else self.screen(chat)
        if message is None:
            raise LookupError(f"chat {chat} has no message {message_id or 'with buttons'}")
        if data is None:
            data = _data_of(message, label or ".")
        if inaccessible:
            message = {"chat": message["chat"], "message_id": message["message_id"], "date": 0}
        return self.press_as_seen(chat, message, data)

    def press_as_seen(self, chat: int, message: JsonObject, data: str) -> int | None:
        """Press a button of a message as it stood on the person's screen, however old."""
        by = self.know(chat).person
        return self.world.mailbox.put(updates.press(self.world.presses.add(), by, message, data))

    def block(self, chat: int) -> int | None:
        """Block the bot, which Telegram tells it."""
        return self._change_membership(chat, blocked=True)

    def block_silently(self, chats: list[int]) -> None:
        """Many have blocked the bot while nobody was listening: it finds out when it writes to them."""
        for chat in chats:
            self.know(chat).state = "blocked"

    def unblock(self, chat: int) -> int | None:
        """Let the bot write again, which Telegram tells it."""
        return self._change_membership(chat, blocked=False)

    def deactivate(self, chat: int) -> None:
        """Delete the person's account; nobody is told."""
        self.know(chat).state = "deactivated"

    def inject(self, update: JsonObject, *, number: bool = True) -> int | None:
        """Let any update arrive, broken ones too; `number=False` gives it no id."""
        return self.world.mailbox.put(update, number=number)

    def repeat(self, update: JsonObject) -> None:
        """Let an update that carries its id arrive once more."""
        self.world.mailbox.put_again(update)

    def screen(self, chat: int) -> JsonObject | None:
        """Find the newest message of the bot that has buttons."""
        of_bot = (m for m in reversed(self.know(chat).messages.values()) if m["from"]["is_bot"])
        return next((m for m in of_bot if "reply_markup" in m), None)

    async def see(self, chat: int, text: str = "", within: float = 60.0) -> JsonObject:
        """Wait until the newest message of the bot in a chat matches a regular expression, and return it."""
        pattern = re.compile(text)

        def look() -> JsonObject | None:
            newest = self.know(chat).newest_of_bot()
            return newest if newest is not None and pattern.search(newest.get("text", "")) else None

        try:
            return await self.world.news.until(look, within)
        except TimeoutError:
            newest = self.know(chat).newest_of_bot()
            raise AssertionError(f"chat {chat} never saw {text!r}; the newest message is {newest}") from None

    def _send(self, chat: int, content: JsonObject) -> int | None:
        at = self.know(chat)
        return self.world.mailbox.put({"message": self.world.chats.post(at, at.person, content)})

    def _change_membership(self, chat: int, *, blocked: bool) -> int | None:
        at = self.know(chat)
        at.state = "blocked" if blocked else "open"
        now = int(self.world.clock.now())
        return self.world.mailbox.put(
            updates.membership(at.person, at.info, self.world.bot, now, blocked=blocked)
        )


def _data_of(message: JsonObject, label: str) -> str:
    buttons = [b for row in message["reply_markup"]["inline_keyboard"] for b in row if "callback_data" in b]
    for button in buttons:
        if re.search(label, button["text"]):
            return str(button["callback_data"])
    raise LookupError(f"no button {label!r} among {[b['text'] for b in buttons]}")
