"""All answers of a survey as a file to take home."""

import structlog
from aiohttp import web

from admin_web.desk import desk_of
from admin_web.visit import VISIT, member_of
from storage import journal
from storage.exports import Format, export_survey, find_survey

log = structlog.get_logger()

TYPES = {Format.CSV: "text/csv", Format.JSON: "application/json"}


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
    day = now.astimezone(desk.zone).date().isoformat()
    response = web.StreamResponse(
        headers={
            "Content-Type": f"{TYPES[format]}; charset=utf-8",
            "Content-Disposition": f'attachment; filename="umfrage-{slug}-{day}.{format}"',
        }
    )
    try:
        await response.prepare(request)
        async for piece in export_survey(desk.database, item, format):
            await response.write(piece.encode())
        await response.write_eof()
    except ConnectionError:
        log.info("reader left before the end", path=request.path)
    return response
