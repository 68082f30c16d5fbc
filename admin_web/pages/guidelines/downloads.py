"""Counts and comments of a guideline as files to take home."""

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.download import send_file
from admin_web.pages.guidelines.read import find_guideline
from admin_web.visit import VISIT, member_of
from storage import journal
from storage.exports import Format
from storage.exports_guidelines import export_comments, export_sections

FILES = {"sections": ("abschnitte", export_sections), "comments": ("anregungen", export_comments)}


async def download(request: web.Request) -> web.StreamResponse:
    """Sends the file in pieces; that somebody took it home stands in the journal."""
    format, slug = Format(request.match_info["format"]), request.match_info["slug"]
    file, export = FILES[request.match_info["what"]]
    desk, now = desk_of(request), request[VISIT].now
    async with desk.database.write() as connection:
        item = await find_guideline(connection, slug)
        details = f"{file.capitalize()}, {format.upper()}"
        name = member_of(request).name
        await journal.write(connection, name, "guideline exported", f"Leitlinie {slug}", details, now)
    return await send_file(request, f"{file}-{slug}", format, export(desk.database, item, format))
