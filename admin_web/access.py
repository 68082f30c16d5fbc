"""Who may do what: roles and permissions, and the guard that stands before every route."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from enum import StrEnum

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.fields import FIELDS, read_fields
from admin_web.origin import FormExpired
from admin_web.visit import SAFE_METHODS, WAITING, Visit, begin_visit
from storage.moderation_queue import count_waiting
from storage.staff import Member, Role

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Permission(StrEnum):
    """What a route asks for."""

    FILES = "style sheets and pictures: nobody is asked who they are"
    ANYBODY = "pages before the sign-in"
    SIGNED_IN = "the overview and one's own account"
    EDIT = "prepare, publish and close what citizens see"
    ANSWERS = "read what citizens answered"
    MODERATE = "release comments and hide them, decide objections"
    DECIDE = "say what becomes of a comment, and why"
    BROADCAST = "write announcements, send and stop them"
    APPROVE = "agree to announcements somebody else has written"
    EXPORT = "take answers home as a file"
    ERASE = "delete the answers of somebody who asks for it"
    REPAIR = "try again what is stuck"
    JOURNAL = "read what staff did"
    STAFF = "invite colleagues, change roles, shut out"


EVERYBODY = frozenset({Permission.FILES, Permission.ANYBODY})

_READ = frozenset({Permission.SIGNED_IN, Permission.ANSWERS})

_EDITING = frozenset(
    {Permission.EDIT, Permission.EXPORT, Permission.DECIDE, Permission.BROADCAST, Permission.APPROVE}
)

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.VIEWER: _READ,
    Role.MODERATOR: _READ | {Permission.MODERATE, Permission.DECIDE},
    Role.EDITOR: _READ | _EDITING,
    Role.ADMIN: frozenset(Permission) - EVERYBODY,
}


def may(member: Member | None, permission: Permission) -> bool:
    """Whether somebody, or nobody in particular, has a permission."""
    return permission in EVERYBODY or (member is not None and permission in PERMISSIONS[member.role])


def guarded(handler: Handler, permission: Permission, *, with_file: bool = False) -> Handler:
    """The handler, reached only by those who have the permission and, if it changes something, by a form."""

    async def guard(request: web.Request) -> web.StreamResponse:
        if permission is Permission.FILES:
            return await handler(request)
        visit = await begin_visit(request)
        if visit.session is None and permission is not Permission.ANYBODY:
            raise await _please_sign_in(request)
        if request.method not in SAFE_METHODS:
            await read_fields(request, with_file=with_file)
            _check_form(request, visit, permission)
        if not may(visit.member, permission):
            raise web.HTTPForbidden
        if may(visit.member, Permission.MODERATE):
            await _count_waiting(request)
        return await handler(request)

    return guard


async def _count_waiting(request: web.Request) -> None:
    """For the menu: whoever moderates sees on every page whether anything waits."""
    async with desk_of(request).database.read() as connection:
        request[WAITING] = await count_waiting(connection)


def _check_form(request: web.Request, visit: Visit, permission: Permission) -> None:
    """Only a form shown in this very sign-in changes anything; before the sign-in there is no token yet."""
    if visit.session is None or permission is Permission.ANYBODY:
        return
    token = request[FIELDS].get("form_token", "").encode()
    if not hmac.compare_digest(token, visit.session.form_token.encode()):
        raise FormExpired


async def _please_sign_in(request: web.Request) -> web.HTTPException:
    """To the sign-in and back again; what was typed into a form is read, to be given back to its sender."""
    if request.method in SAFE_METHODS:
        return web.HTTPSeeOther(f"/admin/sign-in?next={request.path}")
    with suppress(web.HTTPException):  # too large, or with a file: there is nothing to give back
        await read_fields(request)
    return web.HTTPUnauthorized()
