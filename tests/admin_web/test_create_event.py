"""Making an event: typed in one go, by the clock on the wall, or copied from another one."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from dialogs.city.event import Event
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.events import EVENT, draft_of, publish, put_draft, stored
from tests.admin_web.surveys import save

NIGHT, RATHER = "In der Nacht werden die Uhren", "Nehmen Sie zum Beispiel 03:30 Uhr."
NEW = "/admin/events/_new"
WHEN: dict[str, Any] = {"starts_day": "2024-03-20", "starts_clock": "18:00"}


async def test_everything_about_an_event(house: House, editor: Browser) -> None:
    assert "Legen Sie den ersten an" in (await editor.open("/admin/events")).text
    await editor.open(NEW)
    page = await save(
        editor,
        "Anlegen",
        title__de="Werkstatt „Grün“",
        title__en="Workshop",
        about__de="Wir **reden**.",
        **WHEN,
        ends_clock="20:00",
        place="Großer Saal",
        address="Rathausplatz 1",
        lat="49,4447",
        lon="7.7689",
        project="Gärten",
        district="Innenstadt",
        signup="y",
        capacity="30",
    )
    assert page.said == "Der Termin ist angelegt. Bürger:innen sehen ihn, sobald Sie ihn veröffentlichen."
    assert await draft_of(house, "werkstatt-gruen") == Event(
        "werkstatt-gruen",
        {"de": "Werkstatt „Grün“", "en": "Workshop"},
        datetime(2024, 3, 20, 17, 0, tzinfo=UTC),
        datetime(2024, 3, 20, 19, 0, tzinfo=UTC),
        about={"de": "Wir **reden**."},
        place="Großer Saal",
        address="Rathausplatz 1",
        lat=49.4447,
        lon=7.7689,
        signup=True,
        capacity=30,
        project="Gärten",
        district="Innenstadt",
    )
    assert await house.told() == ["Herr Yılmaz | created | Termin werkstatt-gruen | "]


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ({"title-de": ""}, "Hier fehlt der Text."),
        ({"starts_day": "", "starts_clock": ""}, "Bitte Tag und Uhrzeit des Beginns angeben."),
        ({"starts_clock": ""}, "Bitte auch die Uhrzeit angeben."),
        (
            {"starts_day": "30.2.2024", "ends_clock": "20:00"},
            "Diesen Tag gibt es nicht. Schreiben Sie ihn so: 29.03.2024.",
        ),
        ({"ends_clock": "17:00"}, "Das Ende liegt nicht nach dem Beginn."),
        (
            {"starts_day": "2027-03-28", "starts_clock": "02:30"},
            f"Diese Uhrzeit gibt es an diesem Tag nicht: {NIGHT} vorgestellt. {RATHER}",
        ),
        ({"lat": "49,4"}, "Breite und Länge gehören zusammen."),
        ({"lat": "Rathaus", "lon": "7"}, "Bitte so: 49,4447."),
        ({"lat": "49", "lon": "abc"}, "Bitte so: 7,7689."),
        ({"capacity": "30"}, "Plätze werden nur gezählt, wenn man sich anmelden kann."),
        ({"capacity": "2,5", "signup": "y"}, "Bitte eine ganze Zahl, ohne Komma."),
        ({"slug": "werkstatt"}, "Diesen Kurznamen hat schon ein Termin. Bitte wählen Sie einen anderen."),
    ],
)
async def test_what_cannot_be_is_said_beside_its_field(
    house: House, editor: Browser, typed: dict[str, str], mistake: str
) -> None:
    await publish(house)
    await editor.open(NEW)
    fields: dict[str, Any] = {"title-de": "Treffen", **WHEN, **typed}
    page = await editor.send("Anlegen", **fields)
    assert (page.status, page.mistakes) == (422, [mistake])
    assert await stored(house, "treffen") is None


async def test_an_hour_that_comes_twice_is_asked_about(house: House, editor: Browser) -> None:
    page = await editor.open(NEW)
    assert not [each for each in page.all("input") if each.get("name") == "starts_which"]
    night = {"starts_day": "2027-10-31", "starts_clock": "02:30"}
    page = await save(editor, "Anlegen", title__de="Nachtwanderung", **night)
    assert page.status == 422
    twice = f"Diese Uhrzeit gibt es an diesem Tag zweimal: {NIGHT} zurückgestellt. Welche meinen Sie?"
    assert page.mistakes == [twice]
    await save(editor, "Anlegen", starts_which="second")
    draft = await draft_of(house, "nachtwanderung")
    assert draft.starts == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    page = await editor.open("/admin/events/nachtwanderung/texts")
    assert (page.value("starts_clock"), page.value("starts_which")) == ("02:30", "second")


async def test_an_end_without_a_day_stays_on_the_day_of_the_beginning(house: House, editor: Browser) -> None:
    page = await editor.open(NEW)
    night = {"starts_day": "2027-10-31", "starts_clock": "01:30", "ends_clock": "02:30"}
    page = await save(editor, "Anlegen", title__de="Nacht", **night)
    assert (page.status, page.value("ends_day")) == (422, "")
    assert [each for each in page.all("input") if each.get("name") == "ends_which"]
    await save(editor, "Anlegen", starts_day="2026-12-02")
    draft = await draft_of(house, "nacht")
    assert (draft.starts, draft.ends) == (
        datetime(2026, 12, 2, 0, 30, tzinfo=UTC),
        datetime(2026, 12, 2, 1, 30, tzinfo=UTC),
    )


async def test_more_than_a_day_is_asked_about(house: House, editor: Browser) -> None:
    await editor.open(NEW)
    days = {
        "starts_day": "2024-06-07",
        "starts_clock": "18:00",
        "ends_day": "2024-06-09",
        "ends_clock": "17:00",
    }
    page = await save(editor, "Anlegen", title__de="Stadtfest", **days)
    assert (page.status, page.mistakes) == (
        422,
        ["Vom ersten bis zum letzten Tag sind es 3 Tage. Stimmt das?"],
    )
    assert "Ja, er dauert mehrere Tage" in page.text
    assert await stored(house, "stadtfest") is None
    page = await save(editor, "Anlegen", is_long="y", title__de="")
    assert page.status == 422
    await save(editor, "Anlegen", title__de="Stadtfest")
    assert (await draft_of(house, "stadtfest")).ends == datetime(2024, 6, 9, 15, 0, tzinfo=UTC)
    page = await editor.open("/admin/events/stadtfest/texts")
    assert "Ja, er dauert mehrere Tage" not in page.text
    page = await save(editor, starts_day="2024-06-08", starts_clock="10:00")
    assert page.said == "Der Termin ist im Entwurf gespeichert."
    await editor.open("/admin/events/stadtfest/texts")
    page = await save(editor, starts_day="2024-04-07")
    assert page.mistakes == ["Vom ersten bis zum letzten Tag sind es 64 Tage. Stimmt das?"]


async def test_a_copy_has_all_but_the_date_and_the_minutes(house: House, editor: Browser) -> None:
    old = replace(EVENT, minutes={"de": "Wir haben beschlossen …"}, cancelled=True)
    await publish(house, old)
    await put_draft(house, replace(old, place="Foyer"))
    page = await editor.open(f"{NEW}?copy=werkstatt")
    assert (page.value("starts_day"), page.value("ends_clock"), page.value("minutes-de")) == ("", "", "")
    await save(editor, "Anlegen", **WHEN)
    expected = replace(EVENT, slug="werkstatt-2", place="Foyer", ends=None)
    assert await draft_of(house, "werkstatt-2") == expected
    await publish(house, replace(EVENT, slug="fest"))
    assert (await editor.open(f"{NEW}?copy=fest")).value("place") == "Großer Saal"
    for slug in ("gibtsnicht", "%00"):
        assert (await editor.open(f"{NEW}?copy={slug}")).status == 404


async def test_names_used_so_far_are_offered(house: House, editor: Browser) -> None:
    await publish(house)
    await put_draft(house, replace(EVENT, slug="fest", project="Ämter", district="Erfenbach"))
    page = await editor.open(NEW)
    offered = [option.get("value") for option in page.all("option")]
    assert offered == ["Gärten", "Ämter", "Erfenbach"]
