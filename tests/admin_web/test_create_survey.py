"""A new survey: a title is enough."""

import asyncio

import pytest

from dialogs.city.survey import Survey
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.surveys import Stored, publish, save, stored

NEW = "/admin/surveys/_new"


async def test_a_title_is_enough(house: House, editor: Browser) -> None:
    await editor.open(NEW)
    page = await save(editor, "Anlegen", title__de="Größere Plätze für die Nordstadt!")
    assert page.address.endswith("/admin/surveys/groessere-plaetze-fuer-die-nordstadt")
    assert page.said == "Die Umfrage ist angelegt. Jetzt fehlen noch Fragen."
    slug = "groessere-plaetze-fuer-die-nordstadt"
    draft = Survey(slug, {"de": "Größere Plätze für die Nordstadt!"}, ())
    assert await stored(house, slug) == Stored(draft, (), closed=False)
    assert await house.told() == [f"Herr Yılmaz | created | Umfrage {slug} | "]


async def test_a_short_name_of_one_s_own_and_three_languages(house: House, editor: Browser) -> None:
    await editor.open(NEW)
    await save(
        editor, "Anlegen", title__de="Bäume", title__en="Trees", title__simple="Bäu·me", slug="baum-2024"
    )
    titles = {"de": "Bäume", "en": "Trees", "de@simple": "Bäu·me"}
    assert await stored(house, "baum-2024") == Stored(Survey("baum-2024", titles, ()), (), closed=False)


async def test_a_short_name_that_is_taken(house: House, editor: Browser) -> None:
    await publish(house)
    await editor.open(NEW)
    page = await save(editor, "Anlegen", title__de="Mitreden", slug="beteiligung")
    assert page.status == 422
    assert page.mistakes == ["Diesen Kurznamen hat schon eine Umfrage. Bitte wählen Sie einen anderen."]
    assert page.value("title-de") == "Mitreden"


async def test_a_suggestion_is_never_taken(house: House, editor: Browser) -> None:
    for slug in ("beteiligung", "beteiligung-2"):
        await editor.open(NEW)
        page = await save(editor, "Anlegen", title__de="Beteiligung")
        assert page.address.endswith(f"/admin/surveys/{slug}")


@pytest.mark.parametrize(
    ("title", "slug", "mistakes"),
    [
        ("", "", ["Hier fehlt der Text."]),
        (" \t\n ", "", ["Hier fehlt der Text."]),
        ("\u200b\u3164\u00ad", "", ["Hier fehlt der Text."]),
        ("🚌🚌🚌", "", ["Bitte auch Buchstaben oder Ziffern schreiben."]),
        ("x" * 10_000, "lang", ["10000 Zeichen. Hier passen 100."]),
        ("Mit", "Ä b", ["Der Kurzname braucht 1 bis 40 Zeichen aus a–z, 0–9 und dem Bindestrich."]),
        ("Mit", "../x", ["Der Kurzname braucht 1 bis 40 Zeichen aus a–z, 0–9 und dem Bindestrich."]),
        ("Mit", "x" * 41, ["Der Kurzname braucht 1 bis 40 Zeichen aus a–z, 0–9 und dem Bindestrich."]),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(
    house: House, editor: Browser, title: str, slug: str, mistakes: list[str]
) -> None:
    await editor.open(NEW)
    page = await save(editor, "Anlegen", title__de=title, slug=slug)
    assert (page.status, page.mistakes) == (422, mistakes)
    assert page.value("slug") == slug
    assert await house.told() == []


async def test_fields_nobody_asked_for_are_ignored(house: House, editor: Browser) -> None:
    await editor.open(NEW)
    await save(editor, "Anlegen", title__de="Mit", slug="mit", minutes="99", closed="1", role="admin")
    assert await stored(house, "mit") == Stored(Survey("mit", {"de": "Mit"}, ()), (), closed=False)


async def test_a_double_click_makes_one_survey(house: House, editor: Browser) -> None:
    form = (await editor.open(NEW)).form("Anlegen")
    pages = await asyncio.gather(*(editor.hand_in(form, **{"title-de": "Mit"}) for _press in range(5)))
    assert {page.headers["Location"] for page in pages} == {"/admin/surveys/mit"}
    assert await house.told() == ["Herr Yılmaz | created | Umfrage mit | "]
