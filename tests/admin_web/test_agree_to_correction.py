"""What many have got is corrected only after a second person has looked at the difference."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.admin_web.broadcasting import AT, begun, buttons, stored
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import ADMIN, EDITOR, House, run_house
from tests.admin_web.surveys import save
from tests.broadcasts import ANNOUNCEMENT, change, meet


@pytest.fixture
async def empty_house(database: Database) -> AsyncIterator[House]:
    """An admin page where a second person is needed from three recipients on."""
    async for house in run_house(database, four_eyes_from=3):
        yield house


async def test_a_second_person_agrees(house: House, editor: Browser, admin: Browser) -> None:
    await meet(house.database, "1", "2", "3")
    at = await begun(house)
    await editor.open(f"{at}/correct")
    page = await save(editor, "Änderungen ansehen", text__de="Ab Dienstag.")
    assert "Ab 3 Personen muss eine zweite Person zustimmen." in page.text
    page = await editor.send("Zur Freigabe vorlegen", sure="yes")
    assert page.said == "Eine zweite Person muss zustimmen. Bis dahin bleibt die Nachricht, wie sie ist."
    assert "Freigeben muss sie jemand anderes: Sie haben sie geschrieben." in page.text
    assert "Korrektur freigeben" not in buttons(page)
    assert at not in (await editor.open("/admin")).links().values()
    assert (await stored(house, at)).broadcast == ANNOUNCEMENT
    page = await admin.open("/admin")
    assert at in page.links().values()
    assert "Der Markt zieht um Korrektur wartet auf Freigabe" in page.text
    state = "wird gesendet · Korrektur wartet auf Freigabe"
    assert [row[1] for row in (await admin.open(AT)).rows] == [state]
    page = await admin.open(at)
    assert f"{state} · geschrieben von {EDITOR}" in page.text
    assert ["Text › Deutsch", "Ab Montag.", "Ab Dienstag."] in page.rows
    page = await admin.send("Korrektur freigeben")
    assert page.said == "Korrigiert. Die Nachrichten werden jetzt geändert."
    assert "Korrektur wartet" not in page.text
    found = await stored(house, at)
    assert (found.broadcast.text, found.author, found.approver) == ({"de": "Ab Dienstag."}, EDITOR, ADMIN)
    assert await house.told() == [
        f"{EDITOR} | broadcast correction submitted | Der Markt zieht um (Ankündigung 1) | ",
        f"{ADMIN} | broadcast corrected | Der Markt zieht um (Ankündigung 1) | geschrieben von {EDITOR}",
    ]


async def test_a_correction_is_not_wanted(house: House, editor: Browser, admin: Browser) -> None:
    await meet(house.database, "1", "2", "3")
    at = await begun(house)
    await editor.open(f"{at}/correct")
    await save(editor, "Änderungen ansehen", text__de="Ab Dienstag.")
    own = (await editor.send("Zur Freigabe vorlegen", sure="yes")).form("Korrektur verwerfen")
    own.action = own.action.replace("drop", "approve")
    assert (await editor.hand_in(own)).status == 403
    agree = (await admin.open(at)).form("Korrektur freigeben")
    # While its recipients are chosen nothing is corrected.
    await change(house.database, "UPDATE broadcasts SET spread = false")
    await admin.hand_in(agree)
    assert "noch nicht an alle verteilt" in (await admin.open(at)).said
    await change(house.database, "UPDATE broadcasts SET spread = true")
    page = await admin.send("Korrektur verwerfen")
    assert page.said == "Die Korrektur ist verworfen. Die Nachricht bleibt, wie sie ist."
    own.action = own.action.replace("approve", "drop")
    for key, browser, form in (("a", admin, agree), ("o", editor, own)):
        await browser.hand_in(form, form_key=key * 22)
        said = (await browser.open(at)).said
        assert said == "Die Korrektur ist inzwischen eine andere. Bitte sehen Sie noch einmal hin."
    assert (await stored(house, at)).edition == 0
