"""What becomes of a comment that was handed in: changed in its place, taken back, answered, hidden."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from dialogs.city.comment import CommentKind, CommentState, Visibility
from dialogs.city.decision import Status
from dialogs.city.facts import (
    CommentChanged,
    CommentContinued,
    CommentDiscarded,
    CommentHandedIn,
    CommentSupported,
    CommentWithdrawn,
)
from dialogs.engine.wants import Hiding, MyComment, Story
from storage import opinions, tables
from storage.city import Shelf
from storage.database import Connection, Database
from tests.sample import GUIDELINE, NOW
from tests.storage.people import meet_one
from tests.storage.test_comments_of_others import hand_in
from tests.storage.test_record_guidelines import comments_of, find, happen, part, town

__all__ = ["town"]

SLUG = GUIDELINE.slug
COMMENT, PROPOSAL = CommentKind
DAY = date(2024, 3, 15)
LATER = NOW + timedelta(days=3)


async def value(connection: Connection, comment: int, name: str) -> object:
    column = tables.comments.c[name]
    return (
        await connection.execute(select(column).where(tables.comments.c.id == comment))
    ).scalar_one_or_none()


async def words_of(connection: Connection, comment: int) -> list[str]:
    parts = tables.comment_parts.c
    query = select(parts.words).where(parts.comment == comment).order_by(parts.number)
    return [str(words) for words in (await connection.execute(query)).scalars().all()]


async def test_a_comment_and_a_proposal_can_be_written_side_by_side(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await happen(connection, town, who, part(1, "Auch Kinder."))
        await happen(connection, town, who, CommentContinued(SLUG, 3, 1, 1, "Alle Menschen.", "de", PROPOSAL))
        await happen(connection, town, who, part(2, "Und Gäste."))
        assert [(c.kind, c.parts) for c in await comments_of(connection, town, who)] == [
            (PROPOSAL, ("Alle Menschen.",)),
            (COMMENT, ("Auch Kinder.", "Und Gäste.")),
        ]
        await happen(connection, town, who, CommentHandedIn(SLUG, 3, 1, "CODE", PROPOSAL))
        await happen(connection, town, who, CommentDiscarded(SLUG, 3, 1))
        [left] = await comments_of(connection, town, who)
        assert (left.kind, left.state, left.receipt) == (PROPOSAL, CommentState.HANDED_IN, "CODE")
        assert (left.visibility, left.status) == (Visibility.WAITING, Status.RECEIVED)


async def test_whoever_is_to_be_read_at_once_is_released(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        said = await hand_in(connection, town, who, "Auch Kinder.", at_once=True)
        assert await value(connection, said, "visibility") == Visibility.RELEASED
        assert await value(connection, said, "moderation") == "open"


async def test_the_new_words_take_the_place_of_the_old_ones(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who, other = await meet_one(connection, "1"), await meet_one(connection, "2")
        said = await hand_in(connection, town, who, "Auch Kinder.\nUnd Gäste.")
        await happen(connection, town, other, CommentSupported(SLUG, said, 1))
        receipt, arrived = [await value(connection, said, name) for name in ("receipt", "arrived")]
        await connection.execute(update(tables.comments).values(moderation="done"))
        await happen(connection, town, who, CommentContinued(SLUG, 3, 1, 1, "Alle.", "de", COMMENT, said))
        [draft, before] = await comments_of(connection, town, who)
        assert (draft.replaces, before.is_handed_in, before.parts) == (said, True, ("Auch Kinder.",))
        await happen(connection, town, who, CommentChanged(SLUG, 3, 1, COMMENT, said), at=LATER)
        [after] = await comments_of(connection, town, who)
        assert (after.id, after.receipt, after.parts) == (said, receipt, ("Alle.",))
        assert (after.visibility, after.day) == (Visibility.WAITING, DAY + timedelta(days=3))
        assert await words_of(connection, said) == ["Alle."]
        assert await value(connection, said, "moderation") == "open"
        assert await value(connection, said, "arrived") == int(str(arrived)) + 1
        assert (await connection.execute(select(func.count()).select_from(tables.supports))).scalar() == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [(Visibility.HIDDEN, Visibility.WAITING), (Visibility.WAITING, Visibility.RELEASED)],
)
async def test_what_was_hidden_is_looked_at_before_it_is_read_again(
    database: Database, town: Shelf, before: Visibility, after: Visibility
) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        said = await hand_in(connection, town, who, "Unfreundlich.")
        await connection.execute(update(tables.comments).values(visibility=before))
        await happen(connection, town, who, CommentContinued(SLUG, 3, 1, 1, "Besser.", "de", COMMENT, said))
        await happen(connection, town, who, CommentChanged(SLUG, 3, 1, COMMENT, said, at_once=True))
        assert await value(connection, said, "visibility") == after


async def test_what_was_taken_back_is_gone_but_for_its_receipt(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who, other = await meet_one(connection, "1"), await meet_one(connection, "2")
        said = await hand_in(connection, town, who, "Geht.")
        stays = await hand_in(connection, town, other, "Bleibt.")
        await happen(connection, town, other, CommentSupported(SLUG, said, 1))
        await happen(connection, town, who, CommentContinued(SLUG, 3, 1, 1, "Anders.", "de", COMMENT, said))
        await happen(connection, town, who, CommentWithdrawn(SLUG, stays))
        assert await words_of(connection, stays) == ["Bleibt."]
        await happen(connection, town, who, CommentWithdrawn(SLUG, said), at=LATER)
        [left] = await comments_of(connection, town, who)
        assert (left.state, left.parts, left.day) == (CommentState.WITHDRAWN, (), LATER.date())
        assert left.receipt == await value(connection, said, "receipt")
        assert (await connection.execute(select(tables.comment_parts.c.words))).scalars().all() == ["Bleibt."]
        assert (await connection.execute(select(tables.supports))).all() == []
        found = await opinions.count_opinions(connection, town.guidelines.numbers[SLUG])
        assert {section: opinion.comments for section, opinion in found.items()} == {3: 1}
        # Twice is once, and nobody changes what is gone.
        await happen(connection, town, who, CommentWithdrawn(SLUG, said))
        await happen(connection, town, who, CommentContinued(SLUG, 3, 1, 1, "Doch.", "de", COMMENT, said))
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await happen(connection, town, who, CommentChanged(SLUG, 3, 1, COMMENT, said))


async def test_all_about_one_comment(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who, other = await meet_one(connection, "1"), await meet_one(connection, "2")
        said = await hand_in(connection, town, who, "Auch Kinder.\nUnd Gäste.")
        parts = ("Auch Kinder.", "Und Gäste.")
        assert await find(connection, town, who, MyComment(said)) == Story(parts)
        assert await find(connection, town, other, MyComment(said)) == Story()
        assert await find(connection, town, who, MyComment(9999)) == Story()
        for number, (status, reason) in enumerate([("in_review", ""), ("partly", "Kinder ja.")], start=1):
            decided = {"id": number, "comment": said, "status": status, "reason": reason, "staff": "anna"}
            await connection.execute(insert(tables.decisions).values(**decided, at=LATER))
        answered = Story(parts, Status.PARTLY, "Kinder ja.")
        assert await find(connection, town, who, MyComment(said)) == answered


async def test_why_a_comment_is_hidden(database: Database, town: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        said = await hand_in(connection, town, who, "Unfreundlich.")
        body = {"de": "Bitte freundlich.", "en": "Be kind."}
        rule = {"id": 90, "position": 90, "body": json.dumps(body)}
        await connection.execute(insert(tables.house_rules).values(**rule))
        ruled = {"comment": said, "verdict": "hide", "before": "", "after": "", "staff": "anna", "at": NOW}
        await connection.execute(insert(tables.rulings).values(id=1, rule=90, note="Ton.", **ruled))
        assert await find(connection, town, who, MyComment(said)) == Story(("Unfreundlich.",))
        await connection.execute(update(tables.comments).values(visibility=Visibility.HIDDEN))
        story = Story(("Unfreundlich.",), hiding=Hiding(1, body, "Ton."))
        assert await find(connection, town, who, MyComment(said)) == story
        await connection.execute(insert(tables.objections).values(ruling=1, day=DAY))
        await connection.execute(insert(tables.rulings).values(id=2, **ruled))
        story = Story(("Unfreundlich.",), hiding=Hiding(2, {}))
        assert await find(connection, town, who, MyComment(said)) == story
        await connection.execute(insert(tables.objections).values(ruling=2, day=DAY))
        story = Story(("Unfreundlich.",), hiding=Hiding(2, {}, objected=True))
        assert await find(connection, town, who, MyComment(said)) == story
