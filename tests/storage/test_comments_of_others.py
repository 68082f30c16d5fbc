"""What others say on a section: who may read what, page by page, and seeing it so too."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event, insert, select, text, update

from dialogs.city.comment import CommentKind, Visibility
from dialogs.city.facts import CommentContinued, CommentHandedIn, CommentSupported, SupportTakenBack
from dialogs.engine import wants
from dialogs.engine.wants import OthersSay, Saying, Sayings
from storage import tables, wants_comments
from storage.city import Rows, Shelf
from storage.database import Connection, Database
from storage.wants import answer
from tests.sample import GUIDELINE, KEY
from tests.storage.people import meet_one
from tests.storage.test_record_guidelines import find, happen, town

__all__ = ["town"]

SLUG = GUIDELINE.slug
DAY = date(2024, 3, 15)
PAGE = OthersSay(SLUG, 3)


async def hand_in(
    connection: Connection,
    shelf: Shelf,
    who: int,
    words: str,
    *,
    section: int = 3,
    version: int = 1,
    kind: CommentKind = CommentKind.COMMENT,
    at_once: bool = True,
) -> int:
    """A comment of one or several lines, each a part; by default others may read it at once."""
    for number, part in enumerate(words.split("\n"), start=1):
        continued = CommentContinued(SLUG, section, version, number, part, "de", kind)
        await happen(connection, shelf, who, continued)
    receipt = f"CODE-{who}-{section}-{words[:9]}"
    await happen(connection, shelf, who, CommentHandedIn(SLUG, section, version, receipt, kind, at_once))
    query = select(tables.comments.c.id).where(tables.comments.c.receipt == receipt)
    return int((await connection.execute(query)).scalar_one())


async def see(connection: Connection, shelf: Shelf, who: int, want: OthersSay = PAGE) -> Sayings:
    found = await find(connection, shelf, who, want)
    assert isinstance(found, Sayings)
    return found


async def test_only_what_was_released_is_read_the_newest_first(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who, other = await meet_one(connection, "1"), await meet_one(connection, "2")
        assert await see(connection, town, who) == Sayings()
        first = await hand_in(connection, town, other, "Auch Kinder.\nUnd Gäste.")
        proposal = await hand_in(
            connection, town, other, "Alle Menschen.", version=2, kind=CommentKind.PROPOSAL
        )
        own = await hand_in(connection, town, who, "Von mir.")
        hidden = await hand_in(connection, town, other, "Versteckt.")
        await hand_in(connection, town, other, "Wartet noch.", at_once=False)
        await hand_in(connection, town, other, "Anderswo.", section=1)
        await happen(connection, town, other, CommentContinued(SLUG, 3, 1, 1, "Nicht fertig.", "de"))
        await connection.execute(
            update(tables.comments).where(tables.comments.c.id == hidden).values(visibility=Visibility.HIDDEN)
        )
        assert await see(connection, town, who) == Sayings(
            (
                Saying(own, CommentKind.COMMENT, 1, DAY, "Von mir.", mine=True, arrived=3),
                Saying(proposal, CommentKind.PROPOSAL, 2, DAY, "Alle Menschen.", arrived=2),
                Saying(first, CommentKind.COMMENT, 1, DAY, "Auch Kinder.\nUnd Gäste.", arrived=1),
            )
        )
        assert await see(connection, town, who, OthersSay(SLUG, 3, only=hidden)) == Sayings()
        assert [s.id for s in (await see(connection, town, who, OthersSay(SLUG, 3, only=first))).shown] == [
            first
        ]
        assert await see(connection, town, who, OthersSay(SLUG, 1, only=first)) == Sayings()
        assert await see(connection, town, who, OthersSay("unbekannt", 3)) == Sayings()


async def test_page_by_page_there_and_back(
    database: Database, town: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wants_comments, "SAYINGS_AT_ONCE", 2)
    async with database.write() as connection:
        who = await meet_one(connection)
        one, two, three, four, five = [
            await hand_in(connection, town, who, f"Nummer {number}") for number in range(5)
        ]
        for want, ids, older, newer in (
            (PAGE, [five, four], True, False),
            (OthersSay(SLUG, 3, older=four), [three, two], True, True),
            (OthersSay(SLUG, 3, older=two), [one], False, True),
            (OthersSay(SLUG, 3, newer=one), [three, two], True, True),
            (OthersSay(SLUG, 3, newer=three), [five, four], True, False),
            (OthersSay(SLUG, 3, newer=five), [], True, False),
        ):
            found = await see(connection, town, who, want)
            assert ([s.id for s in found.shown], found.has_older, found.has_newer) == (ids, older, newer)


async def test_seeing_it_so_too_counts_once_and_can_be_taken_back(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who, other, third = [await meet_one(connection, str(number)) for number in range(3)]
        said = await hand_in(connection, town, other, "Auch Kinder.")
        waiting = await hand_in(connection, town, other, "Wartet.", at_once=False)
        elsewhere = await hand_in(connection, town, other, "Anderswo.", section=1)
        for person in (who, who, third):
            await happen(connection, town, person, CommentSupported(SLUG, said, 1))
        await happen(connection, town, other, CommentSupported(SLUG, said, 1))
        await happen(connection, town, third, CommentSupported(SLUG, elsewhere, 3))
        await happen(
            connection, town, who, CommentSupported(SLUG, waiting, 2), CommentSupported(SLUG, 9999, 1)
        )
        seen = Saying(said, CommentKind.COMMENT, 1, DAY, "Auch Kinder.", 2, arrived=1)
        assert (await see(connection, town, other)).shown == (replace(seen, mine=True),)
        assert (await see(connection, town, who)).shown == (replace(seen, supported=True),)
        await happen(connection, town, who, SupportTakenBack(SLUG, said))
        assert (await see(connection, town, who)).shown == (replace(seen, supports=1),)
        names = (await connection.execute(select(tables.supports.c.pseudonym))).scalars().all()
        assert (len(names), len({*names})) == (2, 1)
        assert "citizen" not in tables.supports.c


async def test_a_comment_whose_author_is_gone_can_be_supported(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        author, who = await meet_one(connection, "1"), await meet_one(connection, "2")
        said = await hand_in(connection, town, author, "Auch Kinder.")
        await connection.execute(tables.citizens.delete().where(tables.citizens.c.id == author))
        await happen(connection, town, who, CommentSupported(SLUG, said, 1))
        [seen] = (await see(connection, town, who)).shown
        assert (seen.supports, seen.supported, seen.mine) == (1, True, False)


async def test_no_more_are_counted_than_a_screen_needs(
    database: Database, town: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wants_comments, "MOST_COUNTED", 3)
    async with database.write() as connection:
        who = await meet_one(connection)
        said = await hand_in(connection, town, who, "Auch Kinder.")
        another = await hand_in(connection, town, who, "Und Gäste.")
        rows = [{"comment": said, "pseudonym": str(number), "day": DAY} for number in range(5)]
        await connection.execute(insert(tables.supports), [*rows, {**rows[0], "comment": another}])
        assert [s.supports for s in (await see(connection, town, who)).shown] == [1, 3]


async def test_two_queries_for_everybody_however_many_comments_there_are(
    database: Database, town: Shelf
) -> None:
    statements: list[str] = []
    async with database.write() as connection:
        people = [await meet_one(connection, str(number)) for number in range(5)]
        for who in people:
            for section in (1, 3):
                await hand_in(connection, town, who, f"Von {who}", section=section)

        def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            statements.append(statement)

        event.listen(connection.sync_connection, "before_cursor_execute", note)
        asked = {who: [OthersSay(SLUG, 1), OthersSay(SLUG, 3, older=7)] for who in people}
        found = await answer(connection, town, KEY, asked)
        assert len(statements) == 2
        event.remove(connection.sync_connection, "before_cursor_execute", note)
    answered = [found[who][OthersSay(SLUG, 1)] for who in people]
    shown = [[s.words for s in sayings.shown] for sayings in answered if isinstance(sayings, Sayings)]
    assert shown == [[f"Von {who}" for who in sorted(people, reverse=True)[: wants.SAYINGS_AT_ONCE]]] * 5


async def test_the_index_of_what_is_public_is_used(sqlite: Database) -> None:
    async with sqlite.read() as connection:
        shelf = Shelf(guidelines=Rows({SLUG: 1}))
        query = wants_comments._pages(shelf, [PAGE, OthersSay(SLUG, 3, newer=7)])
        plain = query.compile(connection.sync_connection, compile_kwargs={"literal_binds": True})
        plan = (await connection.execute(text(f"EXPLAIN QUERY PLAN {plain}"))).all()
    told = json.dumps([row.detail for row in plan])
    assert told.count("USING INDEX ix_comments_public (item=? AND section=? AND visibility=? AND id") == 2
    assert "SCAN comments" not in told
