"""What somebody was sent a moment ago, read from the rows that every sender leaves behind."""

from datetime import timedelta

from storage import outbox
from storage.database import Connection, Database
from storage.outbox import Message, Result, State
from storage.outbox_recent import Recent, find_recent
from tests.sample import NOW
from tests.storage.people import meet_one

SECOND = timedelta(seconds=1)


async def send(connection: Connection, who: int, *ends: tuple[float, State, int]) -> None:
    """One sender after the other sends a message: so many seconds ago, how it ended, in how many calls."""
    for ago, state, calls in ends:
        await outbox.put(connection, [Message(who, "telegram", str(who), "…", NOW - 60 * SECOND)])
        [row] = await outbox.claim(connection, "telegram", "another", 1, NOW)
        result = Result(row.id, who, state, calls=calls)
        await outbox.finish(connection, [result], NOW - ago * SECOND)


async def test_the_messages_of_the_last_seconds(database: Database) -> None:
    async with database.write() as connection:
        anna, bert, carl = [await meet_one(connection, name) for name in ("anna", "bert", "carl")]
        await send(connection, anna, (31, State.SENT, 1), (29, State.SENT, 1), (2, State.FAILED, 3))
        # The clock of a sender goes a little before, that of another one is an hour wrong.
        await send(connection, bert, (-2, State.SENT, 1), (-3600, State.SENT, 1))
        await send(connection, carl, (1, State.SENT, 1))
        await outbox.put(connection, [Message(anna, "telegram", str(anna), "under way", NOW)])
        await outbox.claim(connection, "telegram", "another", 1, NOW)
        await outbox.put(connection, [Message(bert, "telegram", str(bert), "mine", NOW)])
        [mine] = await outbox.claim(connection, "telegram", "me", 1, NOW)
        found = await find_recent(connection, [anna, bert], [mine.id], NOW)
    a, b = str(anna), str(bert)
    of = {address: [each for each in found if each.address == address] for address in (a, b)}
    assert of == {
        a: [Recent(a, NOW - 29 * SECOND, 1), Recent(a, NOW - 2 * SECOND, 3), Recent(a, NOW, 1)],
        b: [Recent(b, NOW, 1)],
    }
    assert len(found) == 4
