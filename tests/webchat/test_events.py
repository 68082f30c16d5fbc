"""Events on the web page: from the menu to the file for the calendar, and an address to subscribe to."""

from dataclasses import replace
from datetime import timedelta

from dialogs.city.event import Event
from storage import definitions, items
from tests.sample import NOW, both
from tests.webchat.conftest import Chat

FEST = Event(
    "fest",
    both("Stadtfest", "Town festival"),
    NOW + timedelta(days=2),
    place="Marktplatz",
    address="Markt 1",
    lat=49.4,
    lon=7.7,
)


async def announce(chat: Chat, event: Event = FEST) -> None:
    async with chat.database.write() as connection:
        item = await items.find_item(connection, "event", event.slug)
        item = item or await items.add_item(connection, "event", event.slug)
        assert item
        await items.publish(connection, item.id, definitions.dump(event), None, chat.now)


async def test_from_the_menu_to_the_file(chat: Chat) -> None:
    await announce(chat)
    device = await chat.somebody()
    page = await device.press("Termine")
    assert page.titles == ["Termine"]
    assert page.links()["Alle Termine als Kalender"] == "/termine.ics"
    page = await device.press("1. Stadtfest")
    assert page.titles == ["Stadtfest"]
    assert "Adresse: Markt 1" in page.text
    assert "Ort auf der Karte" not in page.buttons()
    assert page.links()["Kalenderdatei"] == "/termine/fest.ics"
    answer = await device.ask("GET", "/termine/fest.ics")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="stadtdialog-fest.ics"'
    assert "SUMMARY:Stadtfest\r\n" in answer.html
    assert "URL:https://stadtdialog.example/?start=event-fest\r\n" in answer.html
    page = await device.type("Kalenderdatei")
    assert page.links()["Kalenderdatei"] == "/termine/fest.ics"
    page = await device.open("/?start=event_place-fest")
    assert page.titles == ["Stadtfest"]


async def test_a_stranger_needs_no_cookie_and_gets_his_language(chat: Chat) -> None:
    await announce(chat)
    device = chat.device("en-GB")
    page = await device.open("/?start=event-fest")
    assert page.titles == ["Town festival"]
    assert page.links()["Calendar file"] == "/termine/fest.ics?lang=en"
    answer = await device.ask("GET", page.links()["Calendar file"])
    assert "SUMMARY:Town festival\r\n" in answer.html
    assert device.cookie is None
    assert await chat.count("citizens") == await chat.count("inbox") == 0


async def test_who_subscribes_sees_changes_and_asks_in_vain_while_there_are_none(chat: Chat) -> None:
    await announce(chat)
    device = chat.device()
    first = await device.ask("GET", "/termine.ics")
    assert (first.status, first.headers["Cache-Control"]) == (200, "public, max-age=900")
    assert "Content-Disposition" not in first.headers
    known = {"If-None-Match": first.headers["Etag"]}
    again = await device.ask("GET", "/termine.ics", headers=known)
    assert (again.status, again.html) == (304, "")
    chat.wait(days=1)
    await announce(chat, replace(FEST, cancelled=True))
    changed = await device.ask("GET", "/termine.ics", headers=known)
    assert changed.status == 200
    assert "SUMMARY:Fällt aus: Stadtfest\r\n" in changed.html


async def test_no_such_event(chat: Chat) -> None:
    device = chat.device()
    for address in ("/termine/nix.ics", "/termine/NIX.ics", "/termine/.ics", "/termine"):
        answer = await device.ask("GET", address)
        assert answer.status == 404
        assert "Diese Seite gibt es nicht" in answer.html
    empty = await device.ask("GET", "/termine.ics?lang=xx")
    assert empty.status == 200 and "VEVENT" not in empty.html
