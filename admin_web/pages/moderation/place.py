"""Where a comment belongs: its guideline, its section in the version it was made on."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.speech import say
from admin_web.visit import VISIT
from dialogs.city.city import City
from dialogs.text import Content
from storage.database import Connection
from storage.exports_guidelines import title_of


@dataclass(frozen=True, slots=True)
class Place:
    """A section as moderators read it beside a comment; empty texts if it is not to be found any more."""

    slug: str
    guideline: str
    section: str
    text: str
    position: int
    """Which section of that version it is, from 1; 0 if it is none."""
    total: int


class Places:
    """Finds the section of any comment; what is published is known without asking the database for it."""

    def __init__(self, city: City, slugs: Mapping[int, str]) -> None:
        """`slugs` are those of the guidelines, by the numbers of their items."""
        self._city = city
        self._slugs = slugs

    def find(self, item: int, section: int, version: int) -> Place:
        """The section with this number in this version."""
        slug = self._slugs.get(item, "")
        published = self._city.guidelines.get(slug)
        if published is None:
            return Place(slug, slug, f"Abschnitt {section}", "", 0, 0)
        guideline = published.versions.get(version, published.newest)
        found = guideline.section(section)
        return Place(
            slug,
            say(Content(guideline.title)),
            title_of(section, published.versions, version) or f"Abschnitt {section}",
            say(Content(found.text, rich=True)) if found else "",
            guideline.position(section),
            len(guideline.sections),
        )


async def read_places(request: web.Request, connection: Connection) -> Places:
    """Where the comments of this moment belong."""
    shelf = await desk_of(request).cities.current(connection)
    return Places(request[VISIT].city, shelf.guidelines.slugs)
