"""What every page needs to know: the town, under which address it is reached, what time it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from aiohttp import web

from bot.town import Town
from storage.settings import is_loopback


@dataclass(frozen=True, slots=True)
class Site:
    """The web page of a town; `secure` says that people reach it over https."""

    town: Town
    public_url: str
    secure: bool
    now: Callable[[], datetime]

    def is_our_origin(self, origin: str, host: str) -> bool:
        """Whether an Origin header names this site, or this machine itself by the name that was asked for."""
        if origin == self.public_url.rstrip("/"):
            return True
        return origin == f"http://{host}" and is_loopback(urlsplit(origin).hostname or "")


SITE: web.AppKey[Site] = web.AppKey("site", Site)


def site_of(request: web.Request) -> Site:
    """The site a request came to."""
    return request.app[SITE]
