"""What is told by itself comes once, and comes again only if it was wished for again."""

from dataclasses import replace

import pytest

from bot import notify
from bot.remind import MOST_TELLINGS, Reminded, remind
from dialogs.city.answer import Answer
from dialogs.city.facts import EventSignedUp, QuestionAnswered, SurveyStarted
from dialogs.city.facts_notices import SurveyReminderChosen
from storage import definitions, items
from tests.bot.test_told_in_time import CHANGED, WAITS, ZOO, Square, at, square
from tests.walks.living import rows

__all__ = ["square"]


async def test_who_wishes_to_be_reminded_of_a_survey_again_is_reminded_again(square: Square) -> None:
    wish = SurveyReminderChosen("beteiligung")
    await square.does("1", SurveyStarted("beteiligung", 1, "de"), wish)
    assert await square.wait("03-18 17:00") == [("1", WAITS)]
    square.clock.stands_at = at("03-19 12:00")
    answer = QuestionAnswered("beteiligung", "dabei", Answer(("yes",), revision=1), "yes")
    await square.does("1", answer, wish)
    assert await square.wait("03-22 16:59") == []
    assert await square.wait("03-22 17:00") == [("1", WAITS)]
    assert await square.wait("03-25 17:00") == []


async def test_two_changes_cut_by_a_batch_are_one(square: Square, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notify, "BATCH", 1)
    await square.does("1", EventSignedUp("zoo"))
    await square.publish("event", replace(ZOO, place="A"))
    await square.publish("event", replace(ZOO, place="B"))
    assert await square.wait("03-16 12:00") == [("1", CHANGED)]


async def test_a_change_is_told_as_long_as_somebody_might_come_in_vain(square: Square) -> None:
    await square.does("1", EventSignedUp("zoo"))
    await square.publish("event", replace(ZOO, starts=at("03-29 10:00")))
    assert await square.wait("03-30 12:00") == [("1", CHANGED)], "it was on the 31st before"
    assert (await square.last())[3] == at("03-31 13:00").timestamp() * 1000
    await square.publish("event", replace(ZOO, place="Am Tor"))
    assert await square.wait("03-31 13:00") == []
    assert await square.fates() == ["expired"]


async def test_many_new_events_are_told_without_the_clock_standing_still(square: Square) -> None:
    """A process that gives no sign of life for three seconds counts as dead."""
    new = [replace(ZOO, slug=f"zoo-{number}", project="Grün") for number in range(20)]
    async with square.town.database.write() as connection:
        for event in new:
            item = await items.add_item(connection, "event", event.slug)
            assert item
            await items.publish(connection, item.id, definitions.dump(event), None, square.clock())
    ticks: list[Reminded] = []
    while not ticks or not ticks[-1].is_through:
        ticks.append(await remind(square.town, square.clock()))
        [[gone_through]] = await rows(square.town.database, "SELECT count(*) FROM rounds WHERE item > 3")
        assert gone_through <= len(ticks) * MOST_TELLINGS
    assert gone_through == 20 * 3
