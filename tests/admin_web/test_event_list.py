"""All events in one list: what comes first; drafts for those who write them."""

from dataclasses import replace
from datetime import timedelta

from dialogs.city.facts import EventAttended, EventSignedUp
from tests.admin_web.browser import Browser, Page, words
from tests.admin_web.conftest import House
from tests.admin_web.events import EVENT, publish, put_draft
from tests.admin_web.test_guideline_counts import count_queries
from tests.participants import speak_up

LIST = "/admin/events"
DAY = timedelta(days=1)


def groups(page: Page) -> dict[str, list[list[str]]]:
    """The rows below each heading, without the time."""
    return {
        words(next(part.iter("h2"))): [[words(cell) for cell in row][1:] for row in next(part.iter("tbody"))]
        for part in page.all("section")
    }


async def test_what_comes_first_and_what_was(house: House, editor: Browser, viewer: Browser) -> None:
    for slug, days, off in (("spaet", 9, False), ("aus", 3, True), ("alt", -9, False), ("aelter", -99, True)):
        title, starts = {"de": slug.title()}, EVENT.starts + days * DAY
        await publish(house, replace(EVENT, slug=slug, title=title, starts=starts, ends=None, cancelled=off))
    await publish(house, replace(EVENT, capacity=1))
    await publish(house, replace(EVENT, slug="offen", title={"de": "Offen"}, signup=False, capacity=None))
    await put_draft(house, replace(EVENT, slug="neu", title={"de": "Neu"}))
    await put_draft(house, replace(EVENT, place="Foyer"))
    for _ in range(2):
        await speak_up(house.database, EventSignedUp("werkstatt"))
    await speak_up(house.database, EventAttended("alt"))
    published = {
        "Kommende Termine": [
            ["Offen", "kommt", "–", "0", "0"],
            ["Werkstatt", "kommt Entwurf neuer als veröffentlicht", "1 von 1", "1", "0"],
            ["Spaet", "kommt", "0 von 30", "0", "0"],
        ],
        "Abgesagt": [["Aus", "abgesagt", "0 von 30", "0", "0"]],
        "Vergangene Termine": [
            ["Alt", "vorbei", "0 von 30", "0", "1"],
            ["Aelter", "abgesagt", "0 von 30", "0", "0"],
        ],
    }
    drafts = {"Entwürfe": [["Neu", "Entwurf"]]}
    page = await editor.open(LIST)
    assert groups(page) == published | drafts
    assert page.links()["Werkstatt"] == f"{LIST}/werkstatt"
    page = await viewer.open(LIST)
    assert groups(page) == published
    assert page.links()["Werkstatt"] == f"{LIST}/werkstatt/signups"


async def test_as_many_queries_for_one_event_as_for_many(house: House, editor: Browser) -> None:
    await publish(house)
    await editor.open(LIST)
    assert await count_queries(house, editor, LIST) == 6
    for number in range(2):
        await publish(house, replace(EVENT, slug=f"termin-{number}"))
        await speak_up(house.database, EventSignedUp(f"termin-{number}"))
    await editor.open(LIST)
    assert await count_queries(house, editor, LIST) == 6


async def test_many_past_events_are_turned_over(house: House, editor: Browser) -> None:
    for number in range(51):
        starts = EVENT.starts - (number + 9) * DAY
        await publish(house, replace(EVENT, slug=f"termin-{number}", starts=starts, ends=None))
    page = await editor.open(LIST)
    assert (len(page.rows), page.links()["Weiter"]) == (50, f"{LIST}?page=2")
    assert len((await editor.open(f"{LIST}?page=9")).rows) == 1
