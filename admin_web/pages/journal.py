"""The journal: what members of staff did, the newest first, with search."""

from aiohttp import web

from admin_web.deeds import find_actions, tell
from admin_web.desk import desk_of
from admin_web.forms import clean_text
from admin_web.render import page_number, render
from storage import journal

PER_PAGE = 25
LONGEST_SEARCH = 100
"""Characters."""


async def show(request: web.Request) -> web.Response:
    """A page of the journal."""
    search = clean_text(request.query.get("search"))[:LONGEST_SEARCH]
    actions = find_actions(search)
    async with desk_of(request).database.read() as connection:
        count = await journal.count_entries(connection, search, actions)
        pages = max(1, -(-count // PER_PAGE))
        page = min(page_number(request), pages)
        entries = await journal.list_entries(connection, search, actions, PER_PAGE, (page - 1) * PER_PAGE)
    return render(
        request,
        "journal.html",
        entries=entries,
        search=search,
        count=count,
        page=page,
        pages=pages,
        tell=tell,
    )
