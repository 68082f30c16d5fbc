"""In the web chat an announcement is found at the next visit, once, in the newest words."""

from storage import broadcasts, broadcasts_bodies, outbox, pages
from storage.database import Database
from storage.outbox import Message
from storage.pages import Page
from tests import sample
from tests.broadcasts import BODIES, begin, change, meet, plan


async def look(database: Database) -> Page:
    """What is on the page; it counts as seen then."""
    async with database.write() as connection:
        page = await pages.look(connection, "w")
        await pages.mark_shown(connection, page.fresh, sample.NOW)
    return page


async def test_found_at_the_next_visit(database: Database) -> None:
    [who, *_] = await meet(database, "w", "other", channel="web", language="en")
    id = await plan(database)
    await begin(database, id)
    async with database.write() as connection:
        await broadcasts.stop(connection, id, sample.NOW)
    assert (await look(database)).news == ()
    async with database.write() as connection:
        await broadcasts.proceed(connection, id, sample.NOW)
    page = await look(database)
    assert (page.news, page.screens, len(page.fresh)) == (("web en",), (), 1)
    # Who has it keeps it, whatever becomes of it, and reads what it says now.
    async with database.write() as connection:
        await broadcasts.stop(connection, id, sample.NOW)
        await broadcasts_bodies.put(connection, id, 1, dict.fromkeys(BODIES, "corrected"))
    again = await look(database)
    assert (again.news, again.fresh) == (("corrected",), ())
    # The next input puts it away.
    async with database.write() as connection:
        await outbox.put(connection, [Message(who, "web", "w", "answer", sample.NOW)])
    assert ((await look(database)).news, (await look(database)).screens) == ((), ("answer",))


async def test_in_german_where_it_does_not_speak_the_language(database: Database) -> None:
    await meet(database, "w", channel="web", language="en")
    await begin(database, await plan(database))
    await change(database, "DELETE FROM broadcast_bodies WHERE language = 'en'")
    assert (await look(database)).news == ("web de",)
