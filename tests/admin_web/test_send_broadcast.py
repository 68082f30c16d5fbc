"""From a draft on its way: counted, warned of, agreed to by a second person, planned by the clock."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dialogs.city.broadcast import Audience, Broadcast, BroadcastState
from storage import broadcasts
from storage.database import Database
from storage.staff import Role
from tests.admin_web.broadcasting import begun, buttons, draft, planned, put_event, stored
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import ADMIN, EDITOR, House, run_house
from tests.broadcasts import ANNOUNCEMENT, change, meet

_S = BroadcastState


@pytest.fixture
async def empty_house(database: Database) -> AsyncIterator[House]:
    """An admin page where a second person is needed from three recipients on."""
    async for house in run_house(database, four_eyes_from=3):
        yield house


async def test_to_few_it_goes_at_once(house: House, editor: Browser) -> None:
    await meet(house.database, "1", "2")
    await meet(house.database, "3", topics=())
    at = await draft(house)
    page = await editor.open(at)
    assert "An 2 Personen" in page.text
    await editor.open(page.links()["Senden …"])
    page = await editor.send("Senden", when="now")
    assert page.said == "Die Ankündigung geht jetzt hinaus."
    found = await stored(house, at)
    assert (found.state, found.planned, found.counted) == (_S.PLANNED, None, 2)
    assert page.headers["Refresh"] == "5"
    assert await house.told() == [
        f"{EDITOR} | broadcast planned | Der Markt zieht um (Ankündigung 1) | 2 Personen, sofort"
    ]


async def test_to_many_a_second_person_agrees(house: House, editor: Browser, admin: Browser) -> None:
    await meet(house.database, "1", "2", "3")
    at = await draft(house)
    page = await editor.open(f"{at}/send")
    assert "Ab 3 Personen muss eine zweite Person zustimmen." in page.text
    page = await editor.send("Zur Freigabe vorlegen", when="now")
    assert page.said == "Eine zweite Person muss zustimmen. Bis dahin geht nichts hinaus."
    assert "wartet auf Freigabe" in page.text
    assert "Freigeben" not in buttons(page)
    assert "Freigeben muss sie jemand anderes: Sie haben sie geschrieben." in page.text
    await meet(house.database, "4")
    page = await admin.open("/admin")
    assert "Der Markt zieht um Ankündigung wartet auf Freigabe" in page.text
    assert page.links()["Der Markt zieht um"] == at
    assert "Der Markt zieht um" not in (await editor.open("/admin")).links()
    page = await admin.open(at)
    assert "An 4 Personen" in page.text and "waren es 3." in page.text
    page = await admin.send("Freigeben")
    found = await stored(house, at)
    assert (found.state, found.counted, found.approver) == (_S.PLANNED, 4, ADMIN)
    assert f"freigegeben von {ADMIN}" in page.text
    assert await house.told() == [
        f"{EDITOR} | broadcast submitted | Der Markt zieht um (Ankündigung 1) | 3 Personen, sofort",
        f"{ADMIN} | broadcast approved | Der Markt zieht um (Ankündigung 1) | 4 Personen",
    ]


async def test_nobody_agrees_to_what_they_wrote_or_have_not_seen(
    house: House, editor: Browser, admin: Browser
) -> None:
    await meet(house.database, "1", "2", "3")
    at = await draft(house)
    await editor.open(f"{at}/send")
    await editor.send("Zur Freigabe vorlegen", when="now")
    form = (await admin.open(at)).form("Freigeben")
    own = editor.page.form("Zurück zum Entwurf")
    own.action = f"{own.action.removesuffix('recall')}approve"
    assert (await editor.hand_in(own, seen="2")).status == 403
    await editor.send("Zurück zum Entwurf")
    await editor.open(f"{at}/send")
    await editor.send("Zur Freigabe vorlegen", when="now")
    assert (await admin.hand_in(form)).status == 303
    assert "inzwischen eine andere" in (await admin.open(at)).said
    assert (await stored(house, at)).state is _S.SUBMITTED


async def test_nobody_agrees_to_a_button_that_leads_nowhere_by_now(house: House, admin: Browser) -> None:
    at = await draft(house, replace(ANNOUNCEMENT, leads_to="event-abgesagt"))
    async with house.database.write() as connection:
        assert await broadcasts.submit(connection, 1, 1, None, 3, house.now)
    await admin.open(at)
    page = await admin.send("Freigeben")
    assert "Der Knopf führt zu nichts Veröffentlichtem." in page.text
    assert (await stored(house, at)).state is _S.SUBMITTED


async def test_what_is_changed_after_the_approval_needs_another(
    house: House, editor: Browser, admin: Browser
) -> None:
    await house.take_in("Frau Cem", Role.EDITOR)
    await meet(house.database, "1", "2", "3")
    at = await draft(house)
    await editor.open(f"{at}/send")
    await editor.send("Zur Freigabe vorlegen", when="later", day="2024-03-20", clock="18:30")
    another = await house.enter("Frau Cem")
    await another.open(at)
    page = await another.send("Freigeben")
    assert (await stored(house, at)).planned == datetime(2024, 3, 20, 17, 30, tzinfo=UTC)
    assert "geplant: 20. März 2024, 18:30" in page.text
    await editor.open(at)
    page = await editor.send("Zurück zum Entwurf")
    found = await stored(house, at)
    assert (found.state, found.approver, found.planned) == (_S.DRAFT, "", None)
    await editor.open(f"{at}/edit")
    await editor.send("Speichern", **{"text-de": "Anders."})
    assert "Zur Freigabe vorlegen" in buttons(await editor.open(f"{at}/send"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"day": ""}, "Bitte den Tag angeben."),
        ({"day": "2024-03-15", "clock": "12:00"}, "Dieser Zeitpunkt ist schon vorbei."),
        ({"day": "2024-03-31", "clock": "02:30"}, "Diese Uhrzeit gibt es an diesem Tag nicht"),
        ({"day": "2024-10-27", "clock": "02:30"}, "Diese Uhrzeit gibt es an diesem Tag zweimal"),
        ({"day": "2024-02-30"}, "Diesen Tag gibt es nicht."),
        ({"when": "never"}, "Bitte wählen Sie."),
    ],
)
async def test_odd_moments_are_asked_about(
    house: House, editor: Browser, typed: dict[str, str], sentence: str
) -> None:
    await meet(house.database, "1")
    at = await draft(house)
    await editor.open(f"{at}/send")
    page = await editor.send("Senden", **{"when": "later", **typed})
    assert (page.status, sentence in page.text) == (422, True)
    assert (await stored(house, at)).state is _S.DRAFT
    if "zweimal" in sentence:
        await editor.send("Senden", which="second")
        assert (await stored(house, at)).planned == datetime(2024, 10, 27, 1, 30, tzinfo=UTC)


async def test_two_in_a_week_are_enough(house: House, editor: Browser) -> None:
    await meet(house.database, "1", "2")
    await meet(house.database, "3", language="en")
    only_english = replace(ANNOUNCEMENT, audience=Audience(languages=("en",)))
    await begun(house, only_english)
    await planned(house, only_english, at=house.now + timedelta(days=3))
    at = await draft(house, replace(ANNOUNCEMENT, audience=Audience(languages=("en", "de@simple"))))
    warning = "Für 1 Person wäre es mehr als die zweite Ankündigung in sieben Tagen."
    assert warning in (await editor.open(at)).text
    page = await editor.open(f"{at}/send")
    assert warning in page.text
    page = await editor.send("Senden", when="later", day="2024-03-19")
    tick = "Bitte kreuzen Sie an, dass Sie trotzdem senden möchten."
    assert (page.status, warning in page.text, page.mistakes) == (422, True, [tick])
    assert (page.links()[tick], page.said) == ("#sure", "")
    [box] = [each for each in page.all("input") if each.get("id") == "sure"]
    assert (box.get("aria-invalid"), box.get("aria-describedby")) == ("true", "sure-error")
    page = await editor.send("Senden", when="later", day="2024-04-19")
    assert page.said == "Die Ankündigung ist geplant."
    await editor.send("Zurück zum Entwurf")
    await editor.open(f"{at}/send")
    await editor.send("Senden", when="now", sure="yes")
    assert (await stored(house, at)).state is _S.PLANNED


async def test_what_nobody_gets_does_not_become_public(house: House, editor: Browser, admin: Browser) -> None:
    """Else a narrow audience would be a way to the public page past a second person."""
    public = "Sobald sie hinausgeht, können alle sie lesen: auf der öffentlichen Seite /mitteilungen"
    await meet(house.database, "1", "2", "3")
    at = await draft(house)
    form = (await editor.open(f"{at}/send")).form("Zur Freigabe vorlegen")
    assert public in editor.page.text
    await editor.send("Zur Freigabe vorlegen", when="now")
    approval = (await admin.open(at)).form("Freigeben")
    assert public in admin.page.text
    await change(house.database, "DELETE FROM subscriptions")
    await admin.hand_in(approval)
    assert "Gerade bekäme sie niemand." in (await admin.open(at)).said
    await editor.open(at)
    page = await editor.send("Zurück zum Entwurf")
    assert ("Senden …" in page.links(), "Gerade bekäme sie niemand." in page.text) == (False, True)
    page = await editor.hand_in(form, when="now", seen="3", form_key="k" * 22)
    assert (page.status, "Gerade bekäme sie niemand." in page.text) == (422, True)
    assert (await stored(house, at)).state is _S.DRAFT
    # What only those who signed up are told never becomes public.
    await put_event(house)
    told = replace(ANNOUNCEMENT, audience=Audience(signed_up_for="fest"), service=True)
    page = await editor.open(f"{await draft(house, told)}/send")
    assert public not in page.text
    assert "Nachts kommt sie ohne Ton." in page.text
    assert (await editor.send("Senden", when="now")).said == "Die Ankündigung geht jetzt hinaus."


async def test_what_is_wrong_with_it_holds_it_back(house: House, editor: Browser) -> None:
    await meet(house.database, "1")
    at = await draft(house)
    form = (await editor.open(f"{at}/send")).form("Senden")
    async with house.database.write() as connection:
        await broadcasts.save(connection, 1, Broadcast({"de": "Nur das"}), 1, EDITOR, house.now)
    assert (await editor.hand_in(form, when="now")).headers["Location"] == at
    page = await editor.open(f"{at}/send")
    assert "Bitte schreiben Sie den Text auf Deutsch" in page.text
    assert (await editor.hand_in(form, when="now", seen="2", form_key="k" * 22)).status == 422
    assert (await editor.hand_in(form, when="now", seen="x", form_key="l" * 22)).status == 303
    assert (await stored(house, at)).state is _S.DRAFT
    assert await house.told() == []


async def test_always_four_eyes(database: Database) -> None:
    async for house in run_house(database, four_eyes_from=0):
        await house.take_in(EDITOR, Role.EDITOR)
        editor = await house.enter(EDITOR)
        await meet(database, "1")
        at = await draft(house)
        page = await editor.open(f"{at}/send")
        assert "Immer muss eine zweite Person zustimmen." in page.text
        await editor.send("Zur Freigabe vorlegen", when="now")
        assert (await stored(house, at)).state is _S.SUBMITTED
