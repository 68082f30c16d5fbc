"""Posters: for everything that has a link, with codes that say exactly that link."""

import re
from dataclasses import replace

import pytest
import segno

from admin_web.qr import BORDER, encode
from storage import meta
from tests.admin_web import events, guidelines, surveys
from tests.admin_web.browser import Browser, Page
from tests.admin_web.conftest import House

WEB = "http://127.0.0.1:8080/?start="
TELEGRAM = "https://t.me/lautern_bot?start="


def codes(page: Page) -> list[str]:
    """The paths of the codes on a poster."""
    return [path.get("d", "") for path in page.all("{http://www.w3.org/2000/svg}path")]


async def poster(browser: Browser, link: str) -> Page:
    return await browser.open(f"/admin/posters?to={link}")


@pytest.mark.parametrize(
    ("link", "title", "sentence"),
    [
        ("", "Leitlinien der Beteiligung", "Reden Sie mit: Umfragen, Leitlinien und Termine im Chat."),
        (
            "survey-beteiligung",
            "Mitreden",
            "Machen Sie mit bei der Umfrage: etwa 5 Minuten, bis 29. März 2024.",
        ),
        ("guideline-leitlinien", "Leitlinien", "Lesen Sie den Entwurf und sagen Sie, was Sie davon halten."),
        ("section-leitlinien-3", "Wer", "Lesen Sie diesen Abschnitt und sagen Sie, was Sie davon halten."),
        (
            "event-werkstatt",
            "Werkstatt",
            "Mittwoch, 20. März 2024, 18:00 Uhr Großer Saal, Rathausplatz 1 Hier melden Sie sich an.",
        ),
        (
            "checkin-werkstatt-4cf7gh",
            "Werkstatt",
            "Sie sind da? Sagen Sie es hier, dann bekommen Sie später das Protokoll.",
        ),
    ],
)
async def test_a_poster_for_every_link(
    house: House, editor: Browser, link: str, title: str, sentence: str
) -> None:
    await surveys.publish(house)
    await guidelines.publish(house)
    await events.publish(house)
    page = await poster(editor, link)
    assert (page.status, page.heading) == (200, title)
    assert sentence in page.text
    assert f"Zum Tippen: {WEB}{link or 'menu'} " in page.text
    assert f"?start={link or 'menu'}" in [span.text for span in page.all("span")]
    assert "Mit der Kamera auf den Code halten." in page.text
    assert codes(page) == [encode(WEB + (link or "menu")).path]
    assert ("Oder im Chat schreiben: 4CF 7GH" in page.text) is link.startswith("checkin")
    assert (
        page.links()["Zurück"]
        == {
            "": "/admin",
            "survey": "/admin/surveys",
            "guideline": "/admin/guidelines",
            "section": "/admin/guidelines",
            "event": "/admin/events",
            "checkin": "/admin/events",
        }[link.partition("-")[0]]
    )


async def test_with_a_bot_both_ways_stand_on_it(house: House, viewer: Browser) -> None:
    await events.publish(house, replace(events.EVENT, cancelled=True, place="", address=""))
    async with house.database.write() as connection:
        await meta.keep(connection, meta.BOT_NAME, "lautern_bot")
    page = await poster(viewer, "event-werkstatt")
    assert codes(page) == [encode(at + "event-werkstatt").path for at in (WEB, TELEGRAM)]
    assert "Mit Telegram @lautern_bot" in page.text
    assert "Mittwoch, 20. März 2024, 18:00 Uhr Der Termin fällt aus." in page.text
    assert "Mit der Kamera auf einen Code halten." in page.text


@pytest.mark.parametrize(
    "link",
    [
        "event-gibtsnicht",
        "survey-",
        "section-leitlinien",
        "section-leitlinien-9",
        "checkin-x-1",
        "%21",
        "menue",
    ],
)
async def test_what_is_not_published_has_no_poster(house: House, editor: Browser, link: str) -> None:
    await guidelines.publish(house)
    assert (await poster(editor, link)).status == 404


def test_a_code_is_drawn_module_by_module() -> None:
    code = encode(WEB + "event-werkstatt")
    dark = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path):
        dark |= {(int(x) + i - BORDER, int(y) - BORDER) for i in range(int(width))}
    size = code.size - 2 * BORDER
    # The three eyes by which a camera finds a code, each a ring around a square.
    for left, top in ((0, 0), (size - 7, 0), (0, size - 7)):
        eye = {(x, y) for x in range(7) for y in range(7) if (left + x, top + y) in dark}
        ring = {(x, y) for x in range(7) for y in range(7) if {x, y} & {0, 6}}
        assert eye == ring | {(x, y) for x in range(2, 5) for y in range(2, 5)}
    again = segno.make(WEB + "event-werkstatt", error="m", micro=False, boost_error=False)
    assert dark == {(x, y) for y, row in enumerate(again.matrix) for x, module in enumerate(row) if module}
