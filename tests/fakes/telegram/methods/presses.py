"""Answers to presses of inline buttons."""

from ..wire import JsonObject
from ..world import World


async def answer_callback_query(world: World, parameters: JsonObject) -> bool:
    """End the little clock on a pressed button; each press can be answered once and not for long."""
    world.presses.answer(str(parameters["callback_query_id"]))
    return True
