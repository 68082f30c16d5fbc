"""Pictures and documents of announcements: kept once however often they are used, named by their content."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.upload import Upload, UploadKind
from storage.tables import attachments, broadcasts
from storage.upsert import insert_once


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
    await insert_once(connection, attachments, digest=digest, **values)
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


async def drop_unused(connection: AsyncConnection, digest: str) -> bool:
    """Deletes a file no broadcast names any more; tells whether it was deleted."""
    used = exists().where(broadcasts.c.body.contains(digest, autoescape=True))
    statement = delete(attachments).where(attachments.c.digest == digest, ~used)
    return bool((await connection.execute(statement)).rowcount)
