"""Sections of a guideline: written, moved, removed; each keeps its number for ever."""

from dataclasses import replace

import pytest

from dialogs.city.guideline import Guideline
from tests import sample
from tests.admin_web.browser import Browser, words
from tests.admin_web.conftest import House
from tests.admin_web.guidelines import WRITE, draft_of, publish, put_draft, stored
from tests.admin_web.surveys import save


def numbers(guideline: Guideline) -> list[int]:
    return [section.number for section in guideline.sections]


async def test_a_new_section_gets_a_number_that_never_was(house: House, editor: Browser) -> None:
    await publish(house)
    await editor.open(f"{WRITE}/sections/3/remove")
    page = await editor.send("Ja, entfernen")
    assert page.said == "Der Abschnitt ist aus dem Entwurf entfernt."
    await editor.open(f"{WRITE}/new-section")
    page = await save(
        editor, title__de="Wann", title__en="When", text__de="Immer.\r\n\r\n- heute", text__simple="Immer."
    )
    assert page.said == "Der Abschnitt steht im Entwurf."
    draft = await draft_of(house)
    assert numbers(draft) == [1, 2, 4]
    assert draft.sections[-1].title == {"de": "Wann", "en": "When"}
    assert draft.sections[-1].text == {"de": "Immer.\n\n- heute", "de@simple": "Immer."}
    assert "Nummer 4 · 15 Zeichen · fehlt auf Englisch, Leichte Sprache" in page.text
    assert "Wann neu" in page.text
    assert await house.told() == [
        "Herr Yılmaz | saved | Leitlinie leitlinien | Abschnitt 3 entfernt",
        "Herr Yılmaz | saved | Leitlinie leitlinien | neuer Abschnitt 4",
    ]


async def test_a_moved_section_keeps_its_number(house: House, editor: Browser) -> None:
    await publish(house)
    await editor.open(WRITE)
    page = await editor.send("↑Abschnitt 3 nach oben")
    assert numbers(await draft_of(house)) == [1, 2, 3]
    assert "Wie verschoben" in page.text
    await editor.send("↓Abschnitt 1 nach unten")
    assert numbers(await draft_of(house)) == [2, 1, 3]
    form = (await editor.open(WRITE)).form("↓Abschnitt 1 nach unten")
    form.action = form.action.replace("/down", "/up")
    assert (await editor.hand_in(form)).status == 303
    assert [line.rsplit(" | ", 1)[1] for line in await house.told()] == [
        "Abschnitt 2 verschoben",
        "Abschnitt 1 verschoben",
    ]


async def test_a_long_section_is_kept_as_it_was_typed(house: House, editor: Browser) -> None:
    long = "\n\n".join("Straße für Straße, ßäöü 🌳. " * 20 for _paragraph in range(24)).strip()
    assert len(long) > 12_000
    await publish(house)
    await editor.open(f"{WRITE}/sections/1")
    await save(editor, text__de=long, text__en=long, text__simple=long)
    section = (await draft_of(house)).section(1)
    assert section
    assert section.text == {"de": long, "en": long, "de@simple": long}
    page = await editor.open(f"{WRITE}/sections/1")
    assert page.value("text-de") == long


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ({"title-de": "", "title-en": ""}, "Hier fehlt der Text."),
        ({"title-de": "✨"}, "Bitte auch Buchstaben oder Ziffern schreiben."),
        ({"title-de": "x" * 101}, "101 Zeichen. Hier passen 100."),
        ({"text-de": "\u200b\n", "text-en": " "}, "Hier fehlt der Text."),
        ({"text-de": "x" * 20_001}, "20001 Zeichen. Hier passen 20000."),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(
    house: House, editor: Browser, typed: dict[str, str], mistake: str
) -> None:
    await publish(house)
    for address in (f"{WRITE}/sections/1", f"{WRITE}/new-section"):
        await editor.open(address)
        page = await editor.send("Speichern", **{"title-de": "T", "text-de": "Bleibt", **typed})
        assert (page.status, page.mistakes) == (422, [mistake])
        assert page.value("title-de") == typed.get("title-de", "T")
    found = await stored(house)
    assert found
    assert found.draft is None


async def test_more_sections_than_fit_are_refused(house: House, editor: Browser) -> None:
    many = tuple(replace(sample.GUIDELINE.sections[0], number=number) for number in range(900, 1000))
    await put_draft(house, replace(sample.GUIDELINE, sections=many))
    await editor.open(f"{WRITE}/new-section")
    page = await save(editor, title__de="T", text__de="T")
    listed = next(each for each in page.all("div") if each.get("role") == "alert")
    assert "Abschnitte: Mehr als 100 Abschnitte sind zu viel." in words(listed)
    assert "Abschnitt 101 › Nummer: Abschnitte zählen von 1 bis 999." in words(listed)


async def test_two_editors_of_one_section(house: House, admin: Browser, editor: Browser) -> None:
    await publish(house)
    await admin.open(f"{WRITE}/sections/3")
    await editor.open(f"{WRITE}/sections/3")
    await save(admin, text__de="Wirklich alle.")
    page = await save(editor, text__de="Fast alle.", title__simple="Wer?")
    assert (page.status, page.rows) == (
        409,
        [["Titel › Leichte Sprache", "Wer?", "—"],
         ["Text › Deutsch", "Fast alle.", "Wirklich alle."]],
    )  # fmt: skip
    assert page.value("text-de") == "Fast alle."
    await save(editor)
    section = (await draft_of(house)).section(3)
    assert section
    assert section.text["de"] == "Fast alle."


async def test_a_section_somebody_removed_comes_back_under_its_number(
    house: House, admin: Browser, editor: Browser
) -> None:
    await publish(house)
    await editor.open(f"{WRITE}/sections/3")
    await admin.open(f"{WRITE}/sections/3/remove")
    await admin.send("Ja, entfernen")
    page = await save(editor, text__de="Doch.")
    assert page.status == 409
    assert "Jemand anderes hat diesen Abschnitt entfernt." in page.text
    await save(editor)
    assert numbers(await draft_of(house)) == [1, 2, 3]


async def test_numbers_cannot_be_invented(house: House, editor: Browser) -> None:
    await publish(house)
    form = (await editor.open(f"{WRITE}/sections/3")).form("Speichern")
    for number in ("0", "5", "999"):
        assert (await editor.open(f"{WRITE}/sections/{number}")).status == 404
        form.action = f"{house.base.rstrip('/')}{WRITE}/sections/{number}"
        assert (await editor.hand_in(form)).status == 404
    assert await house.told() == []


async def test_removing_is_asked_and_not_done_unseen(house: House, editor: Browser) -> None:
    await publish(house)
    page = await editor.open(f"{WRITE}/sections/3/remove")
    assert "Stimmen und Anregungen dazu bleiben, und seine Nummer 3 bekommt kein anderer." in page.text
    await put_draft(house)
    assert (await editor.send("Ja, entfernen")).status == 409
    assert 3 in numbers(await draft_of(house))
    await editor.send("Ja, entfernen")
    assert numbers(await draft_of(house)) == [1, 2]
    await editor.open(f"{WRITE}/new-section")
    await save(editor, title__de="T", text__de="T")
    page = await editor.open(f"{WRITE}/sections/4/remove")
    assert "Der Abschnitt war noch nie veröffentlicht." in page.text


async def test_section_names_in_the_form(house: House, editor: Browser) -> None:
    await publish(house)
    page = await editor.open(f"{WRITE}/sections/3")
    assert [words(each) for each in page.all("legend")] == ["Überschrift", "Text"]
    assert page.heading == "Abschnitt mit der Nummer 3"
