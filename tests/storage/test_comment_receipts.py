"""What is left of a comment that was taken back, and of one that was erased, on both databases."""

from sqlalchemy import func, insert, select

from dialogs.city.comment import CommentKind
from dialogs.city.facts import CommentWithdrawn
from storage import tables
from storage.city import Shelf
from storage.comment_receipts import TakenBack, erase_comment, find_taken_back
from storage.database import Database
from tests import sample
from tests.comments import number_of, support
from tests.participants import a_comment, speak_up
from tests.storage.test_record_guidelines import town

__all__ = ["town"]

MINE, OTHER = "K7M3Q-X9TW4", "22222-22222"


async def test_taken_back_it_is_found_by_its_receipt_only_on_its_guideline(
    database: Database, town: Shelf
) -> None:
    await speak_up(database, *a_comment(3, MINE, "Auch Kinder."), name="1")
    item = town.guidelines.numbers[sample.GUIDELINE.slug]
    async with database.read() as connection:
        assert await find_taken_back(connection, item, MINE) is None
    fact = CommentWithdrawn(sample.GUIDELINE.slug, await number_of(database, MINE))
    await speak_up(database, fact, name="1")
    async with database.read() as connection:
        left = TakenBack(MINE, CommentKind.COMMENT, 3, 1, sample.NOW.date())
        assert await find_taken_back(connection, item, "k7m3q x9tw4") == left
        assert await find_taken_back(connection, item + 1, MINE) is None
        assert await find_taken_back(connection, item, "") is None


async def test_erasing_takes_one_comment_with_all_that_hangs_on_it(database: Database, town: Shelf) -> None:
    await speak_up(database, *a_comment(3, MINE, "Frau Muster.", "Weg 3."), name="1")
    await speak_up(database, *a_comment(3, OTHER, "Mehr Bänke."), name="2")
    await support(database, MINE, 2)
    number, item = await number_of(database, MINE), town.guidelines.numbers[sample.GUIDELINE.slug]
    decided = {"comment": number, "status": "partly", "reason": "Weil.", "staff": "B", "at": sample.NOW}
    async with database.write() as connection:
        await connection.execute(insert(tables.decisions), decided)
        assert not await erase_comment(connection, item + 1, number)
        assert await erase_comment(connection, item, number)
        assert not await erase_comment(connection, item, number)
        for table, left in ((tables.comments, 1), (tables.comment_parts, 1), (tables.decisions, 0)):
            assert (await connection.execute(select(func.count()).select_from(table))).scalar_one() == left
    assert await number_of(database, OTHER)
