"""Publishing, closing and opening again, throwing drafts away."""

import asyncio
from dataclasses import replace

import pytest

from dialogs.city.survey import Survey
from tests import sample
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.surveys import AT, Stored, publish, put_draft, save, stored
from tests.participants import take_part


async def test_from_a_title_to_the_city(house: House, editor: Browser) -> None:
    await editor.open("/admin/surveys/_new")
    await save(editor, "Anlegen", title__de="Mit")
    page = await editor.open("/admin/surveys/mit")
    assert "Fragen: Die Umfrage hat noch keine Frage." in page.text
    page = await editor.open("/admin/surveys/mit/publish")
    assert [button for form in page.forms() for button in form.buttons] == ["Abmelden"]
    await editor.open("/admin/surveys/mit/new-question?type=yes_no")
    await save(editor, text__de="Gut so?", key="gut")
    await editor.open("/admin/surveys/mit/publish")
    page = await editor.send("Jetzt veröffentlichen")
    assert page.said == "Die Umfrage ist veröffentlicht. Bürger:innen sehen ab jetzt diese Fassung."
    found = await stored(house, "mit")
    assert found
    assert (found.draft, len(found.versions), found.closed) == (None, 1, False)
    assert "Läuft gerade Mit" in (await editor.open("/admin")).text
    assert (await house.told())[-1] == "Herr Yılmaz | published | Umfrage mit | Fassung 1"


async def test_a_double_click_publishes_once(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    form = (await editor.open(f"{AT}/publish")).form("Jetzt veröffentlichen")
    pages = await asyncio.gather(*(editor.hand_in(form) for _press in range(8)))
    assert {(page.status, page.headers["Location"]) for page in pages} == {(303, AT)}
    assert await stored(house) == Stored(None, (sample.SURVEY,), closed=False)
    assert await house.told() == ["Herr Yılmaz | published | Umfrage beteiligung | Fassung 1"]


async def test_two_windows_publish_once(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    first = (await editor.open(f"{AT}/publish")).form("Jetzt veröffentlichen")
    second = (await editor.open(f"{AT}/publish")).form("Jetzt veröffentlichen")
    await editor.hand_in(first)
    page = await editor.hand_in(second)
    assert page.status == 409
    assert "Diese Umfrage ist schon veröffentlicht. Es wartet kein Entwurf." in page.text
    assert await stored(house) == Stored(None, (sample.SURVEY,), closed=False)


async def test_what_nobody_has_looked_at_is_not_published(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    await editor.open(f"{AT}/publish")
    other = replace(sample.SURVEY, minutes=9)
    await put_draft(house, other)
    page = await editor.send("Jetzt veröffentlichen")
    assert page.status == 409
    assert await stored(house) == Stored(other, (), closed=False)
    await editor.send("Jetzt veröffentlichen")
    assert await stored(house) == Stored(None, (other,), closed=False)


async def test_a_draft_with_mistakes_is_refused_even_without_the_page(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    form = (await editor.open(f"{AT}/publish")).form("Jetzt veröffentlichen")
    broken = Survey("beteiligung", {"de": "Mit"}, ())
    await put_draft(house, broken)
    page = await editor.hand_in(form, seen="0.2")
    assert page.status == 422
    assert "Die Umfrage hat noch keine Frage." in page.text
    assert await stored(house) == Stored(broken, (), closed=False)


@pytest.mark.parametrize("seen", ["", "0.0", "1.1", "0.2", "x", "0.1.1", "٠.١", "9" * 5000])
async def test_an_invented_revision_is_refused(house: House, editor: Browser, seen: str) -> None:
    await put_draft(house, sample.SURVEY)
    await editor.open(f"{AT}/publish")
    assert (await editor.press("Jetzt veröffentlichen", seen=seen)).status == 409


async def test_publishing_by_an_address_alone_is_not_possible(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    for address in (f"{AT}/close", f"{AT}/reopen", f"{AT}/questions/dabei/up"):
        assert (await editor.open(address)).status == 405
    await editor.open(f"{AT}/publish?seen=0.1&form_key=x")
    assert await stored(house) == Stored(sample.SURVEY, (), closed=False)


async def test_changing_after_answers_makes_a_new_version(house: House, editor: Browser) -> None:
    await publish(house)
    await take_part(house.database, {"dabei": "no"}, hand_in=False)
    await take_part(house.database, {"dabei": "yes", "weg": "chat"})
    page = await editor.open(AT)
    assert "Wer schon angefangen hat, macht auf der alten Fassung zu Ende." in page.text
    page = await editor.open(f"{AT}/questions/weg")
    assert "Diese Frage war schon veröffentlicht. Art und Name der Spalte (weg) bleiben" in page.text
    await save(editor, options__1__label__de="Im Geschäft", options__2__label__de="Per Post")
    page = await editor.open(f"{AT}/publish")
    assert "Das wird Fassung 2. 1 Person hat angefangen und noch nicht abgegeben." in page.text
    await editor.send("Jetzt veröffentlichen")
    found = await stored(house)
    assert found
    assert found.versions[0] == sample.SURVEY
    question = found.versions[1].question("weg")
    assert question
    assert [(option.key, option.label["de"]) for option in question.options] == [
        ("chat", "Im Chat"),
        ("laden", "Im Geschäft"),
        ("per_post", "Per Post"),
    ]


async def test_type_and_keys_of_a_published_question_stay(house: House, editor: Browser) -> None:
    await publish(house)
    await editor.open(f"{AT}/questions/weg")
    await save(
        editor,
        type="number",
        key="anders",
        options__0__key="neu",
        options__1__key="chat",
        options__0__label__de="Chat",
    )
    found = await stored(house)
    assert found
    assert found.draft
    question = found.draft.question("weg")
    assert question
    assert question.type == "single"
    assert [(option.key, option.label["de"]) for option in question.options] == [
        ("chat_2", "Chat"),
        ("chat", "Im Laden"),
    ]


async def test_a_key_that_was_public_is_not_given_to_another_kind_of_question(
    house: House, editor: Browser
) -> None:
    await publish(house)
    await editor.open(f"{AT}/questions/gut/remove")
    await editor.send("Ja, entfernen")
    await editor.open(f"{AT}/new-question?type=yes_no")
    page = await save(editor, text__de="Gut?", key="gut")
    assert (page.status, page.mistakes) == (
        422,
        ["So hieß schon die Spalte einer Frage anderer Art. Bitte einen anderen Namen."],
    )
    await save(editor, key="")
    found = await stored(house)
    assert found
    assert found.draft
    assert [question.key for question in found.draft.questions][-1] == "gut_2"


async def test_an_answer_that_was_public_keeps_its_key_for_ever(house: House, editor: Browser) -> None:
    """Somebody removes a question and makes a new one of the same name with other answers."""
    await publish(house)
    await editor.open(f"{AT}/questions/weg/remove")
    await editor.send("Ja, entfernen")
    await editor.open(f"{AT}/new-question")
    await save(editor, text__de="Weg?", key="weg", options__0__label__de="Chat", options__1__label__de="Post")
    found = await stored(house)
    assert found
    assert found.draft
    assert [option.key for option in found.draft.questions[-1].options] == ["chat_2", "post"]


async def test_closing_and_opening_again(house: House, editor: Browser) -> None:
    await publish(house)
    await editor.open(AT)
    page = await editor.send("Schließen")
    assert page.said == "Die Umfrage ist geschlossen. Die Antworten bleiben."
    assert await stored(house) == Stored(None, (sample.SURVEY,), closed=True)
    page = await editor.send("Wieder öffnen")
    assert page.said == "Die Umfrage ist wieder geöffnet."
    assert await stored(house) == Stored(None, (sample.SURVEY,), closed=False)
    assert await house.told() == [
        "Herr Yılmaz | closed | Umfrage beteiligung | ",
        "Herr Yılmaz | opened | Umfrage beteiligung | ",
    ]


async def test_publishing_opens_a_closed_survey_and_says_so(house: House, editor: Browser) -> None:
    await publish(house)
    await put_draft(house, replace(sample.SURVEY, minutes=9))
    await editor.open(AT)
    await editor.send("Schließen")
    page = await editor.open(f"{AT}/publish")
    assert "Die Umfrage ist geschlossen. Mit dem Veröffentlichen öffnet sie wieder." in page.text
    await editor.send("Jetzt veröffentlichen")
    found = await stored(house)
    assert found
    assert not found.closed


async def test_a_draft_is_thrown_away_after_asking(house: House, editor: Browser) -> None:
    await publish(house)
    await put_draft(house, replace(sample.SURVEY, minutes=9))
    page = await editor.open(f"{AT}/discard")
    assert page.heading == "Entwurf verwerfen?"
    page = await editor.send("Ja, verwerfen")
    assert page.said == "Der Entwurf ist verworfen. Veröffentlicht bleibt, was veröffentlicht war."
    assert await stored(house) == Stored(None, (sample.SURVEY,), closed=False)
    assert await house.told() == ["Herr Yılmaz | discarded | Umfrage beteiligung | "]


async def test_a_survey_nobody_ever_saw_is_deleted_after_asking(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    page = await editor.open(f"{AT}/discard")
    assert page.heading == "Umfrage löschen?"
    page = await editor.send("Ja, löschen")
    assert (page.heading, page.said) == ("Umfragen", "Die Umfrage ist gelöscht.")
    assert await stored(house) is None


async def test_a_survey_with_answers_cannot_be_deleted(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    form = (await editor.open(f"{AT}/discard")).form("Ja, löschen")
    await publish(house)
    await take_part(house.database, {"dabei": "no"})
    for seen in ("0.1", "1.0"):
        assert (await editor.hand_in(form, seen=seen)).status == 409
    assert await stored(house) == Stored(None, (sample.SURVEY,), closed=False)
    page = await editor.open(f"{AT}/discard")
    assert "Eine veröffentlichte Umfrage wird nicht gelöscht, weil Antworten daran hängen." in page.text


async def test_a_draft_somebody_changed_meanwhile_is_not_thrown_away(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    await editor.open(f"{AT}/discard")
    await put_draft(house, replace(sample.SURVEY, minutes=9))
    assert (await editor.send("Ja, löschen")).status == 409
    assert await stored(house) == Stored(replace(sample.SURVEY, minutes=9), (), closed=False)
