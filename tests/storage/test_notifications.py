"""What citizens are to be told by themselves: noted once, found with all a message needs, told once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from dialogs.city.comment import CommentState
from dialogs.city.decision import Decision, Status
from dialogs.city.guideline import Section
from dialogs.city.moderation import Outcome
from dialogs.city.notification import (
    CommentDecided,
    CommentHidden,
    News,
    NotificationKind,
    ObjectionDecided,
    SectionsChanged,
)
from dialogs.city.objection import Contribution, Reason
from storage import definitions, items, news, notifications, outbox, tables
from storage.city import Cities
from storage.database import Database
from storage.notifications import Fate, Notification, Told
from storage.outbox import Message, Rank, State
from tests.comments import let
from tests.participants import a_comment, speak_up
from tests.sample import GUIDELINE, NOW, both
from tests.storage.objecting import object_to
from tests.storage.people import meet_one
from tests.storage.test_results import counting_queries
from tests.told import RULE, answer_objection, decide, hide, tell_of_version, unhide

FIRST = Contribution("leitlinien", 1, 1, "Eins")


@pytest.fixture
async def item(database: Database) -> int:
    """The number of the sample guideline, and on it two comments of Ada."""
    async with database.write() as connection:
        added = await items.add_item(connection, "guideline", GUIDELINE.slug)
        assert added
        await items.publish(connection, added.id, definitions.dump(GUIDELINE), None, NOW)
    await speak_up(
        database, *a_comment(1, "A-1", "Eins", "und mehr"), *a_comment(3, "A-2", "Zwei"), name="Ada"
    )
    return added.id


async def told(database: Database) -> list[News | None]:
    """What is to be told, in the order it was noted."""
    async with database.write() as connection:
        shelf = await Cities().current(connection)
        untold = await notifications.take(connection, 10, NOW)
        found = await news.find_news(connection, shelf, {each.id: each.kind for each in untold})
    return [found.get(each.id) for each in untold]


async def test_who_is_to_be_told_the_same_twice_is_told_it_once(database: Database) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        hidden = Notification(who, NotificationKind.COMMENT_HIDDEN, 7)
        changed = [Notification(who, NotificationKind.SECTION_CHANGED, 7, version) for version in (2, 3)]
        await notifications.put(connection, [hidden, hidden], NOW)
        await notifications.put(connection, [hidden, *changed], NOW)
        await notifications.put(connection, [], NOW)
        rows = (await connection.execute(select(tables.notifications))).all()
    assert [(row.kind, row.subject, row.version, row.told) for row in rows] == [
        ("comment_hidden", 7, 0, None),
        ("section_changed", 7, 2, None),
        ("section_changed", 7, 3, None),
    ]


async def test_hidden_while_it_is(database: Database, item: int) -> None:
    ruling = await hide(database, "A-1", note="Der zweite Satz.")
    assert await told(database) == [CommentHidden(ruling, FIRST, Reason(RULE, "Der zweite Satz."))]
    await unhide(database, "A-1")
    assert await told(database) == [None]
    again = await hide(database, "A-1", tells=False)
    assert (again, await told(database)) == (ruling + 2, [None])


async def test_what_its_author_took_back_is_not_told_of(database: Database, item: int) -> None:
    ruling = await hide(database, "A-1")
    await object_to(database, ruling)
    await answer_objection(database, "A-1", ruling, Outcome.UPHELD)
    await decide(database, "A-1")
    await let(database, "A-1", state=CommentState.WITHDRAWN)
    assert await told(database) == [None, None, None]


@pytest.mark.parametrize("outcome", Outcome)
async def test_an_objection_is_answered_with_the_last_reason(
    database: Database, item: int, outcome: Outcome
) -> None:
    ruling = await hide(database, "A-1")
    await object_to(database, ruling)
    await answer_objection(database, "A-1", ruling, outcome)
    reason = Reason({}, "Auch wir lesen es so.")
    # That it was hidden is old news by now.
    assert await told(database) == [None, ObjectionDecided(FIRST, outcome is Outcome.GRANTED, reason)]


async def test_an_objection_nobody_has_decided_is_no_news(database: Database, item: int) -> None:
    ruling = await hide(database, "A-1", tells=False)
    who = await object_to(database, ruling)
    async with database.write() as connection:
        early = Notification(who, NotificationKind.OBJECTION_DECIDED, ruling)
        await notifications.put(connection, [early], NOW)
    assert await told(database) == [None]


async def test_what_was_decided_together_is_told_together(database: Database, item: int) -> None:
    await speak_up(database, *a_comment(3, "B-1", "Drei"), name="Ben")
    await decide(database, "A-1", "A-2")
    await decide(database, "B-1")
    second = Contribution("leitlinien", 3, 1, "Zwei")
    yes = Decision(Status.ADOPTED, "Das machen wir.")
    third = CommentDecided((Contribution("leitlinien", 3, 1, "Drei"),), yes)
    assert await told(database) == [CommentDecided((FIRST, second), yes), third]
    await decide(database, "A-1", reason="Doch noch besser.", at=NOW + timedelta(days=1))
    better = replace(yes, reason="Doch noch besser.")
    # What became due at the same moment is told person by person.
    assert await told(database) == [CommentDecided((second,), yes), CommentDecided((FIRST,), better), third]


async def test_a_new_version_is_told_with_all_that_was_written_on_before(
    database: Database, item: int
) -> None:
    later = replace(GUIDELINE, sections=(Section(1, both("Wozu", "Why"), both("Darum.", "So.")),))
    async with database.write() as connection:
        await items.publish(connection, item, definitions.dump(later), None, NOW)
    await speak_up(database, *a_comment(2, "A-3", "Zur neuen", version=2), name="Ada")
    await tell_of_version(database, "A-1", item, 2)
    assert await told(database) == [SectionsChanged("leitlinien", 2, (1, 3))]
    async with database.write() as connection:
        await connection.execute(delete(tables.versions))
        await items.touch_city(connection)
    assert await told(database) == [SectionsChanged("leitlinien", 2, (1, 3))]


async def test_what_only_another_version_of_the_program_knows_is_no_news(
    database: Database, item: int
) -> None:
    await hide(database, "A-1")
    async with database.write() as connection:
        await connection.execute(update(tables.notifications).values(kind="raffle_won"))
    assert await told(database) == [None]


async def test_a_rule_nobody_can_read_is_an_error(database: Database, item: int) -> None:
    await hide(database, "A-1", rule="{")
    with pytest.raises(ValueError, match="Expecting"):
        await told(database)


async def test_few_queries_however_many_there_are(database: Database, item: int) -> None:
    asked = []
    for number, receipts in enumerate((["A-1"], ["A-2", "B-1"])):
        await speak_up(database, *a_comment(2, f"B-{number + 1}", "Drei"), name="Ben")
        for receipt in receipts:
            await hide(database, receipt)
            await decide(database, receipt)
            await tell_of_version(database, receipt, item, 2)
        async with database.write() as connection:
            untold = await notifications.take(connection, 200, NOW)
        async with database.read() as connection:
            shelf = await Cities().current(connection)
            with counting_queries(database) as sent:
                found = await news.find_news(connection, shelf, {each.id: each.kind for each in untold})
        asked.append((len(found), len(sent)))
    assert asked == [(3, 3), (8, 3)]


async def test_told_beside_the_answers(database: Database, item: int) -> None:
    await hide(database, "A-1")
    await decide(database, "A-2")
    async with database.write() as connection:
        first, second = await notifications.take(connection, 10, NOW)
        answer = Message(first.citizen, "web", first.address, "answer", NOW)
        await outbox.put(connection, [answer])
        assert await notifications.has_untold(connection, NOW)
        message = replace(answer, body="news", rank=Rank.REMINDER)
        await notifications.tell(connection, {first.id: Fate.TOLD}, [Told(message)], NOW)
        assert await notifications.take_one(connection, first.id) is None
        assert await notifications.take_one(connection, second.id) == second
        await outbox.put(connection, [replace(answer, body="next answer")])
        await notifications.tell(connection, {second.id: Fate.OVER}, [], NOW)
        await notifications.tell(connection, {}, [], NOW)
        assert not await notifications.has_untold(connection, NOW)
        rows = (await connection.execute(select(tables.outbox).order_by(tables.outbox.c.id))).all()
    assert [(row.body, row.rank, row.state) for row in rows] == [
        ("", Rank.ANSWER, State.REPLACED),
        ("news", Rank.REMINDER, State.WAITING),
        ("next answer", Rank.ANSWER, State.WAITING),
    ]
