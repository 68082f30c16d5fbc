"""Objections: what an author sees of a ruling, that another sees nothing, and that it is raised once."""

import pytest
from sqlalchemy import select

from dialogs.city.moderation import Outcome
from dialogs.city.objection import Contribution, Ruling
from dialogs.engine.wants import MyRuling
from storage import definitions, items, wants
from storage.city import Cities
from storage.database import Database
from storage.tables import objections
from tests.participants import a_comment, speak_up
from tests.sample import GUIDELINE, KEY, NOW
from tests.storage.objecting import object_to
from tests.told import answer_objection, hide, unhide

ABOUT = Contribution("leitlinien", 1, 1, "Eins")


@pytest.fixture
async def ada(database: Database) -> int:
    """The number of somebody who wrote a comment on the sample guideline."""
    async with database.write() as connection:
        added = await items.add_item(connection, "guideline", GUIDELINE.slug)
        assert added
        await items.publish(connection, added.id, definitions.dump(GUIDELINE), None, NOW)
    return await speak_up(database, *a_comment(1, "A-1", "Eins"), name="Ada")


async def see(database: Database, who: int, *numbers: int) -> list[object]:
    """What somebody sees of rulings."""
    async with database.read() as connection:
        shelf = await Cities().current(connection)
        asked = [MyRuling(number) for number in numbers]
        found = await wants.answer(connection, shelf, KEY, {who: asked})
    return [found[who][want] for want in asked]


async def test_only_the_author_sees_it(database: Database, ada: int) -> None:
    ruling = await hide(database, "A-1")
    ben = await speak_up(database, *a_comment(1, "B-1", "Zwei"), name="Ben")
    other = await hide(database, "B-1")
    assert await see(database, ada, ruling, other, 0) == [Ruling(ruling, ABOUT), None, None]
    assert await see(database, ben, ruling) == [None]


async def test_how_things_stand(database: Database, ada: int) -> None:
    first = await hide(database, "A-1")
    await object_to(database, first)
    await object_to(database, first)
    assert await see(database, ada, first) == [Ruling(first, ABOUT, is_objected=True)]
    second = await answer_objection(database, "A-1", first, Outcome.UPHELD)
    assert await see(database, ada, first, second) == [
        Ruling(first, ABOUT, is_newest=False, is_last_word=True, is_objected=True, is_decided=True),
        Ruling(second, ABOUT, is_last_word=True),
    ]
    await unhide(database, "A-1")
    third = await hide(database, "A-1")
    # Hidden anew after it was released: that is another matter.
    assert await see(database, ada, third) == [Ruling(third, ABOUT)]
    async with database.read() as connection:
        rows = (await connection.execute(select(objections.c.ruling, objections.c.day))).all()
    assert [tuple(row) for row in rows] == [(first, NOW.date())]
