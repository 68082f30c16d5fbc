"""One's own chat, in which announcements are looked at before they go out: linked by a one-time code."""

import hmac

from aiohttp import web

from admin_web.desk import Desk, desk_of
from admin_web.editor.links import links_to
from admin_web.render import render
from admin_web.visit import VISIT
from admin_web.work import work_on
from storage import links, meta, staff_chats
from storage.links import Purpose

ACCOUNT = "/admin/account"
CODE = 32
"""Characters of a code: as many as a deep link takes along safely."""


async def make_code(request: web.Request) -> web.Response:
    """Makes a code that links one chat within half an hour; an older one does not count any more."""
    async with work_on(request) as work:
        code = _code(desk_of(request), work.form_key)
        await staff_chats.make_code(work.connection, work.member, code, work.now)
        return work.done(f"{ACCOUNT}/chat/{work.form_key}", "chat code made")
    raise web.HTTPNotFound


async def show_code(request: web.Request) -> web.Response:
    """The links with the code; it is worked out anew from the form, because it is kept nowhere."""
    desk = desk_of(request)
    code = _code(desk, request.match_info["form_key"])
    async with desk.database.read() as connection:
        link = await links.find_link(connection, code, request[VISIT].now, {Purpose.CHAT})
        bot = await meta.find(connection, meta.BOT_NAME)
    found = links_to(desk.public_url, f"staff-{code}", bot or "") if link else []
    return render(request, "chat_code.html", links=found, status=200 if link else 410)


async def unlink(request: web.Request) -> web.Response:
    """Nothing comes to that chat any more."""
    async with work_on(request) as work:
        if not await staff_chats.unlink_chat(work.connection, work.member.id):
            return work.nothing(ACCOUNT)
        return work.done(ACCOUNT, "chat unlinked", say="Der Chat ist getrennt.")
    raise web.HTTPNotFound


def _code(desk: Desk, form_key: str) -> str:
    """The code a form makes: stored nowhere, and the same one for a double click."""
    return hmac.digest(desk.key, f"chat|{form_key}".encode(), "sha256").hex()[:CODE]
