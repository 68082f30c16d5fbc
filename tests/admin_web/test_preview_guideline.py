"""The preview of a guideline: the real conversation over the draft, and nothing of it is stored."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from admin_web.editor.rehearsal import Input
from admin_web.pages.guidelines.rehearsal import rehearse
from dialogs.city.city import City
from dialogs.city.guideline import Guideline, Section
from locales.translator import translator
from storage.tables import citizens, comments, outbox, readings, votes
from tests import sample
from tests.admin_web.browser import Browser, words
from tests.admin_web.conftest import House
from tests.admin_web.guidelines import WRITE, publish, put_draft
from tests.admin_web.surveys import tap

BERLIN = ZoneInfo("Europe/Berlin")


async def test_reading_voting_and_commenting(house: House, editor: Browser) -> None:
    await put_draft(house)
    page = await editor.open(f"{WRITE}/preview")
    assert words(page.find("h2")) == "Leitlinien"
    page = await tap(editor, "Anfangen")
    assert words(page.find("h2")) == "Wozu"
    page = await tap(editor, "Ja")
    assert "Gespeichert. Sie können es bis 29. März 2024, 23:59 Uhr ändern." in page.text
    await tap(editor, "Anregung schreiben")
    page = await editor.send("Senden", text="Mehr <b>Bänke</b> & {{7*7}}")
    assert "Mehr <b>Bänke</b> & {{7*7}}" in page.text
    page = await tap(editor, "Fertig")
    assert "MUSTER-0000" in page.text
    page = await tap(editor, "Meine Beiträge")
    assert "Mehr <b>Bänke</b> & {{7*7}}" in page.text
    page = await tap(editor, "Englisch")
    assert words(page.find("h2")) == "My contributions"
    assert await house.told() == []
    async with house.database.read() as connection:
        for table in (citizens, readings, votes, comments, outbox):
            assert (await connection.execute(select(func.count()).select_from(table))).scalar_one() == 0


@pytest.mark.parametrize("days", [-30, 60])
async def test_the_draft_is_shown_as_if_it_were_open(house: House, editor: Browser, days: int) -> None:
    await publish(house)
    await put_draft(house, replace(sample.GUIDELINE, title={"de": "Ganz neu"}))
    house.now += timedelta(days=days)
    editor = await house.enter("Herr Yılmaz")
    page = await editor.open(f"{WRITE}/preview")
    assert words(page.find("h2")) == "Ganz neu"
    page = await tap(editor, "Anfangen")
    assert "Stimmen Sie diesem Abschnitt zu?" in page.text


async def test_without_sections_there_is_nothing_to_see(house: House, editor: Browser) -> None:
    await put_draft(house, Guideline("mit", {"de": "Mit"}, ()))
    page = await editor.open("/admin/guidelines/mit/edit/preview")
    assert "Die Leitlinie hat noch keinen Abschnitt." in page.text


async def test_half_written_sections_and_invented_buttons_break_nothing(
    house: House, editor: Browser
) -> None:
    await put_draft(house, Guideline("mit", {}, (Section(1, {}, {}), Section(2, {"en": "x"}, {}))))
    await editor.open("/admin/guidelines/mit/edit/preview")
    page = await tap(editor, "Anfangen")
    assert page.status == 200
    form = page.forms()[-1]
    for code in ("x", "s00000000:next", "d:section:mit-9", "d:nowhere:", "\x00"):
        assert (await editor.hand_in(form, code=code)).status == 200


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whatever_staff_press_there_is_a_screen(data: st.DataObject) -> None:
    way: list[Input] = []
    for _step in range(data.draw(st.integers(0, 20))):
        now = rehearse(City(), sample.GUIDELINE, way, sample.NOW, BERLIN)
        codes = [button.code for row in now.screen.rows for button in row]
        typed = st.builds(Input, st.sampled_from(["say", "press", "language"]), st.text(max_size=8))
        way.append(data.draw(st.builds(Input, st.just("press"), st.sampled_from(codes)) | typed))
    found = rehearse(City(), sample.GUIDELINE, way, sample.NOW, BERLIN)
    assert translator(found.language, BERLIN).plain(found.screen.lines[0].text)
