"""The preview: the real conversation over the draft, and nothing of it is stored."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from admin_web.editor.rehearsal import MOST_INPUTS, Input, dump, inside, load
from admin_web.pages.surveys.rehearsal import rehearse
from dialogs.city.city import City
from dialogs.city.survey import Question, Survey
from locales.translator import translator
from storage.tables import answers, citizens, outbox, participation, runs
from tests import sample
from tests.admin_web.browser import Browser, words
from tests.admin_web.conftest import House
from tests.admin_web.surveys import AT, publish, put_draft, tap

BERLIN = ZoneInfo("Europe/Berlin")


async def test_from_the_introduction_to_the_receipt(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    page = await editor.open(f"{AT}/preview")
    assert words(page.find("h2")) == "Mitreden"
    for button in ("Anfangen", "Ja", "Im Chat", "Grün", "Verkehr", "Fertig (2 gewählt)", "4"):
        page = await tap(editor, button)
    assert "Wie alt?" in page.text
    page = await editor.send("Senden", text="neun")
    assert [each.get("class") for each in page.all("p")].count("note") == 1
    assert words(page.find("h2")) == "Wie alt?"
    page = await editor.send("Senden", text="34")
    page = await editor.send("Senden", text="Mehr <b>Bänke</b> & {{7*7}}")
    page = await tap(editor, "Überspringen")
    assert "Mehr <b>Bänke</b> & {{7*7}}" in page.text
    page = await tap(editor, "Abgeben")
    assert "MUSTER-0000" in page.text
    assert await house.told() == []
    async with house.database.read() as connection:
        for table in (citizens, runs, answers, participation, outbox):
            assert (await connection.execute(select(func.count()).select_from(table))).scalar_one() == 0


async def test_every_language_without_losing_the_place(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    await editor.open(f"{AT}/preview")
    await tap(editor, "Anfangen")
    page = await tap(editor, "Englisch")
    assert words(page.find("h2")) == "Were you there?"
    page = await tap(editor, "Yes")
    assert words(page.find("h2")) == "Which way?"
    page = await tap(editor, "Leichte Sprache")
    assert words(page.find("h2")) == "[Nicht in Leichter Sprache] Auf welchem Weg?"


async def test_the_draft_is_shown_and_not_what_is_published(house: House, editor: Browser) -> None:
    await publish(house)
    await put_draft(house, replace(sample.SURVEY, title={"de": "Ganz neu"}))
    assert words((await editor.open(f"{AT}/preview")).find("h2")) == "Ganz neu"


@pytest.mark.parametrize("days", [-30, 60])
async def test_a_survey_that_is_not_open_can_be_seen(house: House, editor: Browser, days: int) -> None:
    await publish(house)
    house.now += timedelta(days=days)
    editor = await house.enter("Herr Yılmaz")
    await editor.open(f"{AT}/preview")
    page = await tap(editor, "Anfangen")
    assert words(page.find("h2")) == "Waren Sie dabei?"


async def test_without_questions_there_is_nothing_to_see(house: House, editor: Browser) -> None:
    await put_draft(house, Survey("mit", {"de": "Mit"}, ()))
    page = await editor.open("/admin/surveys/mit/preview")
    assert "Die Umfrage hat noch keine Frage." in page.text


@pytest.mark.parametrize(
    "way",
    ["", "x", "[", "{}", "[1]", '[["press"]]', '[["x","y"]]', "[" * 5000, f'[["say","{"x" * 9000}"]]'],
)
async def test_an_invented_way_begins_anew(house: House, editor: Browser, way: str) -> None:
    await put_draft(house, sample.SURVEY)
    await editor.open(f"{AT}/preview")
    page = await tap(editor, "Englisch", way=way)
    assert page.status == 200
    assert words(page.find("h2")) == "Having a say"


async def test_invented_buttons_get_a_kind_word(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    form = (await editor.open(f"{AT}/preview")).form("Anfangen")
    for code in ("x", "s00000000:start", "d:nowhere:", "d:survey:andere", "\x00", "x" * 5000):
        page = await editor.hand_in(form, code=code)
        assert page.status == 200
        assert len(page.all("h2")) == 1


async def test_half_finished_questions_break_nothing(house: House, editor: Browser) -> None:
    half = Survey(
        "mit", {}, (Question("a", "single", {}), Question("b", "multiple", {}), Question("c", "scale", {}))
    )
    await put_draft(house, half)
    await editor.open("/admin/surveys/mit/preview")
    assert (await tap(editor, "Anfangen")).status == 200


def test_a_very_long_way_begins_anew() -> None:
    way = [Input("say", "x")] * MOST_INPUTS
    assert load(dump(way)) == tuple(way)
    assert load(dump([*way, Input("say", "x")])) == ()


@given(st.lists(st.builds(Input, st.sampled_from(["press", "say", "language"]), st.text(max_size=20))))
def test_a_way_is_read_as_it_was_written(way: list[Input]) -> None:
    assert load(dump(way)) == tuple(way)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_staff_press_there_is_a_screen(data: st.DataObject) -> None:
    way: list[Input] = []
    for _step in range(data.draw(st.integers(0, 25))):
        now = rehearse(City(), sample.SURVEY, way, sample.NOW, BERLIN)
        codes = [button.code for row in now.screen.rows for button in row]
        typed = st.builds(Input, st.sampled_from(["say", "press", "language"]), st.text(max_size=8))
        way.append(data.draw(st.builds(Input, st.just("press"), st.sampled_from(codes)) | typed))
    found = rehearse(City(), sample.SURVEY, way, sample.NOW, BERLIN)
    assert translator(found.language, BERLIN).plain(found.screen.lines[0].text)


def test_the_moment_nearest_to_now_at_which_it_is_open() -> None:
    opens, closes = sample.NOW, sample.NOW + timedelta(days=1)
    survey = replace(sample.SURVEY, opens=opens, closes=closes)
    assert inside(survey.window, opens - timedelta(days=9)) == opens
    assert inside(survey.window, opens + timedelta(hours=1)) == opens + timedelta(hours=1)
    assert inside(survey.window, closes) == closes - timedelta(seconds=1)
