"""The pages in Chromium without JavaScript: readable by everybody, at any width, in light and dark."""

import os
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Page, async_playwright

from dialogs.city.comment import Vote
from dialogs.city.facts import VoteCast
from dialogs.city.survey import Survey
from storage import alarms, definitions, inbox, items, journal, links
from storage.inbox import SET_ASIDE, Arrival
from tests.accessibility import look
from tests.admin_web import guidelines
from tests.admin_web.conftest import ADMIN, PASSWORD, House
from tests.participants import a_comment, speak_up

pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
SIGNED_IN = (
    *("/admin", "/admin/staff", "/admin/staff/1", "/admin/staff/2", "/admin/account", "/admin/journal"),
    *("/admin/guidelines", guidelines.AT, f"{guidelines.AT}/comments", f"{guidelines.AT}/comments?section=2"),
    *(f"{guidelines.AT}/comments?section=3", f"{guidelines.AT}/comments?search=nichts"),
)


@pytest.fixture
async def chromium() -> AsyncIterator[Chromium]:
    """The system's browser; nothing is downloaded."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        await browser.close()


@pytest.fixture
async def busy_house(house: House, survey: Survey) -> House:
    """A house with something on every page."""
    async with house.database.write() as connection:
        item = await items.add_item(connection, "survey", survey.slug)
        assert item
        await items.publish(connection, item.id, definitions.dump(survey), 1, house.now)
        await items.add_item(connection, "survey", "ein-sehr-langer-name-einer-neuen-umfrage")
        await inbox.put(connection, [Arrival("telegram", "1", "a", "{}", house.now)])
        await inbox.settle(connection, [1], SET_ASIDE, house.now)
        for hours in (72, 1):
            await alarms.sign(connection, house.now - timedelta(hours=hours))
        await links.make_link(connection, "invitation", "Donaudampfschifffahrts" * 2, "editor", house.now)
        for n in range(30):
            await journal.write(connection, ADMIN, "saved", "x" * (n * 7), "Version 2", house.now)
    await guidelines.publish(house)
    await speak_up(house.database, VoteCast("leitlinien", 3, 1, Vote.AGREE))
    await speak_up(house.database, *a_comment(3, "K7M3Q-X9TW4", "x" * 4000, "Mehr Bänke.\n\nBitte!"))
    return house


async def _sign_in(house: House, context: BrowserContext) -> Page:
    page = await context.new_page()
    await page.goto(house.base + "admin")
    await page.fill("#name", ADMIN)
    await page.fill("#password", PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url(house.base + "admin")
    return page


async def test_every_page_is_accessible(busy_house: House, chromium: Chromium) -> None:
    house, complaints, problems = busy_house, list[str](), list[str]()
    context = await chromium.new_context(
        bypass_csp=True,  # for axe only; the next test keeps the policy
    )
    page = await context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    async with house.database.write() as connection:
        token = await links.make_link(connection, "new password", "Herr Yılmaz", "editor", house.now)
    for address in ("admin/sign-in", f"admin/link/{token}", "admin/link/gone", "admin/nowhere"):
        await page.goto(house.base + address)
        await look(page, complaints)
    await page.goto(house.base + "admin")
    await page.fill("#name", ADMIN)
    await page.click("main button")
    await look(page, complaints)
    page = await _sign_in(house, context)
    for address in SIGNED_IN:
        await page.goto(house.base.rstrip("/") + address)
        await look(page, complaints)
    await page.goto(house.base + "admin/staff")
    await page.click("text=Link erstellen")
    await look(page, complaints)
    await page.fill("#name", "Jonas Weber")
    await page.click("text=Link erstellen")
    await page.wait_for_url("**/staff/link/*")
    await look(page, complaints)
    await page.goto(house.base + "admin/staff")
    await page.fill("#name", "Jonas Weber")
    house.wait(hours=1)
    await page.click("text=Link erstellen")
    await page.locator("textarea", has_text="Jonas Weber").wait_for()
    await look(page, complaints)
    assert complaints == []
    assert problems == []


async def test_everything_by_keyboard_without_scripts_and_within_the_policy(
    house: House, chromium: Chromium
) -> None:
    context = await chromium.new_context(java_script_enabled=False)
    page = await context.new_page()
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: broken.append(message.text) if "Policy" in message.text else None)
    await page.goto(house.base + "admin/staff")
    await page.keyboard.press("Tab")
    assert await page.locator(":focus").inner_text() == "Zum Inhalt"
    await page.locator("#name").focus()
    await page.keyboard.type(ADMIN)
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await page.locator("h1", has_text="Team").wait_for()
    await page.locator("#name").focus()
    await page.keyboard.type("Jonas Weber")
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.locator("h1", has_text="Link weitergeben").wait_for()
    assert broken == []
    assert {url.split("/")[2] for url in asked if not url.startswith("data:")} == {house.base.split("/")[2]}
    assert "invited | Jonas Weber | Administration" in (await house.told())[-1]


async def test_a_cell_stays_beside_its_name_on_a_phone_and_the_menu_in_one_line_on_a_desk(
    busy_house: House, chromium: Chromium
) -> None:
    context = await chromium.new_context(viewport={"width": 390, "height": 844}, locale="de-DE")
    page = await _sign_in(busy_house, context)
    await page.goto(f"{busy_house.base}admin/journal")
    deed = page.locator("td[data-label='Was']:has(bdi) > *").first
    box, thing = await deed.bounding_box(), await deed.locator("bdi").bounding_box()
    assert box and thing and box["x"] > 100 and thing["x"] >= box["x"]
    await page.set_viewport_size({"width": 1280, "height": 900})
    menu = await page.locator(".menu").bounding_box()
    assert menu and menu["height"] < 60
    await context.close()


async def test_on_a_phone_the_head_is_small_and_the_menu_opens_by_a_key(
    busy_house: House, chromium: Chromium
) -> None:
    complaints: list[str] = []
    context = await chromium.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)
    page = await _sign_in(busy_house, context)
    head = await page.locator(".top").bounding_box()
    assert head and head["height"] < 130
    link, name = page.locator(".menu a", has_text="Protokoll"), page.locator(".me bdi")
    assert not await link.is_visible()
    await page.locator("button", has_text="Menü").focus()
    await page.keyboard.press("Enter")
    await link.wait_for()
    assert await name.is_visible()
    assert await name.evaluate("name => name.scrollWidth <= name.clientWidth || !name.clientWidth")
    await look(page, complaints)
    await page.keyboard.press("Tab")
    await page.locator(".menu a:focus").wait_for()
    await link.focus()
    await page.keyboard.press("Enter")
    await page.locator("h1", has_text="Protokoll").wait_for()
    await page.set_viewport_size({"width": 1280, "height": 900})
    assert await link.is_visible()
    assert not await page.locator("button", has_text="Menü").is_visible()
    assert complaints == []
    await context.close()


async def test_a_double_click_invites_once(house: House, chromium: Chromium) -> None:
    page = await _sign_in(house, await chromium.new_context())
    await page.goto(house.base + "admin/staff")
    await page.fill("#name", "Jonas Weber")
    await page.dblclick("text=Link erstellen")
    await page.locator("h1", has_text="Link weitergeben").wait_for()
    await page.go_back()
    assert len([line for line in await house.told() if "invited" in line]) == 1
