"""What was sent is corrected in place, once it was seen what changes."""

from dataclasses import replace

from storage.outbox_rows import State
from tests.admin_web.broadcasting import begun, draft, stored
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import EDITOR, House
from tests.admin_web.surveys import save
from tests.broadcasts import ANNOUNCEMENT, change, meet, settle, spread


async def test_what_changes_is_shown_first(house: House, editor: Browser) -> None:
    [citizen] = await meet(house.database, "1")
    at = await begun(house)
    await settle(house.database, citizen, State.SENT, message=7)
    await editor.open(f"{at}/correct")
    page = await save(editor, "Änderungen ansehen", text__de="Ab Dienstag.", topic="windows")
    assert (page.status, page.rows) == (200, [["Text › Deutsch", "Ab Montag.", "Ab Dienstag."]])
    assert (await stored(house, at)).edition == 0
    page = await editor.send("Jetzt überall ändern", sure="yes")
    assert page.said == "Korrigiert. Die Nachrichten werden jetzt geändert."
    found = await stored(house, at)
    assert found.broadcast == replace(ANNOUNCEMENT, text={"de": "Ab Dienstag."})
    assert (found.edition, found.author) == (1, EDITOR)
    assert "einmal korrigiert" in page.text
    # Of Telegram there is nothing to tell yet.
    assert "Im Web-Chat steht sofort der korrigierte Text. Anhalten" in page.text
    await spread(house.database, 1, house.now)
    text = (await editor.open(at)).text
    assert "korrigierte Text. Auf Telegram: geändert 0, wartet noch 1, nicht mehr zu ändern 0." in text
    assert await house.told() == [f"{EDITOR} | broadcast corrected | Der Markt zieht um (Ankündigung 1) | "]


async def test_nothing_changed_or_something_wrong(house: House, editor: Browser) -> None:
    at = await begun(house)
    await editor.open(f"{at}/correct")
    assert (await editor.send("Änderungen ansehen")).said == "Es hat sich nichts geändert."
    await editor.open(f"{at}/correct")
    page = await save(editor, "Änderungen ansehen", title__de="", leads_to="survey-nix", sure="yes")
    assert (page.status, page.rows) == (422, [])
    assert "Bitte wählen Sie etwas aus der Liste." in page.mistakes
    assert await house.told() == []


async def test_the_second_of_two_is_told(house: House, editor: Browser, admin: Browser) -> None:
    at = await begun(house)
    await editor.open(f"{at}/correct")
    await admin.open(f"{at}/correct")
    await save(admin, "Änderungen ansehen", title__de="Ihre")
    await admin.send("Jetzt überall ändern", sure="yes")
    page = await save(editor, "Änderungen ansehen", title__de="Meine", sure="yes")
    assert (page.status, page.rows) == (422, [["Überschrift › Deutsch", "Meine", "Ihre"]])
    assert (await stored(house, at)).broadcast.title["de"] == "Ihre"


async def test_not_before_everybody_is_chosen_and_not_before_it_is_out(house: House, editor: Browser) -> None:
    at, early = await begun(house), await draft(house)
    form = (await editor.open(f"{at}/correct")).form("Änderungen ansehen")
    await change(house.database, "UPDATE broadcasts SET spread = false")
    assert (await editor.hand_in(form, **{"title-de": "Neu", "sure": "yes"})).headers["Location"] == at
    assert "noch nicht an alle verteilt" in (await editor.open(at)).said
    assert (await editor.ask("GET", f"{early}/correct")).headers["Location"] == early
    form.action = form.action.replace("/1/", "/2/")
    assert (await editor.hand_in(form, form_key="k" * 22)).headers["Location"] == early
    assert await house.told() == []
