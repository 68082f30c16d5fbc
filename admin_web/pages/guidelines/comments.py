"""What people wrote on a guideline or on one of its sections, the newest first, with search."""

import re

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.forms import clean_text
from admin_web.pages.guidelines.read import Read, read_guideline
from admin_web.render import page_number, render
from admin_web.speech import CHANNEL_NAMES, LANGUAGE_NAMES, visible
from admin_web.visit import VISIT, member_of
from storage import journal
from storage.comment_lists import Wanted, list_comments
from storage.exports_guidelines import title_of
from storage.results import LONGEST_SEARCH

_SECTION = re.compile("[1-9][0-9]{0,2}")


async def show(request: web.Request) -> web.Response:
    """One page of comments. That somebody reads them stands in the journal."""
    search = clean_text(request.query.get("search"))[:LONGEST_SEARCH]
    section = _read_section(request)
    guideline = await read_guideline(request)
    async with desk_of(request).database.read() as connection:
        wanted = Wanted(section=section, search=search, newest_first=True)
        found = await list_comments(connection, guideline.item.id, wanted, page_number(request))
    await _note(request, guideline, section)
    return render(
        request,
        "guidelines/comments.html",
        guideline=guideline,
        section=section,
        sections={
            number: title_of(number, guideline.versions)
            for number in sorted({s.number for v in guideline.versions.values() for s in v.sections})
        },
        title_of=lambda comment: title_of(comment.section, guideline.versions, comment.version),
        found=found,
        search=search,
        channels=CHANNEL_NAMES,
        languages=LANGUAGE_NAMES,
        visible=visible,
    )


def _read_section(request: web.Request) -> int | None:
    """The number in the address; nonsense means all sections."""
    typed = request.query.get("section", "")
    return int(typed) if _SECTION.fullmatch(typed) else None


async def _note(request: web.Request, guideline: Read, section: int | None) -> None:
    where = f"Abschnitt {section}" if section else ""
    async with desk_of(request).database.write() as connection:
        name, now = member_of(request).name, request[VISIT].now
        await journal.write(connection, name, "comments read", f"Leitlinie {guideline.item.slug}", where, now)
