"""Files Telegram keeps for the bot."""

from ..wire import JsonObject, bad_request
from ..world import World

MOST_DOWNLOAD_BYTES = 20_000_000


async def get_file(world: World, parameters: JsonObject) -> JsonObject:
    """Say where a file can be fetched."""
    file_id = parameters["file_id"]
    file = world.files.get(file_id)
    if len(file.content) > MOST_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": f"u{file_id}",
        "file_size": len(file.content),
        "file_path": f"stored/{file_id}",
    }
