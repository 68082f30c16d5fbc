"""What people wrote on a guideline: those that wait for an answer first, with choice and search."""

import re

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.forms import clean_text
from admin_web.pages.guidelines import comment_names as names
from admin_web.pages.guidelines.read import Read, note_reading, read_guideline
from admin_web.render import page_number, render
from admin_web.speech import CHANNEL_NAMES, LANGUAGE_NAMES, visible_in_list
from dialogs.city.comment import Visibility
from dialogs.city.decision import Status
from storage.comment_lists import Wanted, list_comments
from storage.comment_receipts import find_taken_back
from storage.exports_guidelines import title_of
from storage.results import LONGEST_SEARCH

NEWEST = "newest"
_SECTION = re.compile("[1-9][0-9]{0,2}")


async def show(request: web.Request) -> web.Response:
    """One page of comments, any of which can be chosen and answered together. The journal notes who reads."""
    wanted = _read_wanted(request)
    guideline = await read_guideline(request)
    async with desk_of(request).database.read() as connection:
        found = await list_comments(connection, guideline.item.id, wanted, page_number(request))
        asks = wanted.search and not found.total
        taken_back = await find_taken_back(connection, guideline.item.id, wanted.search) if asks else None
    await note_reading(request, guideline, f"Abschnitt {wanted.section}" if wanted.section else "")
    return render(
        request,
        "guidelines/comments.html",
        guideline=guideline,
        wanted=wanted,
        query=_query(wanted),
        sections=_sections(guideline),
        statuses=names.STATUSES,
        visibilities=names.VISIBILITIES,
        kinds=names.KINDS,
        look_of=names.look_of,
        ticked=bool(request.query.get("all")),
        title_of=lambda comment: title_of(comment.section, guideline.versions, comment.version),
        found=found,
        taken_back=taken_back,
        channels=CHANNEL_NAMES,
        languages=LANGUAGE_NAMES,
        visible=visible_in_list,
    )


def _read_wanted(request: web.Request) -> Wanted:
    """What the address asks for; nonsense means everything."""
    query = request.query
    section, status, visibility = (query.get(name, "") for name in ("section", "status", "visibility"))
    return Wanted(
        section=int(section) if _SECTION.fullmatch(section) else None,
        status=Status(status) if status in {*Status} else None,
        visibility=Visibility(visibility) if visibility in {*Visibility} else None,
        search=clean_text(query.get("search"))[:LONGEST_SEARCH],
        newest_first=query.get("order") == NEWEST,
    )


def _query(wanted: Wanted) -> dict[str, str]:
    """The choice as it goes on in links."""
    asked = {
        "section": str(wanted.section or ""),
        "status": wanted.status or "",
        "visibility": wanted.visibility or "",
        "search": wanted.search,
        "order": NEWEST if wanted.newest_first else "",
    }
    return {name: value for name, value in asked.items() if value}


def _sections(guideline: Read) -> dict[int, str]:
    """All sections there ever were, by number, each with its title."""
    numbers = sorted({s.number for version in guideline.versions.values() for s in version.sections})
    return {number: title_of(number, guideline.versions) for number in numbers}
