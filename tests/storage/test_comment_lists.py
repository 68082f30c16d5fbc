"""Comments as staff read them: chosen, in order, by pages, each with its answer and those who agree."""

import pytest

from dialogs.city.comment import CommentKind, Visibility
from dialogs.city.decision import Decision, Status
from storage import comment_lists, definitions, items
from storage.comment_lists import CommentPage, Wanted, find_comments, list_comments, next_comments
from storage.database import Database
from storage.decisions import Sight, decide_comments
from tests.comments import let, number_of, support
from tests.participants import a_comment, speak_up
from tests.sample import GUIDELINE, NOW


@pytest.fixture
async def item(database: Database) -> int:
    """The number of the sample guideline."""
    async with database.write() as connection:
        added = await items.add_item(connection, "guideline", GUIDELINE.slug)
        assert added
        await items.publish(connection, added.id, definitions.dump(GUIDELINE), None, NOW)
    return added.id


async def look(database: Database, item: int, wanted: Wanted, page: int = 1) -> CommentPage:
    async with database.read() as connection:
        return await list_comments(connection, item, wanted, page)


async def receipts(database: Database, item: int, wanted: Wanted) -> list[str]:
    return [comment.receipt for comment in (await look(database, item, wanted)).entries]


async def test_nothing_came_in(database: Database, item: int) -> None:
    assert await look(database, item, Wanted()) == CommentPage([], 0, 1, 1)


async def test_each_with_all_that_is_known_of_it(database: Database, item: int) -> None:
    await speak_up(database, *a_comment(3, "AAAAA-AAAAA", "Eins.", "Zwei."), channel="telegram")
    await speak_up(database, *a_comment(1, "AAAAA-BBBBB", "Drei.", language="en"))
    number = await let(database, "AAAAA-AAAAA", kind="proposal", visibility="released")
    async with database.read() as connection:
        [arrived] = [comment.arrived for comment in await find_comments(connection, item, [number])]
    await support(database, "AAAAA-AAAAA", 3)
    for seen, status in ((0, Status.IN_REVIEW), (1, Status.PARTLY)):
        async with database.write() as connection:
            answer = Decision(status, f"Grund {seen}")
            sight = Sight(seen, arrived)
            await decide_comments(connection, item, {number: sight}, answer, "Frau Berger", NOW)
    newest, other = (await look(database, item, Wanted(newest_first=True))).entries
    assert (newest.receipt, newest.words, newest.channel, newest.language) == (
        *("AAAAA-BBBBB", "Drei."),
        *("web", "en"),
    )
    assert (newest.status, newest.decision, newest.reason, newest.supports) == (Status.RECEIVED, 0, "", 0)
    assert (other.words, other.parts, other.channel) == ("Eins.\nZwei.", ("Eins.", "Zwei."), "telegram")
    assert (other.kind, other.visibility) == (CommentKind.PROPOSAL, Visibility.RELEASED)
    assert (other.status, other.decision, other.reason, other.supports) == (Status.PARTLY, 2, "Grund 1", 3)
    async with database.read() as connection:
        assert await find_comments(connection, item, [number, 999]) == [other]
        assert await find_comments(connection, item + 1, [number]) == []
        assert await next_comments(connection, item, number) == [newest]


async def test_what_waits_longest_comes_first(database: Database, item: int) -> None:
    for receipt in ("ANSWERED", "HIDDEN", "OLDEST", "LOOKED-AT", "NEW"):
        await speak_up(database, *a_comment(3, receipt, "x"))
    await let(database, "ANSWERED", status="adopted")
    await let(database, "HIDDEN", visibility="hidden")
    await let(database, "LOOKED-AT", status="in_review")
    waiting = ["OLDEST", "LOOKED-AT", "NEW"]
    assert await receipts(database, item, Wanted()) == [*waiting, "ANSWERED", "HIDDEN"]
    assert await receipts(database, item, Wanted(newest_first=True)) == [
        *waiting[::-1],
        *("HIDDEN", "ANSWERED"),
    ]


CHOICES = [
    (Wanted(section=3), ["AAAAA-AAAAA", "AAAAA-BBBBB"]),
    (Wanted(section=2), []),
    (Wanted(status=Status.ADOPTED), ["AAAAA-CCCCC"]),
    (Wanted(status=Status.RECEIVED, section=3), ["AAAAA-AAAAA", "AAAAA-BBBBB"]),
    (Wanted(visibility=Visibility.RELEASED), ["AAAAA-BBBBB"]),
    (Wanted(visibility=Visibility.HIDDEN), []),
    (Wanted(search="BÄNKE"), ["AAAAA-AAAAA"]),
    (Wanted(search="schatten"), ["AAAAA-AAAAA"]),
    (Wanted(search="aaaaa-bbbbb"), ["AAAAA-BBBBB"]),
    (Wanted(search=" AAAAA bbbbb."), ["AAAAA-BBBBB"]),
    (Wanted(search="AAAAA"), []),
    (Wanted(search="%"), ["AAAAA-BBBBB"]),
    (Wanted(search="_"), []),
    (Wanted(search="'; DROP TABLE comments;--"), []),
    (Wanted(search=" "), ["AAAAA-AAAAA", "AAAAA-BBBBB", "AAAAA-CCCCC"]),
    (Wanted(search="bänke", section=3, status=Status.RECEIVED), ["AAAAA-AAAAA"]),
]


async def test_choosing(database: Database, item: int) -> None:
    await speak_up(database, *a_comment(3, "AAAAA-AAAAA", "Mehr Bänke!", "Im Schatten."))
    await speak_up(database, *a_comment(3, "AAAAA-BBBBB", "100 % Kaffee"))
    await speak_up(database, *a_comment(1, "AAAAA-CCCCC", "Danke"))
    await let(database, "AAAAA-BBBBB", visibility="released")
    await let(database, "AAAAA-CCCCC", status="adopted")
    for wanted, found in CHOICES:
        assert await receipts(database, item, wanted) == found, wanted


async def test_pages(database: Database, item: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comment_lists, "COMMENTS_A_PAGE", 2)
    for number in range(5):
        await speak_up(database, *a_comment(3, f"CODE-{number}", f"Nummer {number}"))
    assert await number_of(database, "CODE-0") == 1
    for asked, page, shown in ((1, 1, [0, 1]), (3, 3, [4]), (99, 3, [4]), (-1, 1, [0, 1])):
        found = await look(database, item, Wanted(section=3), asked)
        assert (found.total, found.page, found.pages) == (5, page, 3)
        assert [comment.receipt for comment in found.entries] == [f"CODE-{number}" for number in shown]
