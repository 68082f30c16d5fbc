"""Which guideline is asked for, who reads it, and how far the city is with what people wrote on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.render import show_number
from admin_web.speech import say
from admin_web.visit import VISIT, member_of
from dialogs.city.guideline import Guideline
from dialogs.text import Content
from storage import items, journal
from storage.database import Connection
from storage.decisions import Answered
from storage.exports_guidelines import read_versions
from storage.items import Item

KIND = "guideline"


@dataclass(frozen=True, slots=True)
class Read:
    """A guideline of which something is published, with all its versions."""

    item: Item
    versions: Mapping[int, Guideline]

    @property
    def newest(self) -> Guideline:
        """What citizens read now."""
        return self.versions[self.item.version]

    @property
    def title(self) -> str:
        """What staff call it by."""
        return say(Content(self.newest.title))

    def address(self, *more: str) -> str:
        """The address of its page, or of one below."""
        return "/".join(("/admin/guidelines", self.item.slug, *more))


async def find_guideline(connection: Connection, slug: str) -> Item:
    """The guideline with this slug. Raises 404 if there is none, or nothing of it is published."""
    item = await items.find_item(connection, KIND, slug)
    if item is None or not item.version:
        raise web.HTTPNotFound
    return item


async def read_guideline(request: web.Request) -> Read:
    """The guideline a request is about. Raises 404 like `find_guideline`."""
    database = desk_of(request).database
    async with database.read() as connection:
        item = await find_guideline(connection, request.match_info["slug"])
    return Read(item, await read_versions(database, item))


async def note_reading(request: web.Request, guideline: Read, details: str) -> None:
    """Leaves in the journal that somebody reads what people wrote, and what of it: never its words."""
    async with desk_of(request).database.write() as connection:
        name, now = member_of(request).name, request[VISIT].now
        about = f"Leitlinie {guideline.item.slug}"
        await journal.write(connection, name, "comments read", about, details, now)


def tell_answered(answered: Answered) -> str:
    """How far the city is with what people wrote; empty if nobody has written anything."""
    if not answered.total:
        return ""
    told = f"{show_number(answered.answered)} von {show_number(answered.total)} beantwortet"
    if answered.days is None:
        return told
    if answered.days < 1:
        return f"{told}, meist am selben Tag"
    days = f"{answered.days:g}".replace(".", ",")
    return f"{told}, meist nach {days} {'Tag' if answered.days == 1 else 'Tagen'}"
