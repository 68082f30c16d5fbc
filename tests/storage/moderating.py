"""A guideline with comments, and moderators who decide about them."""

from datetime import datetime

from dialogs.city.facts import CommentHandedIn, ObjectionRaised
from dialogs.city.guideline import Guideline
from dialogs.city.moderation import ObjectionDecided, Outcome, Ruled, decide_objection, hide, release, undo
from storage import definitions, items, moderation
from storage.database import Database
from storage.moderation import Moderated
from tests.comments import number_of
from tests.participants import a_comment, speak_up
from tests.sample import GUIDELINE, NOW

NOWAK, ALBERS = "Frau Nowak", "Herr Albers"


async def publish(database: Database, guideline: Guideline = GUIDELINE) -> int:
    """Publishes the sample guideline, or another one; returns the number of its item."""
    async with database.write() as connection:
        await items.add_item(connection, "guideline", guideline.slug)
        item = await items.find_item(connection, "guideline", guideline.slug)
        assert item
        await items.publish(connection, item.id, definitions.dump(guideline), None, NOW)
    return item.id


async def say(
    database: Database, receipt: str, *parts: str, section: int = 3, at_once: bool = False, name: str = ""
) -> int:
    """Somebody hands in a comment; returns its number."""
    *written, _ = a_comment(section, receipt, *(parts or ("Mehr Bänke.",)))
    handed_in = CommentHandedIn(GUIDELINE.slug, section, 1, receipt, at_once=at_once)
    await speak_up(database, *written, handed_in, name=name or receipt)
    return await number_of(database, receipt)


async def look(database: Database, number: int) -> Moderated:
    """The comment as a moderator sees it."""
    async with database.read() as connection:
        found = await moderation.find_comment(connection, number)
    assert found
    return found


async def let_release(database: Database, number: int, by: str = NOWAK, at: datetime = NOW) -> None:
    """Releases a comment."""
    comment = await look(database, number)
    await _rule(database, comment, release(comment.case, comment.case.seen), by, at)


async def let_hide(
    database: Database, number: int, by: str = NOWAK, at: datetime = NOW, *, rule: int = 3, note: str = ""
) -> None:
    """Hides a comment."""
    comment = await look(database, number)
    await _rule(database, comment, hide(comment.case, comment.case.seen, rule, (rule,), note), by, at)


async def let_undo(database: Database, number: int, by: str = NOWAK, at: datetime = NOW) -> None:
    """Takes the newest ruling back."""
    comment = await look(database, number)
    await _rule(database, comment, undo(comment.case, comment.case.seen, by, at), by, at)


async def _rule(database: Database, comment: Moderated, ruled: object, by: str, at: datetime) -> None:
    assert isinstance(ruled, Ruled), ruled
    async with database.write() as connection:
        await moderation.rule(connection, comment, ruled, by, at)


async def object_to(database: Database, number: int, name: str) -> None:
    """The author, known by name, objects to the newest ruling."""
    comment = await look(database, number)
    await speak_up(database, ObjectionRaised(comment.case.rulings[-1].number), name=name)


async def let_decide(
    database: Database, number: int, outcome: Outcome, note: str = "", by: str = ALBERS, at: datetime = NOW
) -> None:
    """Decides the objection to the newest ruling."""
    comment = await look(database, number)
    decided = decide_objection(comment.case, comment.case.seen, by, outcome, note)
    assert isinstance(decided, ObjectionDecided), decided
    async with database.write() as connection:
        await moderation.decide_objection(connection, comment, decided, by, at)
