"""Where a stranger is: all of it stands in the address of the page, nothing in the database."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from aiohttp import web

from bot.webchat import languages
from bot.webchat.posted import LONGEST_FIELD
from bot.webchat.words import NOTES
from dialogs.city.cleaning import clean
from dialogs.engine import buttons
from dialogs.engine.heard import Called
from dialogs.engine.turn import HERE
from dialogs.talks import ASIDES


@dataclass(frozen=True, slots=True)
class Visit:
    """The link that led here, the language (`chosen` by the person), what is shown aside, a remark on top."""

    start: str = ""
    language: str = "de"
    chosen: bool = False
    show: str = ""
    note: str = ""


def read_visit(request: web.Request) -> Visit:
    """The visit that an address means. Links to help, project or a language only open those."""
    query = request.query
    picked = languages.chosen(query.get("lang", ""))
    visit = Visit(
        start=carried(query.get("start", "")),
        language=picked or languages.asked_for(request.headers.get("Accept-Language", "")),
        chosen=picked is not None,
        show=carried(query.get("show", "")),
        note=query.get("note", "") if query.get("note", "") in NOTES else "",
    )
    if buttons.read_payload(visit.start).talk in ASIDES:
        return _aside(replace(visit, start=""), buttons.read_payload(visit.start))
    return visit


def carried(payload: str) -> str:
    """A payload that a form can carry; a longer or broken one means nothing, changed or not."""
    return clean(payload)[:LONGEST_FIELD]


def address_of(visit: Visit) -> str:
    """The address of a visit's page."""
    named = {
        "start": visit.start,
        "lang": languages.name_of(visit.language) if visit.chosen else "",
        "show": visit.show,
        "note": visit.note,
    }
    query = urlencode({name: value for name, value in named.items() if value})
    return f"/?{query}" if query else "/"


def behind_door(visit: Visit, code: str) -> str | None:
    """The address a door button leads a stranger to; None for a step button, which has to be sent."""
    called = buttons.read(code)
    if not isinstance(called, Called):
        return None
    visit = replace(visit, note="")
    if called.acts:
        # No link may do what a button does: it leads there, and on the way stands the notice.
        called = Called("signup", called.item.partition(".")[0])
    if called.talk == HERE:
        return address_of(replace(visit, show=""))
    if called.talk in ASIDES:
        return address_of(_aside(visit, called))
    return address_of(replace(visit, start=_payload(called), show=""))


def _aside(visit: Visit, called: Called) -> Visit:
    """The same visit with something shown aside, or in the language that was chosen."""
    language = languages.chosen(called.item) if called.talk == "language" else None
    if language:
        return replace(visit, language=language, chosen=True, show="")
    return replace(visit, show=_payload(called))


def _payload(called: Called) -> str:
    return f"{called.talk}-{called.item}" if called.item else called.talk
