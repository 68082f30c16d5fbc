""" "Meine Daten" on the web page: two downloads for this device, a few a day, kept by nobody."""

import json

from storage.journal import SOMEBODY
from tests.webchat.conftest import Chat

NAMES = {
    "html": ("text/html", "stadtdialog-meine-daten.html"),
    "json": ("application/json", "stadtdialog-meine-daten.json"),
}


async def test_from_the_chat_to_both_files(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    await device.press("Anfangen")
    await device.press("Ja")
    page = await device.type("/daten")
    assert page.titles == ["Meine Daten"]
    assert page.links()["Meine Daten herunterladen"] == "/daten"
    page = await device.press("Meine Daten herunterladen")
    assert page.titles == ["Meine Daten"]
    for file, (kind, name) in NAMES.items():
        answer = await device.ask("POST", "/daten", data={"file": file})
        assert answer.status == 200
        assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["Cache-Control"] == "no-store"
    told = {table["table"]: table["rows"] for table in json.loads(answer.html)["tables"]}
    assert [row["value"] for row in told["answers"]] == ['["yes"]']
    page = await device.open("/")
    page = await device.press("Weiter, wo Sie waren")
    assert page.titles == ["Auf welchem Weg?"]
    assert await chat.rows("SELECT staff, action FROM journal") == [(SOMEBODY, "data requested")] * 3


async def test_after_five_times_it_is_enough_for_today(chat: Chat) -> None:
    device = await chat.somebody()
    for _ in range(5):
        assert (await device.ask("POST", "/daten", data={"file": "json"})).status == 200
    answer = await device.ask("POST", "/daten", data={"file": "json"})
    assert answer.status == 429
    page = await device.type("meine daten")
    assert page.notes == ["Heute haben Sie Ihre Daten schon 5-mal angefordert. Morgen geht es wieder."]
    assert "Meine Daten herunterladen" not in page.links()
    # Half past midnight in the city: the next day, though in London it is not.
    chat.wait(hours=11, minutes=30)
    assert (await device.ask("POST", "/daten", data={"file": "json"})).status == 200
    page = await device.type("meine daten")
    assert "Meine Daten herunterladen" in page.links()


async def test_a_stranger_gets_nothing_and_leaves_nothing(chat: Chat) -> None:
    device = chat.device()
    page = await device.open("/daten")
    assert "Wir kennen dieses Gerät nicht." in page.text
    assert "/daten" not in page.links().values()
    page = await device.open("/?show=my_data")
    assert page.titles == ["Meine Daten"]
    forged = {"Cookie": "stadtdialog=" + "0" * 64}
    for headers in ({}, forged):
        answer = await device.ask("POST", "/daten", data={"file": "json"}, headers=headers)
        assert (answer.status, answer.headers["Location"]) == (303, "/daten")
    assert await chat.count("citizens") == await chat.count("journal") == 0


async def test_other_sites_and_made_up_files_are_refused(chat: Chat) -> None:
    device = await chat.somebody()
    other = {"Sec-Fetch-Site": "cross-site"}
    assert (await device.ask("POST", "/daten", data={"file": "json"}, headers=other)).status == 403
    for made_up in ({"file": "exe"}, {}, {"other": "json"}):
        assert (await device.ask("POST", "/daten", data=made_up)).status == 400
