"""Reading comments: by section, with search, page by page; noted in the journal, and never as markup."""

from typing import Any

import pytest

from storage import comment_lists
from tests.admin_web.browser import Browser, Page, words
from tests.admin_web.conftest import House
from tests.admin_web.guidelines import AT, publish
from tests.participants import a_comment, speak_up

COMMENTS = f"{AT}/comments"


def entries(page: Page) -> list[str]:
    return [words(each) for each in page.all("li") if each.get("class") == "text"]


async def test_nobody_has_said_anything(house: House, editor: Browser) -> None:
    await publish(house)
    page = await editor.open(COMMENTS)
    assert "Hier hat noch niemand eine Anregung abgegeben." in page.text
    assert entries(page) == []


async def test_the_newest_first_with_receipt_and_origin(house: House, editor: Browser) -> None:
    await publish(house)
    await speak_up(house.database, *a_comment(3, "K7M3Q-AAAAA", "Mehr Bänke.", "Bitte."), channel="telegram")
    await speak_up(house.database, *a_comment(1, "K7M3Q-BBBBB", "What for?", language="en"))
    page = await editor.open(COMMENTS)
    assert entries(page) == [
        "Wozu What for? 15. März 2024 · Quittung K7M3Q-BBBBB · Web-Chat · Englisch · Fassung 1",
        "Wer Mehr Bänke. Bitte. 15. März 2024 · Quittung K7M3Q-AAAAA · Telegram · Deutsch · Fassung 1",
    ]
    assert "2 Anregungen" in page.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"section": "3"}, ["Wer"]),
        ({"section": "2"}, []),
        ({"section": ""}, ["Wozu", "Wer"]),
        ({"section": "nonsense"}, ["Wozu", "Wer"]),
        ({"section": "9" * 50}, ["Wozu", "Wer"]),
        ({"search": "BÄNKE"}, ["Wer"]),
        ({"search": "k7m3q-bbbbb"}, ["Wozu"]),
        ({"search": "k7m3q-bbbbb", "section": "3"}, []),
        ({"search": "\x00"}, ["Wozu", "Wer"]),
        ({"page": "99"}, ["Wozu", "Wer"]),
    ],
)
async def test_choosing(house: House, editor: Browser, asked: dict[str, str], found: list[str]) -> None:
    await publish(house)
    await speak_up(house.database, *a_comment(3, "K7M3Q-AAAAA", "Mehr Bänke."))
    await speak_up(house.database, *a_comment(1, "K7M3Q-BBBBB", "Wofür?"))
    page = await editor.open(COMMENTS, params=asked)
    assert [entry.split()[0] for entry in entries(page)] == found


async def test_pages_keep_the_choice(house: House, editor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comment_lists, "COMMENTS_A_PAGE", 2)
    await publish(house)
    for number in range(3):
        await speak_up(house.database, *a_comment(3, f"CODE-{number}", "Bänke"))
    await speak_up(house.database, *a_comment(1, "CODE-X", "Bänke"))
    page = await editor.open(COMMENTS, params={"section": "3", "search": "bänke"})
    assert "3 Anregungen mit „bänke“" in page.text
    page = await editor.open(page.links()["Weiter"])
    assert "Seite 2 von 2" in page.text
    assert [entry.split("Quittung ")[1][:6] for entry in entries(page)] == ["CODE-0"]


async def test_reading_stands_in_the_journal_without_anybodys_words(house: House, editor: Browser) -> None:
    await publish(house)
    await editor.open(COMMENTS, params={"section": "3", "search": "geheim"})
    await editor.open(COMMENTS)
    assert await house.told() == [
        "Herr Yılmaz | comments read | Leitlinie leitlinien | Abschnitt 3",
        "Herr Yılmaz | comments read | Leitlinie leitlinien | ",
    ]


HOSTILE: dict[str, Any] = {
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    "{{7*7}} %(x)s": "{{7*7}} %(x)s",
    "\u202egnp.exe": "[U+202E]gnp.exe",
    "x" * 4000: "x" * 4000,
}


@pytest.mark.parametrize(("typed", "shown"), HOSTILE.items(), ids=range(len(HOSTILE)))
async def test_words_stay_words(house: House, editor: Browser, typed: str, shown: str) -> None:
    await publish(house)
    await speak_up(house.database, *a_comment(3, "K7M3Q-AAAAA", typed))
    page = await editor.open(COMMENTS)
    assert shown in entries(page)[0]
    assert page.all("script") == []


async def test_a_section_without_a_title_in_that_version(house: House, editor: Browser) -> None:
    await publish(house)
    await speak_up(house.database, *a_comment(8, "K7M3Q-AAAAA", "x"))
    assert entries(await editor.open(COMMENTS))[0].startswith("Abschnitt 8 x")
