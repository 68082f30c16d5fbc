"""Who has signed up for an event, on the page and as a file; and the code at its door."""

import json
from dataclasses import replace
from datetime import timedelta

from dialogs.city.facts import EventAttended, EventSignedUp
from storage import entrances
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.events import AT, EVENT, publish, put_draft
from tests.admin_web.test_guideline_counts import count_queries
from tests.participants import speak_up

LIST = f"{AT}/signups"
SIGNS_UP, COMES = EventSignedUp("werkstatt"), EventAttended("werkstatt")


async def test_seats_waiting_list_and_who_came(house: House, editor: Browser, viewer: Browser) -> None:
    await publish(house, replace(EVENT, capacity=1))
    assert "Noch hat sich niemand angemeldet." in (await editor.open(LIST)).text
    await speak_up(house.database, SIGNS_UP, name="Ali")
    await speak_up(house.database, COMES, name="Ali", now=house.now + timedelta(days=5, hours=5))
    await speak_up(house.database, SIGNS_UP, channel="telegram", language="de@simple")
    await speak_up(house.database, COMES)
    page = await viewer.open(LIST)
    assert "Plätze vergeben 1 von 1 Warteliste 1 Da gewesen 2 davon ohne Anmeldung 1" in page.text
    assert page.rows == [
        ["1", "15. März 2024", "hat einen Platz", "Web-Chat", "Deutsch", "ja"],
        ["2", "15. März 2024", "wartet", "Telegram", "Leichte Sprache", "–"],
    ]
    assert "CSV herunterladen" not in page.links()
    queries = await count_queries(house, viewer, LIST)
    await speak_up(house.database, SIGNS_UP)
    assert (await count_queries(house, viewer, LIST), queries) == (6, 6)
    await put_draft(house, replace(EVENT, slug="entwurf"))
    assert (await editor.open("/admin/events/entwurf/signups")).status == 404


async def test_a_file_to_take_home(house: House, editor: Browser) -> None:
    await publish(house)
    await speak_up(house.database, SIGNS_UP)
    page = await editor.open(LIST)
    found = await editor.open(page.links()["CSV herunterladen"])
    assert (
        found.headers["Content-Disposition"] == 'attachment; filename="anmeldungen-werkstatt-2024-03-15.csv"'
    )
    async with editor.session.get(f"{house.base.rstrip('/')}{LIST}/export/json") as answer:
        told = json.loads(await answer.text())
    assert told["signups"] == [
        {
            "number": 1,
            "day": "2024-03-15",
            "seat": "taken",
            "channel": "web",
            "language": "de",
            "came": "no",
        }
    ]
    assert await house.told() == [
        f"Herr Yılmaz | sign-ups exported | Termin werkstatt | {format}" for format in ("CSV", "JSON")
    ]


async def test_a_message_to_all_who_signed_up(house: House, editor: Browser, viewer: Browser) -> None:
    await publish(house)
    words = "Nachricht an alle"
    assert words not in (await editor.open(LIST)).links()
    await speak_up(house.database, SIGNS_UP)
    assert words not in (await viewer.open(LIST)).links()
    page = await editor.open((await editor.open(LIST)).links()[words])
    assert page.value("signed_up_for") == "werkstatt"


async def test_a_code_for_the_door_is_made_once(house: House, editor: Browser, viewer: Browser) -> None:
    await publish(house)
    page = await viewer.open(f"{AT}/door")
    assert "Den Code machen die Redaktion und die Administration." in page.text
    form = (await editor.open(f"{AT}/door")).form("Code machen")
    page = await editor.send("Code machen")
    assert page.said == "Der Code ist da. Drucken Sie das Plakat für den Eingang."
    [code] = [each.text for each in page.all("strong") if each.get("class") == "door-code"]
    await editor.hand_in(form, form_key="x" * 22)
    page = await viewer.open(f"{AT}/door")
    assert code
    assert code in page.text
    assert "Das geht ab 20. März 2024, 17:00 Uhr" in page.text
    poster = page.links()["Plakat für den Eingang"]
    assert poster == f"/admin/posters?to=checkin-werkstatt-{code.replace(' ', '').lower()}"
    assert f"Oder im Chat schreiben: {code}" in (await viewer.open(poster)).text
    assert await house.told() == ["Herr Yılmaz | entrance made | Termin werkstatt | "]


async def test_another_code_takes_the_place_of_one_that_has_leaked(
    house: House, editor: Browser, viewer: Browser
) -> None:
    item = await publish(house)
    await editor.open(f"{AT}/door")
    page = await editor.send("Code machen")
    old = await code_of(house, item)
    form = page.form("Neuen Code machen")
    page = await editor.send("Neuen Code machen")
    assert page.said == "Ab jetzt gilt der neue Code. Bitte hängen Sie ein neues Plakat an die Tür."
    new = await code_of(house, item)
    assert new != old
    await editor.hand_in(form)
    assert await code_of(house, item) == new
    assert new.lower() in page.links()["Plakat für den Eingang"]
    assert "Neuen Code machen" not in (await viewer.open(f"{AT}/door")).text
    assert await house.told() == [
        f"Herr Yılmaz | entrance {done} | Termin werkstatt | " for done in ("made", "renewed")
    ]
    await publish(house, replace(EVENT, slug="ohne"))
    form.action = form.action.replace("werkstatt", "ohne")
    assert (await editor.hand_in(form, form_key="x" * 22)).status == 404


async def code_of(house: House, item: int) -> str:
    async with house.database.read() as connection:
        return await entrances.find_code(connection, item)


async def test_a_draft_has_no_door(house: House, editor: Browser) -> None:
    await publish(house)
    form = (await editor.open(f"{AT}/door")).form("Code machen")
    await put_draft(house, replace(EVENT, slug="entwurf"))
    assert (await editor.open("/admin/events/entwurf/door")).status == 404
    form.action = form.action.replace("werkstatt", "entwurf")
    assert (await editor.hand_in(form)).status == 404
