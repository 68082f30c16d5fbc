"""The page in a real Chromium: with and without scripts, small and large, by mouse, keyboard and voice."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from bot.webchat import chat as chat_page
from tests.accessibility import look
from tests.webchat.chromium import window
from tests.webchat.conftest import Chat
from tests.webchat.test_events import invite

pytestmark = pytest.mark.browser

SMALLEST_TARGET = 44
"""Pixels in both directions, so that a thumb in a bus hits it."""

SMALL_TARGETS = """smallest => [...document.querySelectorAll("button, .button, nav a, #text")]
    .filter(target => target.checkVisibility())
    .filter(target => {
        const box = target.getBoundingClientRect();
        return Math.min(box.width, box.height) < smallest;
    })
    .map(target => target.outerHTML)"""


async def press(page: Page, label: str) -> None:
    await page.get_by_role("button", name=label, exact=True).first.click()


async def say(page: Page, words: str) -> None:
    await page.locator("#text").fill(words)
    await page.locator("#text").locator("xpath=ancestor::form").get_by_role("button").click()


async def walk(page: Page, base: str) -> AsyncIterator[str]:
    """Every kind of page there is, one after the other; tells which one stands there."""
    await page.goto(f"{base}?start=survey-beteiligung")
    yield "first page"
    await page.goto(f"{base}?start=survey-beteiligung&show=language")
    yield "languages of a stranger"
    await page.goto(f"{base}?start=survey-beteiligung")
    await press(page, "Verstanden, weiter")
    yield "introduction"
    await press(page, "Anfangen")
    yield "yes or no"
    await press(page, "Ja")
    yield "single choice"
    await press(page, "Im Chat")
    await press(page, "Grün")
    yield "multiple choice with a choice made"
    await press(page, "Fertig (1 gewählt)")
    yield "scale"
    await press(page, "4")
    await say(page, "viele")
    yield "number, refused"
    await say(page, "42")
    await say(page, "Mehr <b>Bäume</b> " + "x" * 150)
    await say(page, "Lang")
    yield "long text with an answer"
    await press(page, "Fertig")
    yield "summary"
    await press(page, "Abgeben")
    yield "receipt"
    await press(page, "Menü")
    yield "menu"
    async for name in walk_through_a_guideline(page):
        yield name
    async for name in walk_to_an_event(page):
        yield name
    await press(page, "Menü")
    await press(page, "Über das Vorhaben")
    yield "project"
    for address in ("daten", "datenschutz", "impressum", "barrierefreiheit", "vergessen", "gibt-es-nicht"):
        await page.goto(base + address)
        yield address
    await page.goto(f"{base}vergessen")
    await press(page, "Ja, dieses Gerät vergessen")
    yield "forgotten"


async def walk_through_a_guideline(page: Page) -> AsyncIterator[str]:
    """The same, from the menu to one's own contributions."""
    await press(page, "Lesen: Leitlinien")
    yield "guideline"
    await press(page, "Alle Abschnitte")
    yield "list of sections"
    await press(page, "1. Wozu")
    await press(page, "Ja")
    yield "section with a vote"
    await press(page, "Anregung schreiben")
    yield "empty comment"
    await say(page, "Mehr <b>Bäume</b> " + "x" * 150)
    yield "comment"
    await press(page, "Verwerfen")
    yield "throwing away"
    await press(page, "Nein, behalten")
    await press(page, "Pause")
    await press(page, "Meine Beiträge")
    yield "contributions, one unfinished"
    await press(page, "Weiter: Wozu")
    await press(page, "Fertig")
    yield "receipt of a comment"
    await press(page, "Meine Beiträge")
    yield "contributions"


async def walk_to_an_event(page: Page) -> AsyncIterator[str]:
    """The same, from the list of dates to the door."""
    await press(page, "Menü")
    await press(page, "Termine")
    yield "events"
    await press(page, "Nach Vorhaben oder Stadtteil")
    yield "projects and districts"
    await press(page, "Stadtteil: Altstadt")
    await press(page, "1. Ein Garten")
    yield "event"
    await press(page, "Anmelden")
    yield "event, signed up"
    await press(page, "Ich bin da")
    await say(page, "<b>nein</b>")
    yield "wrong code"


async def test_every_page_fits_the_smallest_phone_and_the_thumb_without_scripts(chat: Chat) -> None:
    await invite(chat)
    async with window(320, scripts=False) as opened:
        async for name in walk(opened.page, chat.base):
            width = await opened.page.evaluate("document.documentElement.scrollWidth")
            assert width <= 320, name
            assert await opened.page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == [], name
    assert await chat.count("runs", "state = 'complete'") == 1


async def test_nothing_stands_in_the_way_of_a_screen_reader_or_a_thumb(chat: Chat) -> None:
    await invite(chat)
    async with window(320) as opened:
        complaints: list[str] = []
        async for name in walk(opened.page, chat.base):
            await look(opened.page, complaints, name)
            complaints += await opened.page.evaluate(SMALL_TARGETS, SMALLEST_TARGET)
        assert complaints == []


async def test_the_keyboard_is_enough(chat: Chat) -> None:
    async with window(scripts=False) as opened:
        page = opened.page
        await page.goto(f"{chat.base}?start=survey-beteiligung")
        await page.keyboard.press("Tab")
        focused = page.locator(":focus")
        await expect(focused).to_have_text("Verstanden, weiter")
        outline = await focused.evaluate("element => getComputedStyle(element).outlineStyle")
        assert outline == "solid"
        await page.keyboard.press("Enter")
        await page.locator("#text").focus()
        await page.keyboard.type("Anfangen")
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("Frage 1 von")).to_be_visible()
        await page.locator("#text").focus()
        await page.keyboard.type("nein")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Welche Themen?")).to_be_visible()


async def test_markup_that_people_type_does_nothing(chat: Chat) -> None:
    async with window() as opened:
        page = opened.page
        await page.goto(f"{chat.base}?start=survey-beteiligung")
        for label in ("Verstanden, weiter", "Anfangen", "Nein", "Grün", "Fertig (1 gewählt)", "3"):
            await press(page, label)
        await press(page, "Überspringen")
        await say(page, "<img src=x onerror=\"document.title='x'\"><script>document.title='x'</script>")
        await press(page, "Überspringen")
        await expect(page).to_have_title("Ihre Antworten – Lautrer Stadtdialog")
        assert await page.locator("main img, main script").count() == 0


async def test_scripts_cannot_come_from_anywhere_else(chat: Chat) -> None:
    async with window() as opened:
        page = opened.page
        await page.goto(chat.base)
        await page.evaluate(
            """() => {
                const script = document.createElement("script");
                script.textContent = "document.title = 'x'";
                document.body.append(script);
            }"""
        )
        await expect(page).not_to_have_title("x")
        assert any("Content Security Policy" in complaint for complaint in opened.complaints)
        opened.complaints.clear()


async def test_the_waiting_page_looks_again_by_itself(
    silent_chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat_page, "PATIENCE", 0.05)
    monkeypatch.setattr(chat_page, "REFRESH", "1")
    async with window(scripts=False) as opened:
        page = opened.page
        await page.goto(silent_chat.base)
        await press(page, "Verstanden, weiter")
        await expect(page.get_by_role("status")).to_have_text(re.compile("angekommen"))
        await silent_chat.answer()
        await expect(page.get_by_role("heading", name="Was möchten Sie tun?")).to_be_visible()


async def test_with_scripts_a_long_text_is_sent_by_ctrl_enter_and_its_field_grows(chat: Chat) -> None:
    async with window() as opened:
        page = opened.page
        await page.goto(f"{chat.base}?start=survey-beteiligung")
        for label in ("Verstanden, weiter", "Anfangen", "Nein", "Grün", "Fertig (1 gewählt)", "3"):
            await press(page, label)
        for _question in range(2):
            await press(page, "Überspringen")
        field = page.locator("textarea")
        before = await field.bounding_box()
        await field.fill("\n".join("eine Zeile" for _line in range(12)))
        after = await field.bounding_box()
        assert before and after and after["height"] > before["height"] * 1.5
        await field.press("Control+Enter")
        await expect(page.get_by_text("Ihre Antwort: eine Zeile")).to_be_visible()


async def test_with_scripts_what_was_refused_need_not_be_typed_again(chat: Chat) -> None:
    async with window() as opened:
        page = opened.page
        await page.goto(f"{chat.base}?start=survey-beteiligung")
        for label in ("Verstanden, weiter", "Anfangen", "Nein", "Grün", "Fertig (1 gewählt)", "3"):
            await press(page, label)
        await say(page, "12 Jahre")
        await expect(page.locator("#text")).to_have_value("12 Jahre")
        await page.reload()
        await expect(page.locator("#text")).to_have_value("")
        await say(page, "12")
        await expect(page.locator("#text")).to_have_value("")
        assert await page.evaluate("sessionStorage.length") == 0


async def test_back_in_the_history_the_page_can_still_be_used(chat: Chat) -> None:
    async with window() as opened:
        page = opened.page
        await page.goto(f"{chat.base}?start=survey-beteiligung")
        for label in ("Verstanden, weiter", "Anfangen", "Nein"):
            await press(page, label)
        await expect(page.get_by_role("heading", name="Welche Themen?")).to_be_visible()
        await page.go_back()
        await press(page, "Menü")
        await expect(page.get_by_role("heading", name="Was möchten Sie tun?")).to_be_visible()
        assert await chat.count("answers") == 1


async def test_the_page_is_calm_for_who_wants_no_motion(chat: Chat) -> None:
    async with window(reduced_motion="reduce") as opened:
        await opened.page.goto(chat.base)
        moving = await opened.page.evaluate("document.getAnimations().length")
        duration = await opened.page.locator("button").first.evaluate(
            "element => getComputedStyle(element).transitionDuration"
        )
        assert (moving, duration) == (0, "0s")
