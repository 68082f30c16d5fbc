"""A random number in a cookie is all the web page knows a person by; stored is only its keyed digest."""

import hmac
import re
from datetime import datetime, timedelta

from aiohttp import web

from bot.webchat.site import Site, site_of
from storage.pseudonyms import keyed_digest

LASTS = timedelta(days=180)
"""How long a device is known after the last input."""

_TOKEN = re.compile(r"[0-9a-f]{64}")


def cookie_name(site: Site) -> str:
    """The prefix makes browsers insist on https and this very host; over plain http they would drop it."""
    return "__Host-stadtdialog" if site.secure else "stadtdialog"


def read_token(request: web.Request) -> str | None:
    """The number this device was given, if it sent one."""
    token = request.cookies.get(cookie_name(site_of(request)), "")
    return token if _TOKEN.fullmatch(token) else None


def address_of(site: Site, token: str) -> str:
    """Under which address the person behind a number stands in the database."""
    return keyed_digest(site.town.key, "web cookie", token)


def read_address(request: web.Request) -> str | None:
    """The address of the device that asks, if it sent a number; there may be nobody behind it."""
    token = read_token(request)
    return address_of(site_of(request), token) if token else None


def new_token(site: Site, form_key: str, now: datetime) -> str:
    """The number for a newcomer: 256 bits nobody can guess without our key and the random key of the form.

    It follows from the form and the minute, so that a double click makes one person, not two. A first page
    pulled out of the browser's history later, perhaps by the next user of the device, makes a new person.
    """
    minute = int(now.timestamp()) // 60
    return hmac.digest(site.town.key, f"web token|{minute}|{form_key}".encode(), "sha256").hex()


def remember(site: Site, response: web.StreamResponse, token: str) -> None:
    """Gives the number to the device, or renews it."""
    response.set_cookie(
        cookie_name(site),
        token,
        max_age=int(LASTS.total_seconds()),
        path="/",
        secure=site.secure,
        httponly=True,
        samesite="Lax",
    )


def forget(site: Site, response: web.StreamResponse) -> None:
    """Takes the number back."""
    response.set_cookie(
        cookie_name(site), "", max_age=0, path="/", secure=site.secure, httponly=True, samesite="Lax"
    )
