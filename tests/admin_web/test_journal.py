"""Reading the journal: the newest first, by pages, with search."""

import pytest

from storage import journal
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House


async def _fill(house: House) -> None:
    async with house.database.write() as connection:
        for n in range(60):
            await journal.write(connection, "Herr Yılmaz", "saved", f"umfrage-{n}", "", house.now)
        await journal.write(connection, "ÖZLEM Äpfel", "published", "leitlinien", "Version 2", house.now)
        await journal.write(connection, "Technik", "from the future", "100 %_x", "", house.now)


async def test_the_newest_first_and_page_by_page(house: House, admin: Browser) -> None:
    await _fill(house)
    page = await admin.open("/admin/journal")
    assert "62 Einträge" in page.text
    assert page.rows[:2] == [
        ["15. März 2024, 13:00 Uhr", "Technik", "from the future: 100 %_x", ""],
        ["15. März 2024, 13:00 Uhr", "ÖZLEM Äpfel", "hat veröffentlicht: leitlinien", "Version 2"],
    ]
    assert len(page.rows) == 25
    page = await admin.open("/admin/journal" + page.links()["Weiter"].removeprefix("/admin/journal"))
    assert "Seite 2 von 3" in page.text
    page = await admin.open(page.links()["Weiter"])
    assert page.rows[-1][2] == "hat den Entwurf gespeichert: umfrage-0"
    assert "Weiter" not in page.links()
    page = await admin.open(page.links()["Zurück"])
    assert "Seite 2 von 3" in page.text


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("özlem ä", 1),
        ("VERÖFFENTLICHT", 1),
        ("Entwurf gesp", 60),
        ("version 2", 1),
        ("%", 1),
        ("_", 1),
        ("umfrage-59", 1),
        ("'; DROP TABLE journal;--", 0),
        ("\\", 0),
        ("", 62),
        ("\x00", 62),
    ],
)
async def test_searching_names_deeds_and_things(
    house: House, admin: Browser, search: str, found: int
) -> None:
    await _fill(house)
    page = await admin.open("/admin/journal", params={"search": search})
    assert f"{found} {'Eintrag' if found == 1 else 'Einträge'}" in page.text
    assert len(page.rows) == min(found, 25)


async def test_the_search_stays_while_turning_pages(house: House, admin: Browser) -> None:
    await _fill(house)
    page = await admin.open("/admin/journal", params={"search": "Entwurf gespeichert"})
    page = await admin.open(page.links()["Weiter"])
    assert "60 Einträge zu „Entwurf gespeichert“" in page.text
    assert "Seite 2 von 3" in page.text


async def test_nothing_found(admin: Browser) -> None:
    page = await admin.open("/admin/journal", params={"search": "Einhorn"})
    assert "Dazu gibt es keinen Eintrag. Suchen Sie mit einem anderen Wort." in page.text


@pytest.mark.parametrize(
    "page",
    ["-1", "0", "1000000000", "99", "x", "", "٣", "1_0", "²", "1e3", "9" * 5000, "1;drop"],
    ids=lambda page: page[:12] or "empty",
)
async def test_a_page_there_is_not_is_the_nearest_one(house: House, admin: Browser, page: str) -> None:
    await _fill(house)
    shown = await admin.open("/admin/journal", params={"page": page, "size": "10^9", "sort": ";drop"})
    assert shown.status == 200
    assert ("Seite 3 von 3" if page == "99" else "Seite 1 von 3") in shown.text


async def test_what_people_typed_is_shown_as_they_typed_it(house: House, admin: Browser) -> None:
    typed = "<script>alert(1)</script> {{7*7}} %(x)s &lt; \u202egnp.exe"
    async with house.database.write() as connection:
        await journal.write(connection, typed, "saved", typed, typed, house.now)
    page = await admin.open("/admin/journal", params={"search": typed})
    assert page.rows == [["15. März 2024, 13:00 Uhr", typed, f"hat den Entwurf gespeichert: {typed}", typed]]
    assert page.all("script") == []
