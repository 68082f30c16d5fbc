"""The links that lead into a survey, on its page: for the web and, if there is a bot, for Telegram."""

from datetime import timedelta

from storage import items, meta
from tests import sample
from tests.admin_web.browser import Browser, Page, words
from tests.admin_web.conftest import House
from tests.admin_web.surveys import AT, publish, put_draft

WEB = "http://127.0.0.1:8080/?start=survey-beteiligung"
TELEGRAM = "https://t.me/lautern_bot?start=survey-beteiligung"
LATER = "Die Links gelten erst, wenn die Umfrage offen ist."


def links(page: Page) -> dict[str, str]:
    """The address of each link, which is also what one reads and copies."""
    found = {words(a): a.get("href", "") for a in page.all("a") if "?start=" in a.get("href", "")}
    assert all(text == address for text, address in found.items())
    return found


async def test_without_a_bot_there_is_the_web_page(house: House, editor: Browser) -> None:
    await publish(house)
    page = await editor.open(AT)
    assert list(links(page)) == [WEB]
    assert page.links()["Plakat mit QR-Code"] == "/admin/posters?to=survey-beteiligung"
    assert LATER not in page.text


async def test_with_a_bot_there_are_both(house: House, editor: Browser) -> None:
    await publish(house)
    async with house.database.write() as connection:
        await meta.keep(connection, meta.BOT_NAME, "lautern_bot")
    assert list(links(await editor.open(AT))) == [WEB, TELEGRAM]


async def test_a_draft_has_no_link_yet(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    page = await editor.open(AT)
    assert links(page) == {}
    assert "Link zur Umfrage" not in page.text


async def test_before_the_beginning_that_is_said(house: House, editor: Browser) -> None:
    await publish(house)
    assert sample.SURVEY.opens
    house.now = sample.SURVEY.opens - timedelta(days=1)
    browser = await house.enter("Herr Yılmaz")
    page = await browser.open(AT)
    assert list(links(page)) == [WEB]
    assert LATER in page.text


async def test_after_the_end_that_is_said(house: House, editor: Browser) -> None:
    await publish(house)
    async with house.database.write() as connection:
        item = await items.find_item(connection, "survey", "beteiligung")
        assert item
        await items.set_closed(connection, item.id, True)
    assert "Die Umfrage ist zu Ende. Wer einem Link folgt, erfährt das dort." in (await editor.open(AT)).text
