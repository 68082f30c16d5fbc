"""The limits of the Bot API that types cannot express: lengths, keyboards, entities, names."""

import re
from collections.abc import Callable, Iterator

from aiogram.enums import MessageEntityType
from aiogram.types import InlineKeyboardButton

from .markup import MarkupError, plain_length
from .reading import Call
from .wire import JsonObject, each_string, has_lone_surrogate, utf16_length

ENTITY_TYPES = frozenset(kind.value for kind in MessageEntityType)
# Whatever else a button has is what it does.
NO_ACTIONS = {"text", "icon_custom_emoji_id", "style", "disabled"}
BUTTON_ACTIONS = InlineKeyboardButton.model_fields.keys() - NO_ACTIONS
Rule = Callable[[JsonObject], Iterator[str]]


def broken_rules(call: Call) -> list[str]:
    """List the limits a call exceeds."""
    problems: list[str] = []

    def refuse_surrogates(text: str) -> None:
        if has_lone_surrogate(text):
            problems.append("strings must be encoded in UTF-8")

    each_string(call.parameters, refuse_surrogates)
    if problems:
        return problems
    return [problem for rule in RULES.get(call.method, ()) for problem in rule(call.parameters)]


def text_fits(parameters: JsonObject) -> Iterator[str]:
    """Judge a message text: 1–4096 units after parsing."""
    yield from _styled(parameters, "text", "entities", 1, 4096)


def caption_fits(parameters: JsonObject) -> Iterator[str]:
    """Judge a caption: at most 1024 units after parsing."""
    yield from _styled(parameters, "caption", "caption_entities", 0, 1024)


def keyboard_fits(parameters: JsonObject) -> Iterator[str]:
    """Judge a keyboard: rows of at most 8, at most 100 buttons, each with a label and one thing to do."""
    markup = parameters.get("reply_markup") or {}
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    if sum(map(len, rows)) > 100:
        yield "reply_markup: more than 100 buttons"
    for row in rows:
        if not 1 <= len(row) <= 8:
            yield f"reply_markup: a row of {len(row)} buttons"
    for button in (button for row in markup.get("inline_keyboard") or [] for button in row):
        yield from _button_fits(button)


def callback_answer_fits(parameters: JsonObject) -> Iterator[str]:
    """Judge the answer to a press: at most 200 units."""
    yield from _length(parameters, "text", 0, 200)


def commands_fit(parameters: JsonObject) -> Iterator[str]:
    """Judge a list of commands: at most 100, names and descriptions as allowed."""
    commands = parameters.get("commands") or []
    if len(commands) > 100:
        yield "commands: more than 100"
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            yield f"commands: {command['command']!r} is no name for a command"
        yield from _length(command, "description", 1, 256)


def language_fits(parameters: JsonObject) -> Iterator[str]:
    """Judge a language: two letters or empty for all the others."""
    if not re.fullmatch(r"([a-z]{2})?", parameters.get("language_code") or ""):
        yield f"language_code: {parameters['language_code']!r} is not of two letters"


def polling_fits(parameters: JsonObject) -> Iterator[str]:
    """Judge a getUpdates: 1–100 updates, at most 50 seconds."""
    if not 1 <= int(parameters.get("limit", 100)) <= 100:
        yield "limit: not within 1–100"
    if not 0 <= int(parameters.get("timeout", 0)) <= 50:
        yield "timeout: not within 0–50"


def webhook_fits(parameters: JsonObject) -> Iterator[str]:
    """Judge a setWebhook: secret token and number of connections."""
    secret = parameters.get("secret_token")
    if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        yield "secret_token: unallowed characters or length"
    if not 1 <= int(parameters.get("max_connections", 40)) <= 100:
        yield "max_connections: not within 1–100"


def venue_fits(parameters: JsonObject) -> Iterator[str]:
    """Judge a place: on this earth, with title and address."""
    if not (abs(float(parameters["latitude"])) <= 90 and abs(float(parameters["longitude"])) <= 180):
        yield "latitude, longitude: not on this earth"
    yield from _length(parameters, "title", 1, 4096)
    yield from _length(parameters, "address", 1, 4096)


def _limited(name: str, most: int) -> Rule:
    return lambda parameters: _length(parameters, name, 0, most)


def _length(values: JsonObject, name: str, least: int, most: int) -> Iterator[str]:
    length = utf16_length(values.get(name) or "")
    if not least <= length <= most:
        yield f"{name}: {length} units, not within {least}–{most}"


def _styled(
    parameters: JsonObject, text_name: str, entities_name: str, least: int, most: int
) -> Iterator[str]:
    text = parameters.get(text_name) or ""
    entities = parameters.get(entities_name) or []
    mode = parameters.get("parse_mode")
    if mode and entities:
        yield f"{entities_name}: given together with parse_mode"
    try:
        length = plain_length(text, mode) if mode else utf16_length(text)
    except MarkupError as error:
        yield f"can't parse entities: {error}"
        return
    if not least <= length <= most or (least and not text.strip()):
        yield f"{text_name}: {length} units, not within {least}–{most}, or nothing but spaces"
    if len(entities) > 100:
        yield f"{entities_name}: more than 100"
    if entities:
        yield from _entities_fit(text, entities)


def _entities_fit(text: str, entities: list[JsonObject]) -> Iterator[str]:
    """Judge entities: known kinds, inside the text, never through the middle of a character."""
    boundaries = {0}
    position = 0
    for character in text:
        position += 2 if character > "\uffff" else 1
        boundaries.add(position)
    for entity in entities:
        kind, start = entity["type"], int(entity["offset"])
        end = start + int(entity["length"])
        if kind not in ENTITY_TYPES:
            yield f"entities: {kind!r} is no kind of entity"
        if kind == "text_link" and not entity.get("url"):
            yield "entities: a text_link without url"
        if end <= start or start < 0 or end > position:
            yield f"entities: {kind} at UTF-16 offset {start} is empty or ends outside the text"
        elif start not in boundaries or end not in boundaries:
            yield f"entities: {kind} at UTF-16 offset {start} cuts a character in two"


def _button_fits(button: JsonObject) -> Iterator[str]:
    label = button["text"]
    if not label.strip():
        yield "reply_markup: a button without label"
    if len(BUTTON_ACTIONS & button.keys()) != 1:
        yield f"reply_markup: button {label!r} must have exactly one thing to do"
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        yield f"reply_markup: callback_data of {label!r} is not of 1–64 bytes"


RULES: dict[str, tuple[Rule, ...]] = {
    "answerCallbackQuery": (callback_answer_fits,),
    "editMessageCaption": (caption_fits, keyboard_fits),
    "editMessageReplyMarkup": (keyboard_fits,),
    "editMessageText": (text_fits, keyboard_fits),
    "getUpdates": (polling_fits,),
    "sendDocument": (caption_fits, keyboard_fits),
    "sendMessage": (text_fits, keyboard_fits),
    "sendPhoto": (caption_fits, keyboard_fits),
    "sendVenue": (venue_fits, keyboard_fits),
    "setMyCommands": (commands_fit, language_fits),
    "setMyDescription": (_limited("description", 512), language_fits),
    "setMyName": (_limited("name", 64), language_fits),
    "setMyShortDescription": (_limited("short_description", 120), language_fits),
    "setWebhook": (webhook_fits,),
}
