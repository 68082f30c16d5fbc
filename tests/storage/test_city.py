"""The city is read anew only when something was published, and a broken item leaves only itself out."""

from datetime import date

from sqlalchemy import event, update
from structlog.testing import capture_logs

from dialogs.city.event import Event
from dialogs.city.guideline import Guideline, Section
from dialogs.city.project import Milestone, Project
from dialogs.city.survey import Survey
from storage import definitions, items, tables
from storage.city import Cities, Edition
from storage.database import Connection, Database
from storage.definitions import Definition
from tests.sample import NOW, SURVEY, both


async def publish(connection: Connection, kind: str, slug: str, definition: Definition) -> int:
    """Publishes a definition as the next version; returns the item's number."""
    item = await items.find_item(connection, kind, slug) or await items.add_item(connection, kind, slug)
    assert item
    await items.publish(connection, item.id, definitions.dump(definition), None, NOW)
    return item.id


FEST = Event("fest", both("Fest", "Party"), NOW, lat=49.4, lon=7.7)
LEITLINIEN = Guideline(
    "leitlinien", both("Leitlinien", "Guidelines"), (Section(3, both("Wer", "Who"), {}),), opens=NOW
)
VORHABEN = Project(both("Vorhaben", "Project"), timetable=(Milestone(date(2024, 3, 8), {"de": "Beginn"}),))


async def test_an_empty_database_has_an_empty_city(database: Database) -> None:
    async with database.read() as connection:
        shelf = await Cities().current(connection)
    assert shelf.city.revision == 0
    assert (shelf.city.surveys, shelf.city.guidelines, shelf.city.events) == ({}, {}, {})
    assert shelf.city.project.name["de"] == "Stadtdialog"


async def test_what_was_published_comes_back_as_it_was(database: Database) -> None:
    async with database.write() as connection:
        id = await publish(connection, "survey", "beteiligung", SURVEY)
        await publish(connection, "event", "fest", FEST)
        await publish(connection, "guideline", "leitlinien", LEITLINIEN)
        await publish(connection, "project", "project", VORHABEN)
        shelf = await Cities().current(connection)
    assert shelf.city.surveys["beteiligung"].newest == SURVEY
    assert shelf.city.events == {"fest": FEST}
    assert shelf.editions == {"fest": Edition(1, NOW)}
    assert shelf.city.guidelines["leitlinien"].newest == LEITLINIEN
    assert len(shelf.guidelines.salts["leitlinien"]) == 32
    assert shelf.city.project == VORHABEN
    assert (shelf.surveys.numbers, shelf.surveys.slugs) == ({"beteiligung": id}, {id: "beteiligung"})
    assert len(shelf.surveys.salts["beteiligung"]) == 32


async def test_surveys_keep_all_versions_others_only_the_newest(database: Database) -> None:
    async with database.write() as connection:
        for title in ("Eins", "Zwei"):
            await publish(connection, "survey", "a", Survey("a", {"de": title}, SURVEY.questions))
            await publish(connection, "event", "fest", Event("fest", {"de": title}, NOW))
        shelf = await Cities().current(connection)
    assert {number: v.title["de"] for number, v in shelf.city.surveys["a"].versions.items()} == {
        1: "Eins",
        2: "Zwei",
    }
    assert shelf.city.events["fest"].title["de"] == "Zwei"


async def test_drafts_are_not_in_the_city(database: Database) -> None:
    async with database.write() as connection:
        item = await items.add_item(connection, "survey", "entwurf")
        assert item
        await items.save_draft(connection, item.id, definitions.dump(SURVEY), 0, 1, NOW)
        assert (await Cities().current(connection)).city.surveys == {}


async def test_closed_surveys_are_there_and_closed_events_are_gone(database: Database) -> None:
    async with database.write() as connection:
        for kind, definition in (("survey", SURVEY), ("event", FEST)):
            await items.set_closed(
                connection, await publish(connection, kind, definition.slug, definition), True
            )
        shelf = await Cities().current(connection)
    assert shelf.city.surveys["beteiligung"].closed
    assert shelf.city.events == {}


async def test_a_broken_definition_leaves_its_item_out_with_an_alarm(database: Database) -> None:
    async with database.write() as connection:
        broken = await publish(connection, "survey", "kaputt", SURVEY)
        await publish(connection, "survey", "gut", SURVEY)
        await publish(connection, "event", "fest", FEST)
        await connection.execute(
            update(tables.versions).where(tables.versions.c.item == broken).values(body='{"slug": 1}')
        )
        with capture_logs() as logs:
            shelf = await Cities().current(connection)
    assert list(shelf.city.surveys) == ["gut"]
    assert list(shelf.city.events) == ["fest"]
    assert [(log["event"], log["log_level"], log["item"], log["version"]) for log in logs] == [
        ("definition is broken", "error", broken, 1)
    ]


async def test_a_broken_new_version_leaves_people_in_the_old_one(database: Database) -> None:
    async with database.write() as connection:
        id = await publish(connection, "survey", "a", SURVEY)
        await items.publish(connection, id, "{}", None, NOW)
        with capture_logs():
            shelf = await Cities().current(connection)
    assert list(shelf.city.surveys) == []


async def test_it_is_read_once_until_something_changes(database: Database) -> None:
    cities = Cities()
    seen: list[str] = []
    engine = database._writer.sync_engine
    async with database.write() as connection:
        await publish(connection, "survey", "a", SURVEY)
        first = await cities.current(connection)
    event.listen(engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    async with database.write() as connection:
        assert await cities.current(connection) is first
        assert len([statement for statement in seen if statement.startswith("SELECT")]) == 1
        await publish(connection, "event", "fest", FEST)
        second = await cities.current(connection)
    assert second.city.revision > first.city.revision
    assert second.city.events == {"fest": FEST}


async def test_published_versions_are_understood_once(database: Database) -> None:
    cities = Cities()
    async with database.write() as connection:
        await publish(connection, "survey", "a", SURVEY)
        first = await cities.current(connection)
        await publish(connection, "event", "fest", FEST)
        second = await cities.current(connection)
    assert second.city.surveys["a"].newest is first.city.surveys["a"].newest


async def test_another_process_sees_it_too(database: Database) -> None:
    here, there = Cities(), Cities()
    async with database.write() as connection:
        await publish(connection, "event", "fest", FEST)
        await here.current(connection)
    async with database.write() as connection:
        await items.set_closed(connection, 1, True)
    async with database.read() as connection:
        assert (await here.current(connection)).city == (await there.current(connection)).city
