"""Events on the web page: from the menu to the file for the calendar, and an address to subscribe to."""

from dataclasses import replace
from datetime import timedelta

from dialogs.city.entrance import spaced
from dialogs.city.event import Event
from storage import definitions, entrances, items
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
    assert page.links()["In der Karten-App öffnen"] == "geo:49.4,7.7?q=49.4,7.7"
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


GARDEN = replace(FEST, slug="garten", title=both("Ein Garten", "A garden"), signup=True, capacity=1)


async def test_a_stranger_sees_free_seats_and_reads_the_notice_before_signing_up(chat: Chat) -> None:
    await announce(chat, GARDEN)
    device = chat.device()
    page = await device.open("/?start=event-garten")
    assert "Noch 1 von 1 Plätzen frei." in page.text
    page = await device.open(page.links()["Anmelden"])
    assert "Verstanden, weiter" in page.buttons()
    assert await chat.count("citizens") == 0
    page = await device.press("Verstanden, weiter")
    assert page.titles == ["Ein Garten"]
    assert await chat.count("signups") == 0
    page = await device.press("Anmelden")
    assert "Sie sind angemeldet." in page.text
    assert await chat.count("signups", "seated") == 1


async def test_two_devices_for_one_seat_and_the_second_moves_up(chat: Chat) -> None:
    await announce(chat, GARDEN)
    first, second = await chat.somebody(), await chat.somebody()
    for device, told in ((first, "Sie sind angemeldet."), (second, "Sie sind auf Platz 1 der Warteliste.")):
        await device.open("/?start=event-garten")
        page = await device.press("Auf die Warteliste" if device is second else "Anmelden")
        assert told in page.text
    page = await first.press("Abmelden")
    assert "Alle Plätze sind vergeben, 1 Person wartet." in page.text
    page = await first.press("Ja, abmelden")
    assert "Sie sind abgemeldet." in page.text
    assert "Alle Plätze sind vergeben." in page.text
    page = await second.open("/?start=event-garten")
    assert "Sie sind angemeldet." in page.text
    assert await chat.count("notifications", "kind = 'seat_free' AND rank = 1") == 1


async def test_no_link_signs_anybody_up_or_off(chat: Chat) -> None:
    await announce(chat, GARDEN)
    device = await chat.somebody()
    for link in ("event-garten.up", "event-garten.day-on", "signup-garten", "checkin-garten-7kx20p"):
        await device.open(f"/?start={link}")
        await device.press("Menü")
    assert await chat.count("signups") + await chat.count("wishes") + await chat.count("attendances") == 0


async def invite(chat: Chat) -> str:
    """To an event that begins within the hour, with a code at its door."""
    soon = chat.now + timedelta(minutes=30)
    await announce(chat, replace(GARDEN, starts=soon, project="Grüne Mitte", district="Altstadt"))
    async with chat.database.write() as connection:
        item = await items.find_item(connection, "event", "garten")
        assert item
        return await entrances.code_of(connection, item.id, bytes(range(16)))


async def test_the_code_at_the_door(chat: Chat) -> None:
    code = await invite(chat)
    device = await chat.somebody()
    await device.open("/?start=event-garten")
    await device.press("Ich bin da")
    page = await device.type("nein")
    assert "Dieser Code stimmt nicht." in page.text
    page = await device.type(spaced(code).lower())
    assert "Willkommen!" in page.text
    assert await chat.count("attendances") == 1
