"""Objections that wait for a second person, and what moderators decided before."""

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.judges import is_left
from admin_web.pages.moderation.place import read_places
from admin_web.pages.moderation.seen import read_number
from admin_web.pages.moderation.told import TOLD
from admin_web.render import render
from storage import moderation_queue, staff
from storage.house_rules import list_all_rules

AT_ONCE = 50


async def show(request: web.Request) -> web.Response:
    """Objections nobody has decided yet, the oldest first."""
    async with desk_of(request).database.read() as connection:
        places = await read_places(request, connection)
        found = await moderation_queue.list_objections(connection, AT_ONCE)
        members = await staff.list_members(connection)
    rows = [(each, places.find(each.item, each.section, each.version)) for each in found]
    return render(
        request,
        "moderation/objections.html",
        rows=rows,
        is_left=lambda objection: is_left(members, objection.hidden_by),
        **TOLD,
    )


async def show_log(request: web.Request) -> web.Response:
    """What was decided, the newest first."""
    before = read_number(request.query.get("before", ""))
    async with desk_of(request).database.read() as connection:
        places = await read_places(request, connection)
        found = await moderation_queue.list_rulings(connection, before, AT_ONCE + 1)
        rules = await list_all_rules(connection)
    shown = found[:AT_ONCE]
    return render(
        request,
        "moderation/log.html",
        rows=[(each, places.find(each.item, each.section, each.version)) for each in shown],
        rules={rule.number: rule.texts.get("de", "") for rule in rules},
        before=before,
        further=shown[-1].number if len(found) > AT_ONCE else None,
        **TOLD,
    )
