"""The list of surveys: state and counts at a glance."""

from dataclasses import replace
from datetime import timedelta

from dialogs.city.survey import Survey
from tests import sample
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.surveys import publish, put_draft
from tests.participants import take_part


async def test_without_surveys_there_is_a_word_on_how_to_begin(editor: Browser) -> None:
    page = await editor.open("/admin/surveys")
    assert page.heading == "Umfragen"
    assert "Es gibt noch keine Umfrage." in page.text
    assert page.links()["Neue Umfrage"] == "/admin/surveys/_new"


async def test_every_state_has_its_words(house: House, editor: Browser) -> None:
    soon, over = house.now + timedelta(days=1), house.now - timedelta(days=1)
    for slug, title, opens, closes in (
        ("a", "Läuft", None, None),
        ("b", "Bald", soon, None),
        ("c", "Vorbei", None, over),
    ):
        await publish(
            house, replace(sample.SURVEY, slug=slug, title={"de": title}, opens=opens, closes=closes)
        )
    await publish(house)
    await put_draft(house, sample.SURVEY)
    await put_draft(house, Survey("neu", {"en": "Not in German"}, ()))
    await editor.open("/admin/surveys/a")
    await editor.send("Schließen")
    rows = (await editor.open("/admin/surveys")).rows
    assert [row[:3] for row in rows] == [
        ["Mitreden", "offen bis 29. März 2024, 23:59 Uhr Entwurf neuer als veröffentlicht", "7"],
        ["Not in German", "Entwurf", "0"],
        ["Bald", "offen ab 16. März 2024, 13:00 Uhr", "7"],
        ["Läuft", "geschlossen", "7"],
        ["Vorbei", "beendet seit 14. März 2024, 13:00 Uhr", "7"],
    ]


async def test_who_took_part_is_counted(house: House, editor: Browser) -> None:
    await publish(house)
    for _person in range(2):
        await take_part(house.database, {"dabei": "no"})
    await take_part(house.database, {"dabei": "no"}, hand_in=False)
    [row] = (await editor.open("/admin/surveys")).rows
    assert row[3:] == ["2", "1"]


async def test_hostile_titles_stay_words(house: House, editor: Browser) -> None:
    title = "<script>alert(1)</script> {{7*7}} \u202egnp.exe"
    await publish(house, replace(sample.SURVEY, title={"de": title}))
    page = await editor.open("/admin/surveys")
    assert page.rows[0][0] == title
    assert not page.all("script")
