"""Style sheets and pictures: read once, named by their content, kept by browsers for a year."""

import hashlib
from functools import cache
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript"}


@cache
def contents() -> dict[str, bytes]:
    """All files by name; nothing outside the folder can ever be asked for."""
    return {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES}


@cache
def address_of(name: str) -> str:
    """The address of a file; it changes with its content. Raises KeyError if there is none."""
    return f"/admin/static/{name}?{hashlib.sha256(contents()[name]).hexdigest()[:12]}"


async def send(request: web.Request) -> web.Response:
    """One file."""
    name = request.match_info["name"]
    if name not in contents():
        raise web.HTTPNotFound
    response = web.Response(body=contents()[name], content_type=TYPES[Path(name).suffix], charset="utf-8")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
