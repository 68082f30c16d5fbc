"""One's own account: the password, and where one is signed in."""

from aiohttp import web

from admin_web import tries
from admin_web.cookie import drop_cookie
from admin_web.desk import desk_of
from admin_web.fields import FIELDS
from admin_web.forms import Form, Required, Secret, refuse, take
from admin_web.password_rules import find_weakness, is_acceptable
from admin_web.render import render
from admin_web.speech import CHANNEL_NAMES
from admin_web.visit import VISIT, member_of
from admin_web.work import work_on
from storage import sessions, staff, staff_chats


class NewPassword(Form):
    """The present password and a new one."""

    present = Secret(
        "Jetziges Passwort",
        [Required("Bitte geben Sie Ihr jetziges Passwort ein.")],
        render_kw={"autocomplete": "current-password"},
    )
    new = Secret(
        "Neues Passwort",
        [Required("Bitte geben Sie ein neues Passwort ein.")],
        render_kw={"autocomplete": "new-password"},
    )
    again = Secret(
        "Neues Passwort wiederholen",
        [Required("Bitte geben Sie das neue Passwort noch einmal ein.")],
        render_kw={"autocomplete": "new-password"},
    )


async def show(request: web.Request) -> web.Response:
    """Password and sign-ins."""
    return await _page(request, NewPassword())


async def change_password(request: web.Request) -> web.Response:
    """Sets a new password and ends all other sign-ins."""
    member, form = member_of(request), take(request, NewPassword)
    if not (form.validate() and _is_strong(request, form) and await _is_right(request, form)):
        return await _page(request, form, 422)
    password = await desk_of(request).passwords.hash(form.new.text)
    async with work_on(request) as work:
        await staff.set_password(work.connection, member.id, password)
        await sessions.end_all(work.connection, member.id, keep=_digest(request))
        say = "Ihr neues Passwort gilt ab jetzt. Andere Anmeldungen sind beendet."
        return work.done("/admin/account", "password changed", say=say)


def _is_strong(request: web.Request, form: NewPassword) -> bool:
    words = (member_of(request).name, *request[VISIT].city.project.name.values())
    weakness = find_weakness(form.new.text, words)
    if weakness:
        refuse(form.new, weakness)
    elif form.new.text != form.again.text:
        weakness = "Die beiden Passwörter sind nicht gleich."
        refuse(form.again, weakness)
    return not weakness


async def _is_right(request: web.Request, form: NewPassword) -> bool:
    """Whether the present password is right; guessed no more often than at the sign-in."""
    member, desk, password = member_of(request), desk_of(request), form.present.text
    async with desk.database.write() as connection:
        may_try = await tries.may_try(connection, request, member.name)
        known = await staff.find_password(connection, member.id)
    if not may_try:
        refuse(form.present, tries.TOO_MANY)
        return False
    if not (is_acceptable(password) and await desk.passwords.is_right(known, password)):
        refuse(form.present, "Das ist nicht Ihr jetziges Passwort.")
        return False
    async with desk.database.write() as connection:
        await tries.was_right(connection, request, member.name)
    return True


async def end_session(request: web.Request) -> web.Response:
    """Ends one of one's own sign-ins, somewhere else."""
    async with work_on(request) as work:
        if await sessions.end(work.connection, work.member.id, request[FIELDS].get("session", "")):
            return work.done("/admin/account", "session ended", say="Die Anmeldung ist beendet.")
    raise web.HTTPNotFound


async def end_sessions(request: web.Request) -> web.Response:
    """Ends all of one's own sign-ins, this one too."""
    async with work_on(request) as work:
        count = await sessions.end_all(work.connection, work.member.id)
        response = work.done("/admin/sign-in?hint=ended", "sessions ended", details=f"Anzahl: {count}")
    drop_cookie(request, response)
    return response


def _digest(request: web.Request) -> str:
    session = request[VISIT].session
    return session.digest if session else ""


async def _page(request: web.Request, form: NewPassword, status: int = 200) -> web.Response:
    async with desk_of(request).database.read() as connection:
        mine = await sessions.list_sessions(connection, member_of(request).id, request[VISIT].now)
        chat = await staff_chats.find_chat(connection, member_of(request).id)
    mine.sort(key=lambda session: session.digest != _digest(request))
    return render(
        request,
        "account.html",
        status=status,
        form=form,
        sessions=mine,
        this_one=_digest(request),
        chat=chat,
        channels=CHANNEL_NAMES,
    )
