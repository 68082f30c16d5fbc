"""Kind pages for what goes wrong, in the reader's language, without a word about the inside."""

import secrets
from typing import Any

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.webchat.frames import frame_in_trouble
from bot.webchat.render import render
from bot.webchat.words import SORRY, number_of_mistake
from storage.database import Unavailable

log = structlog.get_logger()

ROUTES: web.AppKey[frozenset[Any]] = web.AppKey("routes of the page", frozenset)
"""The handlers of this page; others may live in the same application and answer their own way."""

AGAIN_IN = "60"
"""Seconds after which somebody should try again while the database cannot be used."""


@web.middleware
async def kind_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers for this page's routes, and for addresses that lead nowhere, whatever goes wrong."""
    if not _is_ours(request):
        return await handler(request)
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        kept = {name: error.headers[name] for name in ("Allow", "Retry-After") if name in error.headers}
        return await _page(request, error.status, headers=kept)
    except Unavailable as error:
        log.warning("page cannot be shown", reason=str(error))
        return await _page(request, 503, headers={"Retry-After": AGAIN_IN})
    except Exception:  # a bug costs this one answer; its number leads to the log line
        number = secrets.token_hex(4)
        log.exception("page failed", number=number, route=request.path)
        return await _page(request, 500, number=number)


def _is_ours(request: web.Request) -> bool:
    match = request.match_info
    if match.apps[-1] is not match.apps[0]:
        return False
    return match.http_exception is not None or match.handler in request.app[ROUTES]


async def _page(
    request: web.Request, status: int, *, number: str = "", headers: dict[str, str] | None = None
) -> web.Response:
    title, sentence = SORRY.get(status, SORRY[400])
    told = number_of_mistake(number) if number else None
    frame = await frame_in_trouble(request)
    response = render(frame, "sorry.html", status=status, title=title, sentence=sentence, number=told)
    response.headers.update(headers or {})
    return response
