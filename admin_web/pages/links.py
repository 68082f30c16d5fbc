"""Coming in by a one-time link: the first admin, somebody invited, a forgotten password."""

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.forms import Form, Line, Required, Secret, check_name, refuse, take
from admin_web.password_rules import find_weakness
from admin_web.render import render
from admin_web.visit import VISIT
from admin_web.work import Work, work_on
from storage import links, sessions, staff
from storage.links import Link, Purpose


class ComeIn(Form):
    """A password, and for the first admin a name."""

    name = Line("Ihr Name", render_kw={"autocomplete": "username", "maxlength": 60})
    password = Secret(
        "Neues Passwort",
        [Required("Bitte geben Sie ein Passwort ein.")],
        render_kw={"autocomplete": "new-password"},
    )
    again = Secret(
        "Passwort wiederholen",
        [Required("Bitte geben Sie das Passwort noch einmal ein.")],
        render_kw={"autocomplete": "new-password"},
    )


async def show(request: web.Request) -> web.Response:
    """The form of a link; looking does not use it up."""
    link = await _find(request)
    return _page(request, link, ComeIn(name=link.name if link else ""))


async def use(request: web.Request) -> web.Response:
    """Uses the link up: sets the password, and takes in whoever is new."""
    link, form = await _find(request), take(request, ComeIn)
    if link and not _is_good(request, link, form):
        return _page(request, link, form, 422)
    password = await desk_of(request).passwords.hash(form.password.text) if link else ""
    async with work_on(request) as work:
        used = await links.use_link(work.connection, request.match_info["token"], work.now)
        member = await _carry_out(work, used, form.name.text, password) if used else None
        if used and member:
            action = "password changed" if used.purpose is Purpose.NEW_PASSWORD else "joined"
            return work.done("/admin/sign-in?hint=ready", action, by=member.name)
    return render(request, "link_gone.html", status=410)


def _is_good(request: web.Request, link: Link, form: ComeIn) -> bool:
    good = form.validate()
    if link.purpose is Purpose.FIRST_ADMIN:
        good = check_name(form.name) and good
    else:
        form.name.data = link.name
    if form.password.data and form.again.data and form.password.data != form.again.data:
        refuse(form.again, "Die beiden Passwörter sind nicht gleich.")
        good = False
    words = (form.name.text, *request[VISIT].city.project.name.values())
    weakness = find_weakness(form.password.text, words) if form.password.data else ""
    if weakness:
        refuse(form.password, weakness)
    return good and not weakness


async def _carry_out(work: Work, link: Link, name: str, password: str) -> staff.Member | None:
    """Whoever comes in by the link; None if that is not possible any more, and then nothing has happened."""
    if link.purpose is Purpose.NEW_PASSWORD:
        member = await staff.find_by_name(work.connection, link.name)
        if member:
            await staff.set_password(work.connection, member.id, password)
            await sessions.end_all(work.connection, member.id)
        return member
    if link.purpose is Purpose.FIRST_ADMIN and await staff.count_members(work.connection):
        return None
    name = name if link.purpose is Purpose.FIRST_ADMIN else link.name
    return await staff.add_member(work.connection, name, link.role, password, work.now)


async def _find(request: web.Request) -> Link | None:
    async with desk_of(request).database.read() as connection:
        link = await links.find_link(connection, request.match_info["token"], request[VISIT].now)
        if link and link.purpose is Purpose.FIRST_ADMIN and await staff.count_members(connection):
            return None
        return link


def _page(request: web.Request, link: Link | None, form: ComeIn, status: int = 200) -> web.Response:
    if link is None:
        return render(request, "link_gone.html", status=410)
    return render(request, "link.html", status=status, form=form, link=link, purposes=Purpose)
