"""What a screen brings along besides its words: files, a place on a map, a page to read elsewhere."""

from dataclasses import dataclass

from dialogs.city.my_data import File
from dialogs.text import Content


@dataclass(frozen=True, slots=True)
class EventFile:
    """The calendar file of one event, without a slug of all; it is made when it is sent or fetched."""

    slug: str = ""
    language: str = ""
    """Filled in when it is shown."""


@dataclass(frozen=True, slots=True)
class Venue:
    """Where something happens, for apps that show it on a map; latitude and longitude in degrees (WGS 84)."""

    title: Content
    address: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture staff put beside the words; it is kept under the digest of its content."""

    digest: str
    name: str
    shows: Content
    """What is to be seen on it, for those who cannot see it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document staff put beside the words; kept in the same way."""

    digest: str
    name: str


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A page that everybody can read, by its address."""

    url: str


Attachment = File | EventFile | Venue | Picture | Document | PublicPage
