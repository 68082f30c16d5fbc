"""One comment is erased because somebody whom it is about asks for it; nothing else here deletes for good."""

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.pages.guidelines import comment_names as names
from admin_web.pages.guidelines.read import find_guideline, read_guideline
from admin_web.render import render
from admin_web.speech import visible
from admin_web.work import work_on
from storage.comment_lists import find_comments
from storage.comment_receipts import erase_comment


async def show(request: web.Request) -> web.Response:
    """Asks whether it shall go, and says what goes with it."""
    guideline = await read_guideline(request)
    async with desk_of(request).database.read() as connection:
        found = await find_comments(connection, guideline.item.id, [int(request.match_info["id"])])
    if not found:
        raise web.HTTPNotFound
    [comment] = found
    return render(
        request,
        "guidelines/erase.html",
        guideline=guideline,
        comment=comment,
        kind=names.KINDS[comment.kind],
        visible=visible,
    )


async def erase(request: web.Request) -> web.Response:
    """Deletes it. The journal says that and which number it had, and nothing of what it said."""
    number = int(request.match_info["id"])
    async with work_on(request) as work:
        item = await find_guideline(work.connection, request.match_info["slug"])
        if not await erase_comment(work.connection, item.id, number):
            raise web.HTTPNotFound
        about, where = f"Leitlinie {item.slug}", f"/admin/guidelines/{item.slug}/comments"
        return work.done(where, "comment erased", about, f"Nr. {number}", say=f"Nr. {number} ist gelöscht.")
