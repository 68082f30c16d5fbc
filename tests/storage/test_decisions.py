"""Answers of the city: many comments at once, nothing overwritten, each author told once."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, update

from dialogs.city.comment import CommentState, Visibility
from dialogs.city.decision import Decision, Status
from storage import definitions, items
from storage.comment_lists import find_comments
from storage.database import Database
from storage.decisions import (
    Answered,
    Outcome,
    Sight,
    count_answered,
    decide_comments,
    foresee,
    list_decisions,
)
from storage.tables import citizens
from tests.comments import let, number_of, to_be_told
from tests.participants import a_comment, speak_up
from tests.sample import GUIDELINE, NOW

YES = Decision(Status.ADOPTED, "Das machen wir.")
NO = Decision(Status.NOT_ADOPTED, "Das geht leider nicht.")
LOOKING = Decision(Status.IN_REVIEW)


@pytest.fixture
async def item(database: Database) -> int:
    """The number of the sample guideline."""
    async with database.write() as connection:
        added = await items.add_item(connection, "guideline", GUIDELINE.slug)
        assert added
        await items.publish(connection, added.id, definitions.dump(GUIDELINE), None, NOW)
    return added.id


async def sights(database: Database, item: int, seen: dict[int, int]) -> dict[int, Sight]:
    """The decisions that were seen, with the words as they stand."""
    async with database.read() as connection:
        words = {c.id: c.arrived for c in await find_comments(connection, item, list(seen))}
    return {comment: Sight(decision, words.get(comment, 0)) for comment, decision in seen.items()}


async def decide(
    database: Database, item: int, decided: dict[int, int], decision: Decision = YES, *, later: float = 0
) -> Outcome:
    """Decides about comments of which these decisions were seen."""
    seen = await sights(database, item, decided)
    async with database.write() as connection:
        return await decide_comments(
            connection, item, seen, decision, "Frau Berger", NOW + timedelta(days=later)
        )


async def history(database: Database, comment: int) -> list[tuple[int, Status, str]]:
    async with database.read() as connection:
        return [(told.id, told.status, told.reason) for told in await list_decisions(connection, comment)]


async def test_many_at_once_and_each_author_is_told_once(database: Database, item: int) -> None:
    ada = await speak_up(database, *a_comment(1, "A-1", "Eins"), *a_comment(3, "A-2", "Zwei"), name="Ada")
    ben = await speak_up(database, *a_comment(3, "B-1", "Drei"), name="Ben")
    await speak_up(database, *a_comment(2, "C-1", "Vier"), name="Cem")
    seen = {await number_of(database, receipt): 0 for receipt in ("A-1", "A-2", "B-1")}
    async with database.read() as connection:
        expected = await foresee(connection, item, await sights(database, item, seen), YES)
    outcome = await decide(database, item, seen)
    assert outcome == expected == Outcome((*seen,), (), (), 2, 0)
    told = {comment: await history(database, comment) for comment in seen}
    assert [entries[0][1:] for entries in told.values()] == [(Status.ADOPTED, YES.reason)] * 3
    a_1, _a_2, b_1 = (entries[0][0] for entries in told.values())
    assert await to_be_told(database) == [(ada, "comment_decided", a_1), (ben, "comment_decided", b_1)]
    async with database.read() as connection:
        [entry] = await list_decisions(connection, await number_of(database, "B-1"))
    assert (entry.staff, entry.at) == ("Frau Berger", NOW)
    assert await history(database, await number_of(database, "C-1")) == []


async def test_the_same_again_changes_nothing_and_tells_nobody(database: Database, item: int) -> None:
    await speak_up(database, *a_comment(1, "A-1", "Eins"))
    await speak_up(database, *a_comment(1, "B-1", "Zwei"))
    first, second = [await number_of(database, receipt) for receipt in ("A-1", "B-1")]
    await decide(database, item, {first: 0})
    [(made, _status, _reason)] = await history(database, first)
    assert await decide(database, item, {first: made}) == Outcome()
    assert await decide(database, item, {first: made, second: 0}) == Outcome((second,), people=1)
    assert len(await history(database, first)) == 1
    assert len(await to_be_told(database)) == 2


async def test_another_reason_is_another_answer(database: Database, item: int) -> None:
    await speak_up(database, *a_comment(1, "A-1", "Eins"))
    comment = await number_of(database, "A-1")
    seen = 0
    for decision in (LOOKING, YES, Decision(Status.ADOPTED, "Genauer gesagt: 2025."), NO):
        assert (await decide(database, item, {comment: seen}, decision)).changing == (comment,)
        seen = (await history(database, comment))[-1][0]
    assert [entry[1:] for entry in await history(database, comment)] == [
        (Status.IN_REVIEW, ""),
        (Status.ADOPTED, "Das machen wir."),
        (Status.ADOPTED, "Genauer gesagt: 2025."),
        (Status.NOT_ADOPTED, "Das geht leider nicht."),
    ]
    assert len(await to_be_told(database)) == 4


async def test_whoever_comes_second_overwrites_nothing(database: Database, item: int) -> None:
    await speak_up(database, *a_comment(1, "A-1", "Eins"))
    await speak_up(database, *a_comment(1, "B-1", "Zwei"))
    first, second = [await number_of(database, receipt) for receipt in ("A-1", "B-1")]
    await decide(database, item, {first: 0})
    outcome = await decide(database, item, {first: 0, second: 0}, NO)
    assert (outcome.overtaken, outcome.is_possible) == ((first,), False)
    assert await history(database, second) == []
    assert [entry[1] for entry in await history(database, first)] == [Status.ADOPTED]


async def test_words_nobody_has_seen_are_not_answered(database: Database, item: int) -> None:
    await speak_up(database, *a_comment(1, "A-1", "Ja."))
    comment = await number_of(database, "A-1")
    seen = await sights(database, item, {comment: 0})
    await let(database, "A-1", arrived=seen[comment].arrived + 1)
    async with database.write() as connection:
        outcome = await decide_comments(connection, item, seen, YES, "Frau Berger", NOW)
    assert outcome.overtaken == (comment,)
    assert await history(database, comment) == []


async def test_of_many_at_once_one_wins(database: Database, item: int) -> None:
    for number in range(3):
        await speak_up(database, *a_comment(1, f"A-{number}", "x"))
    numbers = [await number_of(database, f"A-{number}") for number in range(3)]
    orders = (numbers, numbers[::-1], numbers[1:] + numbers[:1], numbers)
    outcomes = await asyncio.gather(*(decide(database, item, dict.fromkeys(order, 0)) for order in orders))
    assert sorted(outcome.is_possible for outcome in outcomes) == [False, False, False, True]
    assert [len(await history(database, number)) for number in numbers] == [1, 1, 1]
    assert len(await to_be_told(database)) == 3


async def test_only_what_is_handed_in_on_this_guideline(database: Database, item: int) -> None:
    for receipt in ("A-1", "B-1", "C-1"):
        await speak_up(database, *a_comment(1, receipt, "x"))
    taken_back = await let(database, "A-1", state="withdrawn")
    unfinished = await let(database, "B-1", state=CommentState.UNFINISHED)
    there = await number_of(database, "C-1")
    outcome = await decide(database, item, {taken_back: 0, unfinished: 0, there: 0, 999: 0})
    assert outcome.gone == (taken_back, unfinished, 999)
    assert (await decide(database, item + 1, {there: 0})).gone == (there,)
    assert await to_be_told(database) == []


async def test_who_cannot_be_told_any_more_is_counted_and_not_made_anew(
    database: Database, item: int
) -> None:
    gone = await speak_up(database, *a_comment(1, "A-1", "Eins"), *a_comment(3, "A-2", "Zwei"))
    blocked = await speak_up(database, *a_comment(1, "B-1", "Drei"))
    async with database.write() as connection:
        await connection.execute(delete(citizens).where(citizens.c.id == gone))
        await connection.execute(update(citizens).where(citizens.c.id == blocked).values(reachable=False))
    seen = {await number_of(database, receipt): 0 for receipt in ("A-1", "A-2", "B-1")}
    outcome = await decide(database, item, seen)
    assert (len(outcome.changing), outcome.people, outcome.unreachable) == (3, 0, 3)
    assert [citizen for citizen, _kind, _subject in await to_be_told(database)] == [blocked]


async def test_how_far_the_city_is(database: Database, item: int) -> None:
    async with database.read() as connection:
        assert await count_answered(connection) == {}
    for days, receipt in enumerate(("A-1", "B-1", "C-1", "D-1", "E-1")):
        await speak_up(database, *a_comment(1, receipt, "x"), now=NOW + timedelta(days=days))
    hidden, a, b, c, _waits = [
        await number_of(database, receipt) for receipt in ("A-1", "B-1", "C-1", "D-1", "E-1")
    ]
    await let(database, "A-1", visibility=Visibility.HIDDEN)
    async with database.read() as connection:
        assert await count_answered(connection) == {item: Answered(0, 4, None, date(2024, 3, 16))}
    await decide(database, item, {hidden: 0}, later=30)
    await decide(database, item, {a: 0}, LOOKING, later=2)
    await decide(database, item, {b: 0}, later=2)
    await decide(database, item, {c: 0}, later=13)
    async with database.read() as connection:
        assert await count_answered(connection) == {item: Answered(2, 4, 5.0, date(2024, 3, 16))}
    [(looked, _status, _reason)] = await history(database, a)
    await decide(database, item, {a: looked}, later=4)
    [(answered, _status, _reason)] = await history(database, b)
    # A better reason later on does not make the first answer later.
    await decide(database, item, {b: answered}, NO, later=20)
    async with database.read() as connection:
        assert await count_answered(connection) == {item: Answered(3, 4, 3, date(2024, 3, 19))}
