"""The preview: an announcement as people will see it, in each language, on the page and on Telegram."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.pages.broadcasts.read import Read, read_broadcast
from admin_web.render import render
from admin_web.screens import draw, draw_body
from admin_web.speech import CHANNEL_NAMES, LANGUAGE_NAMES
from admin_web.telegram_screens import draw_messages
from dialogs.city.upload import UploadKind
from dialogs.engine.attachment import Document, Picture
from dialogs.engine.screen import Screen
from dialogs.talks import announcement
from dialogs.text import LANGUAGES, Content

TELEGRAM, WEB = "telegram", "web"


@dataclass(frozen=True, slots=True)
class OnPage:
    """What the page shows: the words as HTML, the labels of the buttons, the code of the language."""

    words: Any
    labels: list[str]
    lang: str


def make_screen(request: web.Request, found: Read) -> Screen:
    """What is sent, the same as when it goes out."""
    desk = desk_of(request)
    public = str(desk.public_url / "mitteilungen" / str(found.stored.id)) if desk.is_https else ""
    return announcement.show(found.broadcast, _file_of(found), "" if found.broadcast.service else public)


def _file_of(found: Read) -> Picture | Document | None:
    file = found.attachment
    if file is None:
        return None
    if file.kind is UploadKind.PICTURE:
        return Picture(file.digest, file.name, Content(found.broadcast.shows))
    return Document(file.digest, file.name)


def draw_on_page(request: web.Request, found: Read, language: str) -> OnPage:
    """As the web chat shows it; its file is fetched from here, because nobody else may have it yet."""
    body = draw_body(make_screen(request, found), language, desk_of(request).zone)
    body = {**body, "pictures": [{**each, "src": found.address("file")} for each in body["pictures"]]}
    labels = [button["label"] for row in body["rows"] for button in row]
    return OnPage(draw("lines", body), labels, body["lang"])


async def show(request: web.Request) -> web.Response:
    """One language on one channel, with the ways to the others."""
    found = await read_broadcast(request)
    language, channel = request.query.get("language", ""), request.query.get("channel", WEB)
    if language not in LANGUAGES:
        language = LANGUAGES[0]
    screen, zone = make_screen(request, found), desk_of(request).zone
    return render(
        request,
        "broadcasts/preview.html",
        found=found,
        channel=channel if channel == TELEGRAM else WEB,
        channels=CHANNEL_NAMES,
        language=language,
        languages=LANGUAGE_NAMES,
        on_page=draw_on_page(request, found, language),
        messages=draw_messages(screen, language, zone) if channel == TELEGRAM else [],
    )
