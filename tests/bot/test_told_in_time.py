"""Events, windows and begun surveys, told by the clock: in time, once, and only to who wants it."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from bot.notify import Notify
from bot.remind import forget_wishes, remind
from bot.serve import channels
from bot.town import Town
from dialogs.city.answer import Answer
from dialogs.city.comment import Vote
from dialogs.city.event import Event
from dialogs.city.event_wish import EventWish
from dialogs.city.facts import (
    EventSignedOff,
    EventSignedUp,
    EventWishChosen,
    EventWishTakenBack,
    Fact,
    QuestionAnswered,
    SurveyHandedIn,
    SurveyStarted,
    VoteCast,
    WishChosen,
    WishTakenBack,
)
from dialogs.city.facts_notices import (
    AllSwitchedOff,
    QuietHoursChosen,
    RhythmChosen,
    SurveyReminderChosen,
    TopicChosen,
    TopicDropped,
)
from dialogs.city.quiet import NEVER
from dialogs.city.subscription import EVENTS, OF_DISTRICT, WINDOWS, Rhythm
from dialogs.city.wish import WishKind
from storage import citizens, definitions, event_changes, items, notifications, record, reminders, signups
from storage.database import Database
from storage.record import Happened
from tests import sample
from tests.walks.living import BERLIN, Clock, rows

ON_PAGE = "…"
"""What was told on the web page, which has no text of its own."""

WEEK, DAY, HOURS = (EventWishChosen("zoo", kind) for kind in EventWish)


def at(text: str) -> datetime:
    """A moment on the wall in Berlin, such as "03-22 17:00"."""
    return datetime.strptime(f"2024-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=BERLIN).astimezone(UTC)


ZOO = Event(
    "zoo", sample.both("Rundgang", "A walk"), at("03-31 10:00"), district="Mitte", signup=True, capacity=1
)
"""On the morning after the clocks have changed."""


@dataclass
class Square:
    """People of a town, its clock, and the loop that tells them."""

    town: Town
    clock: Clock = field(default_factory=lambda: Clock(at("03-15 12:00")))
    numbers: dict[str, int] = field(default_factory=dict)

    async def publish(self, kind: str, body: Any) -> None:
        """Publishes something, and tells of it as staff's page does."""
        async with self.town.database.write() as connection:
            before = (await self.town.cities.current(connection)).city.events.get(body.slug)
            item = await items.add_item(connection, kind, body.slug)
            if item is None:
                item = await items.find_item(connection, kind, body.slug)
            assert item
            number = await items.publish(connection, item.id, definitions.dump(body), None, self.clock())
            if kind == "event":
                assert number
                await event_changes.tell(connection, item.id, number, before, body, self.clock())

    async def does(self, who: str, *facts: Fact, channel: str = "telegram") -> None:
        """Somebody does something, now; everybody has read the notice."""
        async with self.town.database.write() as connection:
            met = await citizens.meet(connection, channel, {who: "de"}, self.clock())
            await connection.exec_driver_sql("UPDATE citizens SET notice = 1")
            self.numbers[who] = met[who].citizen.id
            shelf = await self.town.cities.current(connection)
            happened = [Happened(met[who].citizen.id, channel, fact, self.clock()) for fact in facts]
            await record.record(connection, shelf, self.town.key, self.town.zone, happened)

    async def note(self, moment: str) -> None:
        """It gets as late as that, and what is due is noted."""
        self.clock.stands_at = at(moment)
        while not (await remind(self.town, self.clock())).is_through:
            pass

    async def wait(self, moment: str) -> list[tuple[str, str]]:
        """It gets as late as that, and what is due is told; returns to whom, and the first line of each."""
        before = len(await self._out())
        await self.note(moment)
        notify = Notify(self.town, channels(), asyncio.Event(), self.clock)
        while await notify.once():
            pass
        told = (await self._out())[before:]
        return [(who, body.get("text", ON_PAGE).split("\n")[0]) for who, body, *_ in told]

    async def _out(self) -> list[tuple[str, dict[str, Any], int, int | None, str]]:
        found = await rows(
            self.town.database, "SELECT address, body, rank, expires, topic FROM outbox ORDER BY id"
        )
        return [(who, orjson.loads(body.split("\n")[-1] or "{}"), *rest) for who, body, *rest in found]

    async def last(self) -> tuple[str, dict[str, Any], int, int | None, str]:
        """The message told last."""
        return (await self._out())[-1]

    async def fates(self) -> list[str]:
        """How notifications ended that were not told, in the order they were noted."""
        query = "SELECT fate FROM notifications WHERE told IS NOT NULL AND fate <> '' ORDER BY id"
        return [fate for [fate] in await rows(self.town.database, query)]


@pytest.fixture
async def square(database: Database) -> Square:
    """A town with an event, a survey and a guideline, both open until 29 March 2024, 23:59."""
    square = Square(Town(database, sample.KEY, BERLIN, "square"))
    await square.publish("event", ZOO)
    await square.publish("survey", sample.SURVEY)
    await square.publish("guideline", sample.GUIDELINE)
    assert await square.wait("03-15 12:00") == [], "nobody wants to be told anything"
    return square


SOON, NOW = "Bald ist es so weit", "Gleich geht es los"


async def test_reminders_of_an_event_come_by_the_clock_on_the_wall(square: Square) -> None:
    await square.does("1", WEEK, DAY, HOURS)
    await square.does("2", DAY)
    assert await square.wait("03-24 09:59") == []
    assert await square.wait("03-24 10:00") == [("1", SOON)]
    assert await square.wait("03-30 09:59") == []
    assert await square.wait("03-30 10:00") == [("1", SOON), ("2", SOON)]
    assert await square.wait("03-31 07:59") == []
    assert await square.wait("03-31 08:00") == [("1", NOW)]
    who, body, rank, expires, topic = await square.last()
    assert (who, rank, topic) == ("1", 2, "event-hours zoo")
    assert expires == at("03-31 10:00").timestamp() * 1000
    assert "disable_notification" not in body
    assert await square.wait("03-31 09:59") == []


async def test_at_night_a_chosen_reminder_makes_no_sound(square: Square) -> None:
    await square.publish("event", replace(ZOO, starts=at("03-31 08:30")))
    await square.does("1", HOURS)
    assert await square.wait("03-31 06:30") == [("1", NOW)]
    assert (await square.last())[1]["disable_notification"] is True


async def test_after_an_outage_the_newest_comes_and_what_is_over_does_not(square: Square) -> None:
    await square.does("1", WEEK, DAY, HOURS)
    await square.does("2", WEEK)
    await square.does("3", HOURS)
    assert await square.wait("03-30 12:00") == [("1", SOON), ("2", SOON)]
    assert await square.fates() == ["superseded"]
    await square.note("03-31 09:00")
    assert await square.wait("03-31 10:00") == []
    assert await square.fates() == ["superseded", "expired", "expired"]


async def test_who_switches_off_after_it_was_noted_is_left_in_peace(square: Square) -> None:
    await square.does("1", DAY)
    await square.does("2", DAY)
    await square.does("3", TopicChosen(EVENTS), TopicChosen(WINDOWS), DAY)
    await square.note("03-30 10:00")
    await square.does("1", EventWishTakenBack("zoo", EventWish.DAY))
    await square.does("3", AllSwitchedOff())
    assert await square.wait("03-30 10:01") == [("2", SOON)]
    assert sorted(await square.fates()) == ["not wished", "not wished"]


CHANGED, CANCELLED = "Termin geändert", "Termin abgesagt"


async def test_a_moved_event_is_told_and_reminded_of_anew(square: Square) -> None:
    await square.does("1", DAY, EventSignedUp("zoo"))
    await square.does("2", EventSignedUp("zoo"))
    await square.does("3", DAY)
    assert await square.wait("03-30 10:00") == [("1", SOON), ("3", SOON)]
    later = replace(ZOO, starts=at("04-07 10:00"))
    await square.publish("event", later)
    assert await square.wait("03-30 10:01") == [("1", CHANGED), ("2", CHANGED), ("3", CHANGED)]
    assert (await square.last())[2] == 1
    await square.does("2", EventSignedOff("zoo"))
    await square.publish("event", replace(later, place="Am Tor"))
    await square.publish("event", replace(later, place="Am Tor", ends=at("04-07 12:00")))
    assert await square.wait("03-31 08:00") == [("1", CHANGED), ("3", CHANGED)]
    body = (await square.last())[1]["text"]
    assert ("Am Tor" in body, "12:00" in body) == (True, True), "both changes in one message"
    assert await square.wait("04-06 10:00") == [("1", SOON), ("3", SOON)]


async def test_who_is_told_of_a_nearer_day_is_not_reminded_of_it_as_well(square: Square) -> None:
    await square.does("1", WEEK, DAY)
    await square.does("2", WEEK)
    square.clock.stands_at = at("03-18 12:00")
    await square.publish("event", replace(ZOO, starts=at("03-22 10:00")))
    assert await square.wait("03-18 12:01") == [("1", CHANGED), ("2", CHANGED)]
    assert await square.wait("03-18 12:02") == []
    assert await square.fates() == ["superseded", "superseded"]
    assert await square.wait("03-21 10:00") == [("1", SOON)]


async def test_a_reminder_noted_before_the_event_was_moved_is_not_told(square: Square) -> None:
    await square.does("1", DAY)
    await square.note("03-30 10:00")
    await square.publish("event", replace(ZOO, cancelled=True))
    assert await square.wait("03-30 10:01") == [("1", CANCELLED)]
    assert await square.wait("03-31 09:00") == []
    assert await square.fates() == ["over"]


async def test_seats_and_minutes(square: Square) -> None:
    await square.does("1", EventSignedUp("zoo"))
    await square.does("2", EventSignedUp("zoo"))
    await square.does("3", EventSignedUp("zoo"))
    await square.does("1", EventSignedOff("zoo"))
    await square.does("2", EventSignedOff("zoo"))
    assert await square.wait("03-15 21:00") == [("3", "Sie haben einen Platz")]
    assert await square.fates() == ["over"], "whose seat it was had signed off again"
    async with square.town.database.write() as connection:
        await connection.exec_driver_sql(
            f"INSERT INTO attendances SELECT {square.numbers['3']}, id, '2024-03-31' FROM items"
            " WHERE kind = 'event'"
        )
        assert await signups.move_up(connection, [1], square.clock()) == 0
    square.clock.stands_at = at("04-01 21:00")
    await square.publish("event", replace(ZOO, minutes=sample.both("Es war schön.", "It was nice.")))
    assert await square.wait("04-01 21:00") == []
    assert await square.wait("04-02 08:00") == [("3", "Das Protokoll ist da")]


NEW = "Neuer Termin"


async def test_new_events_for_who_wants_to_hear_of_them(square: Square) -> None:
    await square.does("1", TopicChosen(EVENTS), TopicChosen(f"{OF_DISTRICT}mitte"))
    await square.does("2", TopicChosen(f"{OF_DISTRICT}mitte"))
    await square.does("3", TopicChosen(f"{OF_DISTRICT}anderswo"))
    await square.does("4", TopicChosen(EVENTS), QuietHoursChosen(NEVER))
    await square.publish("event", replace(ZOO, slug="wald"))
    assert await square.wait("03-15 21:00") == [("4", NEW)]
    assert await square.wait("03-16 07:59") == []
    await square.does("2", TopicDropped(f"{OF_DISTRICT}mitte"))
    assert await square.wait("03-16 08:00") == [("1", NEW)]
    assert await square.fates() == ["not wished"]
    assert (await square.last())[2:] == (2, at("03-31 10:00").timestamp() * 1000, EVENTS)
    await square.publish("event", replace(ZOO, slug="wald", place="Am Tor"))
    assert await square.wait("03-16 09:00") == [], "it is not new any more"


async def test_a_series_is_one_message_however_long_it_takes_to_note_it(
    square: Square, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.remind.MOST_TELLINGS", 2)
    await square.does("1", TopicChosen(EVENTS))
    await square.does("2", DAY)
    for number in range(3):
        await square.publish("event", replace(ZOO, slug=f"wald-{number}", starts=at("04-20 10:00")))
    notify = Notify(square.town, channels(), asyncio.Event(), square.clock)
    square.clock.stands_at = at("03-30 10:00")
    told, is_through = list[int](), False
    while not is_through:
        is_through = (await remind(square.town, square.clock())).is_through
        told.append(await notify.once())
    assert (told[0], told[-1], {*told[1:-1]}) == (1, 3, {0}), "a reminder of today does not wait"
    assert (await square.last())[1]["text"].count("Rundgang") == 3


async def test_a_digest_tells_all_at_once_on_its_day(square: Square) -> None:
    await square.does("1", TopicChosen(EVENTS), TopicChosen(WINDOWS), RhythmChosen(Rhythm.WEEKLY))
    await square.does("2", TopicChosen(EVENTS), RhythmChosen(Rhythm.DAILY))
    for number in range(3):
        await square.publish("event", replace(ZOO, slug=f"wald-{number}"))
    await square.publish("survey", replace(sample.SURVEY, slug="bald", opens=at("03-16 08:00")))
    assert await square.wait("03-15 14:00") == []
    assert await square.wait("03-15 17:00") == [("2", "Neues für Sie")]
    assert await square.wait("03-16 17:00") == []
    assert await square.wait("03-18 16:59") == []
    assert await square.wait("03-18 17:00") == [("1", "Neues für Sie")]
    _, body, _, expires, topic = await square.last()
    assert ([body["text"].count(words) for words in ("Rundgang", "Mitreden")], topic) == (
        [3, 1],
        "events windows",
    )
    assert expires == at("03-31 10:00").timestamp() * 1000
    # On Monday it would be over.
    await square.publish("event", replace(ZOO, slug="gleich", starts=at("03-20 18:00")))
    assert await square.wait("03-18 18:00") == [("1", NEW)]
    await square.does("1", RhythmChosen(Rhythm.AT_ONCE))


CALL, WAITS = "Bald ist die Frist zu Ende", "Ihre Umfrage wartet"


async def test_what_closes_is_told_to_who_has_not_finished(square: Square) -> None:
    begun = SurveyStarted("beteiligung", 1, "de")
    for who in ("1", "2", "3"):
        await square.does(who, TopicChosen(WINDOWS))
    await square.does("1", begun)
    await square.does("2", begun, SurveyHandedIn("beteiligung", 1, "K7M3Q-X9TW4", ()))
    await square.does("2", *(VoteCast("leitlinien", number, 1, Vote.AGREE) for number in (1, 2, 3)))
    await square.does(
        "4", WishChosen("leitlinien", WishKind.WEEK_BEFORE), WishChosen("leitlinien", WishKind.DAY_BEFORE)
    )
    assert await square.wait("03-22 17:00") == [("4", CALL)]
    told = await square.wait("03-26 17:00")
    # Several that nobody has wished for become one message.
    assert sorted(told) == [("1", "Neues für Sie"), ("3", "Neues für Sie")]
    await square.does("3", TopicDropped(WINDOWS))
    assert sorted(await square.wait("03-28 17:00")) == [("1", "Neues für Sie"), ("4", CALL)]
    assert (await square.last())[4] in ("windows", "calls guideline leitlinien")
    assert {*await square.fates()} == {"over"}


async def test_word_of_the_end_noted_too_early_is_not_told(square: Square) -> None:
    await square.does("1", TopicChosen(WINDOWS), SurveyReminderChosen("beteiligung"))
    await square.does("2", SurveyReminderChosen("beteiligung"))
    await square.note("03-26 17:00")
    await square.does("2", AllSwitchedOff())
    await square.publish("survey", replace(sample.SURVEY, closes=at("04-10 12:00")))
    await square.publish("guideline", replace(sample.GUIDELINE, closes=None))
    assert await square.wait("03-26 17:01") == []
    assert {*await square.fates()} == {"not wished", "over"}
    assert await square.wait("04-08 17:00") == [("1", CALL)], "the outage over the seventh: one is enough"


async def test_a_begun_survey_is_reminded_of_once_after_three_quiet_days(square: Square) -> None:
    begun = SurveyStarted("beteiligung", 1, "de")

    def answer(revision: int) -> Fact:
        return QuestionAnswered("beteiligung", "dabei", Answer(("yes",), revision=revision), "yes")

    for who in ("1", "2", "3", "4"):
        await square.does(who, begun, SurveyReminderChosen("beteiligung"))
    await square.does("1", answer(1))
    square.clock.stands_at = at("03-17 12:00")
    await square.does("2", answer(1))
    await square.does("4", SurveyHandedIn("beteiligung", 1, "K7M3Q-X9TW4", ()))
    assert await square.wait("03-18 16:59") == []
    await square.note("03-18 17:00")
    async with square.town.database.write() as connection:
        await connection.exec_driver_sql(f"DELETE FROM participation WHERE citizen = {square.numbers['3']}")
    assert await square.wait("03-18 17:01") == [("1", WAITS)]
    assert await square.wait("03-20 16:59") == []
    assert await square.wait("03-20 17:00") == [("2", WAITS)], "after the last answer"
    assert await square.wait("03-21 17:00") == [], "once"
    assert await square.fates() == ["over", "over"]
    assert await forget_wishes(square.town, at("03-30 12:00")) == 4


async def test_reminders_and_news_wait_while_much_waits_to_be_sent(
    square: Square, monkeypatch: pytest.MonkeyPatch
) -> None:
    await square.does("1", TopicChosen(EVENTS), DAY)
    await square.does("2", TopicChosen(EVENTS))
    await square.publish("event", replace(ZOO, slug="wald"))
    monkeypatch.setattr(notifications, "AHEAD", 0)
    assert await square.wait("03-30 10:00") == []
    monkeypatch.undo()
    assert await square.wait("03-30 10:01") == [("1", SOON), ("1", NEW), ("2", NEW)]
    monkeypatch.setattr(notifications, "AHEAD", 0)
    await square.publish("event", replace(ZOO, cancelled=True))
    assert await square.wait("03-30 10:02") == [("1", CANCELLED)], "a change does not wait"
    ended = await rows(square.town.database, "SELECT topic, reason FROM outbox WHERE state = 'skipped'")
    assert ended == [("event-day zoo", "changed")], "what was to remind of it is not sent any more"


async def test_a_backlog_on_one_channel_holds_up_nobody_on_another(
    square: Square, monkeypatch: pytest.MonkeyPatch
) -> None:
    await square.does("1", WEEK)
    assert await square.wait("03-24 10:00") == [("1", SOON)]
    monkeypatch.setattr(notifications, "AHEAD", 1)
    await square.does("2", DAY)
    await square.does("page", DAY, channel="web")
    await square.does("late", DAY, channel="web")
    monkeypatch.setattr("bot.notify.BATCH", 1)
    assert await square.wait("03-30 10:00") == [("page", ON_PAGE), ("late", ON_PAGE)]
    async with square.town.database.write() as connection:
        # Nobody can be sent anything just now: what is tried again later is no backlog.
        await connection.exec_driver_sql(
            f"UPDATE outbox SET due = {at('03-30 11:00').timestamp() * 1000:.0f}"
        )
    assert await square.wait("03-30 10:01") == [("2", SOON)]


async def test_past_a_backlog_is_looked_only_now_and_then(
    square: Square, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifications, "AHEAD", 0)
    notify = Notify(square.town, channels(), asyncio.Event(), square.clock)
    await square.does("page", DAY, TopicChosen(EVENTS), channel="web")
    await square.note("03-30 10:00")
    assert (await notify.once(), await notify.once()) == (1, 0)
    await square.publish("event", replace(ZOO, slug="wald"))
    await square.note("03-30 10:00")
    assert await notify.once() == 0
    square.clock.stands_at = at("03-30 10:00") + timedelta(seconds=11)
    assert await notify.once() == 1


async def test_a_kind_nobody_knows_and_a_thing_that_is_gone_tell_nothing(square: Square) -> None:
    await square.does("1", TopicChosen(EVENTS), TopicChosen(WINDOWS), DAY, EventSignedUp("zoo"))
    await square.does("1", WishChosen("leitlinien", WishKind.DAILY))
    await square.publish("event", replace(ZOO, slug="wald", starts=at("03-29 10:00")))
    await square.note("03-16 17:00")
    await square.publish("event", replace(ZOO, place="Am Tor"))
    async with square.town.database.write() as connection:
        await connection.exec_driver_sql("UPDATE versions SET body = '{}'")
        await connection.exec_driver_sql("UPDATE meta SET value = '99' WHERE key = 'revision'")
    gone = Square(Town(square.town.database, sample.KEY, BERLIN, "gone"), square.clock)
    assert await gone.wait("03-16 17:01") == []
    assert {*await gone.fates()} == {"over"}


async def test_both_changes_of_the_clock(square: Square) -> None:
    autumn = replace(ZOO, slug="herbst", starts=at("10-27 18:00"))
    await square.publish("event", autumn)
    await square.does(
        "1", DAY, EventWishChosen("herbst", EventWish.DAY), EventWishChosen("herbst", EventWish.WEEK)
    )
    told, moment = list[datetime](), at("03-29 00:00")
    for begins, days in (("03-29 00:00", 3), ("10-19 12:00", 9)):
        moment = at(begins)
        until = moment + timedelta(days=days)
        while moment < until:
            told += [moment] * (await remind(square.town, moment)).noted
            moment += timedelta(minutes=30)
    assert told == [at("03-30 10:00"), at("10-20 18:00"), at("10-26 18:00")]


async def test_what_was_switched_off_or_put_right_while_it_waited(square: Square) -> None:
    begun = SurveyStarted("beteiligung", 1, "de")
    await square.does("1", begun, SurveyReminderChosen("beteiligung"), EventSignedUp("zoo"))
    await square.does("2", WishChosen("leitlinien", WishKind.DAILY), EventSignedUp("zoo"))
    await square.note("03-18 17:00")
    await square.publish("event", replace(ZOO, place="Am Tor"))
    await square.does("1", AllSwitchedOff(), EventSignedOff("zoo"))
    await square.does("2", WishTakenBack("leitlinien", WishKind.DAILY))
    await square.publish("event", ZOO)
    # Who has got the free seat is told so; that nothing has changed after all is told to nobody.
    assert await square.wait("03-18 17:01") == [("2", "Sie haben einen Platz")]
    assert sorted(await square.fates()) == ["not wished", "not wished", "not wished", "over", "superseded"]


async def test_of_several_words_of_the_end_the_last_is_told(square: Square) -> None:
    for kind in (WishKind.THREE_DAYS_BEFORE, WishKind.DAY_BEFORE):
        await square.does("1", WishChosen("leitlinien", kind))
    await square.note("03-26 17:00")
    assert await square.wait("03-28 17:00") == [("1", CALL)]
    assert await square.fates() == ["superseded"]


async def test_of_much_a_part_is_noted_at_each_tick(square: Square, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "MOST", 2)
    for who in ("1", "2", "3", "4", "5"):
        await square.does(who, HOURS)
    await square.does("1", DAY)
    noted = list[tuple[int, bool]]()
    while not (noted and noted[-1][1]):
        tick = await remind(square.town, at("03-31 08:00"))
        noted.append((tick.noted, tick.is_through))
    assert noted == [(3, False), (2, False), (1, True)]
