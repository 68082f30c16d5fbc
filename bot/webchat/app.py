"""The web chat as an application: its routes, what stands around each of them, and where it is reached."""

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from bot.converse import utc_now
from bot.town import Town
from bot.webchat.announcements import send_file, show_list, show_one
from bot.webchat.chat import show_chat
from bot.webchat.errors import ROUTES, kind_errors
from bot.webchat.event_files import download_event, download_events
from bot.webchat.feed import send_feed
from bot.webchat.forget import forget, show_forgetting
from bot.webchat.guard import add_headers
from bot.webchat.legal import show_accessibility, show_imprint, show_privacy
from bot.webchat.my_data import download_my_data, show_my_data
from bot.webchat.posted import MOST_BYTES
from bot.webchat.press import take_press
from bot.webchat.site import SITE, Site
from bot.webchat.static_files import show_file, show_icon, show_robots


def routes() -> list[web.RouteDef]:
    """Everything a citizen's browser can ask for."""
    return [
        web.get("/", show_chat),
        web.post("/", take_press),
        web.get("/vergessen", show_forgetting),
        web.post("/vergessen", forget),
        web.get("/daten", show_my_data),
        web.post("/daten", download_my_data),
        web.get("/termine.ics", download_events),
        web.get("/termine/{slug:[a-z0-9-]{1,40}}.ics", download_event),
        web.get("/mitteilungen", show_list),
        web.get("/mitteilungen.atom", send_feed),
        web.get("/mitteilungen/{id:[0-9]{1,15}}", show_one),
        web.get("/dateien/{digest:[0-9a-f]{64}}/{name}", send_file),
        web.get("/datenschutz", show_privacy),
        web.get("/impressum", show_imprint),
        web.get("/barrierefreiheit", show_accessibility),
        web.get("/static/{name}", show_file),
        web.get("/favicon.ico", show_icon),
        web.get("/robots.txt", show_robots),
    ]


def make_app(
    town: Town, *, public_url: str, secure: bool, now: Callable[[], datetime] = utc_now
) -> web.Application:
    """The application for the root of the site.

    `public_url` is the address people use; besides it only this machine's own names are answered. `secure`
    says that it is https, which the cookie then insists on. The admin page may be added as a sub-application,
    and other routes beside ours: they answer their own way.
    """
    app = web.Application(middlewares=[kind_errors], client_max_size=MOST_BYTES)
    app[SITE] = Site(town, public_url, secure, now)
    app[ROUTES] = frozenset(route.handler for route in routes())
    app.on_response_prepare.append(add_headers)
    app.add_routes(routes())
    return app
