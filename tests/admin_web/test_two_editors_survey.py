"""Two people work on one draft: the second is told, sees both versions, and loses nothing."""

import asyncio
from dataclasses import replace

from dialogs.city.survey import Survey
from tests import sample
from tests.admin_web.browser import Browser, Page
from tests.admin_web.conftest import House
from tests.admin_web.surveys import AT, draft_of, publish, put_draft, save


def question_text(survey: Survey, key: str) -> str:
    question = survey.question(key)
    assert question
    return question.text["de"]


def both(page: Page) -> list[list[str]]:
    assert page.status == 409
    assert "Jemand anderes hat diesen Entwurf inzwischen gespeichert." in page.text
    return page.rows


async def test_the_same_question(house: House, admin: Browser, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    await admin.open(f"{AT}/questions/gut")
    await editor.open(f"{AT}/questions/gut")
    await save(admin, text__de="Wie gut war es?", low__de="sehr schlecht")
    page = await save(editor, text__de="Wie fanden Sie es?", optional="y")
    assert both(page) == [
        ["Frage › Deutsch", "Wie fanden Sie es?", "Wie gut war es?"],
        ["darf übersprungen werden", "ja", "nein"],
        ["Bedeutung der 1 › Deutsch", "schlecht", "sehr schlecht"],
    ]
    assert page.value("text-de") == "Wie fanden Sie es?"
    assert question_text(await draft_of(house), "gut") == "Wie gut war es?"
    page = await save(editor)
    assert page.said == "Die Frage ist im Entwurf gespeichert."
    assert question_text(await draft_of(house), "gut") == "Wie fanden Sie es?"
    assert await house.told() == [
        "Frau Berger | saved | Umfrage beteiligung | Frage gut",
        "Herr Yılmaz | saved | Umfrage beteiligung | Frage gut",
    ]


async def test_different_questions_keep_both_changes(house: House, admin: Browser, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    await admin.open(f"{AT}/questions/gut")
    await editor.open(f"{AT}/questions/alter")
    await save(admin, text__de="Wie gut war es?")
    page = await save(editor, text__de="Wie alt sind Sie?")
    assert both(page) == [["Frage › Deutsch", "Wie alt sind Sie?", "Wie alt?"]]
    await save(editor)
    draft = await draft_of(house)
    assert question_text(draft, "gut") == "Wie gut war es?"
    assert question_text(draft, "alter") == "Wie alt sind Sie?"


async def test_the_texts_of_the_survey(house: House, admin: Browser, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    await admin.open(f"{AT}/texts")
    await editor.open(f"{AT}/texts")
    await save(admin, title__de="Mitmachen", minutes="7")
    page = await save(editor, title__de="Mitgestalten", closes_day="2024-04-01")
    assert both(page) == [
        ["Titel › Deutsch", "Mitgestalten", "Mitmachen"],
        ["Dauer", "5", "7"],
        ["Ende", "1. April 2024, 23:59 Uhr", "29. März 2024, 23:59 Uhr"],
    ]
    assert page.value("title-de") == "Mitgestalten"
    assert (await draft_of(house)).title["de"] == "Mitmachen"


async def test_the_first_change_after_publishing(house: House, admin: Browser, editor: Browser) -> None:
    """Both saw no draft at all."""
    await publish(house)
    await admin.open(f"{AT}/texts")
    await editor.open(f"{AT}/texts")
    await save(admin, minutes="7")
    assert both(await save(editor, minutes="8")) == [["Dauer", "8", "7"]]


async def test_a_draft_published_and_begun_again_is_another_draft(
    house: House, admin: Browser, editor: Browser
) -> None:
    """Its revision is the same number once more."""
    await put_draft(house, sample.SURVEY)
    await editor.open(f"{AT}/texts")
    await admin.open(f"{AT}/publish")
    await admin.send("Jetzt veröffentlichen")
    await put_draft(house, replace(sample.SURVEY, minutes=7))
    assert both(await save(editor, minutes="8")) == [["Dauer", "8", "7"]]


async def test_a_question_that_was_removed_comes_back_as_a_new_one(
    house: House, admin: Browser, editor: Browser
) -> None:
    await put_draft(house, sample.SURVEY)
    await editor.open(f"{AT}/questions/gut")
    await admin.open(f"{AT}/questions/gut/remove")
    await admin.send("Ja, entfernen")
    page = await save(editor, text__de="Wie fanden Sie es?")
    assert (page.status, page.heading) == (409, "Neue Frage")
    assert page.value("text-de") == "Wie fanden Sie es?"
    await save(editor)
    assert question_text(await draft_of(house), "gut") == "Wie fanden Sie es?"


async def test_many_at_once_and_one_wins(house: House, admin: Browser, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    forms = [
        (browser, (await browser.open(f"{AT}/texts")).form("Speichern"))
        for browser in (admin, editor, admin, editor)
    ]
    pages = await asyncio.gather(
        *(browser.hand_in(form, minutes=str(10 + i)) for i, (browser, form) in enumerate(forms))
    )
    assert sorted(page.status for page in pages) == [303, 409, 409, 409]
    assert len(await house.told()) == 1


async def test_new_questions_of_two_people_are_both_there(
    house: House, admin: Browser, editor: Browser
) -> None:
    await put_draft(house, Survey("mit", {"de": "Mit"}, ()))
    for browser in (admin, editor):
        await browser.open("/admin/surveys/mit/new-question?type=yes_no")
    await save(admin, text__de="Gut?")
    await save(editor, text__de="Gut?")
    assert [question.key for question in (await draft_of(house, "mit")).questions] == ["gut", "gut_2"]
