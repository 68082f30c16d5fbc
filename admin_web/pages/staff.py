"""Colleagues: invite, change roles, shut out and let in again, help with a forgotten password."""

import base64
import hmac

from aiohttp import web

from admin_web.desk import Desk, desk_of
from admin_web.fields import FIELDS
from admin_web.forms import Form, Line, OneOf, check_name, refuse, take
from admin_web.render import render
from admin_web.visit import VISIT
from admin_web.work import Work, work_on
from storage import links, sessions, staff
from storage.links import Purpose
from storage.staff import Member, Role

ROLE_NAMES = {
    Role.VIEWER: "Einsicht",
    Role.MODERATOR: "Moderation",
    Role.EDITOR: "Redaktion",
    Role.ADMIN: "Administration",
}
ROLE_CHOICES = [
    (Role.VIEWER.value, "Einsicht: Antworten und Anregungen lesen, sonst nichts"),
    (Role.MODERATOR.value, "Moderation: Anregungen lesen, freigeben, ausblenden und beantworten"),
    (Role.EDITOR.value, "Redaktion: veröffentlichen, Ankündigungen senden, auswerten und beantworten"),
    (Role.ADMIN.value, "Administration: alles, dazu das Team verwalten und das Protokoll lesen"),
]


class Invitation(Form):
    """Who shall come, as what."""

    name = Line("Name", render_kw={"autocomplete": "off", "maxlength": 60, "required": True})
    role = OneOf("Rolle", ROLE_CHOICES, "Bitte wählen Sie eine der Rollen.", default=Role.EDITOR.value)


async def show(request: web.Request) -> web.Response:
    """Everybody, and who is invited."""
    return await _page(request, Invitation())


async def invite(request: web.Request) -> web.Response:
    """Invites somebody by a one-time link that is handed over in person."""
    form = take(request, Invitation)
    if form.validate() & check_name(form.name):
        name, role = form.name.text, Role(form.role.text)
        async with work_on(request) as work:
            if await staff.find_by_name(work.connection, name) is None:
                await _make_link(request, work, Purpose.INVITATION, name, role)
                return work.done(_shown_at(work), "invited", name, ROLE_NAMES[role])
        refuse(form.name, "Diesen Namen gibt es schon im Team.")
    return await _page(request, form, 422)


async def withdraw(request: web.Request) -> web.Response:
    """Makes an invitation worthless."""
    name = request[FIELDS].get("name", "")
    async with work_on(request) as work:
        if await links.withdraw(work.connection, Purpose.INVITATION, name):
            return work.done(
                "/admin/staff", "invitation withdrawn", name, say="Die Einladung gilt nicht mehr."
            )
    raise web.HTTPNotFound


async def show_link(request: web.Request) -> web.Response:
    """A link that was just made; it is worked out anew from the form, because it is kept nowhere."""
    desk = desk_of(request)
    token = _token(desk, request.match_info["form_key"])
    async with desk.database.read() as connection:
        link = await links.find_link(connection, token, request[VISIT].now)
    address = desk.public_url / "admin" / "link" / token
    return render(request, "staff_link.html", link=link, address=str(address), purposes=Purpose)


async def show_member(request: web.Request) -> web.Response:
    """One colleague, and what can be changed."""
    async with desk_of(request).database.read() as connection:
        member = await staff.find_member(connection, int(request.match_info["id"]))
    if member is None:
        raise web.HTTPNotFound
    return render(
        request, "staff_member.html", member=member, role_names=ROLE_NAMES, role_choices=ROLE_CHOICES
    )


async def change_role(request: web.Request) -> web.Response:
    """Gives a colleague another role, from the next page on."""
    typed = request[FIELDS].get("role", "")
    if typed not in ROLE_NAMES:
        raise web.HTTPBadRequest
    role = Role(typed)
    async with work_on(request) as work:
        member = await _colleague(request, work)
        if not await staff.set_role(work.connection, member.id, role):
            return work.nothing(_page_of(member))
        details = f"{ROLE_NAMES[member.role]} → {ROLE_NAMES[role]}"
        return work.done(
            _page_of(member), "role changed", member.name, details, say="Die neue Rolle gilt ab sofort."
        )


async def deactivate(request: web.Request) -> web.Response:
    """Shuts a colleague out at once, everywhere."""
    async with work_on(request) as work:
        member = await _colleague(request, work)
        await sessions.end_all(work.connection, member.id)
        await links.withdraw(work.connection, Purpose.NEW_PASSWORD, member.name)
        if not await staff.set_active(work.connection, member.id, False):
            return work.nothing(_page_of(member))
        return work.done(_page_of(member), "deactivated", member.name, say="Der Zugang ist gesperrt.")


async def activate(request: web.Request) -> web.Response:
    """Lets a colleague in again."""
    async with work_on(request) as work:
        member = await _colleague(request, work)
        if not await staff.set_active(work.connection, member.id, True):
            return work.nothing(_page_of(member))
        return work.done(_page_of(member), "activated", member.name, say="Der Zugang ist wieder offen.")


async def make_password_link(request: web.Request) -> web.Response:
    """Makes a link by which a colleague chooses a new password; nobody chooses it for them."""
    async with work_on(request) as work:
        member = await _colleague(request, work)
        if not member.active:
            return work.nothing(
                _page_of(member), say="Der Zugang ist gesperrt. Lassen Sie ihn erst wieder zu."
            )
        await _make_link(request, work, Purpose.NEW_PASSWORD, member.name, member.role)
        return work.done(_shown_at(work), "password link made", member.name)


async def _colleague(request: web.Request, work: Work) -> Member:
    """Whom a change is about: somebody else, so that at least one admin always remains."""
    member = await staff.lock_member(work.connection, int(request.match_info["id"]))
    if member is None:
        raise web.HTTPNotFound
    if member.id == work.member.id:
        raise web.HTTPForbidden
    return member


async def _make_link(request: web.Request, work: Work, purpose: Purpose, name: str, role: Role) -> None:
    token = _token(desk_of(request), work.form_key)
    await links.make_link(work.connection, purpose, name, role, work.now, token)


def _token(desk: Desk, form_key: str) -> str:
    """The token of the link a form makes: stored nowhere, and the same one for a double click."""
    digest = hmac.digest(desk.key, f"link|{form_key}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _shown_at(work: Work) -> str:
    return f"/admin/staff/link/{work.form_key}"


def _page_of(member: Member) -> str:
    return f"/admin/staff/{member.id}"


async def _page(request: web.Request, form: Invitation, status: int = 200) -> web.Response:
    async with desk_of(request).database.read() as connection:
        members = await staff.list_members(connection)
        invited = await links.list_open(connection, Purpose.INVITATION, request[VISIT].now)
    members.sort(key=lambda member: (not member.active, member.name.casefold()))
    return render(
        request,
        "staff.html",
        status=status,
        form=form,
        members=members,
        invited=invited,
        role_names=ROLE_NAMES,
    )
