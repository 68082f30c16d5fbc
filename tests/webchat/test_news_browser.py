"""What nobody asked for in a real Chromium: it fits a small phone, and a screen reader tells it as new."""

import pytest

from tests.accessibility import look
from tests.told import hide
from tests.webchat.chromium import window
from tests.webchat.conftest import Chat
from tests.webchat.test_browser import SMALL_TARGETS, SMALLEST_TARGET, press, say
from tests.webchat.test_news import notify

pytestmark = pytest.mark.browser


async def test_it_is_in_nobodys_way(chat: Chat) -> None:
    async with window(320, color_scheme="dark") as opened:
        page = opened.page
        await page.goto(f"{chat.base}?start=section-leitlinien-3")
        await press(page, "Verstanden, weiter")
        await press(page, "Anregung schreiben")
        await say(page, "Auch Kinder " + "x" * 150)
        await press(page, "Fertig")
        await page.get_by_text("Quittung:").wait_for()
        [(receipt,)] = await chat.rows("SELECT receipt FROM comments WHERE state = 'handed_in'")
        await hide(chat.database, receipt, note="Bitte ohne " + "y" * 150)
        await notify(chat)
        await page.reload()
        assert await page.locator(".new").all_inner_texts() == ["Neu"]
        complaints: list[str] = []
        await look(page, complaints)
        assert complaints == []
        assert await page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == []
