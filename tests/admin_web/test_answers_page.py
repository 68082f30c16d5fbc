"""What came of a survey, as staff see it: counts, charts with tables, drop-off, channels and languages."""

from dataclasses import replace

import pytest

from dialogs.city.survey import Option, Survey
from tests import sample
from tests.admin_web.browser import Browser, Page, words
from tests.admin_web.conftest import House
from tests.admin_web.surveys import AT, publish, put_draft
from tests.participants import DECLINED, SKIPPED, Says, take_part

ANSWERS = f"{AT}/answers"
SVG = "{http://www.w3.org/2000/svg}"
YES: Says = {
    "dabei": "yes",
    "weg": "chat",
    "themen": "gruen verkehr",
    "gut": "4",
    "alter": "34",
    "wunsch": "Mehr Bänke",
    "mehr": SKIPPED,
}
NO: Says = {
    "dabei": "no",
    "themen": DECLINED,
    "gut": "1",
    "alter": SKIPPED,
    "wunsch": "Ruhe",
    "mehr": SKIPPED,
}


def tables(page: Page) -> list[list[list[str]]]:
    return [
        [[words(cell) for cell in row] for body in table.iter("tbody") for row in body.iter("tr")]
        for table in page.all("table")
    ]


def facts(page: Page) -> dict[str, str]:
    return {words(each[0]): words(each[1]) for group in page.all("dl") for each in group.iter("div")}


@pytest.fixture
async def answered(house: House) -> House:
    await publish(house)
    await take_part(house.database, YES)
    await take_part(house.database, YES, channel="telegram", language="en")
    await take_part(house.database, NO, channel="telegram")
    await take_part(house.database, {"dabei": "yes"}, hand_in=False)
    return house


async def test_before_anybody_has_begun(house: House, editor: Browser) -> None:
    await publish(house)
    page = await editor.open(ANSWERS)
    assert page.heading == "Antworten: Mitreden"
    assert facts(page) == {"Abgegeben (n)": "0", "Noch nicht abgegeben": "0"}
    assert "Noch hat niemand angefangen." in page.text


async def test_every_question_has_its_n_a_chart_and_a_table(answered: House, editor: Browser) -> None:
    page = await editor.open(ANSWERS)
    assert facts(page) == {
        "Abgegeben (n)": "3",
        "Noch nicht abgegeben": "1",
        "Kleinste": "34",
        "Mitte (Median)": "34",
        "Durchschnitt": "34",
        "Größte": "34",
    }
    groups, dabei, weg, themen, gut, alter, _stops = tables(page)
    assert groups == [
        ["Telegram", "Deutsch", "1", "0"],
        ["Telegram", "Englisch", "1", "0"],
        ["Web-Chat", "Deutsch", "1", "1"],
    ]
    assert dabei == [["Ja", "2", "67 %"], ["Nein", "1", "33 %"]]
    assert weg == [["Im Chat", "2", "100 %"], ["Im Laden", "0", "0 %"]]
    assert themen == [["Grün", "2", "100 %"], ["Verkehr", "2", "100 %"], ["Nichts davon", "0", "0 %"]]
    assert gut == [
        ["1 – schlecht", "1", "33 %"],
        ["2", "0", "0 %"],
        ["3", "0", "0 %"],
        ["4", "2", "67 %"],
        ["5 – gut", "0", "0 %"],
    ]
    assert alter == [["34", "2", "100 %"]]
    charts = page.all(f"{SVG}svg")
    assert len(charts) == 5
    assert [rect.get("width") for rect in charts[0].iter(f"{SVG}rect")] == ["288.0", "144.0"]
    assert "mehrere Antworten möglich" in page.text
    assert "2 Antworten · 1 keine Angabe" in page.text
    assert "2 Antworten · 1 nicht gefragt" in page.text
    assert page.links()["3 Texte lesen"] == f"{ANSWERS}/wunsch"


async def test_where_people_stop(answered: House, editor: Browser) -> None:
    await take_part(answered.database, NO, hand_in=False)
    page = await editor.open(ANSWERS)
    assert tables(page)[-1] == [
        ["1. Waren Sie dabei?", "5", "5", "0", "0 %"],
        ["2. Auf welchem Weg?", "3", "2", "1", "33 %"],
        ["3. Welche Themen?", "4", "4", "0", "0 %"],
        ["4. Wie gut?", "4", "4", "0", "0 %"],
        ["5. Wie alt?", "4", "4", "0", "0 %"],
        ["6. Ihr Wunsch?", "4", "4", "0", "0 %"],
        ["7. Noch etwas?", "4", "4", "0", "0 %"],
    ]
    assert "1 Person hat alles beantwortet und nur noch nicht abgegeben." in page.text


@pytest.mark.parametrize(
    ("query", "complete", "yes", "no"),
    [
        ("?channel=telegram", "2", "1", "1"),
        ("?language=en", "1", "1", "0"),
        ("?channel=web&language=en", "0", "0", "0"),
        ("?channel=;drop&language=' OR 1=1--", "3", "2", "1"),
        ("?channel=&sort=;drop&page=-1&size=1000000000", "3", "2", "1"),
    ],
)
async def test_one_channel_or_language(
    answered: House, editor: Browser, query: str, complete: str, yes: str, no: str
) -> None:
    page = await editor.open(ANSWERS + query)
    assert facts(page)["Abgegeben (n)"] == complete
    assert [row[:2] for row in tables(page)[1]] == [["Ja", yes], ["Nein", no]]


async def test_a_choice_that_was_renamed_or_dropped_says_so(answered: House, editor: Browser) -> None:
    way = sample.SURVEY.questions[1]
    newer = replace(way, options=(Option("chat", {"de": "Am Handy"}), Option("post", {"de": "Per Post"})))
    gone = tuple(q for q in sample.SURVEY.questions if q.key not in ("weg", "gut"))
    await take_part(answered.database, {**YES, "weg": "laden"})
    await publish(answered, replace(sample.SURVEY, questions=(newer, *gone)))
    page = await editor.open(ANSWERS)
    assert tables(page)[1] == [
        ["Am Handy (früher: „Im Chat“)", "2", "67 %"],
        ["Per Post", "0", "0 %"],
        ["Im Laden (steht nicht mehr zur Wahl)", "1", "33 %"],
    ]
    headings = [words(each) for each in page.all("h2")]
    assert headings[1:3] == ["1. Auf welchem Weg?", "2. Waren Sie dabei?"]
    assert headings[-3] == "Wie gut? wird nicht mehr gefragt"


async def test_hostile_labels_stay_words_in_the_chart(house: House, editor: Browser) -> None:
    nasty = "</text><script>alert(1)</script>"
    way = replace(
        sample.SURVEY.questions[1], options=(Option("a", {"de": nasty}), Option("b", {"de": "x" * 60}))
    )
    await publish(house, Survey("beteiligung", {"de": nasty}, (replace(way, show_if=None),)))
    await take_part(house.database, {"weg": "a"})
    page = await editor.open(ANSWERS)
    assert not page.all("script")
    assert nasty in page.text
    assert "style=" not in page.html


async def test_only_what_is_published_has_answers(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    assert (await editor.open(ANSWERS)).status == 404
    assert (await editor.open("/admin/surveys/ohne/answers")).status == 404
