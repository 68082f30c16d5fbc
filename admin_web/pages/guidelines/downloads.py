"""Counts, comments and synopsis of a guideline as files to take home."""

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.download import send_file
from admin_web.pages.guidelines.read import find_guideline
from admin_web.visit import VISIT, member_of
from storage import journal
from storage.exports import Format
from storage.exports_guidelines import export_comments, export_sections
from storage.items import Item
from storage.synopsis_xlsx import export_synopsis

FILES = {
    "sections": ("abschnitte", "Abschnitte", export_sections),
    "comments": ("beitraege", "Beiträge", export_comments),
}
"""What is asked for → name of the file, how the journal calls it, what makes it."""


async def download(request: web.Request) -> web.StreamResponse:
    """Sends counts or comments in pieces."""
    format = Format(request.match_info["format"])
    file, name, export = FILES[request.match_info["what"]]
    item = await _take(request, f"{name}, {format.upper()}")
    pieces = export(desk_of(request).database, item, format)
    return await send_file(request, f"{file}-{item.slug}", format, pieces)


async def download_synopsis(request: web.Request) -> web.StreamResponse:
    """Sends the synopsis as a spreadsheet."""
    item = await _take(request, "Synopse, XLSX")
    pieces = export_synopsis(desk_of(request).database, item)
    return await send_file(request, f"synopse-{item.slug}", "xlsx", pieces)


async def _take(request: web.Request, details: str) -> Item:
    """The guideline that is asked for; that somebody took something of it home stands in the journal."""
    async with desk_of(request).database.write() as connection:
        item = await find_guideline(connection, request.match_info["slug"])
        name, now = member_of(request).name, request[VISIT].now
        await journal.write(connection, name, "guideline exported", f"Leitlinie {item.slug}", details, now)
    return item
