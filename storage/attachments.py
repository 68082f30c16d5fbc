"""Pictures and documents of announcements: kept once however often they are used, named by their content."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.upload import Upload, UploadKind
from storage.tables import attachments, broadcasts
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file; `size` in bytes, `digest` is SHA-256 of its content in hex digits."""

    digest: str
    name: str
    kind: UploadKind
    mime: str
    size: int


_FOUND = select(
    attachments.c.digest,
    attachments.c.name,
    attachments.c.kind,
    attachments.c.mime,
    func.length(attachments.c.body),
)


async def keep(connection: AsyncConnection, upload: Upload, content: bytes, now: datetime) -> str:
    """Keeps a file and returns its digest; one that is there already stays as it is, with its name."""
    digest = sha256(content).hexdigest()
    values = {"name": upload.name, "kind": upload.kind, "mime": upload.mime, "body": content, "added": now}
    row = insert_into(connection, attachments).values(digest=digest, **values)
    # Brought anew: whoever is about to delete it because nothing named it waits, and leaves it alone.
    anew = row.on_conflict_do_update(index_elements=[attachments.c.digest], set_={"added": now})
    await connection.execute(anew)
    return digest


async def find_attachment(connection: AsyncConnection, digest: str) -> Attachment | None:
    """What is known of a file, without its content."""
    row = (await connection.execute(_FOUND.where(attachments.c.digest == digest))).one_or_none()
    if row is None:
        return None
    digest, name, kind, mime, size = row
    return Attachment(digest, name, UploadKind(kind), mime, size)


async def read_content(connection: AsyncConnection, digest: str) -> bytes | None:
    """The content of a file, if it is there."""
    query = select(attachments.c.body).where(attachments.c.digest == digest)
    found: bytes | None = (await connection.execute(query)).scalar_one_or_none()
    return None if found is None else bytes(found)


_IS_USED = exists().where(broadcasts.c.body.contains(attachments.c.digest))


async def forget_unused(connection: AsyncConnection, added_before: datetime) -> int:
    """Deletes files that were brought long ago and that no broadcast names; returns how many."""
    statement = delete(attachments).where(attachments.c.added < added_before, ~_IS_USED)
    return (await connection.execute(statement)).rowcount


async def drop_unused(connection: AsyncConnection, digest: str) -> bool:
    """Deletes a file no broadcast names any more; tells whether it was deleted."""
    this = attachments.c.digest == digest
    # Held first: who is just putting it into another broadcast is waited for, and seen then.
    await connection.execute(select(attachments.c.digest).where(this).with_for_update())
    return bool((await connection.execute(delete(attachments).where(this, ~_IS_USED))).rowcount)
