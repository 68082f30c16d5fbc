"""Questions change places and go."""

from dialogs.city.survey import Survey
from tests import sample
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.surveys import AT, draft_of, publish, put_draft, stored


def keys(survey: Survey) -> list[str]:
    return [question.key for question in survey.questions]


async def test_up_and_down(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    await editor.open(AT)
    page = await editor.send("↑Frage 4 nach oben")
    assert page.heading == "Mitreden"
    assert keys(await draft_of(house)) == ["dabei", "weg", "gut", "themen", "alter", "wunsch", "mehr"]
    await editor.send("↓Frage 1 nach unten")
    assert keys(await draft_of(house)) == ["weg", "dabei", "gut", "themen", "alter", "wunsch", "mehr"]
    assert await house.told() == [
        "Herr Yılmaz | saved | Umfrage beteiligung | Frage gut verschoben",
        "Herr Yılmaz | saved | Umfrage beteiligung | Frage dabei verschoben",
    ]


async def test_a_question_that_now_comes_before_its_condition_is_told(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    await editor.open(AT)
    page = await editor.send("↓Frage 1 nach unten")
    sentence = "Die Bedingung nennt eine Frage, die erst später kommt: Frage 2 „Waren Sie dabei?“."
    assert page.mistakes == [sentence]
    assert f"Frage 1 › Bedingung › Frage: {sentence}" in page.text


async def test_the_first_and_the_last_stay_where_they_are(house: House, editor: Browser) -> None:
    await publish(house)
    form = (await editor.open(AT)).form("↓Frage 1 nach unten")
    form.action = form.action.replace("/down", "/up")
    assert (await editor.hand_in(form)).status == 303
    assert await house.told() == []
    found = await stored(house)
    assert found
    assert found.draft is None


async def test_a_question_is_removed_after_asking(house: House, editor: Browser) -> None:
    await publish(house)
    page = await editor.open(f"{AT}/questions/dabei/remove")
    assert page.heading == "Frage entfernen?"
    assert "Antworten, die es schon gibt, bleiben in den Ergebnissen und im Export." in page.text
    assert "Auf welchem Weg?" in page.text
    page = await editor.send("Ja, entfernen")
    assert page.said == "Die Frage ist aus dem Entwurf entfernt."
    assert keys(await draft_of(house)) == ["weg", "themen", "gut", "alter", "wunsch", "mehr"]
    assert await house.told() == ["Herr Yılmaz | saved | Umfrage beteiligung | Frage dabei entfernt"]


async def test_what_somebody_changed_meanwhile_is_not_removed_unseen(house: House, editor: Browser) -> None:
    await publish(house)
    await editor.open(f"{AT}/questions/dabei/remove")
    await put_draft(house, sample.SURVEY)
    page = await editor.send("Ja, entfernen")
    assert page.status == 409
    assert await draft_of(house) == sample.SURVEY
    await editor.send("Ja, entfernen")
    assert "dabei" not in keys(await draft_of(house))


async def test_a_question_that_is_gone_already(house: House, editor: Browser) -> None:
    await publish(house)
    form = (await editor.open(f"{AT}/questions/dabei/remove")).form("Ja, entfernen")
    again = (await editor.open(f"{AT}/questions/dabei/remove")).form("Ja, entfernen")
    await editor.hand_in(form)
    assert (await editor.hand_in(form)).status == 303
    assert (await editor.hand_in(again)).status == 404
