"""Messages the bot sends, changes and takes away."""

from ..chats import Chat
from ..reading import Upload
from ..wire import JsonObject, bad_request
from ..world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
MOST_PHOTO_BYTES = 10_000_000
MOST_FILE_BYTES = 50_000_000


async def send_message(world: World, parameters: JsonObject) -> JsonObject:
    """Send a text."""
    return _send(world, parameters, {"text": parameters["text"], **_some(parameters, "entities")})


async def send_venue(world: World, parameters: JsonObject) -> JsonObject:
    """Send a place with its name and address."""
    location = {"latitude": float(parameters["latitude"]), "longitude": float(parameters["longitude"])}
    venue = {"location": location, "title": parameters["title"], "address": parameters["address"]}
    return _send(world, parameters, {"location": location, "venue": venue})


async def send_document(world: World, parameters: JsonObject) -> JsonObject:
    """Send a file."""
    file, described = _file(world, parameters["document"], MOST_FILE_BYTES)
    return _send(
        world, parameters, {"document": {**described, "file_name": file.name}, **_captioned(parameters)}
    )


async def send_photo(world: World, parameters: JsonObject) -> JsonObject:
    """Send a picture."""
    _, described = _file(world, parameters["photo"], MOST_PHOTO_BYTES)
    return _send(
        world, parameters, {"photo": [{**described, "width": 800, "height": 600}], **_captioned(parameters)}
    )


async def send_chat_action(world: World, parameters: JsonObject) -> bool:
    """Show that the bot is about to answer."""
    world.chats.writable(parameters["chat_id"])
    return True


async def edit_message_text(world: World, parameters: JsonObject) -> JsonObject:
    """Change text and buttons of a message; buttons left out are taken away."""
    chat, message = _own_message(world, parameters, "edit")
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    content = {"text": parameters["text"], **_some(parameters, "entities"), **_inline(parameters)}
    return _change(world, chat, message, ("text", "entities", "reply_markup"), content)


async def edit_message_caption(world: World, parameters: JsonObject) -> JsonObject:
    """Change the words below a picture or document, and its buttons; buttons left out are taken away."""
    chat, message = _own_message(world, parameters, "edit")
    if not message.keys() & {"photo", "document"}:
        raise bad_request("there is no caption in the message to edit")
    content = {**_captioned(parameters), **_inline(parameters)}
    return _change(world, chat, message, ("caption", "caption_entities", "reply_markup"), content)


async def edit_message_reply_markup(world: World, parameters: JsonObject) -> JsonObject:
    """Change or take away the buttons of a message."""
    chat, message = _own_message(world, parameters, "edit")
    return _change(world, chat, message, ("reply_markup",), _inline(parameters))


async def delete_message(world: World, parameters: JsonObject) -> bool:
    """Take a message out of its chat."""
    chat = world.chats.writable(parameters["chat_id"])
    if chat.messages.pop(int(parameters["message_id"]), None) is None:
        raise bad_request("message to delete not found")
    world.news.ring()
    return True


def _send(world: World, parameters: JsonObject, content: JsonObject) -> JsonObject:
    chat = world.chats.writable(parameters["chat_id"])
    message = world.chats.post(chat, world.bot, {**content, **_inline(parameters)})
    world.show(message)
    return message


def _own_message(world: World, parameters: JsonObject, purpose: str) -> tuple[Chat, JsonObject]:
    """Look up a message the bot itself has sent."""
    if parameters.get("chat_id") is None or parameters.get("message_id") is None:
        raise bad_request("message identifier is not specified")
    chat = world.chats.writable(parameters["chat_id"])
    message = chat.messages.get(int(parameters["message_id"]))
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    if message["from"] is not world.bot:
        raise bad_request(f"message can't be {purpose}ed")
    return chat, message


def _change(
    world: World, chat: Chat, message: JsonObject, parts: tuple[str, ...], content: JsonObject
) -> JsonObject:
    if all(message.get(part) == content.get(part) for part in parts):
        raise bad_request(NOT_MODIFIED)
    kept = {name: value for name, value in message.items() if name not in parts}
    changed = {**kept, **content, "edit_date": int(world.clock.now())}
    chat.messages[message["message_id"]] = changed
    world.show(changed)
    return changed


def _some(parameters: JsonObject, *names: str) -> JsonObject:
    return {name: parameters[name] for name in names if parameters.get(name)}


def _inline(parameters: JsonObject) -> JsonObject:
    """Keep only inline keyboards: the others belong to the person's keyboard, not to the message."""
    markup = parameters.get("reply_markup") or {}
    return {"reply_markup": markup} if markup.get("inline_keyboard") else {}


def _captioned(parameters: JsonObject) -> JsonObject:
    return _some(parameters, "caption", "caption_entities")


def _file(world: World, given: object, most: int) -> tuple[Upload, JsonObject]:
    """Take an uploaded file, or one Telegram already has, by its id."""
    if isinstance(given, Upload):
        if len(given.content) > most:
            raise bad_request("file is too big")
        return given, world.files.add(given)
    file = world.files.get(given)
    return file, {"file_id": given, "file_unique_id": f"u{given}", "file_size": len(file.content)}
