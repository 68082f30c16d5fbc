"""Reading and answering comments in Chromium: readable by everybody at any width, usable without scripts."""

import pytest
from playwright.async_api import Page

from dialogs.city.facts import SectionRead
from tests.accessibility import look
from tests.admin_web.conftest import ADMIN, House
from tests.admin_web.guidelines import AT, publish
from tests.admin_web.test_surveys_in_a_real_browser import LONG, come_in
from tests.comments import let, support
from tests.participants import a_comment, speak_up
from tests.webchat.chromium import window

pytestmark = pytest.mark.browser

COMMENTS = f"{AT}/comments"
PAGES = (AT, COMMENTS, f"{COMMENTS}?status=adopted", f"{COMMENTS}/1", f"{AT}/synopsis", f"{COMMENTS}/decide")


@pytest.fixture
async def discussed(house: House) -> House:
    """A guideline with a comment of every kind on it."""
    await publish(house)
    for way in ((1,), (1, 3), (1, 3, 2)):
        await speak_up(house.database, *(SectionRead("leitlinien", section, 1) for section in way))
    for receipt, section, words in (("A", 3, "x" * 4000), ("B", 1, LONG), ("C", 2, "Weg damit.")):
        await speak_up(house.database, *a_comment(section, receipt, words))
    await let(house.database, "B", visibility="released", kind="proposal", status="partly")
    await let(house.database, "C", visibility="hidden")
    await support(house.database, "B", 3)
    return house


async def answer(page: Page) -> None:
    await page.check("input[value=adopted]")
    await page.fill("#reason", f"{LONG}\n\n{'x' * 500}")
    await page.click("text=Vorschau ansehen")
    await page.locator("text=Das wird gesendet").wait_for()


async def test_every_page_is_accessible(discussed: House) -> None:
    complaints: list[str] = []
    async with window(bypass_csp=True) as opened:  # the policy forbids axe
        page = await come_in(discussed, opened, ADMIN)
        for address in PAGES:
            await page.goto(discussed.base.rstrip("/") + address)
            await look(page, complaints)
        await let(discussed.database, "C", state="withdrawn")
        for address in (f"{COMMENTS}?search=C", f"{COMMENTS}/1/erase"):
            await page.goto(discussed.base.rstrip("/") + address)
            await look(page, complaints)
        await let(discussed.database, "C", state="handed_in")
        await page.goto(f"{discussed.base}admin/guidelines/leitlinien/comments?all=1")
        await page.click("text=Auswahl beantworten")
        await page.click("text=Vorschau ansehen")
        await look(page, complaints)
        await answer(page)
        await look(page, complaints)
        await let(discussed.database, "A", arrived=99)
        await page.click("text=Jetzt antworten")
        await look(page, complaints)
    assert complaints == []


async def test_from_the_list_to_the_answer_without_scripts(discussed: House) -> None:
    async with window(1280, scripts=False) as opened:
        page = await come_in(discussed, opened)
        await page.goto(f"{discussed.base}admin/guidelines/leitlinien")
        await page.click("text=Beiträge lesen und beantworten")
        await page.check("text=Nr. 1")
        await page.check("text=Nr. 2")
        await page.click("text=Auswahl beantworten")
        await answer(page)
        await page.dblclick("text=Jetzt antworten")
        await page.locator("role=status", has_text="2 Personen werden benachrichtigt.").wait_for()
    assert [line for line in await discussed.told() if "comments decided" in line] == [
        "Herr Yılmaz | comments decided | Leitlinie leitlinien | Übernommen: Nr. 1, 2"
    ]
