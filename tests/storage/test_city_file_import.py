"""A city file comes into the database once, completely, and never over what staff have done."""

import asyncio
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from dialogs.city.event import Event
from storage import definitions, items, journal, tables
from storage.city import Cities
from storage.city_file import CityFile, read_city, read_city_file
from storage.city_file_import import Deed, Report, import_city
from storage.city_file_shift import shift_to_now
from storage.database import Connection, Database
from storage.items import Item
from storage.trouble import Conflict
from tests.sample import NOW

BERLIN = ZoneInfo("Europe/Berlin")
SAMPLE = Path(__file__).parents[2] / "examples" / "kaiserslautern.yaml"
STAFF = 7
FILE = """\
project:
  name: {de: Stadtdialog}
guidelines:
  - slug: leitlinien
    title: {de: Leitlinien}
    opens: "2024-03-08 00:00"
    sections: [{number: 1, title: {de: Wozu}, text: {de: Darum.}}]
events:
  - slug: markt
    title: {de: Markt}
    starts: "2024-03-16 10:00"
"""


def city(text: str = FILE) -> CityFile:
    read = read_city(text.encode(), BERLIN)
    assert isinstance(read, CityFile), [str(mistake) for mistake in read]
    return read


def changed(word: str = "Wochenmarkt") -> CityFile:
    """The file after somebody renamed the event in it."""
    return city(FILE.replace("{de: Markt}", f"{{de: {word}}}"))


async def bring(database: Database, file: CityFile) -> Report:
    async with database.write() as connection:
        return await import_city(connection, file, NOW)


def deeds(report: Report) -> dict[str, Deed]:
    return {line.slug: line.deed for line in report.lines}


async def find(connection: Connection, kind: str, slug: str) -> Item:
    item = await items.find_item(connection, kind, slug)
    assert item is not None
    return item


async def market(connection: Connection) -> Item:
    return await find(connection, "event", "markt")


async def titles(database: Database) -> list[str]:
    """The event's title in all published versions, the newest first."""
    async with database.read() as connection:
        versions = await items.list_versions(connection, (await market(connection)).id)
    return [definitions.load("event", version.body).title["de"] for version in versions]


async def draft_title(database: Database) -> str | None:
    async with database.read() as connection:
        draft = await items.find_draft(connection, (await market(connection)).id)
    return definitions.load("event", draft.body).title["de"] if draft else None


async def staff_edit(database: Database, title: str, *, publish: bool) -> None:
    """A member of staff renames the event."""
    async with database.write() as connection:
        item = await market(connection)
        body = definitions.dump(Event("markt", {"de": title}, NOW))
        if publish:
            await items.publish(connection, item.id, body, STAFF, NOW)
        else:
            draft = await items.find_draft(connection, item.id)
            await items.save_draft(connection, item.id, body, draft.revision if draft else 0, STAFF, NOW)


async def test_the_sample_city_stands_there_after_one_import(database: Database) -> None:
    sample = read_city_file(SAMPLE, BERLIN)
    assert isinstance(sample, CityFile)
    report = await bring(database, shift_to_now(sample, NOW))
    assert set(deeds(report).values()) == {Deed.PUBLISHED}
    assert report.changed
    async with database.read() as connection:
        shelf = await Cities().current(connection)
    assert shelf.city.project.name["de"] == "Lautrer Stadtdialog"
    assert [survey.slug for survey in shelf.city.open_surveys(NOW)] == ["beteiligung"]
    assert list(shelf.city.guidelines) == ["leitlinien"]
    assert len(shelf.city.events) == 6
    assert set(shelf.surveys.salts) == {"beteiligung", "werkstatt-rueckmeldung"}


async def test_a_second_import_changes_nothing(database: Database) -> None:
    await bring(database, city())
    async with database.read() as connection:
        before = (await Cities().current(connection)).city.revision
    report = await bring(database, shift_to_now(city(), NOW + timedelta(weeks=9)))
    assert set(deeds(report).values()) == {Deed.UNCHANGED}
    assert not report.changed
    async with database.read() as connection:
        assert (await Cities().current(connection)).city.revision == before


async def test_what_changed_in_the_file_becomes_the_next_version(database: Database) -> None:
    await bring(database, city())
    report = await bring(database, changed())
    assert deeds(report) == {"project": Deed.UNCHANGED, "leitlinien": Deed.UNCHANGED, "markt": Deed.RENEWED}
    assert await titles(database) == ["Wochenmarkt", "Markt"]


async def test_what_nobody_can_read_is_mended_by_the_next_version(database: Database) -> None:
    await bring(database, city())
    async with database.write() as connection:
        await connection.execute(update(tables.versions).values(body="{}"))
    newer = city(FILE.replace("{de: Markt}", "{de: Wochenmarkt}").replace("{de: Leitl", "{de: Neue Leitl"))
    report = deeds(await bring(database, newer))
    assert report == {"project": Deed.UNCHANGED, "markt": Deed.RENEWED, "leitlinien": Deed.RENEWED}
    async with database.read() as connection:
        shelf = await Cities().current(connection)
    assert (list(shelf.city.events), list(shelf.city.guidelines)) == (["markt"], ["leitlinien"])


async def test_what_staff_published_stays_and_the_file_becomes_a_draft(database: Database) -> None:
    await bring(database, city())
    await staff_edit(database, "Bauernmarkt", publish=True)
    assert deeds(await bring(database, city()))["markt"] is Deed.UNCHANGED
    assert deeds(await bring(database, changed()))["markt"] is Deed.DRAFTED
    assert await titles(database) == ["Bauernmarkt", "Markt"]
    assert await draft_title(database) == "Wochenmarkt"
    assert deeds(await bring(database, changed()))["markt"] is Deed.UNCHANGED


async def test_a_draft_of_the_import_follows_the_file(database: Database) -> None:
    await bring(database, city())
    await staff_edit(database, "Bauernmarkt", publish=True)
    await bring(database, changed())
    assert deeds(await bring(database, changed("Jahrmarkt")))["markt"] is Deed.DRAFTED
    assert await draft_title(database) == "Jahrmarkt"


async def test_a_draft_of_staff_is_never_touched(database: Database) -> None:
    await bring(database, city())
    await staff_edit(database, "Flohmarkt", publish=False)
    for _ in range(2):
        report = await bring(database, changed())
        assert deeds(report)["markt"] is Deed.LEFT
        assert not report.changed
    assert await titles(database) == ["Markt"]
    assert await draft_title(database) == "Flohmarkt"


async def test_what_staff_closed_is_not_opened_again(database: Database) -> None:
    await bring(database, city())
    async with database.write() as connection:
        await items.set_closed(connection, (await market(connection)).id, True)
    assert deeds(await bring(database, changed()))["markt"] is Deed.DRAFTED
    async with database.read() as connection:
        assert (await market(connection)).closed


async def test_an_item_staff_made_under_the_same_name_stays(database: Database) -> None:
    async with database.write() as connection:
        assert await items.add_item(connection, "event", "markt")
    await staff_edit(database, "Bauernmarkt", publish=True)
    assert deeds(await bring(database, city()))["markt"] is Deed.DRAFTED
    assert await titles(database) == ["Bauernmarkt"]


async def test_staff_who_changed_it_the_same_way_find_no_draft(database: Database) -> None:
    await bring(database, city())
    async with database.write() as connection:
        body = definitions.dump(changed().entries[-1].definition)
        await items.publish(connection, (await market(connection)).id, body, STAFF, NOW)
    assert deeds(await bring(database, changed()))["markt"] is Deed.UNCHANGED
    assert await titles(database) == ["Wochenmarkt", "Markt"]
    assert await draft_title(database) is None


async def test_nothing_is_half_imported(database: Database) -> None:
    with pytest.raises(RuntimeError):
        async with database.write() as connection:
            await import_city(connection, city(), NOW)
            raise RuntimeError
    async with database.read() as connection:
        assert await items.find_item(connection, "event", "markt") is None
        assert (await Cities().current(connection)).city.revision == 0


async def test_the_journal_names_what_was_brought_in(database: Database) -> None:
    await bring(database, city())
    await bring(database, changed())
    async with database.read() as connection:
        entries = await journal.list_entries(connection, "", [], 10, 0)
    assert [(e.staff, e.action, e.item, e.details) for e in entries] == [
        ("Kommandozeile", "imported", "Termin markt", "in neuer Fassung veröffentlicht"),
        ("Kommandozeile", "imported", "Termin markt", "neu veröffentlicht"),
        ("Kommandozeile", "imported", "Leitlinie leitlinien", "neu veröffentlicht"),
        ("Kommandozeile", "imported", "Vorhaben", "neu veröffentlicht"),
    ]


async def test_the_report_reads_as_sentences(database: Database) -> None:
    await bring(database, city())
    await staff_edit(database, "Flohmarkt", publish=False)
    assert str(await bring(database, changed())).splitlines() == [
        "Vorhaben „project“: unverändert",
        "Leitlinie „leitlinien“: unverändert",
        "Termin „markt“: nicht übernommen, weil hier schon ein Entwurf von Ihnen liegt",
    ]


@pytest.mark.postgres
async def test_of_two_imports_at_once_the_later_is_told_to_try_again(postgres_url: str) -> None:
    first, second = Database(postgres_url), Database(postgres_url)
    async with asyncio.TaskGroup() as tasks, first.write() as connection:
        await import_city(connection, city(), NOW)
        later = tasks.create_task(refused(second))
        # Until the first import is committed the second waits for the name it wants to give.
        await asyncio.sleep(0.2)
        assert not later.done()
    assert "project project was made by somebody else" in later.result()
    assert deeds(await bring(second, city()))["markt"] is Deed.UNCHANGED
    await first.close()
    await second.close()


async def refused(database: Database) -> str:
    with pytest.raises(Conflict) as caught:
        await bring(database, city())
    return str(caught.value)
