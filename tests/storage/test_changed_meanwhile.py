"""A comment whose words are changed while others agree to it, or while the city answers it."""

import asyncio

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from dialogs.city.comment import CommentKind
from dialogs.city.decision import Decision, Status
from dialogs.city.facts import CommentChanged, CommentContinued, CommentSupported, Fact
from storage import tables
from storage.city import Cities, Shelf
from storage.database import Connection, Database
from storage.decisions import Sight, decide_comments
from storage.pen import Happened
from storage.record import record
from tests.sample import GUIDELINE, KEY, NOW, ZONE
from tests.storage.people import meet_one
from tests.storage.test_comments_of_others import hand_in
from tests.storage.test_record_guidelines import happen, town

__all__ = ["town"]

SLUG = GUIDELINE.slug
COMMENT = CommentKind.COMMENT
SOON = 0.2


async def let_speak(database: Database, town: Shelf) -> tuple[int, int, int]:
    """An author says yes and has begun to say no; returns author, comment and somebody who reads the yes."""
    async with database.write() as connection:
        author, reader = await meet_one(connection, "1"), await meet_one(connection, "2")
        said = await hand_in(connection, town, author, "Ja.")
        await happen(connection, town, author, CommentContinued(SLUG, 3, 1, 1, "Nein.", "de", COMMENT, said))
    return author, said, reader


def change(author: int, said: int) -> Happened[Fact]:
    return Happened(author, "telegram", CommentChanged(SLUG, 3, 1, COMMENT, said, at_once=True), NOW)


def support(reader: int, said: int) -> Happened[Fact]:
    return Happened(reader, "telegram", CommentSupported(SLUG, said, 1), NOW)


async def write(database: Database, *happened: Happened[Fact]) -> None:
    async with database.write() as connection:
        await record(connection, await Cities().current(connection), KEY, ZONE, happened)


async def count_supports(database: Database) -> int:
    async with database.read() as connection:
        return len((await connection.execute(select(tables.supports))).all())


async def words(connection: Connection, said: int) -> list[str]:
    parts = tables.comment_parts.c
    return [*(await connection.execute(select(parts.words).where(parts.comment == said))).scalars()]


async def test_nobody_agrees_to_words_he_did_not_read(database: Database, town: Shelf) -> None:
    author, said, reader = await let_speak(database, town)
    # Both in one batch: there the change comes first.
    await write(database, support(reader, said), change(author, said))
    assert await count_supports(database) == 0
    await write(database, support(reader, said))
    assert await count_supports(database) == 0


@pytest.mark.parametrize("first", ["change", "support"])
async def test_nor_while_they_are_changed(database: Database, town: Shelf, first: str) -> None:
    author, said, reader = await let_speak(database, town)
    both = {"change": change(author, said), "support": support(reader, said)}
    begins = both.pop(first)
    async with database.write() as connection:
        await record(connection, await Cities().current(connection), KEY, ZONE, [begins])
        following = asyncio.create_task(write(database, *both.values()))
        await asyncio.sleep(SOON)
        assert not following.done(), "it has to wait for what becomes of the words"
    await following
    assert await count_supports(database) == 0


async def test_what_the_city_answers_keeps_its_words(database: Database, town: Shelf) -> None:
    author, said, _reader = await let_speak(database, town)
    item = town.guidelines.numbers[SLUG]
    async with database.write() as connection:
        yes = Decision(Status.ADOPTED, "Das machen wir.")
        outcome = await decide_comments(connection, item, {said: Sight(0, 1)}, yes, "Frau Berger", NOW)
        assert outcome.changing == (said,)
        changing = asyncio.create_task(write(database, change(author, said)))
        await asyncio.sleep(SOON)
        assert not changing.done(), "it has to wait for the answer"
    with pytest.raises(IntegrityError):
        await changing
    async with database.read() as connection:
        assert await words(connection, said) == ["Ja."]
