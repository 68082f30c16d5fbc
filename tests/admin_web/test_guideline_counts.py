"""What came in on guidelines: the list, the counts of each section, the files."""

import csv
import json
from dataclasses import replace
from datetime import timedelta
from io import StringIO

from sqlalchemy import event

from dialogs.city.comment import Vote
from dialogs.city.facts import SectionRead, VoteCast
from dialogs.city.guideline import Section
from storage import items
from tests import sample
from tests.admin_web.browser import Browser, words
from tests.admin_web.conftest import House
from tests.admin_web.guidelines import AT, close, publish
from tests.comments import let, support
from tests.participants import a_comment, speak_up

SLUG = sample.GUIDELINE.slug
SVG = "{http://www.w3.org/2000/svg}"


async def test_without_guidelines_there_is_a_word_on_how_to_begin(editor: Browser) -> None:
    page = await editor.open("/admin/guidelines")
    assert page.heading == "Leitlinien"
    assert "Es gibt noch keine Leitlinie." in page.text
    assert page.links()["Leitlinien"] == "/admin/guidelines"
    assert page.links()["Neue Leitlinie"] == "/admin/guidelines/_new"


async def test_every_state_has_its_words(house: House, editor: Browser) -> None:
    soon, over = house.now + timedelta(days=1), house.now - timedelta(days=1)
    for slug, title, opens, closes in (
        ("a", "Läuft", None, None),
        ("b", "Bald", soon, None),
        ("c", "Vorbei", None, over),
        ("d", "Zu", None, None),
    ):
        guideline = replace(sample.GUIDELINE, slug=slug, title={"de": title}, opens=opens, closes=closes)
        await publish(house, guideline)
    await close(house, "d")
    await publish(house)
    async with house.database.write() as connection:
        await items.add_item(connection, "guideline", "nie-veroeffentlicht")
    assert [row[:2] for row in (await editor.open("/admin/guidelines")).rows] == [
        ["Leitlinien", "offen bis 29. März 2024, 23:59 Uhr"],
        ["Läuft", "offen, ohne Ende"],
        ["Bald", "offen ab 16. März 2024, 13:00 Uhr"],
        ["Vorbei", "beendet seit 14. März 2024, 13:00 Uhr"],
        ["Zu", "geschlossen"],
    ]


async def test_the_overview_names_open_guidelines(house: House, editor: Browser) -> None:
    await publish(house)
    page = await editor.open("/admin")
    assert "Leitlinien bis 29. März 2024, 23:59 Uhr" in page.text
    await publish(house, replace(sample.GUIDELINE, closes=None))
    assert "Leitlinien ohne Ende" in (await editor.open("/admin")).text


async def test_who_took_part_is_counted(house: House, editor: Browser) -> None:
    await publish(house)
    for vote in (Vote.AGREE, Vote.AGREE, Vote.PARTLY):
        await speak_up(house.database, SectionRead(SLUG, 1, 1), VoteCast(SLUG, 1, 1, vote))
    await speak_up(house.database, *a_comment(3, "K7M3Q-AAAAA", "Mehr Bänke."))
    await speak_up(house.database, *a_comment(3, "K7M3Q-BBBBB", "Besser so."))
    await let(house.database, "K7M3Q-BBBBB", kind="proposal", status="adopted")
    await support(house.database, "K7M3Q-BBBBB", 4)
    [row] = (await editor.open("/admin/guidelines")).rows
    assert row[2:] == ["3", "3", "3", "2", "1 von 2 beantwortet"]
    page = await editor.open(AT)
    assert page.heading == "Leitlinien"
    assert page.rows[:3] == [
        ["1. Wozu", "2", "1", "0", "0", "0", "0"],
        ["2. Wer", "0", "0", "0", "1", "1", "4"],
        ["3. Wie", "0", "0", "0", "0", "0", "0"],
    ]
    assert "1 von 2 beantwortet. Der älteste Beitrag ohne Antwort ist vom 15. März 2024." in page.text
    assert (await editor.open(page.links()["2. Wer"])).heading == "Beiträge: Leitlinien"


async def test_where_people_stop_reading(house: House, editor: Browser) -> None:
    await publish(house)
    assert "Wo Menschen aufhören" not in (await editor.open(AT)).text
    for way in ((1,), (1, 3), (1, 3, 2), (1, 3, 2, 1)):
        await speak_up(house.database, *(SectionRead(SLUG, section, 1) for section in way))
    page = await editor.open(AT)
    assert page.rows[3:] == [
        ["1. Wozu", "4", "1", "25 %"],
        ["2. Wer", "3", "1", "33 %"],
        ["3. Wie", "2", "0", "0 %"],
    ]
    [chart] = page.all(f"{SVG}svg")
    drawn = [words(each) for each in chart.iter(f"{SVG}text")]
    assert drawn == ["1. Wozu", "4", "2. Wer", "3", "3. Wie", "2"]
    widths = [float(each.get("width", "")) for each in chart.iter(f"{SVG}rect")]
    assert widths == [288, 216, 144]


async def test_a_section_that_vanished_keeps_what_came_in(house: House, editor: Browser) -> None:
    await publish(house)
    await speak_up(house.database, *a_comment(3, "K7M3Q-AAAAA", "Mehr Bänke."))
    await publish(house, replace(sample.GUIDELINE, sections=(Section(7, {"en": "Only English"}, {}),)))
    assert (await editor.open(AT)).rows == [
        ["1. Only English", "0", "0", "0", "0", "0", "0"],
        ["Wer nicht mehr in der Leitlinie", "0", "0", "0", "1", "0", "0"],
    ]


async def test_files_are_noted_in_the_journal(house: House, editor: Browser) -> None:
    await publish(house)
    await speak_up(house.database, *a_comment(3, "K7M3Q-AAAAA", "=1+1"))
    links = (await editor.open(AT)).links()
    page = await editor.ask("GET", links["Beiträge (CSV)"])
    assert page.headers["Content-Disposition"] == 'attachment; filename="beitraege-leitlinien-2024-03-15.csv"'
    [_header, row] = csv.reader(StringIO(page.html.removeprefix("\ufeff"), newline=""), strict=True)
    assert (row[0], row[-1]) == ("K7M3Q-AAAAA", "'=1+1")
    page = await editor.ask("GET", links["Zahlen je Abschnitt (JSON)"])
    assert page.headers["Content-Type"] == "application/json; charset=utf-8"
    assert [section["comments"] for section in json.loads(page.html)["sections"]] == [0, 1, 0]
    assert await house.told() == [
        "Herr Yılmaz | guideline exported | Leitlinie leitlinien | Beiträge, CSV",
        "Herr Yılmaz | guideline exported | Leitlinie leitlinien | Abschnitte, JSON",
    ]


async def test_what_is_not_there(house: House, editor: Browser) -> None:
    await publish(house)
    for address in ("/admin/guidelines/ohne", "/admin/guidelines/ohne/comments", f"{AT}/export/votes/csv"):
        assert (await editor.open(address)).status == 404
    async with house.database.write() as connection:
        await items.add_item(connection, "guideline", "neu")
    for address in ("/admin/guidelines/neu", "/admin/guidelines/neu/export/comments/csv"):
        assert (await editor.open(address)).status == 404
    assert await house.told() == []


async def test_hostile_titles_stay_words(house: House, editor: Browser) -> None:
    title = "<script>alert(1)</script> {{7*7}} \u202egnp.exe"
    section = Section(1, {"de": title}, {"de": "x"})
    await publish(house, replace(sample.GUIDELINE, title={"de": title}, sections=(section,)))
    await speak_up(house.database, *a_comment(1, "K7M3Q-AAAAA", "x"))
    for address in ("/admin/guidelines", AT, f"{AT}/comments"):
        page = await editor.open(address)
        assert "alert(1)" in page.text
        assert not page.all("script")


async def test_as_many_queries_for_one_as_for_many(house: House, editor: Browser) -> None:
    await publish(house)
    await editor.open("/admin")  # the city is read once
    counts: dict[str, list[int]] = {}
    decide = f"{AT}/comments/decide?chosen=1&chosen=2&chosen=3"
    for people in (1, 3):
        for number in range(people):
            receipt, seen = f"CODE-{people}-{number}", "hidden" if number else "released"
            facts = a_comment(3, receipt, "Eins.", "Zwei.")
            await speak_up(house.database, VoteCast(SLUG, 3, 1, Vote.AGREE), *facts)
            await let(house.database, receipt, visibility=seen)
        pages = (AT, f"{AT}/comments", f"{AT}/comments/1", decide, f"{AT}/synopsis")
        for address in ("/admin/guidelines", *pages):
            counts.setdefault(address, []).append(await count_queries(house, editor, address))
    assert {address.partition("?")[0]: both for address, both in counts.items()} == {
        "/admin/guidelines": [9, 9],
        AT: [9, 9],
        f"{AT}/comments": [8, 8],
        f"{AT}/comments/1": [9, 9],
        f"{AT}/comments/decide": [7, 7],
        f"{AT}/synopsis": [10, 10],
    }


async def count_queries(house: House, browser: Browser, address: str) -> int:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            asked.append(statement)

    engines = [house.database._reader.sync_engine, house.database._writer.sync_engine]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    await browser.open(address)
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)
