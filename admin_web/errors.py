"""What people see when something is not possible: a sentence that helps, never a trace."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from admin_web.origin import FormExpired
from admin_web.render import render
from admin_web.typed import Typed, list_typed
from admin_web.visit import begin_visit
from storage.database import Unavailable

log = structlog.get_logger()


class Sentences(NamedTuple):
    """What an error page says."""

    title: str
    text: str


UNCLEAR = Sentences(
    "So geht es nicht", "Diese Anfrage haben wir nicht verstanden. Bitte laden Sie die Seite neu."
)
SIGNED_OUT = Sentences(
    "Bitte melden Sie sich neu an",
    "Ihre Anmeldung ist abgelaufen, gespeichert wurde nichts.",
)
FORBIDDEN = Sentences(
    "Das dürfen Sie hier nicht", "Ihre Rolle reicht dafür nicht aus. Fragen Sie die Administration."
)
FORM_EXPIRED = Sentences(
    "Diese Seite war zu lange offen",
    "Gespeichert wurde nichts. Öffnen Sie die Seite neu und schicken Sie das Formular noch einmal ab.",
)
MISSING = Sentences(
    "Diese Seite gibt es nicht", "Vielleicht wurde sie verschoben, oder der Link ist unvollständig."
)
SENT_BEFORE = Sentences(
    "Dieses Formular wurde schon abgeschickt",
    "Ihre ersten Eingaben sind gespeichert, die geänderten nicht. Öffnen Sie die Seite neu.",
)
TOO_LARGE = Sentences("Das ist zu groß", "Auf einmal passt höchstens 1 MB. Gespeichert wurde nichts.")
FAILED = Sentences(
    "Das hat nicht geklappt",
    "Der Fehler liegt bei uns. Bitte versuchen Sie es noch einmal. Wenn es wieder geschieht, nennen Sie der "
    "Technik diese Nummer:",
)
NO_DATABASE = Sentences(
    "Gerade nicht erreichbar",
    "Die Datenbank antwortet nicht, gespeichert wurde nichts. Bitte versuchen Sie es in einer Minute noch "
    "einmal. Die Nummer für die Technik:",
)
SENTENCES = {401: SIGNED_OUT, 403: FORBIDDEN, 404: MISSING, 409: SENT_BEFORE, 413: TOO_LARGE}


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns every way to fail into a page; what failed is found in the log by its number."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        said = FORM_EXPIRED if isinstance(error, FormExpired) else SENTENCES.get(error.status, UNCLEAR)
        # Whoever is signed in keeps the menu.
        with suppress(Unavailable):
            await begin_visit(request)
        gives_back = error.status == 401 or isinstance(error, FormExpired)
        response = _page(request, error.status, said, typed=list_typed(request) if gives_back else None)
        if "Allow" in error.headers:
            response.headers["Allow"] = error.headers["Allow"]
        return response
    except Unavailable as trouble:
        number = new_number()
        log.error("database", number=number, trouble=type(trouble).__name__, path=request.path)
        return _page(request, 503, NO_DATABASE, number)
    except Exception:
        number = new_number()
        log.exception("page failed", number=number, method=request.method, path=request.path)
        return _page(request, 500, FAILED, number)


def new_number() -> str:
    """Names one failure, on the page and in the log."""
    return secrets.token_hex(4)


def _page(
    request: web.Request, status: int, said: Sentences, number: str = "", typed: Sequence[Typed] | None = None
) -> web.Response:
    return render(request, "error.html", status=status, trouble=said, number=number, typed=typed)
