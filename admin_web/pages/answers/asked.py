"""Which answers are asked for: the published survey, and whether only one channel or language shall count."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from admin_web.speech import CHANNEL_NAMES, LANGUAGE_NAMES
from dialogs.city.survey import Survey
from storage import definitions, items
from storage.database import Connection
from storage.items import Item
from storage.runs import Only


@dataclass(frozen=True, slots=True)
class Published:
    """A survey of which something is published, with all its versions."""

    item: Item
    versions: Mapping[int, Survey]

    @property
    def newest(self) -> Survey:
        """What citizens get now."""
        return self.versions[self.item.version]

    def address(self, *more: str) -> str:
        """The address of its answers, or of a page below."""
        return "/".join(("/admin/surveys", self.item.slug, "answers", *more))


async def get_published(request: web.Request, connection: Connection) -> Published:
    """The survey a request is about. Raises 404 if there is none, or nothing of it is published."""
    item = await items.find_item(connection, "survey", request.match_info["slug"])
    if item is None or not item.version:
        raise web.HTTPNotFound
    versions = {
        version.number: definitions.load("survey", version.body)
        for version in await items.list_versions(connection, item.id)
    }
    return Published(item, versions)


def read_only(request: web.Request) -> Only:
    """The choice in the address; what we do not know means everybody."""
    channel, language = request.query.get("channel", ""), request.query.get("language", "")
    return Only(
        channel if channel in CHANNEL_NAMES else "",
        language if language in LANGUAGE_NAMES else "",
    )
