"""Stands before every page: who really asks, for which host, how much, how long; what is said on failure."""

import asyncio
import html
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import structlog
from aiohttp import web, web_response
from aiohttp.typedefs import Middleware

from bot.webchat.languages import asked_for
from bot.webchat.words import SORRY, TO_START, number_of_mistake
from dialogs.text import LANGUAGES
from locales.translator import HTML_CODES, translator
from storage.settings import Network, is_loopback
from storage.trouble import Unavailable

MOST_BYTES = 1024**2
"""Size of a request's body wherever nothing is uploaded."""

UPLOADS = re.compile(r"/admin/broadcasts/[0-9]{1,15}/attachment")
"""Where staff upload a file; its page reads nothing of it for anybody else."""

MOST_UPLOADED = 32 * 1024**2
"""Size of a request there: more than may be kept, so that somebody who tries is told how much that is."""

PATIENCE = 30.0
"""Seconds a request may take from its first byte to the first byte of its answer."""

UPLOAD_PATIENCE = 180.0
"""The same where a file comes first, perhaps over a slow line."""

OPEN_TO_ALL_HOSTS = ("/healthz", "/readyz", "/metrics")
"""Asked by machines that know an address but no name; they look after themselves."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""What an answer carries unless its page says otherwise."""

TWO_YEARS = "max-age=63072000"

STAFF = "/admin"
"""Below it everything is German."""

NO_ZONE = ZoneInfo("UTC")
"""The sentences here name no time."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_LIMIT = web.RequestKey("limit", asyncio.Timeout)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Guard:
    """What the guard goes by: the host names this site answers to, and the proxies whose word counts."""

    hosts: frozenset[str]
    proxies: tuple[Network, ...] = ()
    https: bool = False
    """Whether people reach this site by https; then browsers are told never to try anything else."""

    def stand_before(self, app: web.Application) -> None:
        """Puts itself before everything an application does; to be called when that is complete."""
        # What is no HTTP at all is answered under it too; versions are nobody's business.
        web_response.SERVER_SOFTWARE = "Stadtdialog"  # type: ignore[attr-defined]  # no other way
        own: list[Middleware] = [self._see_through_proxies, _tell_errors, self._check_host, _limit]
        for middleware in reversed(own):
            app.middlewares.insert(0, middleware)
        app.on_response_prepare.append(_let_downloads_take_their_time)
        app.on_response_prepare.append(self._fill_in_headers)

    async def _fill_in_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        """Adds what a page did not say; parts with signals of their own come later and say everything."""
        if len(request.match_info.apps) > 1:
            return
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if self.https:
            response.headers.setdefault("Strict-Transport-Security", TWO_YEARS)

    @web.middleware
    async def _see_through_proxies(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self._is_proxy(request.remote):
            hops = ",".join(request.headers.getall("X-Forwarded-For", ())).split(",")
            scheme = ",".join(request.headers.getall("X-Forwarded-Proto", ())).split(",")[-1].strip().lower()
            request = request.clone(
                remote=self._first_stranger(request.remote or "", hops),
                scheme=scheme if scheme in ("http", "https") else request.scheme,
            )
        return await handler(request)

    def _first_stranger(self, peer: str, hops: Iterable[str]) -> str:
        """The address nearest to us that is no proxy of ours; what lies behind it may be made up."""
        for hop in reversed([hop.strip() for hop in hops]):
            if not _is_address(hop):
                break
            peer = hop
            if not self._is_proxy(hop):
                break
        return peer

    def _is_proxy(self, peer: str | None) -> bool:
        if not peer or not _is_address(peer):
            return False
        address = ip_address(peer)
        address = getattr(address, "ipv4_mapped", None) or address
        return any(address in network for network in self.proxies)

    @web.middleware
    async def _check_host(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        names = request.headers.getall("Host", ())
        if request.path not in OPEN_TO_ALL_HOSTS and (len(names) != 1 or not self._knows(names[0])):
            raise web.HTTPBadRequest
        return await handler(request)

    def _knows(self, name: str) -> bool:
        host = host_of(name)
        return host in self.hosts or is_loopback(host)


async def _let_downloads_take_their_time(request: web.Request, response: web.StreamResponse) -> None:
    limit = request.get(_LIMIT)
    if limit is not None and not isinstance(response, web.Response):
        limit.reschedule(None)


def host_of(name: str) -> str:
    """The host in a Host header or an address, in small letters and without port; empty if there is none."""
    try:
        return (urlsplit(name if "//" in name else f"//{name}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


@web.middleware
async def _limit(request: web.Request, handler: Handler) -> web.StreamResponse:
    brings_file = UPLOADS.fullmatch(request.path) is not None
    most, patience = (MOST_UPLOADED, UPLOAD_PATIENCE) if brings_file else (MOST_BYTES, PATIENCE)
    if (request.content_length or 0) > most:
        raise web.HTTPRequestEntityTooLarge(most, request.content_length or 0)
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        # What is packed may become a thousand times as much.
        raise web.HTTPUnsupportedMediaType
    try:
        async with asyncio.timeout(patience) as limit:
            request[_LIMIT] = limit
            return await handler(request)
    except TimeoutError:
        if not limit.expired():
            raise
        raise (web.HTTPServiceUnavailable if request.content.at_eof() else web.HTTPRequestTimeout) from None


@web.middleware
async def _tell_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers every failure with a sentence that tells nothing about our inside."""
    try:
        return await handler(request)
    except web.HTTPException as answer:
        own_words = answer.text != f"{answer.status}: {answer.reason}" and answer.status != 413
        if answer.status not in SORRY or own_words:
            raise
        response = page(answer.status, _language_of(request))
        response.headers.extend({name: answer.headers[name] for name in ("Allow",) if name in answer.headers})
        return response
    except (ConnectionResetError, BrokenPipeError):
        raise
    except Unavailable as trouble:
        log.warning("no page without the database", why=str(trouble))
        return page(503, _language_of(request))
    except Exception:
        number = secrets.token_hex(4)
        log.exception("page failed", number=number, page=_name_of(request))
        if _has_begun(request):
            raise
        return page(500, _language_of(request), number)


def _has_begun(request: web.Request) -> bool:
    """Whether a part of the answer is on its way, so that no other answer can be given."""
    limit = request.get(_LIMIT)
    return limit is not None and limit.when() is None


def _name_of(request: web.Request) -> str:
    """Which page was asked for, without what stands in its address."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else ""


def _language_of(request: web.Request) -> str:
    """German for staff; for everybody else what the browser asks for, because here nobody is known yet."""
    if request.path.startswith(STAFF):
        return LANGUAGES[0]
    return asked_for(request.headers.get("Accept-Language", ""))


def page(status: int, language: str, number: str = "") -> web.Response:
    """A small page with the sentence of a status, and the number of a mistake."""
    say = translator(language, NO_ZONE).plain
    title, sentence = SORRY[status]
    told = [say(sentence), *([say(number_of_mistake(number))] if number else [])]
    body = "".join(f"<p>{html.escape(line)}</p>" for line in told)
    text = (
        f'<!doctype html><html lang="{HTML_CODES[language]}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Stadtdialog</title><main><h1>{html.escape(say(title))}</h1>{body}"
        f'<p><a href="/">{html.escape(say(TO_START))}</a></p></main></html>'
    )
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": "60"} if status == 503 else {})
    return web.Response(status=status, text=text, content_type="text/html", headers=headers)
