"""The survey pages in Chromium: readable by everybody at any width, usable without scripts."""

import pytest
from playwright.async_api import Page

from dialogs.city.survey import Option, Question, Survey
from storage import sessions, staff
from tests import sample
from tests.accessibility import look
from tests.admin_web.conftest import EDITOR, House
from tests.admin_web.surveys import AT, draft_of, publish, put_draft
from tests.participants import take_part
from tests.webchat.chromium import Window, window

pytestmark = pytest.mark.browser
LONG = "Donaudampfschifffahrtsgesellschaft" * 3


@pytest.fixture
async def furnished(house: House) -> House:
    """A house with a running survey, answers to it, and a draft in which everything is wrong."""
    await publish(house)
    for text in (LONG, "Mehr Bänke"):
        says = {"dabei": "yes", "weg": "chat", "themen": "gruen", "gut": "4", "alter": "34", "wunsch": text}
        await take_part(house.database, says)
    await take_part(house.database, {"dabei": "no"}, channel="telegram", hand_in=False)
    await take_part(house.database, {"dabei": "no", "mehr": LONG}, receipt="K7M3Q-X9TW4")
    await put_draft(house, sample.SURVEY)
    broken = Question("a", "single", {"de": LONG}, options=(Option("x", {"en": "X"}),))
    await put_draft(house, Survey("kaputt", {"de": LONG}, (broken, Question("b", "scale", {}))))
    return house


async def come_in(house: House, opened: Window, who: str = EDITOR) -> Page:
    """The page of somebody who is signed in."""
    async with house.database.write() as connection:
        member = await staff.find_by_name(connection, who)
        assert member
        token = await sessions.begin(connection, member.id, house.now)
    await opened.context.add_cookies([{"name": "stadtdialog-admin", "value": token, "url": house.base}])
    return opened.page


PAGES = (
    *("/admin/surveys", "/admin/surveys/_new", AT, f"{AT}/texts", f"{AT}/new-question"),
    *(f"{AT}/questions/{question.key}" for question in sample.SURVEY.questions),
    *(f"{AT}/questions/dabei/remove", f"{AT}/preview", f"{AT}/publish", f"{AT}/discard"),
    *(f"{AT}/receipt?code=K7M3Q-X9TW4", f"{AT}/receipt?code=AAAAA"),
    *(f"{AT}/answers", f"{AT}/answers/wunsch", "/admin/surveys/kaputt", "/admin/surveys/kaputt/publish"),
)


async def test_every_page_is_accessible(furnished: House) -> None:
    complaints: list[str] = []
    async with window(bypass_csp=True) as opened:  # the policy forbids axe
        page = await come_in(furnished, opened)
        for address in PAGES:
            await page.goto(furnished.base.rstrip("/") + address)
            await look(page, complaints)
        await page.goto(furnished.base.rstrip("/") + f"{AT}/new-question")
        await page.click(".buttons button")
        await look(page, complaints)
        await page.goto(furnished.base.rstrip("/") + f"{AT}/preview")
        await page.click("text=Anfangen")
        await page.click("text=Ja")
        await look(page, complaints)
    assert complaints == []


async def test_a_survey_without_scripts_and_by_keyboard(house: House) -> None:
    async with window(1280, scripts=False) as opened:
        page = await come_in(house, opened)
        await page.goto(house.base + "admin/surveys/_new")
        await page.fill("#title-de", "Bäume")
        await page.keyboard.press("Enter")
        await page.click("text=Frage hinzufügen")
        await page.fill("#text-de", "Wo fehlen Bäume?")
        await page.fill("#options-0-label-de", "Im Park")
        await page.fill("#options-1-label-de", "An der Straße")
        await page.keyboard.press("Enter")
        await page.locator("role=status", has_text="Die Frage steht im Entwurf.").wait_for()
        await page.click("text=Frage hinzufügen")
        await page.select_option("#type", "yes_no")
        await page.click("text=Felder dieser Art zeigen")
        await page.fill("#text-de", "Gießen Sie mit?")
        await page.select_option("#if_question", "wo_fehlen_baeume")
        await page.click("text=Antworten zeigen")
        await page.check("text=An der Straße")
        await page.click(".buttons button")
        await page.click("text=Vorschau")
        for button in ("Anfangen", "An der Straße", "Ja", "Abgeben"):
            await page.click(f".phone button:has-text('{button}')")
        await page.locator("text=MUSTER-0000").wait_for()
        await page.goto(house.base + "admin/surveys/baeume/publish")
        await page.dblclick("text=Jetzt veröffentlichen")
        await page.locator("role=status", has_text="Die Umfrage ist veröffentlicht.").wait_for()
    assert [line.split(" | ")[1] for line in await house.told()] == [
        *("created", "saved", "saved", "published"),
    ]


async def test_the_new_row_is_where_one_goes_on_typing(house: House) -> None:
    await put_draft(house, Survey("mit", {"de": "Mit"}, ()))
    async with window(390) as opened:
        page = await come_in(house, opened)
        await page.goto(house.base + "admin/surveys/mit/new-question")
        await page.click("text=Antwort hinzufügen")
        assert await page.evaluate("document.activeElement.id") == "options-3-label-de"
        await page.fill("#options-3-label-de", "D")
        await page.fill("#options-0-label-de", "A")
        await page.fill("#text-de", "Was?")
        await page.click(".buttons button")
        await page.locator("role=status").wait_for()
    assert [option.key for option in (await draft_of(house, "mit")).questions[0].options] == ["a", "d"]
