"""The texts around the questions and the window."""

from datetime import UTC, datetime

import pytest

from dialogs.city.survey import Survey
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.surveys import draft_of, labels, publish, put_draft, save

GAP = (
    "Diese Uhrzeit gibt es an diesem Tag nicht: In der Nacht werden die Uhren vorgestellt. "
    "Nehmen Sie zum Beispiel 03:30 Uhr."
)
AT = "/admin/surveys/mit/texts"


@pytest.fixture
async def drafted(house: House) -> House:
    await put_draft(house, Survey("mit", {"de": "Mit"}, (), thanks={"en": "Thanks"}))
    return house


async def test_all_texts_in_three_languages(drafted: House, editor: Browser) -> None:
    await editor.open(AT)
    page = await save(
        editor,
        title__de="Mitreden",
        title__en="Having a say",
        title__simple="Mit·reden",
        about__de="Zeile 1\r\nZeile 2",
        seen_by__de=" das Team ",
        minutes="7",
        thanks__en="",
        next_steps__simple="Wir lesen alles.",
        keep_days="90",
    )
    assert page.said == "Die Angaben sind im Entwurf gespeichert."
    assert await draft_of(drafted, "mit") == Survey(
        "mit",
        {"de": "Mitreden", "en": "Having a say", "de@simple": "Mit·reden"},
        (),
        about={"de": "Zeile 1\nZeile 2"},
        seen_by={"de": "das Team"},
        minutes=7,
        next_steps={"de@simple": "Wir lesen alles."},
        keep_days=90,
    )
    assert await drafted.told() == ["Herr Yılmaz | saved | Umfrage mit | Angaben"]


async def test_what_is_missing_is_marked(drafted: House, editor: Browser) -> None:
    page = await editor.open(AT)
    assert [label for label in labels(page) if "fehlt" in label] == [
        "Englisch fehlt",
        "Leichte Sprache fehlt",
        "Deutsch fehlt",
        "Leichte Sprache fehlt",
    ]


async def test_day_and_clock_are_the_city_s(drafted: House, editor: Browser) -> None:
    await editor.open(AT)
    await save(editor, opens_day="2024-03-08", opens_clock="18:30", closes_day="2024-07-01", closes_clock="")
    draft = await draft_of(drafted, "mit")
    assert draft.opens == datetime(2024, 3, 8, 17, 30, tzinfo=UTC)
    assert draft.closes == datetime(2024, 7, 1, 21, 59, tzinfo=UTC)
    page = await editor.open(AT)
    assert [page.value(f"closes_{part}") for part in ("day", "clock")] == ["2024-07-01", "23:59"]


async def test_an_hour_that_comes_twice_is_asked_about(drafted: House, editor: Browser) -> None:
    await editor.open(AT)
    page = await save(editor, opens_day="2027-10-31", opens_clock="02:30", minutes="8")
    assert page.status == 422
    [mistake] = page.mistakes
    assert mistake == (
        "Diese Uhrzeit gibt es an diesem Tag zweimal: In der Nacht werden die Uhren zurückgestellt. "
        "Welche meinen Sie?"
    )
    assert page.value("minutes") == "8"
    await save(editor, opens_which="second")
    assert (await draft_of(drafted, "mit")).opens == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert (await editor.open(AT)).value("opens_which") == "second"
    await save(editor, opens_which="first")
    assert (await draft_of(drafted, "mit")).opens == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        (
            {"opens_day": "2027-03-28", "opens_clock": "02:30"},
            GAP,
        ),
        (
            {"opens_day": "2027-02-29"},
            "Diesen Tag gibt es nicht. Schreiben Sie ihn so: 29.03.2024.",
        ),
        ({"opens_day": "morgen"}, "Diesen Tag gibt es nicht. Schreiben Sie ihn so: 29.03.2024."),
        ({"opens_day": "0001-01-01"}, "Das Jahr 1 kann nicht stimmen."),
        ({"closes_day": "9999-12-31"}, "Das Jahr 9999 kann nicht stimmen."),
        ({"closes_day": "٢٠٢٤-01-01"}, "Diesen Tag gibt es nicht. Schreiben Sie ihn so: 29.03.2024."),
        ({"closes_clock": "12:00"}, "Bitte auch den Tag angeben."),
        (
            {"closes_day": "2024-03-01", "closes_clock": "24:00"},
            "Diese Uhrzeit gibt es nicht. Schreiben Sie sie so: 18:30.",
        ),
        (
            {"opens_day": "2024-03-29", "closes_day": "2024-03-08"},
            "Das Ende liegt nicht nach dem Beginn.",
        ),
        ({"minutes": ""}, "Bitte eine Zahl angeben, zum Beispiel 5."),
        ({"minutes": "fünf"}, "Das ist keine Zahl. Bitte nur Ziffern, zum Beispiel 12."),
        ({"minutes": "٣"}, "Das ist keine Zahl. Bitte nur Ziffern, zum Beispiel 12."),
        ({"minutes": "1,5"}, "Bitte eine ganze Zahl, ohne Komma."),
        ({"minutes": "61"}, "Möglich sind 1 bis 60 Minuten."),
        ({"keep_days": ""}, "Bitte eine Zahl angeben, zum Beispiel 365."),
        ({"keep_days": "6"}, "Möglich sind 7 bis 3650 Tage."),
        ({"title-de": ""}, "Hier fehlt der Text."),
        ({"about-en": "x" * 901}, "901 Zeichen. Hier passen 900."),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(
    drafted: House, editor: Browser, typed: dict[str, str], mistake: str
) -> None:
    await editor.open(AT)
    page = await editor.send("Speichern", **{"seen_by-de": "bleibt stehen", **typed})
    assert (page.status, page.mistakes) == (422, [mistake])
    assert page.value("seen_by-de") == "bleibt stehen"
    assert await drafted.told() == []


async def test_german_days_are_understood_too(drafted: House, editor: Browser) -> None:
    await editor.open(AT)
    await save(editor, opens_day="8.3.2024", opens_clock="9.05 Uhr")
    assert (await draft_of(drafted, "mit")).opens == datetime(2024, 3, 8, 8, 5, tzinfo=UTC)


async def test_an_end_in_the_past_may_be_saved_and_is_told_before_publishing(
    house: House, editor: Browser
) -> None:
    await publish(house)
    await editor.open("/admin/surveys/beteiligung/texts")
    await save(editor, closes_day="2024-03-10", closes_clock="12:00")
    page = await editor.open("/admin/surveys/beteiligung/publish")
    assert (
        "Das Ende (10. März 2024, 12:00 Uhr) ist schon vorbei. Niemand kann dann noch mitmachen." in page.text
    )


async def test_markup_and_templates_stay_words(drafted: House, editor: Browser) -> None:
    nasty = "<script>alert(1)</script> {{7*7}} %(x)s \u202e"
    await editor.open(AT)
    await save(editor, about__de=nasty, title__de=nasty[:40])
    assert (await draft_of(drafted, "mit")).about == {"de": nasty.strip()}
    page = await editor.open("/admin/surveys/mit")
    assert nasty.split("%", maxsplit=1)[0].strip() in page.text
    assert not page.all("script")
