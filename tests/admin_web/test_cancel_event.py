"""Calling an event off: whoever wants to come is told, and a draft goes on."""

from dataclasses import replace

from dialogs.city.facts import EventSignedUp
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import EDITOR, House
from tests.admin_web.events import AT, EVENT, Stored, publish, put_draft, stored
from tests.admin_web.test_publish_event import told
from tests.participants import speak_up

OFF = replace(EVENT, cancelled=True)


async def test_called_off_and_not_after_all(house: House, editor: Browser) -> None:
    await publish(house)
    guest = await speak_up(house.database, EventSignedUp("werkstatt"))
    page = await editor.open(f"{AT}/cancel")
    assert page.heading == "Termin absagen?"
    assert (
        "Eine Person, die sich angemeldet oder eine Erinnerung bestellt hat, bekommt sofort Bescheid."
        in page.text
    )
    page = await editor.send("Ja, absagen")
    assert page.said == "Der Termin ist abgesagt."
    assert "abgesagt" in page.text
    assert "Der Termin ist schon abgesagt." in (await editor.open(f"{AT}/cancel")).text
    await editor.open(f"{AT}/reinstate")
    page = await editor.send("Ja, findet statt")
    assert page.said == "Der Termin findet wieder statt."
    assert await stored(house) == Stored(None, (EVENT, OFF, EVENT))
    assert await told(house) == [(guest, "event_changed", 2), (guest, "event_changed", 3)]
    assert await house.told() == [
        "Herr Yılmaz | cancelled | Termin werkstatt | Fassung 2",
        "Herr Yılmaz | reinstated | Termin werkstatt | Fassung 3",
    ]


async def test_a_draft_stays_and_is_called_off_too(house: House, editor: Browser) -> None:
    await publish(house)
    await put_draft(house, replace(EVENT, place="Foyer"))
    page = await editor.open(f"{AT}/cancel")
    assert "Ihr Entwurf bleibt und wird dabei nicht veröffentlicht." in page.text
    await editor.send("Ja, absagen")
    assert await stored(house) == Stored(replace(OFF, place="Foyer"), (EVENT, OFF))


async def test_nothing_is_called_off_unseen(house: House, admin: Browser, editor: Browser) -> None:
    await publish(house)
    await editor.open(f"{AT}/cancel")
    await admin.open(f"{AT}/cancel")
    await admin.send("Ja, absagen")
    page = await editor.send("Ja, absagen")
    assert page.status == 409
    assert "Jemand anderes hat diesen Termin inzwischen geändert." in page.text
    assert await stored(house) == Stored(None, (EVENT, OFF))


async def test_what_is_over_is_news_to_nobody(house: House) -> None:
    await publish(house)
    await speak_up(house.database, EventSignedUp("werkstatt"))
    house.wait(days=30)
    editor = await house.enter(EDITOR)
    page = await editor.open(f"{AT}/cancel")
    assert "Der Termin ist vorbei. Niemand bekommt eine Nachricht." in page.text
    await editor.send("Ja, absagen")
    assert await told(house) == []
    await put_draft(house, replace(EVENT, slug="entwurf"))
    assert (await editor.open("/admin/events/entwurf/cancel")).status == 404
