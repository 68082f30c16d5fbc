"""Whose forms are taken, and the headers that keep browsers from doing more than they are told."""

from aiohttp import web

from bot.webchat.site import site_of

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # Nothing leaves this site, as with no-referrer. But with that browsers send "Origin: null" with our own
    # forms, and older ones that know no Sec-Fetch-Site could then not be told from a stranger's page.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Adds what an answer of this site lacks; parts of the application that set their own keep them."""
    if request.match_info.apps[-1] is not request.match_info.apps[0]:
        return
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def refuse_other_sites(request: web.Request) -> None:
    """Raises HTTPForbidden for a form that another site sends in a person's name.

    Browsers say where a form comes from, the newer ones in Sec-Fetch-Site, all in Origin. Who says neither is
    no browser, and has no cookie of a person.
    """
    came_from = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if came_from is not None:
        allowed = came_from in ("same-origin", "none")
    else:
        allowed = origin is None or site_of(request).is_our_origin(origin, request.host)
    if not allowed:
        raise web.HTTPForbidden
