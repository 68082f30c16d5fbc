"""What citizens are to be told by themselves: noted once, found with all a message needs, told once."""

from sqlalchemy import select

from dialogs.city.notification import NotificationKind
from storage import notifications, tables
from storage.database import Database
from storage.notifications import Notification
from tests.sample import NOW
from tests.storage.people import meet_one


async def test_who_is_to_be_told_the_same_twice_is_told_it_once(database: Database) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        hidden = Notification(who, NotificationKind.COMMENT_HIDDEN, 7)
        changed = [Notification(who, NotificationKind.SECTION_CHANGED, 7, version) for version in (2, 3)]
        await notifications.put(connection, [hidden, hidden], NOW)
        await notifications.put(connection, [hidden, *changed], NOW)
        await notifications.put(connection, [], NOW)
        rows = (await connection.execute(select(tables.notifications))).all()
    assert [(row.kind, row.subject, row.version, row.told) for row in rows] == [
        ("comment_hidden", 7, 0, None),
        ("section_changed", 7, 2, None),
        ("section_changed", 7, 3, None),
    ]
