"""What the city has announced, for everybody: a list, a page for each, its files."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.webchat import show
from bot.webchat.frames import frame_of
from bot.webchat.identity import read_address
from bot.webchat.render import Frame, render
from bot.webchat.site import site_of
from dialogs.city.upload import UploadKind
from dialogs.engine.attachment import Document, Picture
from dialogs.engine.screen import Line, Screen, title
from dialogs.talks import announcement
from dialogs.text import Content, _
from locales.translator import translator
from storage import attachments, broadcast_files, broadcasts
from storage.broadcasts import Stored
from storage.database import Connection
from storage.pages import CHANNEL

MANY = 20
"""On one page of the list."""

FOR_EVER = "max-age=31536000, immutable"
LOCKED = "default-src 'none'; sandbox"
"""Nothing in a file may run or load anything, whatever it turns out to be."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One announcement in the list."""

    id: int
    title: str
    when: str


async def show_list(request: web.Request) -> web.Response:
    """All of them, the latest first."""
    frame, site, page = await frame_of(request), site_of(request), _page_number(request)
    async with site.town.database.read() as connection:
        count = await broadcasts.count_public(connection)
        found = await broadcasts.list_public(connection, MANY, (page - 1) * MANY)
    speaker = translator(frame.language, site.town.zone)
    entries = [
        Entry(each.id, speaker.plain(Content(each.broadcast.title)), _tell(frame, each.goes_out))
        for each in found
    ]
    return render(frame, "announcements.html", entries=entries, page=page, pages=-(-count // MANY))


async def show_one(request: web.Request) -> web.Response:
    """One of them, in the language of who asks."""
    frame, site = await frame_of(request), site_of(request)
    async with site.town.database.read() as connection:
        stored = await broadcasts.find_public(connection, int(request.match_info["id"]))
        if stored is None:
            raise web.HTTPNotFound
        drawn = await _draw(connection, frame, stored)
    return render(
        frame,
        "announcement.html",
        title=show.title_of(drawn),
        told=show.draw(drawn),
        sent=_tell(frame, stored.goes_out),
        corrected=_tell(frame, stored.corrected) if stored.corrected else "",
        leads_to=stored.broadcast.leads_to,
        label=announcement.LABELS.get(stored.broadcast.leads_to.partition("-")[0]),
    )


async def _draw(connection: Connection, frame: Frame, stored: Stored) -> dict[str, Any]:
    """Its words and its file, as the chat shows them."""
    told = stored.broadcast
    kept = await attachments.find_attachment(connection, told.attachment) if told.attachment else None
    files: tuple[Picture | Document, ...] = ()
    if kept and kept.kind is UploadKind.PICTURE:
        files = (Picture(kept.digest, kept.name, Content(told.shows)),)
    elif kept:
        files = (Document(kept.digest, kept.name),)
    lines = (title(Content(told.title)), Line(Content(told.text, rich=True)))
    return show.body(Screen(lines, files=files), translator(frame.language, frame.site.town.zone))


async def send_file(request: web.Request) -> web.Response:
    """A picture or document, to those who may see what it is part of."""
    digest, site = request.match_info["digest"], site_of(request)
    async with site.town.database.read() as connection:
        found = await attachments.find_attachment(connection, digest)
        if found is None or found.name != request.match_info["name"]:
            raise web.HTTPNotFound
        is_public = await broadcasts.is_public_file(connection, digest)
        address = read_address(request)
        if not is_public and not (
            address and await broadcast_files.may_fetch(connection, digest, CHANNEL, address)
        ):
            raise web.HTTPNotFound
        content = await attachments.read_content(connection, digest)
    shown = "inline" if found.kind is UploadKind.PICTURE else "attachment"
    headers = {
        "Content-Disposition": f'{shown}; filename="{found.name}"',
        "Content-Security-Policy": LOCKED,
        "Cache-Control": f"{'public' if is_public else 'private'}, {FOR_EVER}",
    }
    return web.Response(body=content, content_type=found.mime, headers=headers)


def _tell(frame: Frame, at: datetime) -> str:
    return translator(frame.language, frame.site.town.zone).plain(_("{when}", when=at))


def _page_number(request: web.Request) -> int:
    typed = request.query.get("page", "")
    return max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 1
