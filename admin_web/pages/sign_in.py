"""Signing in and out."""

import re

from aiohttp import web

from admin_web import tries
from admin_web.cookie import drop_cookie, set_cookie
from admin_web.desk import desk_of
from admin_web.forms import AtMost, Form, Line, Required, Secret, refuse, take
from admin_web.origin import coarse
from admin_web.password_rules import is_acceptable
from admin_web.render import render
from admin_web.tidy import forget_what_is_over
from admin_web.visit import VISIT, member_of
from admin_web.work import see_other, work_on
from storage import journal, sessions, staff
from storage.database import Connection

WRONG = "Name oder Passwort stimmt nicht."
HINTS = {
    "ready": "Ihr Passwort ist gespeichert. Bitte melden Sie sich jetzt an.",
    "left": "Sie sind abgemeldet.",
    "ended": "Alle Ihre Anmeldungen sind beendet.",
}
_NEXT = re.compile(r"/admin(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


class SignIn(Form):
    """Name and password."""

    name = Line(
        "Name",
        [Required("Bitte geben Sie Ihren Namen ein."), AtMost(200)],
        render_kw={"autocomplete": "username", "autocapitalize": "words", "spellcheck": "false"},
    )
    password = Secret(
        "Passwort",
        [Required("Bitte geben Sie Ihr Passwort ein.")],
        render_kw={"autocomplete": "current-password"},
    )


async def show(request: web.Request) -> web.Response:
    """The form; whoever is signed in already goes on."""
    if request[VISIT].session:
        return see_other(_next(request))
    return _page(request, SignIn())


async def sign_in(request: web.Request) -> web.Response:
    """Checks name and password; answers alike whether the name or the password is wrong."""
    form = take(request, SignIn)
    if not form.validate():
        return _page(request, form, 422)
    name, password = form.name.text, form.password.text
    async with desk_of(request).database.write() as connection:
        may_try = await tries.may_try(connection, request, name)
        member = await staff.find_by_name(connection, name)
        known = await staff.find_password(connection, member.id) if member and member.active else None
    if not may_try:
        refuse(form.password, tries.TOO_MANY)
        return _page(request, form, 429)
    passwords = desk_of(request).passwords
    is_right = is_acceptable(password) and await passwords.is_right(known, password)
    if member is None or known is None or not is_right:
        await _note_refusal(request, member.name if member else "unbekannt")
        refuse(form.password, WRONG)
        return _page(request, form, 422)
    renewed = await passwords.hash(password) if passwords.is_outdated(known) else None
    return await _begin(request, member, renewed)


async def _note_refusal(request: web.Request, name: str) -> None:
    """Never what was typed: people type passwords into the wrong field."""
    async with desk_of(request).database.write() as connection:
        await _write(connection, request, name, "refused")


async def _begin(request: web.Request, member: staff.Member, renewed: str | None) -> web.Response:
    now = request[VISIT].now
    async with desk_of(request).database.write() as connection:
        if renewed:
            await staff.set_password(connection, member.id, renewed)
        await tries.was_right(connection, request, member.name)
        await forget_what_is_over(connection, now)
        if before := request[VISIT].session:
            await sessions.end(connection, before.member.id, before.handle)
        token = await sessions.begin(connection, member.id, now)
        await _write(connection, request, member.name, "signed in")
    response = see_other(_next(request))
    set_cookie(request, response, token)
    return response


async def _write(connection: Connection, request: web.Request, name: str, action: str) -> None:
    visit = request[VISIT]
    await journal.write(connection, name, action, "", f"von {coarse(visit.address)}", visit.now)


async def sign_out(request: web.Request) -> web.Response:
    """Ends the sign-in here and on the server."""
    member, session = member_of(request), request[VISIT].session
    async with work_on(request) as work:
        await sessions.end(work.connection, member.id, session.handle if session else "")
        response = work.done("/admin/sign-in?hint=left", "signed out")
    drop_cookie(request, response)
    return response


def _next(request: web.Request) -> str:
    """Where somebody wanted to go, if that is a page of ours."""
    wanted = request.query.get("next", "")
    return wanted if _NEXT.fullmatch(wanted) else "/admin"


def _page(request: web.Request, form: SignIn, status: int = 200) -> web.Response:
    hint = HINTS.get(request.query.get("hint", ""), "")
    return render(request, "sign_in.html", status=status, form=form, hint=hint, next=_next(request))
