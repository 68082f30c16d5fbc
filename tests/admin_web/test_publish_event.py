"""Publishing events: what changes is shown, it happens once, and those concerned are told."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from dialogs.city.event_wish import EventWish
from dialogs.city.facts import EventAttended, EventSignedUp, EventWishChosen
from storage.tables import notifications
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import EDITOR, House
from tests.admin_web.events import AT, EVENT, Stored, publish, put_draft, stored
from tests.participants import speak_up

SIGNS_UP = EventSignedUp("werkstatt")
LATER = replace(EVENT, starts=EVENT.starts + timedelta(minutes=30), about={"de": "Neu."})


async def told(house: House) -> list[tuple[int, str, int]]:
    async with house.database.read() as connection:
        rows = (await connection.execute(select(notifications).order_by(notifications.c.id))).all()
    return [(row.citizen, row.kind, row.version) for row in rows]


async def test_a_new_event_in_one_press(house: House, editor: Browser) -> None:
    await put_draft(house)
    page = await editor.open(f"{AT}/publish")
    assert "Wer neue Termine abonniert hat, bekommt Bescheid." in page.text
    for fact in ("Adresse Rathausplatz 1", "Anmeldung 30 Plätze", "Vorhaben Gärten", "reden über Gärten."):
        assert fact in page.text
    form = page.form("Jetzt veröffentlichen")
    pages = await asyncio.gather(*(editor.hand_in(form) for _press in range(4)))
    assert {(page.status, page.headers["Location"]) for page in pages} == {(303, AT)}
    page = await editor.open(AT)
    assert page.said == "Der Termin ist veröffentlicht. Bürger:innen sehen ab jetzt diese Fassung."
    assert "http://127.0.0.1:8080/?start=event-werkstatt" in page.text
    assert await stored(house) == Stored(None, (EVENT,))
    assert await house.told() == ["Herr Yılmaz | published | Termin werkstatt | Fassung 1"]


async def test_whoever_wants_to_come_is_told_of_another_time(house: House, editor: Browser) -> None:
    await publish(house)
    guest = await speak_up(house.database, SIGNS_UP, EventWishChosen("werkstatt", EventWish.DAY))
    reminded = await speak_up(house.database, EventWishChosen("werkstatt", EventWish.HOURS))
    await put_draft(house, LATER)
    page = await editor.open(f"{AT}/publish")
    assert page.rows == [
        ["Worum es geht › Deutsch", "Wir reden über **Gärten**.", "Neu."],
        ["Beginn", "20. März 2024, 18:00 Uhr", "20. März 2024, 18:30 Uhr"],
    ]
    assert (
        "Das wird Fassung 2. 2 Personen, die sich angemeldet oder eine Erinnerung bestellt haben, "
        "bekommen sofort Bescheid." in page.text
    )
    await editor.send("Jetzt veröffentlichen")
    assert await told(house) == [(guest, "event_changed", 2), (reminded, "event_changed", 2)]


async def test_other_words_are_news_to_nobody(house: House, editor: Browser) -> None:
    await publish(house)
    await speak_up(house.database, SIGNS_UP)
    await put_draft(house, replace(EVENT, about={"de": "Neu."}))
    page = await editor.open(f"{AT}/publish")
    assert "Von dieser Änderung bekommt niemand eine Nachricht." in page.text
    await editor.send("Jetzt veröffentlichen")
    assert await told(house) == []


async def test_what_is_moved_into_the_past_is_asked_about(house: House, editor: Browser) -> None:
    """Who wanted to come knows the old day, and would come in vain."""
    await publish(house)
    guest = await speak_up(house.database, SIGNS_UP)
    past = replace(EVENT, starts=EVENT.starts - timedelta(days=30), ends=None)
    await put_draft(house, past)
    page = await editor.open(f"{AT}/publish")
    assert "bekommt sofort Bescheid" in page.text
    assert "Wer kommen wollte, bekommt Bescheid." in page.text
    page = await editor.send("Jetzt veröffentlichen")
    assert await told(house) == []
    assert page.mistakes == ["Mit dem neuen Datum ist der Termin schon vorbei. Ist das richtig so?"]
    assert await stored(house) == Stored(past, (EVENT,))
    await editor.send("Jetzt veröffentlichen", is_past="y")
    assert await stored(house) == Stored(None, (EVENT, past))
    assert await told(house) == [(guest, "event_changed", 2)]


async def test_minutes_reach_whoever_came(house: House) -> None:
    await publish(house)
    guest = await speak_up(house.database, EventAttended("werkstatt"))
    house.wait(days=6)
    editor = await house.enter(EDITOR)
    await put_draft(house, replace(EVENT, minutes={"de": "Beschlossen."}))
    page = await editor.open(f"{AT}/publish")
    assert "Eine Person war da und bekommt das Protokoll." in page.text
    assert "schon vorbei" not in page.text
    await editor.send("Jetzt veröffentlichen")
    assert await told(house) == [(guest, "event_minutes", 0)]


async def test_fewer_seats_than_given_are_explained_and_more_are_filled(
    house: House, editor: Browser
) -> None:
    await publish(house, replace(EVENT, capacity=2))
    people = [await speak_up(house.database, SIGNS_UP) for _ in range(3)]
    await put_draft(house, replace(EVENT, capacity=1))
    why = "2 Personen haben einen Platz. Alle behalten ihren Platz. Von der Warteliste rückt erst jemand nach"
    assert why in (await editor.open(AT)).text
    assert why in (await editor.open(f"{AT}/publish")).text
    await editor.send("Jetzt veröffentlichen")
    assert why in (await editor.open(f"{AT}/signups")).text
    assert await told(house) == []
    await put_draft(house, replace(EVENT, capacity=3))
    page = await editor.open(f"{AT}/publish")
    assert "Das wird Fassung 3. Eine Person rückt von der Warteliste nach und bekommt Bescheid." in page.text
    await editor.send("Jetzt veröffentlichen")
    assert [(who, kind) for who, kind, _ in await told(house)] == [(people[2], "seat_free")]
    await put_draft(house, replace(EVENT, signup=False, capacity=None))
    assert "Angemeldet: 3 Personen. Das bleibt so" in (await editor.open(f"{AT}/publish")).text


@pytest.mark.parametrize(
    ("days", "warning"),
    [
        (5.25, "Der Termin hat schon begonnen (20. März 2024, 18:00 Uhr)."),
        (7, "Der Termin (20. März 2024, 18:00 Uhr) ist schon vorbei."),
    ],
)
async def test_past_dates_are_warned_about(house: House, days: float, warning: str) -> None:
    house.wait(days=days)
    editor = await house.enter(EDITOR)
    await put_draft(house)
    assert warning in (await editor.open(f"{AT}/publish")).text


async def test_what_nobody_has_looked_at_is_not_published(house: House, editor: Browser) -> None:
    await put_draft(house)
    await editor.open(f"{AT}/publish")
    await put_draft(house, LATER)
    assert (await editor.send("Jetzt veröffentlichen")).status == 409
    await put_draft(house, replace(EVENT, title={}))
    assert (await editor.press("Jetzt veröffentlichen", seen="0.3")).status == 422
    assert "Das fehlt noch" in (await editor.open(f"{AT}/publish")).text
    found = await stored(house)
    assert found
    assert found.versions == ()


@pytest.mark.parametrize("published", [True, False])
async def test_a_draft_is_thrown_away_after_asking(house: House, editor: Browser, published: bool) -> None:
    if published:
        await publish(house)
    await put_draft(house, LATER)
    page = await editor.open(f"{AT}/discard")
    assert page.heading == ("Entwurf verwerfen?" if published else "Termin löschen?")
    page = await editor.send("Ja, verwerfen" if published else "Ja, löschen")
    assert page.said == (
        "Der Entwurf ist verworfen. Veröffentlicht bleibt, was veröffentlicht war."
        if published
        else "Der Termin ist gelöscht."
    )
    assert await stored(house) == (Stored(None, (EVENT,)) if published else None)
    page = await editor.open(f"{AT}/publish")
    assert ("Kein Entwurf wartet." in page.text) is published
