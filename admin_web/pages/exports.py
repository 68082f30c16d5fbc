"""All answers of a survey as a file to take home."""

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.download import send_file
from admin_web.visit import VISIT, member_of
from storage import journal
from storage.exports import Format, export_survey, find_survey


async def download(request: web.Request) -> web.StreamResponse:
    """Sends the file in pieces; that somebody took it home stands in the journal."""
    format, slug = Format(request.match_info["format"]), request.match_info["slug"]
    desk, now = desk_of(request), request[VISIT].now
    async with desk.database.write() as connection:
        item = await find_survey(connection, slug)
        if item is None:
            raise web.HTTPNotFound
        name = member_of(request).name
        await journal.write(connection, name, "exported", f"Umfrage {slug}", format.upper(), now)
    return await send_file(request, f"umfrage-{slug}", format, export_survey(desk.database, item, format))
