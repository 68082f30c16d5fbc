"""How the bot gets its updates: polling or webhook, never both."""

from urllib.parse import urlsplit

from ..wire import JsonObject, Refused, bad_request
from ..world import World


async def get_updates(world: World, parameters: JsonObject) -> list[JsonObject]:
    """Hand out updates from an offset on, confirming those before it."""
    if world.webhook.is_set:
        raise Refused(
            409,
            "Conflict: can't use getUpdates method while webhook is active",
        )
    world.mailbox.allow(parameters.get("allowed_updates"))
    return await world.mailbox.poll(
        offset=int(parameters.get("offset", 0)),
        limit=max(1, min(int(parameters.get("limit", 100)), 100)),
        wait=max(0, min(int(parameters.get("timeout", 0)), 50)),
    )


async def set_webhook(world: World, parameters: JsonObject) -> bool:
    """Deliver updates to an address; plain http only over loopback, where tests live."""
    address = urlsplit(parameters["url"])
    if parameters["url"] and address.scheme != "https" and address.hostname not in ("127.0.0.1", "localhost"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _drop_pending(world, parameters)
    world.mailbox.allow(parameters.get("allowed_updates"))
    connections = int(parameters.get("max_connections", 40))
    await world.webhook.set(parameters["url"], parameters.get("secret_token"), connections)
    return True


async def delete_webhook(world: World, parameters: JsonObject) -> bool:
    """Go back to polling."""
    _drop_pending(world, parameters)
    await world.webhook.set("", None, 40)
    return True


async def get_webhook_info(world: World, parameters: JsonObject) -> JsonObject:
    """Describe the webhook."""
    return world.webhook.info()


def _drop_pending(world: World, parameters: JsonObject) -> None:
    if str(parameters.get("drop_pending_updates", "")).lower() in ("true", "1"):
        world.mailbox.forget_all()
