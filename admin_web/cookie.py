"""The cookie that holds a sign-in: sent back only to this page, unreadable for scripts."""

from aiohttp import web

from admin_web.desk import Desk, desk_of

NAME = "stadtdialog-admin"


def cookie_name(desk: Desk) -> str:
    """With https the browser is told to accept it from nobody but this very host."""
    return f"__Host-{NAME}" if desk.is_https else NAME


def read_cookie(request: web.Request) -> str:
    """The token that came with the request, empty if there was none."""
    return request.cookies.get(cookie_name(desk_of(request)), "")


def set_cookie(request: web.Request, response: web.StreamResponse, token: str) -> None:
    """Hands out a token; it lives as long as the browser window, at most as long as the sign-in."""
    desk = desk_of(request)
    response.set_cookie(
        cookie_name(desk), token, path="/", secure=desk.is_https, httponly=True, samesite="Lax"
    )


def drop_cookie(request: web.Request, response: web.StreamResponse) -> None:
    """Tells the browser to forget the token."""
    desk = desk_of(request)
    response.del_cookie(cookie_name(desk), path="/", secure=desk.is_https, httponly=True, samesite="Lax")
