"""What scripts do for people who write and tick on a small phone."""

import pytest
from playwright.async_api import Page, expect

from tests.webchat.chromium import window
from tests.webchat.conftest import Chat

pytestmark = pytest.mark.browser


async def press(page: Page, label: str) -> None:
    await page.get_by_role("button", name=label, exact=True).first.click()


async def send(page: Page, words: str) -> None:
    await page.locator("#text").fill(words)
    await page.get_by_role("button", name="Senden").click()


async def test_a_comment_that_was_saved_does_not_stand_in_the_field_again(chat: Chat) -> None:
    async with window() as opened:
        page = opened.page
        await page.goto(f"{chat.base}?start=guideline-leitlinien")
        for label in ("Verstanden, weiter", "Anfangen", "Anregung schreiben"):
            await press(page, label)
        await expect(page.get_by_label("Ihr Text")).to_be_visible()
        long = "\n".join(f"{number}. Bitte mehr Bäume." for number in range(60))
        for words in ("Mehr  Bäume\nund Bänke", long):
            await send(page, words)
            await expect(page.locator(".note")).to_contain_text("Gespeichert.")
            await expect(page.locator("#text")).to_have_value("")
        await send(page, "x" * 20_001)
        await expect(page.locator("#text")).to_have_value("x" * 20_001)


async def test_who_votes_below_a_long_section_stays_there(chat: Chat) -> None:
    async with window(320) as opened:
        page = opened.page
        await page.goto(f"{chat.base}?start=guideline-leitlinien")
        for label in ("Verstanden, weiter", "Anfangen"):
            await press(page, label)
        yes = page.get_by_role("button", name="Ja", exact=True)
        for pressed in ("true", "false"):
            await yes.evaluate("button => scrollBy(0, button.getBoundingClientRect().top - 100)")
            before = await yes.evaluate("button => button.getBoundingClientRect().top")
            await press(page, "Ja" if pressed == "true" else "Nein")
            await expect(yes).to_have_attribute("aria-pressed", pressed)
            assert await yes.evaluate("button => button.getBoundingClientRect().top") == pytest.approx(
                before, abs=2
            )
        assert await page.evaluate("sessionStorage.length") == 0
