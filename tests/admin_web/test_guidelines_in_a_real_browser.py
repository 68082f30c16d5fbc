"""The pages on which guidelines are written, in Chromium: readable by everybody, usable without scripts."""

from dataclasses import replace

import pytest

from dialogs.city.guideline import Guideline, Section
from tests import sample
from tests.accessibility import look
from tests.admin_web.conftest import House
from tests.admin_web.guidelines import WRITE, draft_of, publish, put_draft
from tests.admin_web.test_surveys_in_a_real_browser import LONG, come_in
from tests.participants import a_comment, speak_up
from tests.webchat.chromium import window

pytestmark = pytest.mark.browser

PAGES = (
    *("/admin/guidelines", "/admin/guidelines/_new", WRITE, f"{WRITE}/texts", f"{WRITE}/new-section"),
    *(f"{WRITE}/sections/1", f"{WRITE}/sections/1/remove", f"{WRITE}/preview", f"{WRITE}/publish"),
    *(f"{WRITE}/discard", "/admin/guidelines/kaputt/edit", "/admin/guidelines/kaputt/edit/publish"),
)


@pytest.fixture
async def furnished(house: House) -> House:
    """A guideline that runs, with a draft that changes everything; and one in which everything is wrong."""
    await publish(house)
    await speak_up(house.database, *a_comment(1, "K7M3Q-AAAAA", LONG))
    first, second, third = sample.GUIDELINE.sections
    changed = replace(first, title={"de": LONG, "en": "Why"}, text={"de": f"{LONG} {LONG}"})
    await put_draft(house, replace(sample.GUIDELINE, sections=(third, changed, replace(second, number=8))))
    await put_draft(house, Guideline("kaputt", {"de": LONG}, (Section(1, {"en": LONG}, {}),)))
    return house


async def test_every_page_is_accessible(furnished: House) -> None:
    complaints: list[str] = []
    async with window(bypass_csp=True) as opened:  # the policy forbids axe
        page = await come_in(furnished, opened)
        for address in PAGES:
            await page.goto(furnished.base.rstrip("/") + address)
            await look(page, complaints)
        for address in ("_new", "leitlinien/edit/new-section"):
            await page.goto(f"{furnished.base}admin/guidelines/{address}")
            await page.click(".buttons button")
            await look(page, complaints)
    assert complaints == []


async def test_a_guideline_without_scripts_and_by_keyboard(house: House) -> None:
    async with window(1280, scripts=False) as opened:
        page = await come_in(house, opened)
        await page.goto(house.base + "admin/guidelines")
        await page.click("text=Neue Leitlinie")
        await page.fill("#title-de", "Spielregeln")
        await page.keyboard.press("Enter")
        for title in ("Zuhören", "Ausreden lassen"):
            await page.click("text=Abschnitt hinzufügen")
            await page.fill("#title-de", title)
            await page.fill("#text-de", "Alle hören **zu**.")
            await page.click(".buttons button")
            await page.locator("role=status", has_text="Der Abschnitt steht im Entwurf.").wait_for()
        await page.click("button:has-text('Abschnitt 2 nach oben')")
        assert [s.number for s in (await draft_of(house, "spielregeln")).sections] == [2, 1]
        await page.click("text=Vorschau")
        await page.click(".phone button:has-text('Anfangen')")
        await page.locator("strong:has-text('zu')").wait_for()
        await page.goto(house.base + "admin/guidelines/spielregeln/edit/publish")
        await page.dblclick("text=Jetzt veröffentlichen")
        await page.locator("role=status", has_text="Die Leitlinie ist veröffentlicht.").wait_for()
    assert [line.split(" | ")[1] for line in await house.told()] == [
        *("created", "saved", "saved", "saved", "published"),
    ]
