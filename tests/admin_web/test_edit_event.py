"""Changing an event: in its draft, beside what citizens see; two at once lose nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.events import AT, EVENT, Stored, draft_of, publish, put_draft, stored
from tests.admin_web.surveys import save


async def test_a_change_waits_beside_what_is_published(house: House, editor: Browser) -> None:
    await publish(house)
    await editor.open(f"{AT}/texts")
    page = await save(editor, starts_clock="19:00", ends_clock="", ends_day="", capacity="")
    assert page.said == "Der Termin ist im Entwurf gespeichert."
    assert "Entwurf neuer als veröffentlicht" in page.text
    assert ">Gärten</" in page.html  # bold, without the stars somebody has typed
    later = replace(EVENT, starts=datetime(2024, 3, 20, 18, 0, tzinfo=UTC), ends=None, capacity=None)
    assert await stored(house) == Stored(later, (EVENT,))
    assert await house.told() == ["Herr Yılmaz | saved | Termin werkstatt | "]


async def test_nothing_typed_changes_nothing(house: House, editor: Browser) -> None:
    full = replace(EVENT, lat=49.4447, lon=-7.5, district="Erfenbach", minutes={"de": "A", "en": "B"})
    await publish(house, full)
    await editor.open(f"{AT}/texts")
    await save(editor)
    assert await draft_of(house) == full


async def test_another_day_moves_the_end_along(house: House, editor: Browser) -> None:
    await publish(house)
    page = await editor.open(f"{AT}/texts")
    assert (page.value("ends_day"), page.value("ends_clock")) == ("", "20:00")
    await save(editor, starts_day="2024-03-18")
    starts = EVENT.starts - timedelta(days=2)
    assert await draft_of(house) == replace(EVENT, starts=starts, ends=starts + timedelta(hours=2))


async def test_two_people_at_once(house: House, admin: Browser, editor: Browser) -> None:
    await put_draft(house)
    await admin.open(f"{AT}/texts")
    await editor.open(f"{AT}/texts")
    await save(admin, place="Foyer")
    page = await save(editor, starts_clock="19:00", signup=[], capacity="")
    assert page.status == 409
    assert page.rows == [
        ["Beginn", "20. März 2024, 19:00 Uhr", "20. März 2024, 18:00 Uhr"],
        ["Ort", "Großer Saal", "Foyer"],
        ["Anmeldung", "nein", "ja"],
        ["Plätze", "—", "30"],
    ]
    await save(editor)
    assert (await draft_of(house)).place == "Großer Saal"


async def test_a_mistake_leaves_the_draft_as_it_was(house: House, editor: Browser) -> None:
    await put_draft(house)
    await editor.open(f"{AT}/texts")
    page = await save(editor, ends_day="2024-03-19")
    assert (page.status, page.mistakes) == (422, ["Das Ende liegt nicht nach dem Beginn."])
    assert await draft_of(house) == EVENT


async def test_what_is_wrong_stands_on_the_page(house: House, editor: Browser) -> None:
    await put_draft(house, replace(EVENT, title={}, capacity=0))
    page = await editor.open(AT)
    assert "Titel: Hier fehlt der Text." in page.text
    assert "Plätze: Möglich sind 1 bis 100000 Plätze." in page.text
    assert "?start=event-werkstatt" not in page.text
    assert (await editor.open("/admin/events/gibtsnicht")).status == 404
