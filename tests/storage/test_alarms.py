"""What operators have to know: signs of the intake, who waits, what has been raised."""

from datetime import timedelta

from dialogs.city.alarm import Alarm, AlarmKind, Loss, Raised, Signs
from storage import alarms, citizens, inbox, outbox
from storage.alarms import Kept, News, Turn
from storage.database import Database
from storage.inbox import Arrival
from storage.outbox import Message, Rank
from tests.sample import NOW


async def test_signs_of_the_intake(database: Database) -> None:
    async with database.write() as connection:
        assert await alarms.find_signs(connection) == Signs()
        await alarms.begin(connection, NOW)
        await alarms.begin(connection, NOW + timedelta(hours=1))
        assert await alarms.find_signs(connection) == Signs(intake=NOW)
        for hour in (2, 3):
            await alarms.refuse(connection, NOW + timedelta(hours=hour))
        signs = await alarms.find_signs(connection)
        assert signs == Signs(intake=NOW, refused=NOW + timedelta(hours=2))
        back = NOW + timedelta(hours=4)
        assert await alarms.sign(connection, back) is None
        assert await alarms.find_signs(connection) == Signs(intake=back)
        await alarms.forget_intake(connection)
        assert await alarms.find_signs(connection) == Signs()


async def test_who_was_away_for_more_than_a_day_is_told_what_may_be_lost(database: Database) -> None:
    """F18."""
    back = NOW + timedelta(days=3)
    lost = Loss(NOW, back - timedelta(days=1), back)
    async with database.write() as connection:
        await alarms.sign(connection, NOW)
        assert await alarms.sign(connection, back) == lost
        assert await alarms.sign(connection, back + timedelta(minutes=1)) is None
        assert (await alarms.find_signs(connection)).loss == lost


async def test_since_when_somebody_waits_for_an_answer(database: Database) -> None:
    def ago(minutes: float) -> Message:
        return Message(citizen, "telegram", "1", "{}", NOW - timedelta(minutes=minutes))

    async with database.write() as connection:
        met = await citizens.meet(connection, "telegram", {"1": "de"}, NOW)
        citizen = met["1"].citizen.id
        # What is told by itself may take its time, and nothing is sent to the web page.
        for channel, rank in (
            ("telegram", Rank.REMINDER),
            ("telegram", Rank.BROADCAST),
            ("web", Rank.ANSWER),
        ):
            old = NOW - timedelta(hours=1)
            await outbox.put(connection, [Message(citizen, channel, "1", "{}", old, rank)])
        assert (await alarms.find_signs(connection)).waiting is None
        await outbox.put(connection, [ago(minutes=2)])
        assert (await alarms.find_signs(connection)).waiting == NOW - timedelta(minutes=2)
        arrivals = [Arrival("web", f"k{n}", "w", "{}", NOW - timedelta(minutes=n)) for n in (5, 4)]
        await inbox.put(connection, arrivals)
        assert (await alarms.find_signs(connection)).waiting == NOW - timedelta(minutes=5)


async def test_what_is_raised_is_known_to_the_next_leader(database: Database) -> None:
    lost = Alarm(AlarmKind.MESSAGES_LOST, NOW - timedelta(days=3), NOW - timedelta(days=1))
    late = Alarm(AlarmKind.ANSWERS_LATE, NOW)
    kept = Kept((Raised(lost, NOW), Raised(late, NOW)), (News(Turn.OVER, late, NOW),))
    async with database.write() as connection:
        assert await alarms.find_kept(connection) == Kept()
        await alarms.keep(connection, kept)
        assert await alarms.find_kept(connection) == kept
