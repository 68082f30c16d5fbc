"""Builds the JSON a person's doing arrives as, with the fields the real Telegram sends."""

import re

from .wire import JsonObject, utf16_length

FIRST_NAMES = (
    "Aylin",
    "Bernd",
    "Charlotte",
    "Dmitri",
    "Emine",
    "Fritz",
    "Gülsen",
    "Hannelore",
    "Ines",
    "Jörg",
)
COMMAND = re.compile(r"(?<![^\s])/[A-Za-z0-9_]{1,32}(?:@\w+)?")


def person(person_id: int, language: str | None = "de", first_name: str | None = None) -> JsonObject:
    """Describe a person; without a language as from a client that does not tell it."""
    described: JsonObject = {
        "id": person_id,
        "is_bot": False,
        "first_name": first_name or FIRST_NAMES[person_id % len(FIRST_NAMES)],
    }
    if language is not None:
        described["language_code"] = language
    return described


def private_chat(of: JsonObject) -> JsonObject:
    """Describe the private chat of a person with the bot."""
    return {"id": of["id"], "first_name": of["first_name"], "type": "private"}


def text(words: str) -> JsonObject:
    """Make the content of a text message, with its commands marked."""
    content: JsonObject = {"text": words}
    commands = [
        {
            "offset": utf16_length(words[: found.start()]),
            "length": len(found.group()),
            "type": "bot_command",
        }
        for found in COMMAND.finditer(words)
    ]
    if commands:
        content["entities"] = commands
    return content


def sticker() -> JsonObject:
    """Make the content of a sticker message."""
    return {
        "sticker": {
            "width": 512,
            "height": 512,
            "emoji": "👋",
            "set_name": "Beispiel",
            "is_animated": False,
            "is_video": False,
            "type": "regular",
            "file_id": "CAACAgIAAxkBAAIB000000001",
            "file_unique_id": "AgADAQADr000001",
            "file_size": 23_456,
        }
    }


def voice(seconds: int = 4) -> JsonObject:
    """Make the content of a voice message."""
    return {
        "voice": {
            "duration": seconds,
            "mime_type": "audio/ogg",
            "file_id": "AwACAgIAAxkBAAIB000000002",
            "file_unique_id": "AgADAQADr000002",
            "file_size": 9_000 * seconds,
        }
    }


def photo(described: JsonObject, caption: str | None = None, album: str | None = None) -> JsonObject:
    """Make the content of a photo message from the description of its file."""
    small = {
        **described,
        "file_id": f"{described['file_id']}s",
        "width": 90,
        "height": 68,
        "file_size": 1_200,
    }
    content: JsonObject = {"photo": [small, {**described, "width": 1280, "height": 960}]}
    if caption is not None:
        content["caption"] = caption
    if album is not None:
        content["media_group_id"] = album
    return content


def place(latitude: float, longitude: float) -> JsonObject:
    """Make the content of a shared location."""
    return {"location": {"latitude": latitude, "longitude": longitude}}


def press(press_id: str, by: JsonObject, message: JsonObject, data: str) -> JsonObject:
    """Make the update of a pressed button; it carries the message it belongs to."""
    return {
        "callback_query": {
            "id": press_id,
            "from": by,
            "message": message,
            "chat_instance": str(-by["id"] * 7_919),
            "data": data,
        }
    }


def membership(by: JsonObject, chat: JsonObject, bot: JsonObject, date: int, *, blocked: bool) -> JsonObject:
    """Make the update of a person who blocks the bot or lets it in again."""
    kicked = {"status": "kicked", "user": bot, "until_date": 0}
    member = {"status": "member", "user": bot}
    before, after = (member, kicked) if blocked else (kicked, member)
    return {
        "my_chat_member": {
            "chat": chat,
            "from": by,
            "date": date,
            "old_chat_member": before,
            "new_chat_member": after,
        }
    }
