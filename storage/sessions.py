"""Sign-ins of staff: kept as digests of their cookies, over after half an hour of rest or twelve hours."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.staff import Member, to_member
from storage.tables import sessions, staff

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
"""How exactly the last use is kept: not every page shall cost a write."""
TOKEN_BYTES = 32
HANDLE = 16
"""Characters of a digest that name a sign-in."""


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in that is good now; `said` is what the next page is to say once.

    `seen_comment` is the arrival until which the queue of moderation was seen before this sign-in.
    """

    digest: str
    member: Member
    form_token: str
    created: datetime
    seen: datetime
    said: str
    seen_comment: int

    @property
    def handle(self) -> str:
        """Names this sign-in in a form; the cookie cannot be found from it."""
        return self.digest[:HANDLE]


_SESSIONS = select(
    sessions.c.digest,
    sessions.c.form_token,
    sessions.c.created,
    sessions.c.seen,
    sessions.c.said,
    sessions.c.seen_comment,
    staff.c.id,
    staff.c.name,
    staff.c.role,
    staff.c.active,
    staff.c.created,
).join(staff, staff.c.id == sessions.c.staff)


async def begin(connection: AsyncConnection, member: int, now: datetime) -> str:
    """Begins a sign-in and returns the token for its cookie, which is kept nowhere."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    await connection.execute(
        insert(sessions).values(
            digest=_digest(token),
            staff=member,
            form_token=secrets.token_urlsafe(TOKEN_BYTES),
            created=now,
            seen=now,
            seen_comment=select(staff.c.seen_comment).where(staff.c.id == member).scalar_subquery(),
        )
    )
    return token


async def find_session(connection: AsyncConnection, token: str, now: datetime) -> Session | None:
    """The sign-in of a cookie, if it is still good and its member is active."""
    query = _good(now).where(sessions.c.digest == _digest(token))
    row = (await connection.execute(query)).one_or_none()
    return _session(row) if row else None


async def list_sessions(connection: AsyncConnection, member: int, now: datetime) -> list[Session]:
    """Somebody's sign-ins that are good now, the last used coming first."""
    query = _good(now).where(sessions.c.staff == member).order_by(sessions.c.seen.desc(), sessions.c.digest)
    return [_session(row) for row in (await connection.execute(query)).all()]


async def touch(connection: AsyncConnection, digest: str, now: datetime) -> None:
    """Notes that a sign-in is being used."""
    statement = update(sessions).where(sessions.c.digest == digest, sessions.c.seen < now).values(seen=now)
    await connection.execute(statement)


async def say(connection: AsyncConnection, digest: str, words: str) -> None:
    """Keeps what the next page of this sign-in says; empty once it has been said."""
    await connection.execute(update(sessions).where(sessions.c.digest == digest).values(said=words))


async def end(connection: AsyncConnection, member: int, handle: str) -> bool:
    """Ends one of somebody's own sign-ins; tells whether there was one."""
    is_meant = func.substr(sessions.c.digest, 1, HANDLE) == handle
    statement = delete(sessions).where(sessions.c.staff == member, is_meant)
    return bool((await connection.execute(statement)).rowcount)


async def end_all(connection: AsyncConnection, member: int, keep: str = "") -> int:
    """Ends all of somebody's sign-ins but the one with the digest `keep`; returns how many."""
    statement = delete(sessions).where(sessions.c.staff == member, sessions.c.digest != keep)
    return (await connection.execute(statement)).rowcount


async def forget_sessions(connection: AsyncConnection, now: datetime) -> int:
    """Deletes the rows of sign-ins that are over; returns how many."""
    over = or_(sessions.c.seen <= now - IDLE, sessions.c.created <= now - ABSOLUTE)
    return (await connection.execute(delete(sessions).where(over))).rowcount


def _good(now: datetime) -> Select[Any]:
    return _SESSIONS.where(
        sessions.c.seen > now - IDLE, sessions.c.created > now - ABSOLUTE, staff.c.active.is_(True)
    )


def _session(row: Any) -> Session:
    digest, form_token, created, seen, said, seen_comment, *member = row
    return Session(digest, to_member(*member), form_token, created, seen, said, seen_comment)


def _digest(token: str) -> str:
    """A plain digest is enough: a token of 256 random bits cannot be tried out."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
