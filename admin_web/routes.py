"""All addresses of the admin page: how, where, by what, for whom. Nothing else can be reached."""

from typing import NamedTuple

from aiohttp import web

from admin_web import files
from admin_web.access import Handler, Permission, guarded
from admin_web.pages import account, journal, links, overview, sign_in, staff

FILES, ANYBODY, SIGNED_IN = Permission.FILES, Permission.ANYBODY, Permission.SIGNED_IN
REPAIR, JOURNAL, STAFF = Permission.REPAIR, Permission.JOURNAL, Permission.STAFF


class Route(NamedTuple):
    """One address under /admin; all four must be said."""

    method: str
    path: str
    handler: Handler
    permission: Permission


ROUTES = (
    # Style sheets and pictures
    Route("GET", "/static/{name}", files.send, FILES),
    # Coming in and going
    Route("GET", "/sign-in", sign_in.show, ANYBODY),
    Route("POST", "/sign-in", sign_in.sign_in, ANYBODY),
    Route("POST", "/sign-out", sign_in.sign_out, SIGNED_IN),
    Route("GET", "/link/{token}", links.show, ANYBODY),
    Route("POST", "/link/{token}", links.use, ANYBODY),
    # Overview, and what is stuck
    Route("GET", "", overview.show, SIGNED_IN),
    Route("GET", "/", overview.go_home, SIGNED_IN),
    Route("POST", "/inbox/{id:[0-9]{1,15}}/again", overview.hear_again, REPAIR),
    # One's own account
    Route("GET", "/account", account.show, SIGNED_IN),
    Route("POST", "/account/password", account.change_password, SIGNED_IN),
    Route("POST", "/account/sessions/end", account.end_session, SIGNED_IN),
    Route("POST", "/account/sessions/end-all", account.end_sessions, SIGNED_IN),
    # Colleagues
    Route("GET", "/staff", staff.show, STAFF),
    Route("POST", "/staff/invite", staff.invite, STAFF),
    Route("POST", "/staff/withdraw", staff.withdraw, STAFF),
    Route("GET", "/staff/link/{form_key:[A-Za-z0-9_-]{16,64}}", staff.show_link, STAFF),
    Route("GET", "/staff/{id:[0-9]{1,15}}", staff.show_member, STAFF),
    Route("POST", "/staff/{id:[0-9]{1,15}}/role", staff.change_role, STAFF),
    Route("POST", "/staff/{id:[0-9]{1,15}}/deactivate", staff.deactivate, STAFF),
    Route("POST", "/staff/{id:[0-9]{1,15}}/activate", staff.activate, STAFF),
    Route("POST", "/staff/{id:[0-9]{1,15}}/password-link", staff.make_password_link, STAFF),
    # Surveys, their answers, their exports
    # Journal
    Route("GET", "/journal", journal.show, JOURNAL),
)


def add_routes(app: web.Application) -> None:
    """Opens all addresses, each behind its guard."""
    for method, path, handler, permission in ROUTES:
        app.router.add_route(method, path, guarded(handler, permission))
