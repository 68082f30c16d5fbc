"""One change by a member of staff: one transaction, once per form, one line in the journal, then onwards."""

import hashlib
import hmac
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from aiohttp import web

from admin_web.deeds import DEEDS
from admin_web.desk import desk_of
from admin_web.fields import FIELDS
from admin_web.visit import VISIT
from storage import forms, journal, sessions, staff
from storage.database import Connection
from storage.staff import Member

_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


def new_form_key() -> str:
    """A key for a form that is being shown; whatever is handed in under it is done once."""
    return secrets.token_urlsafe(16)


@dataclass(slots=True)
class _Deed:
    by: str
    action: str
    item: str
    details: str


class Work:
    """A change that is being made. Left without `done` or `nothing`, it never happened."""

    def __init__(self, connection: Connection, member: Member | None, now: datetime, form_key: str) -> None:
        """`member` is None only before the sign-in."""
        self.connection = connection
        self.now = now
        self.form_key = form_key
        self._member = member
        self.deed: _Deed | None = None
        self.leads_to = ""
        self.words = ""

    @property
    def member(self) -> Member:
        """Who does it."""
        if self._member is None:
            raise web.HTTPForbidden
        return self._member

    def done(
        self, leads_to: str, action: str, item: str = "", details: str = "", *, say: str = "", by: str = ""
    ) -> web.Response:
        """It is done: what the journal keeps, where it leads and what is said there.

        `action` is a key of `deeds.DEEDS`; `by` names who did it if nobody is signed in yet.
        """
        if action not in DEEDS:
            raise KeyError(action)
        self.deed = _Deed(by or self.member.name, action, item, details)
        return self.nothing(leads_to, say=say)

    def nothing(self, leads_to: str, *, say: str = "") -> web.Response:
        """There was nothing to change; onwards all the same."""
        self.leads_to, self.words = leads_to, say
        return see_other(leads_to)


class _NeverHappened(Exception):
    """Ends a transaction that shall leave nothing behind; not an error."""


@asynccontextmanager
async def work_on(request: web.Request) -> AsyncIterator[Work]:
    """Opens the transaction of a change.

    The same form with the same words is answered as the first time and nothing is done twice; with other
    words it is refused with 409. Whoever lost the permission meanwhile is refused with 403.
    """
    key, visit = _form_key(request), request[VISIT]
    try:
        async with desk_of(request).database.write() as connection:
            await _still_may(request, connection)
            before = await forms.once(connection, key, _digest(request), visit.now)
            if before:
                raise see_again(before)
            work = Work(connection, visit.member, visit.now, key)
            yield work
            if not work.leads_to:
                raise _NeverHappened
            await _conclude(work, visit.session.digest if visit.session else "")
    except _NeverHappened:
        return


async def _still_may(request: web.Request, connection: Connection) -> None:
    """Somebody may have taken the permission away since the request was let in."""
    member = request[VISIT].member
    if member is None:
        return
    present = await staff.lock_member(connection, member.id)
    if present is None or not present.active or present.role is not member.role:
        raise web.HTTPForbidden


async def _conclude(work: Work, session: str) -> None:
    await forms.lead_to(work.connection, work.form_key, work.leads_to)
    if work.words and session:
        await sessions.say(work.connection, session, work.words)
    if work.deed:
        deed = work.deed
        await journal.write(work.connection, deed.by, deed.action, deed.item, deed.details, work.now)


def see_again(before: forms.HandedIn) -> web.HTTPException:
    """The answer to a form that was handed in before."""
    return web.HTTPSeeOther(before.led_to) if before.same else web.HTTPConflict()


def see_other(address: str) -> web.Response:
    """To another page, by GET."""
    return web.Response(status=303, headers={"Location": address})


def _form_key(request: web.Request) -> str:
    key = request[FIELDS].get("form_key", "")
    if not _KEY.fullmatch(key):
        raise web.HTTPBadRequest
    return key


def _digest(request: web.Request) -> str:
    """A keyed digest of who sent what where; keyed, because passwords are among it."""
    member = request[VISIT].member
    sent = sorted((name, value) for name, value in request[FIELDS].items() if name != "form_token")
    text = "\n".join((request.path, str(member.id if member else ""), urlencode(sent, errors="replace")))
    return hmac.digest(desk_of(request).key, b"form\n" + text.encode(), hashlib.sha256).hex()
