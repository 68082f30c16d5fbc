"""Puts the admin page together; the porch mounts it under /admin."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aiohttp import web
from aiohttp.typedefs import Handler
from yarl import URL

from admin_web.desk import DESK, Desk, Network, read_clock
from admin_web.errors import answer_errors
from admin_web.headers import add_headers
from admin_web.origin import LOOPBACK, FormExpired, is_our_host, is_own_form
from admin_web.passwords import Passwords
from admin_web.routes import add_routes
from admin_web.visit import SAFE_METHODS
from storage.city import Cities
from storage.database import Database


def make_app(  # noqa: PLR0913  # what the porch knows, each thing by its name
    database: Database,
    *,
    key: bytes,
    public_url: str,
    zone: ZoneInfo,
    trusted_proxies: Sequence[Network] = (),
    clock: Callable[[], datetime] = read_clock,
    cities: Cities,
    passwords: Passwords | None = None,
    four_eyes_from: int = 100,
) -> web.Application:
    """The application for `add_subapp("/admin", …)`. `public_url` is how browsers reach the whole site.

    Raises ValueError if that is plain http on another machine: browsers would keep no sign-in there.
    """
    url = URL(public_url)
    if url.scheme != "https" and url.host not in LOOPBACK:
        raise ValueError(f"{public_url} is neither https nor this machine.")
    app = web.Application(middlewares=[answer_errors, check_origin])
    proxies, passwords = tuple(trusted_proxies), passwords or Passwords()
    app[DESK] = Desk(database, key, url, zone, proxies, clock, cities, passwords, four_eyes_from)
    app.on_response_prepare.append(add_headers)
    add_routes(app)
    return app


@web.middleware
async def check_origin(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Lets in what is meant for this host and, if it changes something, comes from one of our own forms."""
    url = request.config_dict[DESK].public_url
    if not is_our_host(request.headers.get("Host", ""), url):
        raise web.HTTPBadRequest
    if request.match_info.http_exception is not None:
        return await handler(request)  # answers 404 or 405
    if request.method not in SAFE_METHODS and not is_own_form(request, url):
        raise FormExpired
    return await handler(request)
