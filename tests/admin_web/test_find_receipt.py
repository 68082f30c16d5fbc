"""Somebody asks what is stored of them and shows the receipt."""

import pytest

from dialogs.city.answer import Answer
from dialogs.city.facts import QuestionAnswered
from storage import citizens
from storage.city import Cities
from storage.record import Happened, record
from tests import sample
from tests.admin_web.browser import Browser, Page, words
from tests.admin_web.conftest import House
from tests.admin_web.surveys import AT, publish
from tests.participants import DECLINED, SKIPPED, Says, take_part

RECEIPT = "K7M3Q-X9TW4"
FIND = f"{AT}/receipt"
LONG = ("Mehr Bänke am Rathaus. " * 60).strip()
MINE: Says = {
    "dabei": "yes",
    "weg": "chat",
    "themen": DECLINED,
    "gut": "4",
    "alter": SKIPPED,
    "wunsch": "a\u202eb",
    "mehr": LONG,
}


def told(page: Page) -> dict[str, str]:
    """What stands beside each word or question."""
    return {
        words(each[0]): " | ".join(words(answer) for answer in each[1:])
        for group in page.all("dl")
        for each in group.iter("div")
    }


@pytest.fixture
async def answered(house: House) -> House:
    await publish(house)
    await take_part(house.database, MINE, name="7", language="en", receipt=RECEIPT)
    await take_part(house.database, {"dabei": "no"}, receipt="22222-22222")
    return house


@pytest.mark.parametrize("typed", [RECEIPT, " k7m3q x9tw4 ", "k7m3q–X9TW4"])
async def test_each_answer_in_words(answered: House, editor: Browser, typed: str) -> None:
    page = await editor.open(f"{AT}/answers")
    form = page.form("Quittung suchen")
    assert (form.method, form.action) == ("get", f"{answered.base.rstrip('/')}{FIND}")
    page = await editor.open(FIND, params={"code": typed})
    assert page.heading == f"Quittung {RECEIPT}"
    assert told(page) == {
        "Stand": "abgegeben",
        "Angefangen": "15. März 2024",
        "Abgegeben": "15. März 2024",
        "Fassung": "1",
        "Weg": "Web-Chat",
        "Sprache": "Englisch",
        "1. Waren Sie dabei?": "Ja",
        "2. Auf welchem Weg?": "Im Chat",
        "3. Welche Themen?": "keine Angabe",
        "4. Wie gut?": "4 von 5",
        "5. Wie alt?": "übersprungen",
        "6. Ihr Wunsch?": "a[U+202E]b",
        "7. Noch etwas?": LONG,
    }
    assert "Löschen kann sie die Administration." in page.text


async def test_what_was_changed_and_not_handed_in_is_told_too(answered: House, editor: Browser) -> None:
    async with answered.database.write() as connection:
        [standing] = (await citizens.meet(connection, "web", {"7": "en"}, sample.NOW)).values()
        fact = QuestionAnswered("beteiligung", "gut", Answer(("2",), raw="2", revision=2), "2")
        shelf = await Cities().current(connection)
        await record(
            connection,
            shelf,
            sample.KEY,
            sample.ZONE,
            [Happened(standing.citizen.id, "web", fact, sample.NOW)],
        )
    page = await editor.open(FIND, params={"code": RECEIPT})
    assert told(page)["4. Wie gut?"] == "4 von 5 | 15. März 2024, zählt nicht: 2 von 5"


@pytest.mark.parametrize("typed", ["K7M3Q-X9TW5", "' OR 1=1--", "x" * 5000, "%", "\x00"])
async def test_there_is_none(answered: House, editor: Browser, typed: str) -> None:
    page = await editor.open(FIND, params={"code": typed})
    assert (page.status, page.heading) == (200, "Quittung suchen")
    assert ("Zu dieser Quittung gibt es hier keine Antworten." in page.text) is any(map(str.isalnum, typed))
    assert "Web-Chat" not in page.text


async def test_each_look_stands_in_the_journal_without_the_receipt(answered: House, editor: Browser) -> None:
    await editor.open(FIND)
    await editor.open(FIND, params={"code": RECEIPT})
    await editor.open(FIND, params={"code": "AAAAA-AAAAA"})
    assert await answered.told() == [
        "Herr Yılmaz | receipt looked up | Umfrage beteiligung | gefunden",
        "Herr Yılmaz | receipt looked up | Umfrage beteiligung | nicht gefunden",
    ]


async def test_another_survey_s_receipt_opens_nothing(answered: House, editor: Browser) -> None:
    assert (await editor.open("/admin/surveys/ohne/receipt", params={"code": RECEIPT})).status == 404
