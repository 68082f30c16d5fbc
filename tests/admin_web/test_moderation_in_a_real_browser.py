"""Moderation in Chromium: readable at any width, by keys for those who want them, without scripts for all."""

import pytest
from playwright.async_api import Page

from storage import sessions, staff
from storage.staff import Role
from tests.accessibility import look
from tests.admin_web.conftest import MODERATOR, House
from tests.admin_web.moderating import AT, furnish
from tests.admin_web.test_surveys_in_a_real_browser import LONG
from tests.storage.moderating import let_hide, let_undo, object_to
from tests.webchat.chromium import Window, window

pytestmark = pytest.mark.browser
RULES = "/admin/house-rules"


async def come_in(house: House, opened: Window) -> Page:
    """The page of a moderator who is signed in."""
    async with house.database.write() as connection:
        await staff.add_member(connection, MODERATOR, Role.MODERATOR, "hash", house.now)
        member = await staff.find_by_name(connection, MODERATOR)
        assert member
        token = await sessions.begin(connection, member.id, house.now)
    await opened.context.add_cookies([{"name": "stadtdialog-admin", "value": token, "url": house.base}])
    return opened.page


async def test_every_page_is_accessible(house: House) -> None:
    complaints: list[str] = []
    async with window(bypass_csp=True) as opened:  # the policy forbids axe
        page = await come_in(house, opened)
        base = house.base.rstrip("/")
        for address in (AT, f"{AT}/objections", f"{AT}/log"):
            await page.goto(base + address)
            await look(page, complaints)
        odd = "Rufen Sie 0631 3652000 an. \u202eBild K\u0430iser " + LONG
        one, two, three, *_ = await furnish(house, odd, LONG * 20, "Drei", "Vier", *["Mehr"] * 20)
        await let_hide(house.database, one, note=LONG)
        await let_undo(house.database, one)
        for comment, receipt in ((two, "CODE-1"), (three, "CODE-2")):
            await let_hide(house.database, comment, MODERATOR if comment == two else "Herr Albers", rule=2)
            await object_to(house.database, comment, receipt)
        pages = (AT, f"{AT}?done={one}-1", f"{AT}/{one}", f"{AT}/{two}", f"{AT}/{three}", f"{AT}/objections")
        for address in (*pages, f"{AT}/log", RULES, f"{RULES}/1"):
            await page.goto(base + address)
            await look(page, complaints)
        for address, button in ((f"{AT}/{one}", "Ausblenden"), (f"{AT}/{three}", "Entscheiden")):
            await page.goto(base + address)
            if button == "Entscheiden":
                await page.check("text=bleibt ausgeblendet")
            await page.click(f"button:text-is('{button}')")
            await page.locator(".mistakes").wait_for()
            await look(page, complaints)
        await page.goto(base + RULES)
        await page.click("text=Zurücknehmen: Regel 2")
        await page.click("button:text-is('Hinzufügen')")
        await page.locator(".mistakes").wait_for()
        await look(page, complaints)
    assert complaints == []


async def test_by_keys(house: House) -> None:
    one, two, three = await furnish(house, "Eins", "Zwei", "Drei")
    async with window(1280) as opened:
        page = await come_in(house, opened)
        await page.goto(house.base.rstrip("/") + AT)
        focused = "document.activeElement.id"
        await page.keyboard.press("r")  # nothing is chosen yet
        await page.keyboard.press("j")
        assert await page.evaluate(focused) == f"c{one}"
        for key, expected in (("j", two), ("j", three), ("k", two)):
            await page.keyboard.press(key)
            assert await page.evaluate(focused) == f"c{expected}"
        await page.keyboard.press("r")
        await page.locator("role=status", has_text="Der Beitrag ist freigegeben.").wait_for()
        assert await page.evaluate(focused) == f"c{three}"
        await page.keyboard.press("u")
        await page.locator("role=status", has_text="Das ist zurückgenommen.").wait_for()
        assert await page.evaluate(focused) == f"c{two}"  # still in the queue, and it waits again
        await page.keyboard.press("k")
        assert await page.evaluate(focused) == f"c{one}"
        await page.keyboard.press("h")
        await page.locator("h1", has_text=f"Nr. {one}").wait_for()
        await page.keyboard.press("h")
        await page.keyboard.press("ArrowDown")
        await page.fill("textarea[name=note]", "jkrhu")
        await page.click("button:text-is('Ausblenden')")
        await page.locator("h1", has_text=f"Nr. {two}").wait_for()
        await page.click("text=Tasten ausschalten")
        await page.reload()
        await page.keyboard.press("r")
        await page.locator("text=Tasten einschalten").click()
        await page.keyboard.press("r")
        await page.locator("h1", has_text=f"Nr. {three}").wait_for()
    assert [line.split(" | ")[1] for line in await house.told() if "read" not in line] == [
        *("comment released", "ruling undone", "comment hidden", "comment released"),
    ]


async def test_without_scripts_there_is_no_talk_of_keys(house: House) -> None:
    [one] = await furnish(house, "Eins")
    async with window(390, scripts=False) as opened:
        page = await come_in(house, opened)
        await page.goto(house.base.rstrip("/") + f"{AT}/{one}")
        assert not await page.locator("[data-keys]").is_visible()
        await page.check("text=Bleiben Sie freundlich.")
        await page.click("button:text-is('Ausblenden')")
        await page.click(f"text=Zurücknehmen: Nr. {one}")
        await page.locator("role=status", has_text="Das ist zurückgenommen.").wait_for()
