"""The drafts of a series: found in the list, looked at on one page, published with one press."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.events import EVENT, Stored, publish, put_draft, stored
from tests.admin_web.test_guideline_counts import count_queries

LIST, SERIES = "/admin/events", "/admin/events/_series/werkstatt"
WEEK = timedelta(days=7)
DAYS = [
    replace(EVENT, slug=f"werkstatt-2024-0{day}", starts=EVENT.starts + n * WEEK, ends=None)
    for n, day in enumerate(("3-27", "4-03", "4-10"), 1)
]
NAMES = [day.slug for day in DAYS]


async def test_all_with_one_press(house: House, editor: Browser) -> None:
    await publish(house)
    await put_draft(house, DAYS[0])
    await put_draft(house, replace(EVENT, slug="werkstatt-2"))
    assert "_series" not in (await editor.open(LIST)).html
    for day in DAYS[1:]:
        await put_draft(house, day)
    page = await editor.open(f"{LIST}/{NAMES[0]}")
    assert page.links()["Reihe veröffentlichen …"] == SERIES
    page = await editor.open(LIST)
    page = await editor.open(page.links()["Alle 3 Entwürfe der Reihe werkstatt veröffentlichen …"])
    assert page.rows == [
        [when, "Werkstatt", "Großer Saal", "wird veröffentlicht"]
        for when in ("27. März 2024, 18:00 Uhr", "3. April 2024, 19:00 Uhr", "10. April 2024, 19:00 Uhr")
    ]
    form = page.form("3 Termine veröffentlichen")
    pages = await asyncio.gather(*(editor.hand_in(form) for _press in range(3)))
    assert {(page.status, page.headers["Location"]) for page in pages} == {(303, LIST)}
    assert (await editor.open(LIST)).said == "3 Termine veröffentlicht. Bürger:innen sehen sie ab jetzt."
    assert [await stored(house, name) for name in NAMES] == [Stored(None, (day,)) for day in DAYS]
    assert await house.told() == ["Herr Yılmaz | series published | Reihe werkstatt | 3 Termine"]
    found = await stored(house, "werkstatt-2")
    assert found
    assert found.versions == ()
    assert "Kein Entwurf dieser Reihe wartet." in (await editor.open(SERIES)).text


async def test_what_is_not_ready_stays_a_draft(house: House, editor: Browser) -> None:
    await put_draft(house, replace(DAYS[0], starts=EVENT.starts - 9 * WEEK))
    await put_draft(house, replace(DAYS[1], title={}))
    page = await editor.open(SERIES)
    assert [row[3] for row in page.rows] == [
        "bleibt Entwurf: Der Termin ist schon vorbei.",
        "bleibt Entwurf: Titel: Hier fehlt der Text.",
    ]
    assert "Von diesen Entwürfen ist noch keiner so weit." in page.text
    queries = await count_queries(house, editor, SERIES)
    await put_draft(house, DAYS[2])
    assert (await count_queries(house, editor, SERIES), queries) == (4, 4)
    await editor.open(SERIES)
    await editor.send("1 Termin veröffentlichen")
    assert await house.told() == ["Herr Yılmaz | series published | Reihe werkstatt | 1 Termin"]
    assert [len(found.versions) for name in NAMES if (found := await stored(house, name))] == [0, 0, 1]


async def test_what_nobody_has_looked_at_is_not_published(
    house: House, admin: Browser, editor: Browser
) -> None:
    await put_draft(house, DAYS[0])
    await admin.open(SERIES)
    await editor.open(SERIES)
    await put_draft(house, replace(DAYS[0], place="Foyer"))
    page = await editor.send("1 Termin veröffentlichen")
    assert page.status == 409
    assert "Inzwischen hat sich an den Entwürfen etwas geändert." in page.text
    assert [row[2] for row in page.rows] == ["Foyer"]
    await editor.send("1 Termin veröffentlichen")
    assert (await admin.send("1 Termin veröffentlichen")).status == 409
    assert await stored(house, NAMES[0]) == Stored(None, (replace(DAYS[0], place="Foyer"),))
