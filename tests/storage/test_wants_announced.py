"""Which announcement somebody replied to: only what was sent to this person, and only announcements."""

from dialogs.engine.wants_announced import Announced, AnnouncedIn
from storage import wants
from storage.city import Shelf
from storage.database import Database
from tests.broadcasts import begin, change, meet, plan, settle
from tests.sample import KEY
from tests.storage.test_results import counting_queries


async def test_it_is_found_by_its_message_in_the_own_chat(database: Database) -> None:
    ada, ben = await meet(database, "ada", "ben")
    await begin(database, await plan(database, leads_to="survey-beteiligung"))
    await begin(database, await plan(database))
    await settle(database, ada, "sent", message=12)
    await change(database, f"UPDATE outbox SET message = 11 WHERE citizen = {ada} AND message IS NULL")
    await settle(database, ben, "sent", message=14)
    await change(
        database,
        "INSERT INTO outbox (citizen, channel, address, body, state, due, created, message) "
        "SELECT citizen, channel, address, '', 'sent', due, created, 13 FROM outbox WHERE message = 12",
    )
    wanted = {ada: [AnnouncedIn(number) for number in (11, 12, 13, 14)], ben: [AnnouncedIn(14)]}
    async with database.read() as connection:
        with counting_queries(database) as sent:
            found = await wants.answer(connection, Shelf(), KEY, wanted)
    assert list(found[ada].values()) == [Announced("survey-beteiligung"), Announced(""), None, None]
    assert list(found[ben].values()) == [Announced("")]
    assert len(sent) == 1


async def test_a_broken_one_is_one_all_the_same(database: Database) -> None:
    [ada] = await meet(database, "ada")
    await begin(database, await plan(database, leads_to="survey-beteiligung"))
    await settle(database, ada, "sent", message=12)
    await change(database, "UPDATE broadcasts SET body = '{}'")
    async with database.read() as connection:
        found = await wants.answer(connection, Shelf(), KEY, {ada: [AnnouncedIn(12)]})
    assert found[ada] == {AnnouncedIn(12): Announced("")}
