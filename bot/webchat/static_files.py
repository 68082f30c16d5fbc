"""The page's few files, read once: style sheet, icon, a script nobody needs, a word to search engines."""

from aiohttp import web

from bot.webchat.render import STATIC

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FOR_EVER = "public, max-age=31536000, immutable"

ROBOTS = "User-agent: *\nDisallow: /admin\nDisallow: /vergessen\nDisallow: /daten$\n"
"""Search engines may find the first page, and nothing behind it is theirs."""

_files = {path.name: (path.read_bytes(), TYPES[path.suffix]) for path in STATIC.iterdir()}


async def show_file(request: web.Request) -> web.Response:
    """A style sheet, a script or a picture; its address changes with its content."""
    found = _files.get(request.match_info["name"])
    if found is None:
        raise web.HTTPNotFound
    content, type_ = found
    return web.Response(
        body=content, content_type=type_, charset="utf-8", headers={"Cache-Control": FOR_EVER}
    )


async def show_icon(_request: web.Request) -> web.Response:
    """The icon for browsers that ask without having read the page."""
    raise web.HTTPMovedPermanently("/static/icon.svg")


async def show_robots(_request: web.Request) -> web.Response:
    """What search engines may read."""
    return web.Response(text=ROBOTS)
