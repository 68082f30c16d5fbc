"""Things staff publish: at most one draft each, published versions that never change, open or closed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Text, cast, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import meta, tables
from storage.pseudonyms import new_salt
from storage.tables import drafts, items, versions
from storage.upsert import insert_once

ANSWERED = ("survey", "guideline")
"""Kinds under which people answer or vote: each item has a salt of its own for their pseudonyms."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row of items; `version` is the newest published one, 0 if there is none."""

    id: int
    kind: str
    slug: str
    closed: bool
    imported: str
    """Digest of what an import last brought; empty if none did."""
    version: int
    has_draft: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What staff are working on; `revision` counts its savings from 1."""

    body: str
    revision: int
    changed: datetime
    staff: int | None


@dataclass(frozen=True, slots=True)
class Version:
    """One published version; `staff` is None if an import brought it."""

    number: int
    body: str
    published: datetime
    staff: int | None


_number = select(func.max(versions.c.number)).where(versions.c.item == items.c.id).scalar_subquery()
_ITEMS = select(
    items.c.id,
    items.c.kind,
    items.c.slug,
    items.c.closed,
    items.c.imported,
    func.coalesce(_number, 0),
    select(drafts.c.item).where(drafts.c.item == items.c.id).exists(),
).order_by(items.c.kind, items.c.slug)


async def list_items(connection: AsyncConnection, kind: str) -> list[Item]:
    """All items of a kind, by slug."""
    return [Item(*row) for row in (await connection.execute(_ITEMS.where(items.c.kind == kind))).all()]


async def list_unpublished(connection: AsyncConnection) -> list[Item]:
    """Items of every kind that were changed and not published since, or never published."""
    found = (await connection.execute(_ITEMS)).all()
    return [item for item in (Item(*row) for row in found) if item.has_draft or not item.version]


async def find_item(connection: AsyncConnection, kind: str, slug: str) -> Item | None:
    """One item, if there is one."""
    row = (await connection.execute(_ITEMS.where(items.c.kind == kind, items.c.slug == slug))).one_or_none()
    return Item(*row) if row else None


async def add_item(connection: AsyncConnection, kind: str, slug: str) -> Item | None:
    """A new item without draft or version; None if the slug is taken."""
    salt = new_salt() if kind in ANSWERED else None
    added = await insert_once(connection, items, kind=kind, slug=slug, salt=salt)
    return await find_item(connection, kind, slug) if added else None


async def find_draft(connection: AsyncConnection, item: int) -> Draft | None:
    """The draft of an item, if there is one."""
    query = select(drafts.c.body, drafts.c.revision, drafts.c.changed, drafts.c.staff).where(
        drafts.c.item == item
    )
    row = (await connection.execute(query)).one_or_none()
    return Draft(*row) if row else None


async def list_drafts(connection: AsyncConnection, *kinds: str) -> dict[int, Draft]:
    """The drafts of all items of these kinds, by the number of the item."""
    query = (
        select(drafts.c.item, drafts.c.body, drafts.c.revision, drafts.c.changed, drafts.c.staff)
        .join(items, items.c.id == drafts.c.item)
        .where(items.c.kind.in_(kinds))
    )
    return {item: Draft(*row) for item, *row in (await connection.execute(query)).all()}


async def hold_item(connection: AsyncConnection, kind: str, slug: str) -> Item | None:
    """One item, which nobody else changes or publishes until the transaction ends."""
    held = select(items.c.id).where(items.c.kind == kind, items.c.slug == slug).with_for_update()
    await connection.execute(held)
    return await find_item(connection, kind, slug)


async def save_draft(
    connection: AsyncConnection, item: int, body: str, seen: int, staff: int | None, now: datetime
) -> bool:
    """Saves a draft over the revision the editor has seen (0: none).

    False, and nothing is changed, if somebody else has saved in between.
    """
    values = {"body": body, "revision": seen + 1, "changed": now, "staff": staff}
    if seen == 0:
        return await insert_once(connection, drafts, item=item, **values)
    statement = update(drafts).where(drafts.c.item == item, drafts.c.revision == seen).values(**values)
    return bool((await connection.execute(statement)).rowcount)


async def drop_draft(connection: AsyncConnection, item: int) -> None:
    """Throws a draft away."""
    await connection.execute(delete(drafts).where(drafts.c.item == item))


async def remove_unpublished(connection: AsyncConnection, item: int) -> bool:
    """Removes an item of which nothing was ever published, with its draft; False if something was."""
    published = select(versions.c.item).where(versions.c.item == item).exists()
    return bool((await connection.execute(delete(items).where(items.c.id == item, ~published))).rowcount)


async def list_versions(connection: AsyncConnection, item: int) -> list[Version]:
    """All published versions, the newest first."""
    query = (
        select(versions.c.number, versions.c.body, versions.c.published, versions.c.staff)
        .where(versions.c.item == item)
        .order_by(versions.c.number.desc())
    )
    return [Version(*row) for row in (await connection.execute(query)).all()]


async def publish(connection: AsyncConnection, item: int, body: str, staff: int | None, now: datetime) -> int:
    """Publishes a body as the next version, drops the draft, opens the item; returns the version's number."""
    locked = select(items.c.id).where(items.c.id == item).with_for_update()
    await connection.execute(locked)
    newest = select(func.coalesce(func.max(versions.c.number), 0)).where(versions.c.item == item)
    number: int = (await connection.execute(newest)).scalar_one() + 1
    await connection.execute(
        insert(versions).values(item=item, number=number, body=body, published=now, staff=staff)
    )
    await drop_draft(connection, item)
    await connection.execute(update(items).where(items.c.id == item).values(closed=False))
    await _give_salt(connection, item)
    await touch_city(connection)
    return number


async def set_closed(connection: AsyncConnection, item: int, closed: bool) -> bool:
    """Closes an item by hand, or opens it again; tells whether that changed anything."""
    statement = update(items).where(items.c.id == item, items.c.closed != closed).values(closed=closed)
    changed = bool((await connection.execute(statement)).rowcount)
    if changed:
        if not closed:
            await _give_salt(connection, item)
        await touch_city(connection)
    return changed


async def _give_salt(connection: AsyncConnection, item: int) -> None:
    """A new salt if the old one was deleted at the end of its period: everybody begins anew."""
    lost = (items.c.id == item) & items.c.kind.in_(ANSWERED) & items.c.salt.is_(None)
    await connection.execute(update(items).where(lost).values(salt=new_salt(), over=None))


async def note_import(connection: AsyncConnection, item: int, digest: str) -> None:
    """Remembers what an import brought, to tell later what staff have changed."""
    await connection.execute(update(items).where(items.c.id == item).values(imported=digest))


_NEXT_REVISION = (
    update(tables.meta)
    .where(tables.meta.c.key == meta.REVISION)
    .values(value=cast(cast(tables.meta.c.value, BigInteger) + 1, Text))
)


async def touch_city(connection: AsyncConnection) -> None:
    """Moves the city's revision, so that every process reads it anew."""
    await meta.keep_once(connection, meta.REVISION, "0")
    await connection.execute(_NEXT_REVISION)
