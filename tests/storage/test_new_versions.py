"""Who is told of a new version: authors of comments on what reads otherwise in their language, once."""

from dataclasses import replace

from sqlalchemy import select

from dialogs.city.facts import CommentContinued
from dialogs.city.guideline_changes import rewritten
from storage import definitions, items
from storage.city_file import CityFile, read_city
from storage.city_file_import import import_city
from storage.database import Database
from storage.new_versions import count_authors, tell_authors
from storage.tables import notifications
from tests import sample
from tests.participants import a_comment, speak_up
from tests.storage.city_texts import BERLIN, GUIDELINE

SLUG = sample.GUIDELINE.slug
FIRST, SECOND, THIRD = sample.GUIDELINE.sections
LATER = replace(
    sample.GUIDELINE,
    sections=(replace(FIRST, text={**FIRST.text, "de": "Darum."}), SECOND),
)
"""The first section changed in German only; the third is gone."""


async def test_authors_on_changed_and_vanished_sections_are_told_once(database: Database) -> None:
    async with database.write() as connection:
        item = await items.add_item(connection, "guideline", SLUG)
        assert item
        await items.publish(connection, item.id, definitions.dump(sample.GUIDELINE), None, sample.NOW)
    told = await speak_up(
        database, *a_comment(FIRST.number, "A", "Gut."), *a_comment(THIRD.number, "B", "Auch."), name="Ali"
    )
    vanished = await speak_up(database, *a_comment(THIRD.number, "C", "Fine."), language="en")
    await speak_up(database, *a_comment(FIRST.number, "D", "Fine."), language="en")
    await speak_up(database, *a_comment(SECOND.number, "E", "Alle?"))
    await speak_up(database, CommentContinued(SLUG, FIRST.number, 1, 1, "Noch nicht", "de"))
    changed = rewritten(sample.GUIDELINE, LATER)
    async with database.write() as connection:
        assert await count_authors(connection, item.id, changed) == 2
        for _again in range(2):
            await tell_authors(connection, item.id, 2, changed, sample.NOW)
        assert await count_authors(connection, item.id, {}) == 0
        rows = (await connection.execute(select(notifications).order_by(notifications.c.citizen))).all()
    assert [(row.citizen, row.kind, row.subject, row.version, row.created, row.told) for row in rows] == [
        (who, "section_changed", item.id, 2, sample.NOW, None) for who in (told, vanished)
    ]


async def test_a_file_that_changes_a_section_tells_its_authors_too(database: Database) -> None:
    for text in ("Darum.", "Darum eben."):
        file = read_city(GUIDELINE.replace("Darum.", text).encode(), BERLIN)
        assert isinstance(file, CityFile)
        async with database.write() as connection:
            await import_city(connection, file, sample.NOW)
            rows = (await connection.execute(select(notifications))).all()
        if not rows:
            author = await speak_up(database, *a_comment(1, "A", "Gut."))
    assert [(row.citizen, row.version) for row in rows] == [(author, 2)]
