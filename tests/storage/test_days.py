"""Whatever is noted with a day is noted with the day it is in the city."""

from datetime import UTC, date, datetime

from sqlalchemy import Date, select

from dialogs.city.answer import Answer
from dialogs.city.comment import Vote
from dialogs.city.event_wish import EventWish
from dialogs.city.facts import (
    CommentContinued,
    CommentHandedIn,
    CommentSupported,
    EventAttended,
    EventSignedUp,
    EventWishChosen,
    QuestionAnswered,
    SectionRead,
    SurveyHandedIn,
    SurveyStarted,
    VoteCast,
    WishChosen,
)
from dialogs.city.facts_notices import SurveyReminderChosen, TopicChosen
from dialogs.city.subscription import EVENTS
from dialogs.city.wish import WishKind
from storage import definitions, items
from storage.city import Cities
from storage.database import Database
from storage.record import Happened, record
from storage.tables import metadata
from tests.sample import GUIDELINE, KEY, NOW, SURVEY, ZONE
from tests.storage.guests import GARDEN
from tests.storage.people import meet_one

MIDNIGHT = datetime(2024, 3, 16, 0, 30, tzinfo=ZONE).astimezone(UTC)
"""Half past midnight on a Saturday; in London it is Friday."""

MINE = (
    SurveyStarted(SURVEY.slug, 1, "de"),
    QuestionAnswered(SURVEY.slug, "dabei", Answer(("yes",)), "yes"),
    SurveyHandedIn(SURVEY.slug, 1, "CODE-1", (("dabei", 1),)),
    SectionRead(GUIDELINE.slug, 1, 1),
    VoteCast(GUIDELINE.slug, 1, 1, Vote.AGREE),
    CommentContinued(GUIDELINE.slug, 1, 1, 1, "Mehr Bänke.", "de"),
    CommentHandedIn(GUIDELINE.slug, 1, 1, "CODE-2", at_once=True),
    EventSignedUp(GARDEN.slug),
    EventAttended(GARDEN.slug),
    EventWishChosen(GARDEN.slug, EventWish.DAY),
    WishChosen(GUIDELINE.slug, WishKind.DAILY),
    SurveyReminderChosen(SURVEY.slug),
    TopicChosen(EVENTS),
)

ELSEWHERE = {"rounds", "citizens", "objections"}
"""Tables with days that are written otherwise: by the clock, with the fact, once a moderator has ruled."""


async def test_half_an_hour_after_midnight_it_is_the_next_day(database: Database) -> None:
    async with database.write() as connection:
        for kind, body in (("survey", SURVEY), ("guideline", GUIDELINE), ("event", GARDEN)):
            item = await items.add_item(connection, kind, body.slug)
            assert item
            await items.publish(connection, item.id, definitions.dump(body), None, NOW)
        shelf = await Cities().current(connection)
        one, other = await meet_one(connection, "one"), await meet_one(connection, "other")
        happened = [Happened(one, "telegram", fact, MIDNIGHT) for fact in MINE]
        await record(connection, shelf, KEY, ZONE, happened)
        seen_so = CommentSupported(GUIDELINE.slug, 1, 1)
        await record(connection, shelf, KEY, ZONE, [Happened(other, "web", seen_so, MIDNIGHT)])
        noted = {}
        for table in metadata.sorted_tables:
            for column in table.c:
                if isinstance(column.type, Date) and table.name not in ELSEWHERE:
                    days = await connection.execute(select(column).distinct())
                    noted[str(column)] = days.scalars().all()
    assert len(noted) > 10
    assert noted == {column: [date(2024, 3, 16)] for column in noted}
