"""Rows of the outbox that nobody wants any more: ended where they wait, given up where they are under way."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.outbox_rows import State
from storage.tables import outbox

IS_UNSETTLED = outbox.c.state.in_((State.WAITING, State.SENDING))


async def end(
    connection: AsyncConnection, rows: ColumnElement[bool], reason: str, parameters: Mapping[str, object]
) -> None:
    """Ends those of these rows that wait; what is just being sent is not tried again if it fails.

    Among the parameters is `at`, the present moment.
    """
    # In this order: a row that comes back from its sender in between is held, and ends as well.
    expires = update(outbox).where(rows, IS_UNSETTLED).values(expires=bindparam("at"))
    await connection.execute(expires, parameters)
    ended = {"state": State.SKIPPED, "reason": reason, "body": "", "done": bindparam("at")}
    await connection.execute(
        update(outbox).where(rows, outbox.c.state == State.WAITING).values(**ended), parameters
    )
