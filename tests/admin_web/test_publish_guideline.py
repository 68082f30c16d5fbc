"""Publishing guidelines: what changes is shown, it happens once, and those concerned are told."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select

from dialogs.city.guideline import Guideline, Section
from storage.tables import notifications
from tests import sample
from tests.admin_web.browser import Browser, Element, words
from tests.admin_web.conftest import House
from tests.admin_web.guidelines import AT, WRITE, Stored, publish, put_draft, stored
from tests.admin_web.surveys import save
from tests.participants import a_comment, speak_up

WHAT_FOR, WHO, HOW = sample.GUIDELINE.sections
LATER = replace(
    sample.GUIDELINE,
    sections=(
        replace(HOW, text={"de": "Immer freundlich.", "en": "Kindly."}),
        WHAT_FOR,
        Section(4, {"de": "Wann"}, {"de": "Bald."}),
    ),
)
"""The last section comes first and is reworded, the second is gone, one is new."""


async def told(house: House) -> list[tuple[int, str, int]]:
    async with house.database.read() as connection:
        rows = (await connection.execute(select(notifications).order_by(notifications.c.citizen))).all()
    return [(row.citizen, row.kind, row.version) for row in rows]


def inside(page_part: Element, tag: str) -> list[str]:
    return [words(each) for each in page_part.iter(tag)]


async def test_from_a_title_to_the_city(house: House, editor: Browser) -> None:
    await put_draft(house, Guideline("mit", {"de": "Mit"}, ()))
    page = await editor.open("/admin/guidelines/mit/edit/publish")
    assert "Abschnitte: Die Leitlinie hat noch keinen Abschnitt." in page.text
    assert [button for form in page.forms() for button in form.buttons] == ["Abmelden"]
    await editor.open("/admin/guidelines/mit/edit/new-section")
    await save(editor, title__de="Wer", text__de="Alle.")
    form = (await editor.open("/admin/guidelines/mit/edit/publish")).form("Jetzt veröffentlichen")
    pages = await asyncio.gather(*(editor.hand_in(form) for _press in range(6)))
    assert {(page.status, page.headers["Location"]) for page in pages} == {
        (303, "/admin/guidelines/mit/edit")
    }
    page = await editor.open("/admin/guidelines/mit/edit")
    assert page.said == "Die Leitlinie ist veröffentlicht. Bürger:innen sehen ab jetzt diese Fassung."
    assert "http://127.0.0.1:8080/?start=guideline-mit" in page.text
    section = Section(1, {"de": "Wer"}, {"de": "Alle."})
    assert await stored(house, "mit") == Stored(
        None, (Guideline("mit", {"de": "Mit"}, (section,)),), closed=False
    )
    assert (await house.told())[-1] == "Herr Yılmaz | published | Leitlinie mit | Fassung 1"
    assert await told(house) == []


async def test_what_a_new_version_changes_is_shown_word_by_word(house: House, editor: Browser) -> None:
    await publish(house)
    await put_draft(house, LATER)
    page = await editor.open(f"{WRITE}/publish")
    parts = [each for each in page.all("div") if each.get("class") == "change"]
    assert [words(next(part.iter("h3"))) for part in parts] == [
        "Wie geändert und verschoben",
        "Wann neu",
        "Wer nicht mehr enthalten",
    ]
    assert [inside(parts[0], tag) for tag in ("del", "ins")] == [
        ["gestrichen: Freundlich"],
        ["neu: Immer freundlich"],
    ]
    assert "Das wird Fassung 2." in page.text


async def test_who_changes_only_the_german_text_is_asked_about_the_others(
    house: House, editor: Browser
) -> None:
    rest = {"en": "Friendly.", "de@simple": "Freundlich sein."}
    await publish(house, replace(sample.GUIDELINE, sections=(replace(HOW, text={"de": "Gut.", **rest}),)))
    hint = "Nur der deutsche Text ist neu. Noch wie vorher: "
    for texts, expected in (
        ({"de": "Immer gut.", **rest}, f"{hint}Englisch und Leichte Sprache. Passt das noch?"),
        ({"de": "Immer gut.", **rest, "en": "Always friendly."}, f"{hint}Leichte Sprache. Passt das noch?"),
        ({"de": "Immer gut.", "en": "Always friendly."}, ""),
        ({"de": "Gut.", **rest, "en": "Always friendly."}, ""),
    ):
        await put_draft(house, replace(sample.GUIDELINE, sections=(replace(HOW, text=texts),)))
        shown = (await editor.open(f"{WRITE}/publish")).text
        assert expected in shown
        assert (hint in shown) == bool(expected)


async def test_long_sections_show_what_stands_around_a_change(house: House, editor: Browser) -> None:
    text = "\n\n".join(f"Absatz {number} ist lang und bleibt, wie er ist." for number in range(300))
    long = replace(sample.GUIDELINE, sections=(replace(WHO, text={"de": text}),))
    await publish(house, long)
    later = replace(WHO, text={"de": text.replace("Absatz 150 ist", "Absatz 150 war")})
    await put_draft(house, replace(long, sections=(later,)))
    page = await editor.open(f"{WRITE}/publish")
    [change] = [each for each in page.all("div") if each.get("class") == "change"]
    shown = words(change)
    assert "[…]" in shown
    assert "Absatz 150 gestrichen: ist neu: war lang" in shown
    assert len(shown) < 800


async def test_authors_on_changed_and_vanished_sections_are_told(house: House, editor: Browser) -> None:
    await publish(house)
    reworded = await speak_up(house.database, *a_comment(HOW.number, "A", "Gut."))
    await speak_up(house.database, *a_comment(WHAT_FOR.number, "B", "Auch gut."))
    vanished = await speak_up(house.database, *a_comment(WHO.number, "C", "Schade."))
    await put_draft(house, LATER)
    page = await editor.open(f"{WRITE}/publish")
    assert "2 Personen haben zu einem Abschnitt geschrieben, der jetzt anders lautet." in page.text
    await editor.send("Jetzt veröffentlichen")
    assert await told(house) == [(who, "section_changed", 2) for who in (reworded, vanished)]
    page = await editor.open(f"{AT}/comments")
    assert all(text in page.text for text in ("Wer", "Schade.", "Fassung 1"))


async def test_two_windows_publish_once(house: House, editor: Browser) -> None:
    await publish(house)
    await put_draft(house, LATER)
    first = (await editor.open(f"{WRITE}/publish")).form("Jetzt veröffentlichen")
    second = (await editor.open(f"{WRITE}/publish")).form("Jetzt veröffentlichen")
    await editor.hand_in(first)
    page = await editor.hand_in(second)
    assert page.status == 409
    assert "Diese Leitlinie ist schon veröffentlicht. Es wartet kein Entwurf." in page.text
    assert await stored(house) == Stored(None, (sample.GUIDELINE, LATER), closed=False)


async def test_what_nobody_has_looked_at_is_not_published(house: House, editor: Browser) -> None:
    await put_draft(house)
    await editor.open(f"{WRITE}/publish")
    await put_draft(house, LATER)
    assert (await editor.send("Jetzt veröffentlichen")).status == 409
    assert await stored(house) == Stored(LATER, (), closed=False)
    await put_draft(house, replace(LATER, sections=()))
    assert (await editor.press("Jetzt veröffentlichen", seen="0.3")).status == 422
    found = await stored(house)
    assert found
    assert found.versions == ()


async def test_nothing_changes_but_the_window(house: House, editor: Browser) -> None:
    await publish(house)
    await put_draft(house, replace(sample.GUIDELINE, closes=None))
    await editor.open(WRITE)
    await editor.send("Schließen")
    page = await editor.open(f"{WRITE}/publish")
    assert "Die Abschnitte bleiben, wie sie sind." in page.text
    assert "Die Leitlinie ist geschlossen. Mit dem Veröffentlichen öffnet sie wieder." in page.text


async def test_closing_and_opening_again(house: House, editor: Browser) -> None:
    await publish(house)
    await editor.open(WRITE)
    page = await editor.send("Schließen")
    assert page.said == "Die Leitlinie ist geschlossen. Stimmen und Anregungen bleiben."
    assert "geschlossen" in page.text
    page = await editor.send("Wieder öffnen")
    assert page.said == "Die Leitlinie ist wieder geöffnet."
    assert await stored(house) == Stored(None, (sample.GUIDELINE,), closed=False)
    assert [line.split(" | ")[1] for line in await house.told()] == ["closed", "opened"]


@pytest.mark.parametrize("published", [True, False])
async def test_a_draft_is_thrown_away_after_asking(house: House, editor: Browser, published: bool) -> None:
    if published:
        await publish(house)
    await put_draft(house, LATER)
    page = await editor.open(f"{WRITE}/discard")
    button = "Ja, verwerfen" if published else "Ja, löschen"
    assert page.heading == ("Entwurf verwerfen?" if published else "Leitlinie löschen?")
    await put_draft(house, replace(LATER, closes=None))
    assert (await editor.send(button)).status == 409
    page = await editor.send(button)
    assert page.said == (
        "Der Entwurf ist verworfen. Veröffentlicht bleibt, was veröffentlicht war."
        if published
        else "Die Leitlinie ist gelöscht."
    )
    assert await stored(house) == (Stored(None, (sample.GUIDELINE,), closed=False) if published else None)


async def test_what_is_published_cannot_be_deleted(house: House, editor: Browser) -> None:
    await publish(house)
    page = await editor.open(f"{WRITE}/discard")
    assert "Eine veröffentlichte Leitlinie wird nicht gelöscht" in page.text
