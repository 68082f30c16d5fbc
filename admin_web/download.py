"""Sends a file to take home in pieces; who leaves before the end disturbs nobody."""

from collections.abc import AsyncIterator

import structlog
from aiohttp import web

from admin_web.desk import desk_of
from admin_web.visit import VISIT
from storage.exports import Format

log = structlog.get_logger()

TYPES = {Format.CSV: "text/csv", Format.JSON: "application/json"}


async def send_file(
    request: web.Request, name: str, format: Format, pieces: AsyncIterator[str]
) -> web.StreamResponse:
    """The file under its name with today's date."""
    day = request[VISIT].now.astimezone(desk_of(request).zone).date().isoformat()
    response = web.StreamResponse(
        headers={
            "Content-Type": f"{TYPES[format]}; charset=utf-8",
            "Content-Disposition": f'attachment; filename="{name}-{day}.{format}"',
        }
    )
    try:
        await response.prepare(request)
        async for piece in pieces:
            await response.write(piece.encode())
        await response.write_eof()
    except ConnectionError:
        log.info("reader left before the end", path=request.path)
    return response
