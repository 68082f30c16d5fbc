"""What a Telegram update means; pure, over the plain JSON."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channel import Envelope, language_of
from dialogs.city.cleaning import clean, is_empty
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Corrected, Heard, Said, Unclear
from dialogs.talks import COMMANDS

Json = dict[str, Any]

STALE = timedelta(hours=48)
"""A message that arrives later than this is a replay: Telegram itself keeps messages only for a day."""

LATE = timedelta(hours=24)
"""How much later a message may arrive and still count from when it was written: so long Telegram keeps it."""

KINDS = {
    "voice": "voice",
    "audio": "voice",
    "video_note": "voice",
    "photo": "photo",
    "video": "photo",
    "animation": "photo",
    "document": "file",
    "contact": "contact",
    "location": "location",
    "venue": "location",
}
"""Parts of a message no talk can use, and the kind under which it is answered."""


def hear(update: Json, arrived: datetime) -> Envelope | None:
    """The envelope of an update; None for groups, channels, bots, replays and what we did not ask for.

    May raise anything on what is no update, as every channel.
    """
    if "callback_query" in update:
        return _hear_press(update["callback_query"])
    if "message" in update:
        return _hear_message(update["message"], arrived, corrected=False)
    if "edited_message" in update:
        return _hear_message(update["edited_message"], arrived, corrected=True)
    if "my_chat_member" in update:
        return _hear_membership(update["my_chat_member"])
    return None


def _hear_press(press: Json) -> Envelope | None:
    sender = press["from"]
    message = press.get("message")
    if sender.get("is_bot") or (message and message["chat"]["type"] != "private"):
        return None
    return Envelope(
        address=str(int(sender["id"])),
        heard=buttons.read(str(press.get("data", ""))),
        language=language_of(sender.get("language_code")),
        pressed=int(message["message_id"]) if message else None,
        callback=str(press["id"]),
    )


def _hear_message(message: Json, arrived: datetime, *, corrected: bool) -> Envelope | None:
    sender = message.get("from")
    if message["chat"]["type"] != "private" or sender is None or sender.get("is_bot"):
        return None
    sent = _sent_at(message, corrected=corrected)
    if arrived - sent > STALE:
        return None
    if corrected and "text" not in message:
        # A changed caption, or the next position of somebody who shares it live: answered when it began.
        return None
    return Envelope(
        address=str(int(message["chat"]["id"])),
        heard=_meaning(message, corrected=corrected),
        language=language_of(sender.get("language_code")),
        # A clock that is ahead of ours makes nothing count before it is there.
        sent=min(sent, arrived) if arrived - sent <= LATE else None,
    )


def _sent_at(message: Json, *, corrected: bool) -> datetime:
    return datetime.fromtimestamp(int(message["edit_date"] if corrected else message["date"]), UTC)


def _meaning(message: Json, *, corrected: bool) -> Heard:
    if "text" not in message:
        return Unclear(next((kind for part, kind in KINDS.items() if part in message), "other"))
    text = clean(str(message["text"]))
    ref = int(message["message_id"])
    replied_to = int(message.get("reply_to_message", {}).get("message_id", 0))
    if is_empty(text):
        return Unclear("empty")
    if corrected:
        return Corrected(text, ref, replied_to)
    return read_command(text) if text.startswith("/") else Said(text, ref, replied_to)


def read_command(text: str) -> Heard:
    """What a text that begins with a slash asks for."""
    word, _, rest = text[1:].strip().partition(" ")
    command = word.partition("@")[0].lower()
    if command == "start":
        return buttons.read_payload(rest.strip())
    return Called(COMMANDS[command]) if command in COMMANDS else Unclear("command")


def _hear_membership(change: Json) -> Envelope | None:
    if change["chat"]["type"] != "private":
        return None
    status = change["new_chat_member"]["status"]
    return Envelope(str(int(change["chat"]["id"])), None, reachable=status == "member")
