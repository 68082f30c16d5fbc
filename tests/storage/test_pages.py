"""What pages are drawn from and guarded by: screens, journal, forms, limits, the health of everything."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import forms, inbox, journal, outbox, pages, tables, throttles
from storage.database import Connection, Database
from storage.forms import HandedIn
from storage.inbox import Arrival
from storage.outbox import Message
from tests.sample import NOW
from tests.storage.people import meet_one

HOUR = timedelta(hours=1)


async def say(connection: Connection, key: str, body: str) -> None:
    await inbox.put(connection, [Arrival("web", key, pages.lane("cookie"), body, NOW)])


async def test_nobody_is_behind_an_unknown_cookie(database: Database) -> None:
    async with database.read() as connection:
        page = await pages.look(connection, "cookie")
        assert not page.is_known
        assert not await pages.is_known(connection, "cookie")
    assert (page.standing, page.screens, page.fresh, page.unheard) == (None, (), (), ())


async def test_a_first_input_makes_somebody_known(database: Database) -> None:
    async with database.write() as connection:
        await say(connection, "1", "hello")
        page = await pages.look(connection, "cookie")
        assert await pages.is_known(connection, "cookie")
    assert (page.is_known, page.standing, page.unheard) == (True, None, ("hello",))


async def test_the_page_shows_the_newest_screens_and_what_waits(database: Database) -> None:
    async with database.write() as connection:
        who = await meet_one(connection, "cookie", "web")
        await outbox.put(connection, [Message(who, "web", "cookie", "old", NOW)])
        first = await pages.look(connection, "cookie")
        await pages.mark_shown(connection, first.fresh, NOW)
        shown = await pages.look(connection, "cookie")
        assert (first.screens, len(first.fresh)) == (("old",), 1)
        assert (shown.screens, shown.fresh) == (("old",), ())
        await outbox.put(connection, [Message(who, "web", "cookie", body, NOW) for body in ("a", "b")])
        await say(connection, "1", "answer")
        page = await pages.look(connection, "cookie")
        assert (page.screens, len(page.fresh), page.unheard) == (("a", "b"), 2, ("answer",))
        assert page.standing
        assert await pages.is_known(connection, "cookie")
        states = (
            await connection.execute(select(tables.outbox.c.state).order_by(tables.outbox.c.id))
        ).scalars()
        assert list(states) == ["shown", "waiting", "waiting"]


async def test_what_was_replaced_is_not_marked_as_shown(database: Database) -> None:
    async with database.write() as connection:
        who = await meet_one(connection, "cookie", "web")
        await outbox.put(connection, [Message(who, "web", "cookie", "old", NOW)])
        seen = await pages.look(connection, "cookie")
        await outbox.put(connection, [Message(who, "web", "cookie", "new", NOW)])
        await pages.mark_shown(connection, seen.fresh, NOW)
        states = await connection.execute(select(tables.outbox.c.state).order_by(tables.outbox.c.id))
        assert list(states.scalars()) == ["replaced", "waiting"]


async def test_a_form_counts_once(database: Database) -> None:
    async with database.write() as connection:
        assert await forms.once(connection, "key", "digest", NOW) is None
        await forms.lead_to(connection, "key", "/admin/surveys")
    async with database.write() as connection:
        assert await forms.once(connection, "key", "digest", NOW) == HandedIn(True, "/admin/surveys")
        assert await forms.once(connection, "key", "other", NOW) == HandedIn(False, "/admin/surveys")
        assert await forms.once(connection, "another", "digest", NOW) is None


async def test_a_form_with_a_mistake_can_be_handed_in_again(database: Database) -> None:
    with pytest.raises(RuntimeError):
        async with database.write() as connection:
            await forms.once(connection, "key", "digest", NOW)
            raise RuntimeError
    async with database.write() as connection:
        assert await forms.once(connection, "key", "digest", NOW) is None


@pytest.mark.postgres
async def test_of_two_clicks_at_once_one_counts(postgres_url: str) -> None:
    database = Database(postgres_url)

    async def click() -> bool:
        async with database.write() as connection:
            return await forms.once(connection, "key", "digest", NOW) is None

    assert sum(await asyncio.gather(*(click() for _ in range(6)))) == 1
    await database.close()


async def test_tries_are_counted_for_one_span(database: Database) -> None:
    async with database.write() as connection:
        assert [await throttles.count(connection, "a", HOUR, NOW) for _ in range(3)] == [1, 2, 3]
        assert await throttles.count(connection, "b", HOUR, NOW) == 1
        await throttles.give_back(connection, "a")
        late = NOW + HOUR - timedelta(seconds=1)
        assert await throttles.count(connection, "a", HOUR, late) == 3
        assert await throttles.count(connection, "a", HOUR, NOW + HOUR) == 1
        await throttles.give_back(connection, "b")
        await throttles.give_back(connection, "b")
        assert await throttles.count(connection, "b", HOUR, NOW) == 1


async def test_the_journal_is_searched_whatever_the_case(database: Database) -> None:
    async with database.write() as connection:
        for n, (who, action, item) in enumerate(
            (("Änne", "published", "Umfrage straße"), ("Ben", "closed", "50%_x"), ("Ben", "opened", "Termin"))
        ):
            await journal.write(connection, who, action, item, f"Fassung {n}", NOW + n * HOUR)

        async def find(search: str, *actions: str) -> list[str]:
            found = await journal.list_entries(connection, search, actions, 10, 0)
            assert await journal.count_entries(connection, search, actions) == len(found)
            return [entry.item for entry in found]

        assert await find("") == ["Termin", "50%_x", "Umfrage straße"]
        assert await find("ÄNNE") == ["Umfrage straße"]
        assert await find("STRASSE") == ["Umfrage straße"]
        assert await find("50%_") == ["50%_x"]
        assert await find("%") == ["50%_x"]
        assert await find("nothing", "closed") == ["50%_x"]
        [second] = await journal.list_entries(connection, "", [], 1, 1)
        assert (second.at, second.staff, second.details) == (NOW + HOUR, "Ben", "Fassung 1")
