"""What each method of the Bot API does, as one table; a method that is not in it is unknown to the fake."""

from collections.abc import Awaitable, Callable
from typing import Any

from ..wire import JsonObject
from ..world import World
from .intake import delete_webhook, get_updates, get_webhook_info, set_webhook
from .presses import answer_callback_query
from .profile import get_me, getter, setter
from .sending import (
    delete_message,
    edit_message_caption,
    edit_message_reply_markup,
    edit_message_text,
    send_chat_action,
    send_document,
    send_message,
    send_photo,
    send_venue,
)
from .stored_files import get_file

Method = Callable[[World, JsonObject], Awaitable[Any]]

METHODS: dict[str, Method] = {
    # receiving
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    # the bot itself
    "getMe": get_me,
    "setMyCommands": setter("commands"),
    "getMyCommands": getter("commands", []),
    "deleteMyCommands": setter("commands"),
    "setMyDescription": setter("description"),
    "getMyDescription": getter("description", ""),
    "setMyName": setter("name"),
    "getMyName": getter("name", ""),
    "setMyShortDescription": setter("short_description"),
    "getMyShortDescription": getter("short_description", ""),
    # chats
    "answerCallbackQuery": answer_callback_query,
    "deleteMessage": delete_message,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "editMessageText": edit_message_text,
    "sendChatAction": send_chat_action,
    "sendDocument": send_document,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendVenue": send_venue,
    # files
    "getFile": get_file,
}
BY_LOWER_CASE = {name.lower(): name for name in METHODS}
