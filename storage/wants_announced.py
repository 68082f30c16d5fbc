"""Answers whether what somebody replied to was an announcement: only what was sent to him counts."""

from collections.abc import Iterable

from pydantic import ValidationError
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.engine.wants import Found
from dialogs.engine.wants_announced import Announced, AnnouncedIn
from storage.broadcasts import load
from storage.city import Shelf
from storage.tables import broadcasts, outbox

_SENT = (
    select(outbox.c.citizen, outbox.c.message, broadcasts.c.body)
    .join(broadcasts, broadcasts.c.id == outbox.c.broadcast)
    .where(
        outbox.c.citizen.in_(bindparam("citizens", expanding=True)),
        outbox.c.message.in_(bindparam("messages", expanding=True)),
    )
)


def _leads_to(body: str) -> str:
    """Nowhere, if nobody can read it: whoever replied is told all the same that this is no answer."""
    try:
        return load(body).leads_to
    except ValidationError:
        return ""


async def announced_in(
    connection: AsyncConnection, _shelf: Shelf, _key: bytes, asked: list[tuple[int, AnnouncedIn]]
) -> Iterable[Found]:
    """The announcements in these messages, with one query."""
    parameters = {
        "citizens": [citizen for citizen, _ in asked],
        "messages": [want.message for _, want in asked],
    }
    rows = (await connection.execute(_SENT, parameters)).all()
    found = {(row.citizen, row.message): Announced(_leads_to(row.body)) for row in rows}
    return [found.get((citizen, want.message)) for citizen, want in asked]
