"""The pages of events, in Chromium: readable by everybody, usable without scripts; a poster fits on paper."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs.city.event import Event
from dialogs.city.facts import EventSignedUp
from storage import entrances, meta
from tests.accessibility import look
from tests.admin_web.conftest import House
from tests.admin_web.events import AT, EVENT, publish, put_draft, stored
from tests.admin_web.test_surveys_in_a_real_browser import LONG, come_in
from tests.participants import speak_up
from tests.webchat.chromium import window

pytestmark = pytest.mark.browser

OTHER = "/admin/events/aus"
PAGES = (
    *("/admin/events", "/admin/events/kaputt", f"{AT}/texts", f"{AT}/publish", f"{AT}/cancel"),
    *(f"{OTHER}/reinstate", f"{AT}/discard", f"{AT}/signups", f"{AT}/door", f"{OTHER}/door", AT),
    *(f"{AT}/series?step=last&weekday=6&begins=2024-02-01&until=&times=3",),
    *(f"{OTHER}/publish", "/admin/events/_series/reihe"),
    "/admin/posters?to=checkin-werkstatt-4cf7gh",
)


@pytest.fixture
async def furnished(house: House) -> House:
    """An event with sign-ups and a draft that changes it, one that is cancelled, one that is all wrong."""
    number = await publish(house, replace(EVENT, capacity=1))
    for _ in range(2):
        await speak_up(house.database, EventSignedUp("werkstatt"))
    changed = replace(EVENT, title={"de": LONG}, place=LONG[:90], starts=EVENT.starts - timedelta(hours=1))
    await put_draft(house, changed)
    await publish(house, replace(EVENT, slug="aus", cancelled=True))
    await put_draft(house, replace(EVENT, slug="aus", starts=EVENT.starts - timedelta(days=9), ends=None))
    for day in ("2024-04-03", "2024-04-10"):
        await put_draft(house, replace(EVENT, slug=f"reihe-{day}", place=LONG[:90]))
    await put_draft(house, Event("kaputt", {"en": LONG * 2}, EVENT.starts, EVENT.starts, capacity=0))
    async with house.database.write() as connection:
        await entrances.code_of(connection, number, bytes(16))
        await meta.keep(connection, meta.BOT_NAME, "lautern_bot")
    return house


async def test_every_page_is_accessible(furnished: House) -> None:
    complaints: list[str] = []
    async with window(bypass_csp=True) as opened:  # the policy forbids axe
        page = await come_in(furnished, opened)
        for address in PAGES:
            await page.goto(furnished.base.rstrip("/") + address)
            await look(page, complaints)
        await page.goto(f"{furnished.base}admin/events/_new")
        await page.fill("#starts_day", "2027-10-31")
        await page.fill("#starts_clock", "02:30")
        await page.click(".buttons button")
        await page.locator("input[name=starts_which]").first.wait_for()
        await look(page, complaints)
        await page.check("input[value=first]")
        await page.fill("#ends_day", "2027-12-02")
        await page.fill("#ends_clock", "12:00")
        await page.click(".buttons button")
        await page.locator("#is_long").wait_for()
        await look(page, complaints)
    assert complaints == []


async def test_an_event_without_scripts_and_its_poster_on_one_sheet(house: House) -> None:
    async with window(1280, scripts=False) as opened:
        page = await come_in(house, opened)
        await page.goto(house.base + "admin/events")
        await page.click("text=Neuer Termin")
        await page.fill("#title-de", "Treffen")
        await page.fill("#starts_day", "2024-03-20")
        await page.fill("#starts_clock", "18:00")
        await page.keyboard.press("Enter")
        await page.click("text=Vorschau")
        await page.locator(".phone", has_text="Beginn: Mittwoch, 20. März 2024, 18:00 Uhr").wait_for()
        await page.goto(house.base + "admin/events/treffen/publish")
        await page.dblclick("text=Jetzt veröffentlichen")
        await page.locator("role=status", has_text="Der Termin ist veröffentlicht.").wait_for()
        await page.click("text=Plakat mit QR-Code")
        sheets = await page.pdf(prefer_css_page_size=True)
        assert sheets.count(b"/Type /Page\n") == 1
        assert b"/MediaBox [0 0 594.95996 841.91998]" in sheets
    found = await stored(house, "treffen")
    assert found
    assert len(found.versions) == 1
