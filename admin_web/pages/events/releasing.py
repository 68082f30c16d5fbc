"""What happens when a version of an event becomes public: people are told, who waits moves up."""

from admin_web.work import Work
from dialogs.city.event import Event
from storage import definitions, event_changes, items, signups


async def release(work: Work, item: int, old: Event | None, new: Event) -> int:
    """Publishes it, all in the transaction of the work; returns the version's number."""
    connection, now = work.connection, work.now
    number = await items.publish(connection, item, definitions.dump(new), work.member.id, now)
    await event_changes.tell(connection, item, number, old, new, now)
    if old:
        # There may be more seats now, or people may come again.
        await signups.move_up(connection, [item], now)
    return number
