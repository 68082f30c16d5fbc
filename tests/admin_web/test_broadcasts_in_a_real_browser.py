"""The pages about announcements in Chromium: for everybody at any width, by keyboard, without scripts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs.city.broadcast import BroadcastState
from dialogs.city.upload import examine
from storage import attachments
from storage.outbox_rows import State
from tests.accessibility import look
from tests.admin_web.broadcasting import AT, begun, draft, planned, stored
from tests.admin_web.conftest import House
from tests.admin_web.test_surveys_in_a_real_browser import come_in
from tests.broadcasts import ANNOUNCEMENT, meet, settle
from tests.files import PNG
from tests.webchat.chromium import window

pytestmark = pytest.mark.browser
LONG = "Donaudampfschifffahrtsgesellschaft" * 3


@pytest.fixture
async def furnished(house: House) -> House:
    """A house with a draft that brings a picture, one that waits, and one on its way with all that can be."""
    async with house.database.write() as connection:
        upload = examine(PNG, f"{LONG}.png")
        assert not hasattr(upload, "sentence")
        picture = await attachments.keep(connection, upload, PNG, house.now)
    people = await meet(house.database, "1", "2", "3", "4")
    await draft(house, replace(ANNOUNCEMENT, title={"de": LONG}, attachment=picture))
    await planned(house, at=house.now + timedelta(days=1))
    await begun(house)
    for citizen, state in zip(people, (State.SENT, State.FAILED, State.UNKNOWN), strict=False):
        await settle(house.database, citizen, state, reason=LONG)
    return house


PAGES = (
    *(AT, f"{AT}/calendar", f"{AT}/_new", f"{AT}/1", f"{AT}/1/edit", f"{AT}/1/attachment", f"{AT}/1/preview"),
    *(f"{AT}/1/preview?channel=telegram&language=en", f"{AT}/1/send", f"{AT}/2", f"{AT}/3"),
    *(f"{AT}/1/withdraw", f"{AT}/3/correct", "/admin/account"),
)


async def test_every_page_is_accessible(furnished: House) -> None:
    complaints: list[str] = []
    async with window(bypass_csp=True) as opened:  # the policy forbids axe
        page = await come_in(furnished, opened)
        for address in PAGES:
            await page.goto(furnished.base.rstrip("/") + address)
            await look(page, complaints)
        await page.goto(f"{furnished.base}admin/broadcasts/_new")
        await page.locator("main").get_by_role("button", name="Speichern").click()
        await look(page, complaints)
        await page.goto(f"{furnished.base}admin/broadcasts/3/correct")
        await page.fill("#title-de", "Anders")
        await page.get_by_role("button", name="Änderungen ansehen").click()
        await look(page, complaints)
    assert complaints == []


async def test_written_illustrated_sent_and_stopped_without_scripts(house: House) -> None:
    await meet(house.database, "1", "2")
    async with window(1280, scripts=False) as opened:
        page = await come_in(house, opened)
        await page.goto(f"{house.base}admin/broadcasts/_new")
        await page.fill("#title-de", "Der Markt zieht um")
        await page.fill("#text-de", "Ab Montag.")
        await page.fill("#shows-de", "Stände")
        await page.keyboard.press("Enter")
        await page.click("text=Bild oder Dokument")
        await page.set_input_files("#file", {"name": "Größe.png", "mimeType": "image/png", "buffer": PNG})
        await page.get_by_role("button", name="Anhängen").click()
        await page.locator("role=status", has_text="Die Datei ist dabei.").wait_for()
        await page.wait_for_load_state()  # with the picture
        assert await page.evaluate("document.querySelector('.picture').naturalWidth") == 1
        await page.click("text=Senden …")
        await page.locator("main").get_by_role("button", name="Senden").dblclick()
        await page.locator("role=status", has_text="Die Ankündigung geht jetzt hinaus.").wait_for()
        await page.click("text=Zurückziehen …")
        await page.get_by_role("button", name="Ja, zurückziehen").click()
        await page.locator("role=status", has_text="Sie ist zurückgezogen.").wait_for()
        assert opened.complaints == []
    assert (await stored(house)).state is BroadcastState.WITHDRAWN
    assert [line.split(" | ")[1] for line in await house.told()] == [
        *("broadcast created", "file attached", "broadcast planned", "broadcast withdrawn"),
    ]
