"""One request of somebody: which sign-in it belongs to, from where it comes, what is published now."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from aiohttp import web

from admin_web.cookie import read_cookie
from admin_web.desk import desk_of
from admin_web.origin import client_address
from dialogs.city.city import City
from storage import sessions
from storage.database import Unavailable
from storage.sessions import SEEN_EVERY, Session
from storage.staff import Member

log = structlog.get_logger()

SAFE_METHODS = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known about a request before its page is asked."""

    session: Session | None
    city: City
    address: str
    now: datetime

    @property
    def member(self) -> Member | None:
        """Who is signed in."""
        return self.session.member if self.session else None


WAITING: web.RequestKey[int] = web.RequestKey("waiting", int)
"""How many comments wait for a moderator; only for those who are one."""
VISIT: web.RequestKey[Visit] = web.RequestKey("visit", Visit)


async def begin_visit(request: web.Request) -> Visit:
    """Finds out who is there, and notes that the sign-in is being used; done once a request."""
    if VISIT in request:
        return request[VISIT]
    desk, now, token = desk_of(request), desk_of(request).clock(), read_cookie(request)
    async with desk.database.read() as connection:
        session = await sessions.find_session(connection, token, now) if token else None
        city = (await desk.cities.current(connection)).city
    if token and session is None:
        log.info("sign-in is not good any more", path=request.path)
    visit = request[VISIT] = Visit(session, city, client_address(request, desk.trusted_proxies), now)
    if session:
        await _note_use(request, session, now)
    return visit


async def _note_use(request: web.Request, session: Session, now: datetime) -> None:
    speaks = bool(session.said) and request.method == "GET"
    if not speaks and now - session.seen < SEEN_EVERY:
        return
    try:
        async with desk_of(request).database.write() as connection:
            await sessions.touch(connection, session.digest, now)
            if speaks:
                await sessions.say(connection, session.digest, "")
    except Unavailable as trouble:
        # A full disk shall not keep staff from reading what is there, and from learning that it is full.
        log.warning("sign-in could not be prolonged", trouble=type(trouble).__name__)


def member_of(request: web.Request) -> Member:
    """Who is signed in; for pages that only signed-in people reach."""
    member = request[VISIT].member
    if member is None:
        raise web.HTTPForbidden
    return member
