"""What a screen brings along besides its words: files that are made when they are sent, a place on a map."""

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


Attachment = File | EventFile | Venue
