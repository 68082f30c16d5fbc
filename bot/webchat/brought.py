"""What a messenger is sent beside a screen, as links on the page; pure."""

from typing import Any

from bot.event_files import address_of
from bot.webchat.words import DOWNLOAD, IN_MAP
from dialogs.city.my_data import File
from dialogs.engine.attachment import Attachment, Document, EventFile, Picture, PublicPage, Venue
from dialogs.engine.screen import Button, Screen
from dialogs.text import Words
from locales.translator import Translator

MY_DATA = "/daten"
FILES = "/dateien"
"""Where pictures and documents of the city are given out, by digest and name."""


def rows(screen: Screen, translator: Translator) -> list[list[dict[str, Any]]]:
    """The ways to a document, and to where a person's data are given out; other buttons are the screen's."""
    found = [_link(each.name, address(each)) for each in screen.files if isinstance(each, Document)]
    if any(isinstance(each, File) for each in screen.files):
        found.append(_link(translator.plain(DOWNLOAD), MY_DATA))
    return [[each] for each in found]


def _link(label: str, href: str) -> dict[str, Any]:
    return {"label": label, "code": "", "look": "onward", "href": href}


def pictures(screen: Screen, translator: Translator) -> list[dict[str, str]]:
    """Where the pictures of a screen are, and what is to be seen on them."""
    return [
        {"src": address(each), "alt": translator.plain(each.shows)}
        for each in screen.files
        if isinstance(each, Picture)
    ]


def address(file: Picture | Document) -> str:
    """Where a picture or document is fetched."""
    return f"{FILES}/{file.digest}/{file.name}"


def works_here(button: Button) -> bool:
    """Whether a page can do what the button is there for."""
    return button.brings is None or isinstance(button.brings, EventFile | PublicPage | Venue)


def label_of(button: Button) -> Words:
    """What stands on the button: a page has no map, but the device may have one."""
    return IN_MAP if isinstance(button.brings, Venue) else button.label


def href_of(brought: Attachment | None, language: str) -> str:
    """Where it is fetched; empty for what has no address of its own."""
    match brought:
        case PublicPage(url=url):
            return url
        case EventFile(slug=slug):
            return address_of(slug, language)
        case Venue(lat=lat, lon=lon):
            # For the app on the device: no page of anybody else learns where somebody wants to go.
            return f"geo:{lat},{lon}?q={lat},{lon}"
        case _other:
            return ""
