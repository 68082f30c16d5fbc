"""What people want to be told: kept once, read together, and ended at once in what waits for them."""

from datetime import timedelta

from sqlalchemy import insert, select, text

from dialogs.city.broadcast import Audience, Broadcast
from dialogs.city.event_wish import EventWish
from dialogs.city.facts import EventWishChosen, Fact, WishChosen, WishTakenBack
from dialogs.city.facts_notices import (
    AllSwitchedOff,
    QuietHoursChosen,
    RemindersStopped,
    RhythmChosen,
    SurveyReminderChosen,
    TopicChosen,
    TopicDropped,
)
from dialogs.city.notification import EventNew, NotificationKind, WindowOpens
from dialogs.city.quiet import QuietHours
from dialogs.city.subscription import EVENTS, OF_PROJECT, WINDOWS, Notices, Rhythm
from dialogs.city.urgency import switch_of_all, switch_of_calls, switch_of_wish
from dialogs.city.wish import WishKind
from dialogs.engine.wants import MyNotices
from storage import definitions, items, notifications, outbox, outbox_left, tables, wants
from storage.broadcasts import dump
from storage.city import Cities, Shelf
from storage.database import Connection, Database
from storage.notifications import Notification
from storage.record import Happened, record
from tests import sample
from tests.dialogs.dates import ZOO
from tests.storage.people import meet

LATER = sample.NOW + timedelta(hours=1)
ZOO_TOPIC = f"{OF_PROJECT}zoo"


async def lay_out(connection: Connection) -> Shelf:
    """The sample survey and guideline, and an event."""
    for kind, body in (("survey", sample.SURVEY), ("guideline", sample.GUIDELINE), ("event", ZOO)):
        item = await items.add_item(connection, kind, body.slug)
        assert item
        await items.publish(connection, item.id, definitions.dump(body), None, sample.NOW)
    return await Cities().current(connection)


async def does(connection: Connection, shelf: Shelf, who: int, *facts: Fact) -> None:
    """Somebody switches something, now."""
    happened = [Happened(who, "telegram", fact, sample.NOW) for fact in facts]
    await record(connection, shelf, sample.KEY, sample.ZONE, happened)


async def see(connection: Connection, shelf: Shelf, *people: int) -> list[Notices]:
    """What these people have switched on."""
    wanted = {who: {MyNotices()} for who in people}
    found = await wants.answer(connection, shelf, sample.KEY, wanted)
    mine = [found[who][MyNotices()] for who in people]
    assert all(isinstance(each, Notices) for each in mine)
    return [each for each in mine if isinstance(each, Notices)]


async def test_off_until_it_is_switched_on(database: Database) -> None:
    async with database.write() as connection:
        shelf = await lay_out(connection)
        ada, ben = [each.citizen.id for each in (await meet(connection, "1", "2")).values()]
        assert await see(connection, shelf, ada, ben) == [Notices(), Notices()]
        night = QuietHours(22 * 60, 7 * 60)
        await does(
            connection, shelf, ada, TopicChosen(EVENTS), TopicChosen(EVENTS), RhythmChosen(Rhythm.DAILY)
        )
        await does(connection, shelf, ada, QuietHoursChosen(night), SurveyReminderChosen("beteiligung"))
        await does(connection, shelf, ada, WishChosen("leitlinien", WishKind.DAILY))
        await does(connection, shelf, ada, EventWishChosen("zoo", EventWish.DAY))
        reminders = (("survey", "beteiligung"), ("guideline", "leitlinien"), ("event", "zoo"))
        on = Notices(frozenset({EVENTS}), Rhythm.DAILY, night, reminders)
        assert await see(connection, shelf, ada, ben) == [on, Notices()]
        await does(connection, shelf, ada, QuietHoursChosen(None), RemindersStopped("survey", "beteiligung"))
        await does(connection, shelf, ada, RemindersStopped("guideline", "leitlinien"))
        left = Notices(frozenset({EVENTS}), Rhythm.DAILY, None, reminders[1:])
        assert await see(connection, shelf, ada) == [left], "a section a day is no reminder"
        await does(connection, shelf, ada, RemindersStopped("survey", "gibtsnicht"), AllSwitchedOff())
        assert await see(connection, shelf, ada) == [Notices(rhythm=Rhythm.DAILY)]


async def wait_in_outbox(
    connection: Connection, who: int, *topics: str, broadcast: int | None = None
) -> None:
    """Messages that wait to be sent."""
    for topic in topics:
        await connection.execute(
            insert(tables.outbox).values(
                citizen=who,
                channel="telegram",
                address="1",
                body="{}",
                state="waiting",
                due=sample.NOW,
                created=sample.NOW,
                rank=2 if broadcast is None else 3,
                broadcast=broadcast,
                topic=topic,
            )
        )


async def ended(connection: Connection) -> list[tuple[str, int | None]]:
    """What was ended, and why: topics and broadcasts."""
    query = select(tables.outbox).where(tables.outbox.c.state != "waiting").order_by(tables.outbox.c.id)
    rows = (await connection.execute(query)).all()
    assert all((row.state, row.reason, row.body) == ("skipped", "unsubscribed", "") for row in rows)
    return [(row.topic, row.broadcast) for row in rows]


async def test_what_waits_ends_with_its_switch(database: Database) -> None:
    async with database.write() as connection:
        shelf = await lay_out(connection)
        ada, ben = [each.citizen.id for each in (await meet(connection, "1", "2")).values()]
        calls, daily = (
            switch_of_calls("guideline", "leitlinien"),
            switch_of_wish(WishKind.DAILY, "leitlinien"),
        )
        zoo = switch_of_wish(EventWish.DAY, "zoo")
        for who in (ada, ben):
            await does(connection, shelf, who, TopicChosen(EVENTS), TopicChosen(ZOO_TOPIC))
            await wait_in_outbox(connection, who, "", EVENTS, WINDOWS, calls, daily, zoo)
        await does(connection, shelf, ada, TopicDropped(EVENTS))
        assert await ended(connection) == [], "it is wanted for its project still"
        await does(connection, shelf, ada, TopicDropped(ZOO_TOPIC))
        assert await ended(connection) == [(EVENTS, None)]
        await does(connection, shelf, ada, WishTakenBack("leitlinien", WishKind.DAILY))
        await does(connection, shelf, ada, WishTakenBack("leitlinien", WishKind.DAY_BEFORE))
        assert await ended(connection) == [(EVENTS, None), (calls, None), (daily, None)]
        await does(connection, shelf, ada, AllSwitchedOff())
        topics = [EVENTS, WINDOWS, calls, daily, zoo]
        assert await ended(connection) == [(topic, None) for topic in topics], "an answer is none of it"
        await does(connection, shelf, ben, RemindersStopped("guideline", "leitlinien"))
        assert await ended(connection) == [(topic, None) for topic in (*topics, calls)]


async def test_a_digest_that_waits_ends_when_all_of_it_is_switched_off(database: Database) -> None:
    async with database.write() as connection:
        shelf = await lay_out(connection)
        ada = (await meet(connection, "1"))["1"].citizen.id
        await does(connection, shelf, ada, TopicChosen(EVENTS), TopicChosen(WINDOWS))
        both = switch_of_all([WindowOpens("beteiligung", "survey"), EventNew("zoo"), EventNew("fest")])
        await wait_in_outbox(connection, ada, both)
        await does(connection, shelf, ada, TopicDropped(WINDOWS))
        assert await ended(connection) == [], "new events are still wanted"
        await does(connection, shelf, ada, TopicDropped(EVENTS))
        assert await ended(connection) == [(both, None)]


async def test_broadcasts_that_wait_end_for_who_wants_them_no_more(database: Database) -> None:
    told = {"de": "Es geht los."}
    bodies = [
        Broadcast(told),
        Broadcast(told, audience=Audience(topic=WINDOWS)),
        Broadcast(told, service=True),
        Broadcast(told, service=True, audience=Audience(topic=WINDOWS)),
    ]
    async with database.write() as connection:
        shelf = await lay_out(connection)
        ada = (await meet(connection, "1"))["1"].citizen.id
        for number, body in enumerate(bodies, start=1):
            await connection.execute(
                insert(tables.broadcasts).values(
                    id=number,
                    body=dump(body),
                    state="sending",
                    created=sample.NOW,
                    changed=sample.NOW,
                    author="Frau Berger",
                )
            )
            await wait_in_outbox(connection, ada, "", broadcast=number)
        await does(connection, shelf, ada, TopicDropped(EVENTS))
        assert await ended(connection) == []
        await does(connection, shelf, ada, TopicDropped(WINDOWS))
        assert await ended(connection) == [("", 2), ("", 4)]
        await does(connection, shelf, ada, AllSwitchedOff())
        assert await ended(connection) == [("", 1), ("", 2), ("", 4)], "what belongs to a sign-up still comes"


async def test_what_is_just_being_sent_is_not_tried_again(database: Database) -> None:
    async with database.write() as connection:
        shelf = await lay_out(connection)
        ada = (await meet(connection, "1"))["1"].citizen.id
        await does(connection, shelf, ada, TopicChosen(EVENTS))
        await wait_in_outbox(connection, ada, EVENTS)
        [row] = await outbox.claim(connection, "telegram", "me", 1, sample.NOW)
        await does(connection, shelf, ada, TopicDropped(EVENTS))
        later = outbox.Result(row.id, ada, outbox.State.WAITING, "status 503", due=sample.NOW)
        await outbox.finish(connection, [later], sample.NOW)
        assert await outbox.claim(connection, "telegram", "me", 1, sample.NOW) == []
        assert await outbox_left.expire(connection, sample.NOW) == [2]


async def test_another_rhythm_lets_what_waits_be_looked_at_again(database: Database) -> None:
    async with database.write() as connection:
        shelf = await lay_out(connection)
        ada = (await meet(connection, "1"))["1"].citizen.id
        await notifications.put(connection, [Notification(ada, NotificationKind.EVENT_NEW, 3)], sample.NOW)
        for fact in (RhythmChosen(Rhythm.AT_ONCE), QuietHoursChosen(None)):
            await notifications.put_off(connection, {1: LATER})
            assert not await notifications.has_untold(connection, sample.NOW)
            await does(connection, shelf, ada, fact)
            assert await notifications.has_untold(connection, sample.NOW)
        await connection.execute(text("UPDATE preferences SET rhythm = 'monthly'"))
        assert (await see(connection, shelf, ada))[0].rhythm is Rhythm.AT_ONCE
