"""What a messenger is sent beside a screen, as links on the page; pure."""

from typing import Any

from bot.event_files import address_of
from bot.webchat.words import DOWNLOAD
from dialogs.city.my_data import File
from dialogs.engine.attachment import Attachment, EventFile
from dialogs.engine.screen import Button, Screen
from locales.translator import Translator

MY_DATA = "/daten"


def rows(screen: Screen, translator: Translator) -> list[list[dict[str, Any]]]:
    """The way to where a person's data are given out; to everything else a button of the screen leads."""
    if not any(isinstance(each, File) for each in screen.files):
        return []
    return [[{"label": translator.plain(DOWNLOAD), "code": "", "look": "onward", "href": MY_DATA}]]


def works_here(button: Button) -> bool:
    """Whether a page can do what the button is there for: it has no map."""
    return button.brings is None or isinstance(button.brings, EventFile)


def href_of(brought: Attachment | None, language: str) -> str:
    """Where it is fetched; empty for what has no address of its own."""
    return address_of(brought.slug, language) if isinstance(brought, EventFile) else ""
