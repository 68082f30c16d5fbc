"""What citizens do with guidelines: votes under pseudonyms, comments part by part, each kept once."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from dialogs.city.comment import Comment, CommentState, Vote
from dialogs.city.facts import (
    CommentContinued,
    CommentDiscarded,
    CommentHandedIn,
    Fact,
    SectionRead,
    SurveyHandedIn,
    SurveyStarted,
    VoteCast,
)
from dialogs.engine.wants import (
    Comments,
    Found,
    Guidelines,
    MyComments,
    MyGuidelines,
    MyReceipts,
    Reading,
    Receipts,
    Want,
)
from storage import definitions, items, retention, tables
from storage.city import Cities, Shelf
from storage.database import Connection, Database
from storage.pseudonyms import pseudonym
from storage.record import Happened, record
from storage.wants import answer
from tests.sample import GUIDELINE, KEY, NOW, ZONE
from tests.storage.people import meet_one

SLUG = GUIDELINE.slug
DAY = date(2024, 3, 15)


@pytest.fixture
async def town(database: Database, shelf: Shelf) -> Shelf:
    """The city with the sample survey and the sample guideline."""
    async with database.write() as connection:
        await publish_guideline(connection)
        return await Cities().current(connection)


async def publish_guideline(connection: Connection, slug: str = SLUG) -> None:
    item = await items.add_item(connection, "guideline", slug)
    assert item
    await items.publish(connection, item.id, definitions.dump(GUIDELINE), None, NOW)


async def happen(connection: Connection, shelf: Shelf, who: int, *facts: Fact, at: datetime = NOW) -> None:
    for fact in facts:
        await record(connection, shelf, KEY, ZONE, [Happened(who, "telegram", fact, at)])


async def find(connection: Connection, shelf: Shelf, who: int, want: Want) -> Found:
    return (await answer(connection, shelf, KEY, {who: [want]}))[who][want]


def part(number: int, words: str, section: int = 3, version: int = 1) -> CommentContinued:
    return CommentContinued(SLUG, section, version, number, words, "de")


async def test_who_has_done_nothing_has_nothing(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        assert await find(connection, town, who, MyGuidelines()) == Guidelines()
        assert await find(connection, town, who, MyComments()) == Comments()
        assert await find(connection, town, who, MyReceipts()) == Receipts()


async def test_reading_goes_on_at_the_section_opened_last(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who, other = await meet_one(connection, "1"), await meet_one(connection, "2")
        await happen(connection, town, who, *(SectionRead(SLUG, number, 1) for number in (1, 3, 2, 3)))
        await happen(connection, town, other, SectionRead(SLUG, 1, 1))
        assert await find(connection, town, who, MyGuidelines()) == Guidelines({SLUG: Reading((1, 2, 3))})
        assert await find(connection, town, other, MyGuidelines()) == Guidelines({SLUG: Reading((1,))})


async def test_a_person_has_one_vote_on_a_section_and_the_newest_counts(
    database: Database, town: Shelf
) -> None:
    async with database.write() as connection:
        who, other = await meet_one(connection, "1"), await meet_one(connection, "2")
        await happen(
            connection, town, who, VoteCast(SLUG, 3, 1, Vote.AGREE), VoteCast(SLUG, 1, 1, Vote.PARTLY)
        )
        await happen(connection, town, other, VoteCast(SLUG, 3, 1, Vote.AGREE))
        later = NOW + timedelta(days=1)
        await happen(connection, town, who, VoteCast(SLUG, 3, 2, Vote.DISAGREE), at=later)
        found = await find(connection, town, who, MyGuidelines())
        assert found == Guidelines(
            {
                SLUG: Reading(
                    (), {1: Vote.PARTLY, 3: Vote.DISAGREE}, {1: 1, 3: 2}, days={1: DAY, 3: later.date()}
                )
            }
        )
        name = pseudonym(KEY, town.guidelines.salts[SLUG], who)
        query = select(tables.votes).where(tables.votes.c.pseudonym == name, tables.votes.c.section == 3)
        assert dict((await connection.execute(query)).mappings().one()) == {
            "item": town.guidelines.numbers[SLUG],
            "section": 3,
            "pseudonym": name,
            "version": 2,
            "value": "disagree",
            "day": DAY + timedelta(days=1),
        }


async def test_many_people_at_once(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        people = [await meet_one(connection, str(number)) for number in range(20)]
        facts = [
            fact for _who in people for fact in (SectionRead(SLUG, 1, 1), VoteCast(SLUG, 1, 1, Vote.AGREE))
        ]
        happened = [
            Happened(who, "web", fact, NOW) for who, fact in zip(sorted(people * 2), facts, strict=True)
        ]
        await record(connection, town, KEY, ZONE, happened)
        found = await answer(connection, town, KEY, {who: [MyGuidelines(), MyComments()] for who in people})
    expected = Guidelines({SLUG: Reading((1,), {1: Vote.AGREE}, {1: 1}, days={1: DAY})})
    assert all(found[who][MyGuidelines()] == expected for who in people)


async def test_nothing_but_the_key_leads_from_a_person_to_a_vote(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await happen(connection, town, who, SectionRead(SLUG, 3, 1), VoteCast(SLUG, 3, 1, Vote.AGREE))
        found = (await answer(connection, town, bytes(32), {who: [MyGuidelines()]}))[who]
        assert found[MyGuidelines()] == Guidelines()
        assert not {"citizen"} & {*tables.votes.c.keys(), *tables.readings.c.keys()}
        assert town.guidelines.salts[SLUG] != town.surveys.salts["beteiligung"]


async def test_each_part_of_a_comment_is_kept_at_once(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await happen(connection, town, who, part(1, "Mehr BÄNKE!"))
        await happen(connection, town, who, part(2, "Bitte."), at=NOW + timedelta(days=2))
        [found] = await comments_of(connection, town, who)
        day = DAY + timedelta(days=2)
        assert found == Comment(SLUG, 3, 1, CommentState.UNFINISHED, ("Mehr BÄNKE!", "Bitte."), day, id=1)
        folded = select(tables.comment_parts.c.folded).order_by(tables.comment_parts.c.number)
        assert (await connection.execute(folded)).scalars().all() == ["mehr bänke", "bitte"]


async def comments_of(connection: Connection, shelf: Shelf, who: int) -> tuple[Comment, ...]:
    found = await find(connection, shelf, who, MyComments())
    assert isinstance(found, Comments)
    return found.mine


async def test_one_part_is_stored_once(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await happen(connection, town, who, part(1, "Eins."))
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await happen(connection, town, who, part(1, "Noch einmal eins."))
    async with database.read() as connection:
        assert [c.parts for c in await comments_of(connection, town, who)] == [("Eins.",)]


async def test_handing_in_gives_a_receipt_and_frees_the_section_for_another(
    database: Database, town: Shelf
) -> None:
    async with database.write() as connection:
        who, other = await meet_one(connection, "1"), await meet_one(connection, "2")
        await happen(connection, town, other, part(1, "Von jemand anderem."))
        for number in ("1", "2"):
            await happen(connection, town, who, part(1, f"Nummer {number}."), part(2, "Ende."))
            await happen(connection, town, who, CommentHandedIn(SLUG, 3, 1, f"CODE-{number}"))
        await happen(connection, town, who, part(1, "Anders.", section=1), part(1, "Neu.", version=2))
        assert [
            (c.section, c.version, c.receipt, c.parts) for c in await comments_of(connection, town, who)
        ] == [
            (3, 2, "", ("Neu.",)),
            (1, 1, "", ("Anders.",)),
            (3, 1, "CODE-2", ("Nummer 2.",)),
            (3, 1, "CODE-1", ("Nummer 1.",)),
        ]
        [theirs] = await comments_of(connection, town, other)
        assert theirs.is_unfinished


async def test_a_receipt_belongs_to_one_comment(database: Database, town: Shelf) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            who = await meet_one(connection)
            for section in (1, 3):
                handed_in = CommentHandedIn(SLUG, section, 1, "SAME")
                await happen(connection, town, who, part(1, "x", section=section), handed_in)


async def test_what_was_discarded_is_gone_and_what_was_handed_in_stays(
    database: Database, town: Shelf
) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await happen(connection, town, who, part(1, "Bleibt."), CommentHandedIn(SLUG, 3, 1, "CODE"))
        await happen(connection, town, who, part(1, "Geht."), CommentDiscarded(SLUG, 3, 1))
        assert [c.receipt for c in await comments_of(connection, town, who)] == ["CODE"]
        words = (await connection.execute(select(tables.comment_parts.c.words))).scalars().all()
        assert words == ["Bleibt."]


async def test_comments_nobody_goes_on_with_are_deleted_after_thirty_days(
    database: Database, town: Shelf
) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await connection.execute(tables.citizens.update().values(notice=1))
        await happen(connection, town, who, part(1, "Bleibt."), CommentHandedIn(SLUG, 3, 1, "CODE"))
        await happen(connection, town, who, part(1, "Geht."))
        assert (await retention.sweep(connection, NOW + timedelta(days=30)))["unfinished"] == 0
        assert (await retention.sweep(connection, NOW + timedelta(days=31)))["unfinished"] == 1
        assert (await retention.sweep(connection, NOW + timedelta(days=9999)))["unfinished"] == 0
        assert (
            await connection.execute(select(func.count()).select_from(tables.comment_parts))
        ).scalar() == 1


async def test_guidelines_that_are_gone_are_left_out(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await happen(connection, town, who, part(1, "x"), VoteCast(SLUG, 3, 1, Vote.AGREE))
        wants: list[Want] = [MyGuidelines(), MyComments(), MyReceipts()]
        found = await answer(connection, Shelf(), KEY, {who: wants})
    assert found[who] == {MyGuidelines(): Guidelines(), MyComments(): Comments(), MyReceipts(): Receipts()}


async def test_the_receipts_of_my_surveys(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who, other = await meet_one(connection, "1"), await meet_one(connection, "2")
        begun = SurveyStarted("beteiligung", 1, "de")
        await happen(connection, town, who, begun, SurveyHandedIn("beteiligung", 1, "K7M3Q-X9TW4", ()))
        await happen(connection, town, other, begun)
        found = await find(connection, town, who, MyReceipts())
        assert found == Receipts({"beteiligung": "K7M3Q-X9TW4"}, {"beteiligung": DAY})
        assert await find(connection, town, other, MyReceipts()) == Receipts()


async def test_a_comment_outlives_its_author_without_him(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await happen(connection, town, who, part(1, "Bleibt."), CommentHandedIn(SLUG, 3, 1, "CODE"))
        await connection.execute(tables.citizens.delete())
        query = select(tables.comments.c.citizen, tables.comments.c.receipt)
        assert tuple((await connection.execute(query)).one()) == (None, "CODE")
