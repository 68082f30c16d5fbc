"""Sends what may be long in pieces, as a file to take home or as a page; who leaves early disturbs nobody."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing

import structlog
from aiohttp import web

from admin_web.desk import desk_of
from admin_web.visit import VISIT

log = structlog.get_logger()

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Ending of a file → what it is."""

Pieces = AsyncGenerator[str, None] | AsyncGenerator[bytes, None]


async def send_file(request: web.Request, name: str, ending: str, pieces: Pieces) -> web.StreamResponse:
    """The file under its name with today's date; `ending` is one of `TYPES`."""
    day = request[VISIT].now.astimezone(desk_of(request).zone).date().isoformat()
    headers = {
        "Content-Type": TYPES[ending],
        "Content-Disposition": f'attachment; filename="{name}-{day}.{ending}"',
    }
    return await send_pieces(request, headers, pieces)


async def send_pieces(request: web.Request, headers: Mapping[str, str], pieces: Pieces) -> web.StreamResponse:
    """Begins to answer once the first piece is there: what fails before gets a page that says so."""
    response = web.StreamResponse(headers=headers)
    try:
        async with aclosing(pieces):
            async for piece in pieces:
                if not response.prepared:
                    await response.prepare(request)
                await response.write(piece.encode() if isinstance(piece, str) else piece)
        await response.write_eof()
    except ConnectionError:
        log.info("reader left before the end", path=request.path)
    return response
