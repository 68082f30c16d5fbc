"""A new guideline, and what stands around its sections."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from dialogs.city.guideline import Guideline, Moderation
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.guidelines import Stored, draft_of, publish, put_draft, stored
from tests.admin_web.surveys import labels, save

NEW = "/admin/guidelines/_new"
AT = "/admin/guidelines/regeln/edit"
GAP = (
    "Diese Uhrzeit gibt es an diesem Tag nicht: In der Nacht werden die Uhren vorgestellt. "
    "Nehmen Sie zum Beispiel 03:30 Uhr."
)
RULES = Guideline("regeln", {"de": "Regeln"}, ())


async def test_a_title_is_enough_and_a_double_click_makes_one(house: House, editor: Browser) -> None:
    form = (await editor.open(NEW)).form("Anlegen")
    pages = await asyncio.gather(
        *(editor.hand_in(form, **{"title-de": "Regeln für Bürger"}) for _press in range(4))
    )
    assert {page.headers["Location"] for page in pages} == {"/admin/guidelines/regeln-fuer-buerger/edit"}
    page = await editor.open("/admin/guidelines/regeln-fuer-buerger/edit")
    assert page.said == "Die Leitlinie ist angelegt. Jetzt fehlen noch Abschnitte."
    assert "Abschnitte: Die Leitlinie hat noch keinen Abschnitt." in page.text
    draft = Guideline("regeln-fuer-buerger", {"de": "Regeln für Bürger"}, ())
    assert await stored(house, draft.slug) == Stored(draft, (), closed=False)
    assert await house.told() == ["Herr Yılmaz | created | Leitlinie regeln-fuer-buerger | "]


@pytest.mark.parametrize(
    ("title", "slug", "mistake"),
    [
        (" \u200b", "", "Hier fehlt der Text."),
        ("🌳", "", "Bitte auch Buchstaben oder Ziffern schreiben."),
        ("x" * 10_000, "lang", "10000 Zeichen. Hier passen 100."),
        ("Mit", "../x", "Der Kurzname braucht 1 bis 40 Zeichen aus a–z, 0–9 und dem Bindestrich."),
        ("Mit", "leitlinien", "Diesen Kurznamen hat schon eine Leitlinie. Bitte wählen Sie einen anderen."),
    ],
)
async def test_what_is_wrong_with_a_new_one(
    house: House, editor: Browser, title: str, slug: str, mistake: str
) -> None:
    await publish(house)
    await editor.open(NEW)
    page = await save(editor, "Anlegen", title__de=title, slug=slug)
    assert (page.status, page.mistakes, page.value("slug")) == (422, [mistake], slug)
    assert await house.told() == []


async def test_everything_around_the_sections(house: House, editor: Browser) -> None:
    await put_draft(house, RULES)
    page = await editor.open(f"{AT}/texts")
    assert [label for label in labels(page) if "fehlt" in label] == [
        "Englisch fehlt",
        "Leichte Sprache fehlt",
    ]
    page = await save(
        editor,
        title__en="Rules",
        about__de="Zeile 1\r\nZeile 2",
        opens_day="2024-03-08",
        opens_clock="18:30",
        closes_day="2024-07-01",
        moderation="after",
        keep_days="90",
    )
    assert page.said == "Die Angaben sind im Entwurf gespeichert."
    assert await draft_of(house, "regeln") == replace(
        RULES,
        title={"de": "Regeln", "en": "Rules"},
        about={"de": "Zeile 1\nZeile 2"},
        opens=datetime(2024, 3, 8, 17, 30, tzinfo=UTC),
        closes=datetime(2024, 7, 1, 21, 59, tzinfo=UTC),
        moderation=Moderation.AFTER,
        keep_days=90,
    )
    assert "Moderation Beiträge sind sofort zu lesen" in page.text
    assert "Anonym 90 Tage nach dem Ende" in page.text
    assert await house.told() == ["Herr Yılmaz | saved | Leitlinie regeln | Angaben"]


async def test_an_hour_that_comes_twice_is_asked_about(house: House, editor: Browser) -> None:
    await put_draft(house, RULES)
    await editor.open(f"{AT}/texts")
    page = await save(editor, closes_day="2027-10-31", closes_clock="02:30")
    [mistake] = page.mistakes
    assert mistake.startswith("Diese Uhrzeit gibt es an diesem Tag zweimal:")
    await save(editor, closes_which="second")
    assert (await draft_of(house, "regeln")).closes == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ({"opens_day": "2027-03-28", "opens_clock": "02:30"}, GAP),
        ({"closes_day": "2027-02-29"}, "Diesen Tag gibt es nicht. Schreiben Sie ihn so: 29.03.2024."),
        ({"opens_day": "9999-01-01"}, "Das Jahr 9999 kann nicht stimmen."),
        ({"opens_day": "2024-03-29", "closes_day": "2024-03-08"}, "Das Ende liegt nicht nach dem Beginn."),
        ({"title-de": ""}, "Hier fehlt der Text."),
        ({"about-en": "x" * 3001}, "3001 Zeichen. Hier passen 3000."),
        ({"keep_days": "1,5"}, "Bitte eine ganze Zahl, ohne Komma."),
        ({"keep_days": "3651"}, "Möglich sind 7 bis 3650 Tage."),
        ({"moderation": "never"}, "Bitte wählen Sie, wann andere eine Anregung lesen dürfen."),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(
    house: House, editor: Browser, typed: dict[str, Any], mistake: str
) -> None:
    await put_draft(house, RULES)
    await editor.open(f"{AT}/texts")
    page = await editor.send("Speichern", **{"about-de": "bleibt stehen", **typed})
    assert (page.status, page.mistakes, page.value("about-de")) == (422, [mistake], "bleibt stehen")
    assert await draft_of(house, "regeln") == RULES


async def test_the_second_of_two_editors_sees_both(house: House, admin: Browser, editor: Browser) -> None:
    await put_draft(house, RULES)
    await admin.open(f"{AT}/texts")
    await editor.open(f"{AT}/texts")
    await save(admin, title__de="Spielregeln", moderation="after")
    page = await save(editor, title__de="Hausregeln", closes_day="2024-04-01", keep_days="30")
    assert (page.status, page.rows) == (
        409,
        [
            ["Titel › Deutsch", "Hausregeln", "Spielregeln"],
            ["Ende", "1. April 2024, 23:59 Uhr", "—"],
            ["Moderation", "Beiträge werden erst geprüft", "Beiträge sind sofort zu lesen"],
            ["Tage bis zur Anonymisierung", "30", "365"],
        ],
    )
    assert (await draft_of(house, "regeln")).title == {"de": "Spielregeln"}
    await save(editor)
    assert (await draft_of(house, "regeln")).title == {"de": "Hausregeln"}


async def test_markup_and_templates_stay_words(house: House, editor: Browser) -> None:
    nasty = "<script>alert(1)</script> {{7*7}} %(x)s"
    await put_draft(house, RULES)
    await editor.open(f"{AT}/texts")
    page = await save(editor, about__de=nasty, title__de=nasty)
    assert (await draft_of(house, "regeln")).about == {"de": nasty}
    assert nasty in page.text
    assert not page.all("script")


async def test_there_is_no_such_guideline(editor: Browser) -> None:
    assert (await editor.open("/admin/guidelines/nirgends/edit")).status == 404
