"""Staff answer a comment whose author has erased himself: nothing of him comes back."""

import pytest

from dialogs.city.comment import CommentState
from dialogs.city.decision import Decision, Status
from storage import definitions, items
from storage.database import Connection, Database
from storage.decisions import Outcome, Sight, decide_comments
from storage.erasure import erase
from storage.tables import citizens, comments, notifications, outbox
from tests import sample
from tests.participants import a_comment, speak_up
from tests.sample import GUIDELINE, NOW

YES = Decision(Status.ADOPTED, "Das machen wir.")


@pytest.fixture
async def item(database: Database) -> int:
    """The number of the guideline on which one person left a comment."""
    async with database.write() as connection:
        added = await items.add_item(connection, "guideline", GUIDELINE.slug)
        assert added
        await items.publish(connection, added.id, definitions.dump(GUIDELINE), None, NOW)
    await speak_up(database, *a_comment(1, "K7M3Q-X9TW4", "Mehr Bäume"))
    return added.id


async def answer(connection: Connection, item: int) -> Outcome:
    row = (await connection.execute(comments.select())).one_or_none()
    seen = {1: Sight(0, row.arrived if row else 0)}
    return await decide_comments(connection, item, seen, YES, "Frau Berger", NOW)


@pytest.mark.parametrize("keeps", [True, False])
async def test_an_answer_to_nobody_makes_nobody(database: Database, item: int, keeps: bool) -> None:
    async with database.write() as connection:
        assert await erase(connection, sample.KEY, 1, NOW, keeps=keeps)
        outcome = await answer(connection, item)
        assert (outcome.changing, outcome.gone) == (((1,), ()) if keeps else ((), (1,)))
        for table in (citizens, notifications, outbox):
            assert (await connection.execute(table.select())).all() == []
        left = [(row.citizen, row.state) for row in (await connection.execute(comments.select())).all()]
        assert left == ([(None, CommentState.HANDED_IN)] if keeps else [])
