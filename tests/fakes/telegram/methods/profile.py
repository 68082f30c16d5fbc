"""What the bot says about itself, per language and per scope of chats."""

from collections.abc import Awaitable, Callable

import orjson

from ..wire import JsonObject
from ..world import World


async def get_me(world: World, parameters: JsonObject) -> JsonObject:
    """Describe the bot, with what only getMe tells."""
    told_to_itself = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return {**world.bot, **told_to_itself}


def setter(what: str) -> Callable[[World, JsonObject], Awaitable[bool]]:
    """Make the method that sets one part of the profile; leaving it out removes it."""

    async def set_part(world: World, parameters: JsonObject) -> bool:
        world.profile[what, _place(parameters)] = parameters.get(what)
        return True

    return set_part


def getter(what: str, otherwise: object) -> Callable[[World, JsonObject], Awaitable[object]]:
    """Make the method that reads one part of the profile."""

    async def get_part(world: World, parameters: JsonObject) -> object:
        value = world.profile.get((what, _place(parameters))) or otherwise
        return value if what == "commands" else {what: value}

    return get_part


def _place(parameters: JsonObject) -> str:
    scope = parameters.get("scope") or {"type": "default"}
    return (
        f"{orjson.dumps(scope, option=orjson.OPT_SORT_KEYS).decode()} {parameters.get('language_code') or ''}"
    )
