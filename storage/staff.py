"""Members of staff who may sign in: names, roles, passwords (only as Argon2 hashes)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import staff


class Role(StrEnum):
    """What somebody is in charge of; what a role may do stands with the doors of the admin page."""

    VIEWER = "viewer"
    MODERATOR = "moderator"
    EDITOR = "editor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Member:
    """One member of staff; one who is not active keeps the name but cannot sign in."""

    id: int
    name: str
    role: Role
    active: bool
    created: datetime


_COLUMNS = (staff.c.id, staff.c.name, staff.c.role, staff.c.active, staff.c.created)
_MEMBERS = select(*_COLUMNS).order_by(staff.c.id)


def to_member(id: int, name: str, role: str, active: bool, created: datetime) -> Member:
    """A row as a value."""
    return Member(id, name, Role(role), active, created)


async def list_members(connection: AsyncConnection) -> list[Member]:
    """Everybody, active or not, in the order in which they came."""
    return [to_member(*row) for row in (await connection.execute(_MEMBERS)).all()]


async def find_member(connection: AsyncConnection, id: int) -> Member | None:
    """One member of staff."""
    row = (await connection.execute(_MEMBERS.where(staff.c.id == id))).one_or_none()
    return to_member(*row) if row else None


async def find_by_name(connection: AsyncConnection, name: str) -> Member | None:
    """The member of that name, however it is capitalised: people type their names as they like."""
    wanted = name.casefold()
    return next((m for m in await list_members(connection) if m.name.casefold() == wanted), None)


async def lock_member(connection: AsyncConnection, id: int) -> Member | None:
    """One member, whose row nobody else changes until the transaction ends."""
    row = (await connection.execute(_MEMBERS.where(staff.c.id == id).with_for_update())).one_or_none()
    return to_member(*row) if row else None


async def count_members(connection: AsyncConnection) -> int:
    """How many there are, active or not."""
    count: int = (await connection.execute(select(func.count()).select_from(staff))).scalar_one()
    return count


async def add_member(
    connection: AsyncConnection, name: str, role: Role, password: str, now: datetime
) -> Member | None:
    """Takes somebody in, with the hash of a password; None if the name is taken."""
    if await find_by_name(connection, name):
        return None
    await connection.execute(
        insert(staff).values(name=name, role=role, password=password, active=True, created=now)
    )
    return await find_by_name(connection, name)


async def find_password(connection: AsyncConnection, id: int) -> str | None:
    """The hash of somebody's password; None if there is none yet."""
    query = select(staff.c.password).where(staff.c.id == id)
    password: str | None = (await connection.execute(query)).scalar_one_or_none()
    return password


async def set_password(connection: AsyncConnection, id: int, password: str) -> None:
    """Keeps the hash of a new password."""
    await connection.execute(update(staff).where(staff.c.id == id).values(password=password))


async def set_role(connection: AsyncConnection, id: int, role: Role) -> bool:
    """Gives somebody another role; tells whether that changed anything."""
    statement = update(staff).where(staff.c.id == id, staff.c.role != role).values(role=role)
    return bool((await connection.execute(statement)).rowcount)


async def set_active(connection: AsyncConnection, id: int, active: bool) -> bool:
    """Lets somebody in or shuts somebody out; tells whether that changed anything."""
    statement = update(staff).where(staff.c.id == id, staff.c.active != active).values(active=active)
    return bool((await connection.execute(statement)).rowcount)
