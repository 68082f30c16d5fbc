"""A broadcast once it has begun: done by itself, ended by hand, corrected, sent again where in doubt."""

from datetime import datetime

from sqlalchemy import exists, func, literal, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.broadcast import OUT, Broadcast, BroadcastState, corrected, may_approve
from storage import outbox_unwanted
from storage.broadcasts import Stored, dump, hold
from storage.broadcasts_audience import choose_wanting
from storage.columns import Moment
from storage.outbox_rows import SENT_ON, State
from storage.tables import broadcasts, outbox

NOT_ANY_MORE = "not any more"
"""Why the rest of a broadcast that was ended by hand is not sent."""


IS_UNSETTLED = exists().where(
    outbox.c.broadcast == broadcasts.c.id,
    outbox.c.state.in_((State.WAITING, State.SENDING)),
    outbox.c.channel.in_(SENT_ON),
)
"""Whether anything of a broadcast waits to be sent, or is under way."""


async def finish(connection: AsyncConnection, id: int, now: datetime) -> bool:
    """It is done once everybody is chosen and nothing of it waits to be sent; tells whether that is so.

    What waits on the page does so until the next visit, and holds nothing up. A correction ends nothing anew.
    """
    done = (
        update(broadcasts)
        .where(
            broadcasts.c.id == id,
            broadcasts.c.state.in_((BroadcastState.SENDING, BroadcastState.STOPPED)),
            broadcasts.c.spread,
            ~IS_UNSETTLED,
        )
        .values(
            state=BroadcastState.DONE,
            ended=func.coalesce(broadcasts.c.ended, literal(now, Moment())),
            revision=broadcasts.c.revision + 1,
            changed=now,
        )
    )
    return bool((await connection.execute(done)).rowcount)


async def end(connection: AsyncConnection, id: int, now: datetime) -> bool:
    """One that was stopped is over: who has not got it never will. False if it is not stopped."""
    held = await hold(connection, id)
    if held is None or held.state is not BroadcastState.STOPPED or not held.spread:
        return False
    await outbox_unwanted.end(connection, outbox.c.broadcast == id, NOT_ANY_MORE, {"at": now})
    await _set(connection, held, now, state=BroadcastState.DONE, ended=held.ended or now)
    return True


async def correct(
    connection: AsyncConnection, id: int, broadcast: Broadcast, seen: int, author: str, now: datetime
) -> bool:
    """Other words, or another button, for everybody: what has arrived is changed, what waits says it so.

    To whom it goes and which file it brings stays as it was. False, and nothing is changed, if somebody else
    has changed it in between, it has not begun, or its recipients are still being chosen.
    """
    held = await _hold_to_correct(connection, id, seen)
    if held is None:
        return False
    await _correct(connection, held, corrected(held.broadcast, broadcast), author, "", now)
    return True


async def propose(
    connection: AsyncConnection, id: int, broadcast: Broadcast, seen: int, author: str, now: datetime
) -> bool:
    """Lays a correction before a second person, in the place of one that waits already.

    False, and nothing is changed, where `correct` would say so.
    """
    held = await _hold_to_correct(connection, id, seen)
    if held is None:
        return False
    await _set(connection, held, now, proposed=dump(corrected(held.broadcast, broadcast)), proposer=author)
    return True


async def agree(connection: AsyncConnection, id: int, seen: int, approver: str, now: datetime) -> bool:
    """A second person agrees to the correction that waits.

    False, and nothing is changed, if none waits, they wrote it, or where `correct` would say so.
    """
    held = await _hold_to_correct(connection, id, seen)
    if held is None or held.proposed is None or not may_approve(held.proposer, approver):
        return False
    await _correct(connection, held, held.proposed, held.proposer, approver, now)
    return True


async def drop_proposal(connection: AsyncConnection, id: int, seen: int, now: datetime) -> bool:
    """It stays as it is. False, and nothing is changed, if it is not the correction somebody has seen."""
    held = await hold(connection, id)
    if held is None or held.proposed is None or held.revision != seen:
        return False
    await _set(connection, held, now, proposed="", proposer="")
    return True


async def _hold_to_correct(connection: AsyncConnection, id: int, seen: int) -> Stored | None:
    held = await hold(connection, id)
    may_be = held is not None and held.state in OUT and held.revision == seen and held.spread
    return held if may_be else None


async def _correct(
    connection: AsyncConnection, held: Stored, broadcast: Broadcast, author: str, approver: str, now: datetime
) -> None:
    # Whoever still waits for an earlier correction gets this one instead.
    await connection.execute(
        update(outbox)
        .where(outbox.c.broadcast == held.id, outbox.c.edition > 0, outbox.c.state == State.WAITING)
        .values(state=State.REPLACED, body="", done=now)
    )
    values: dict[str, object] = {"body": dump(broadcast), "author": author, "approver": approver}
    values |= {"edition": held.edition + 1, "corrected": now, "proposed": "", "proposer": ""}
    if not held.outcome:
        values |= {"reached": 0, "spread": False}
        if held.state is BroadcastState.DONE:
            values |= {"state": BroadcastState.SENDING}
    await _set(connection, held, now, **values)


async def send_unknown_again(connection: AsyncConnection, id: int, now: datetime) -> int:
    """Who perhaps has not got it and still wants it gets it once more; returns how many."""
    held = await hold(connection, id)
    if held is None or held.state not in OUT or held.outcome:
        return 0
    again = (
        update(outbox)
        .where(
            outbox.c.broadcast == id,
            outbox.c.edition == 0,
            outbox.c.state == State.UNKNOWN,
            # Who has switched announcements off since, or will not come any more, is left in peace.
            outbox.c.citizen.in_(choose_wanting(held.broadcast)),
        )
        .values(state=State.WAITING, reason="", tries=0, parts=0, due=now, expires=None, done=None)
    )
    count = (await connection.execute(again)).rowcount
    if count and held.state is BroadcastState.DONE:
        await _set(connection, held, now, state=BroadcastState.SENDING, ended=None)
    return count


async def _set(connection: AsyncConnection, held: Stored, now: datetime, **values: object) -> None:
    """Changes one that is held."""
    changed = {"revision": held.revision + 1, "changed": now, **values}
    await connection.execute(update(broadcasts).where(broadcasts.c.id == held.id).values(**changed))
