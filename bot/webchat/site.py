"""What every page needs to know: the town, under which address it is reached, what time it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from aiohttp import web

from bot.town import Town

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Site:
    """The web page of a town; `secure` says that people reach it over https."""

    town: Town
    public_url: str
    secure: bool
    now: Callable[[], datetime]

    def is_ours(self, host: str) -> bool:
        """Whether a Host header names this site: its public name, or this machine itself."""
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            return False
        return name is not None and (name in LOOPBACK or name == urlsplit(self.public_url).hostname)

    def is_our_origin(self, origin: str, host: str) -> bool:
        """Whether an Origin header names this site; on this machine itself, any port that was asked for."""
        if origin == self.public_url.rstrip("/"):
            return True
        return origin == f"http://{host}" and urlsplit(origin).hostname in LOOPBACK


SITE: web.AppKey[Site] = web.AppKey("site", Site)


def site_of(request: web.Request) -> Site:
    """The site a request came to."""
    return request.app[SITE]
