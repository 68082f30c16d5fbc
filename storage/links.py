"""One-time links of staff, by which they come in or link a chat: kept as digests, good for half an hour."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.staff import Role
from storage.tables import links

LIFETIME = timedelta(minutes=30)
TOKEN_BYTES = 32


class Purpose(StrEnum):
    """What a link is good for."""

    FIRST_ADMIN = "first admin"
    INVITATION = "invitation"
    NEW_PASSWORD = "new password"  # noqa: S105  # the word, not one
    CHAT = "chat"
    """No way in: it links a chat to somebody who is in already."""


WAYS_IN = frozenset(Purpose) - {Purpose.CHAT}


@dataclass(frozen=True, slots=True)
class Link:
    """A link that can still be used; the name is empty if whoever uses it chooses it."""

    purpose: Purpose
    name: str
    role: Role
    expires: datetime


_COLUMNS = (links.c.purpose, links.c.name, links.c.role, links.c.expires)


def new_token() -> str:
    """What stands in a link: 256 bits nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


async def make_link(
    connection: AsyncConnection, purpose: str, name: str, role: str, now: datetime, token: str | None = None
) -> str:
    """Makes a link and returns its token, which is kept nowhere; older links of this purpose and name die.

    Raises ValueError for an unknown purpose or role.
    """
    token = token or new_token()
    await withdraw(connection, purpose, name)
    await connection.execute(
        insert(links).values(
            digest=_digest(token),
            purpose=Purpose(purpose),
            name=name,
            role=Role(role),
            expires=now + LIFETIME,
        )
    )
    return token


async def find_link(
    connection: AsyncConnection, token: str, now: datetime, purposes: Collection[Purpose] = WAYS_IN
) -> Link | None:
    """The link of a token, if it can still be used for one of these purposes."""
    query = select(*_COLUMNS).where(
        links.c.digest == _digest(token),
        links.c.purpose.in_(purposes),
        links.c.used.is_(None),
        links.c.expires > now,
    )
    row = (await connection.execute(query)).one_or_none()
    return _link(*row) if row else None


async def use_link(
    connection: AsyncConnection, token: str, now: datetime, purposes: Collection[Purpose] = WAYS_IN
) -> Link | None:
    """Uses a link up; None if it was used before, has expired, never was or is for something else."""
    statement = (
        update(links)
        .where(
            links.c.digest == _digest(token),
            links.c.purpose.in_(purposes),
            links.c.used.is_(None),
            links.c.expires > now,
        )
        .values(used=now)
        .returning(*_COLUMNS)
    )
    row = (await connection.execute(statement)).one_or_none()
    return _link(*row) if row else None


async def find_expiries(
    connection: AsyncConnection, purpose: Purpose, tokens: Collection[str]
) -> dict[str, datetime]:
    """Token → until when it can be used, for those of a purpose that were not used yet."""
    digests = {_digest(token): token for token in tokens}
    query = select(links.c.digest, links.c.expires).where(
        links.c.digest.in_(list(digests)), links.c.purpose == purpose, links.c.used.is_(None)
    )
    return {digests[digest]: expires for digest, expires in (await connection.execute(query)).all()}


async def list_open(connection: AsyncConnection, purpose: Purpose, now: datetime) -> list[Link]:
    """The links of a purpose that can still be used, the one that expires first coming first."""
    query = (
        select(*_COLUMNS)
        .where(links.c.purpose == purpose, links.c.used.is_(None), links.c.expires > now)
        .order_by(links.c.expires, links.c.name)
    )
    return [_link(*row) for row in (await connection.execute(query)).all()]


async def withdraw(connection: AsyncConnection, purpose: str, name: str) -> bool:
    """Makes the unused links of a purpose and name worthless; tells whether there were any."""
    statement = delete(links).where(links.c.purpose == purpose, links.c.name == name, links.c.used.is_(None))
    return bool((await connection.execute(statement)).rowcount)


async def forget_links(connection: AsyncConnection, expired_before: datetime) -> int:
    """Deletes links that expired long ago; returns how many."""
    return (await connection.execute(delete(links).where(links.c.expires < expired_before))).rowcount


def _digest(token: str) -> str:
    """A plain digest is enough: a token of 256 random bits cannot be tried out."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _link(purpose: str, name: str, role: str, expires: datetime) -> Link:
    return Link(Purpose(purpose), name, Role(role), expires)
