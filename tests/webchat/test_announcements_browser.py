"""The public pages of announcements in Chromium: for everybody, on a phone and on a desk."""

import pytest

from tests.accessibility import look
from tests.broadcasts import ANNOUNCEMENT
from tests.files import PNG, digest
from tests.webchat.chromium import window
from tests.webchat.conftest import Chat
from tests.webchat.test_announcements import announce, keep

pytestmark = pytest.mark.browser


async def test_they_are_accessible(chat: Chat) -> None:
    await keep(chat, PNG, "markt.png")
    details = {"attachment": digest(PNG), "shows": {"de": "Stände auf dem Platz"}, "leads_to": "project"}
    for _number in range(21):
        await announce(chat, ANNOUNCEMENT, **details)
    complaints: list[str] = []
    async with window(bypass_csp=True) as opened:  # the policy forbids axe
        for address in ("mitteilungen", "mitteilungen?page=2", "mitteilungen/1", "mitteilungen/1?lang=en"):
            await opened.page.goto(chat.base + address)
            await look(opened.page, complaints)
        alt = await opened.page.locator(".picture").get_attribute("alt")
        assert alt == "[German] Stände auf dem Platz"
        assert opened.complaints == []
    assert complaints == []
