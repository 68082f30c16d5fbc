"""Reading comments: chosen, with search, page by page; noted in the journal, and never as markup."""

from typing import Any

import pytest

from storage import comment_lists
from storage.staff import Role
from tests.admin_web.browser import Browser, Page, words
from tests.admin_web.conftest import VIEWER, House
from tests.admin_web.guidelines import AT, publish
from tests.comments import let, support
from tests.participants import a_comment, speak_up

COMMENTS = f"{AT}/comments"


def entries(page: Page) -> list[str]:
    return [words(each) for each in page.all("li") if each.get("class") == "text"]


async def test_nobody_has_said_anything(house: House, editor: Browser) -> None:
    await publish(house)
    page = await editor.open(COMMENTS)
    assert "Hier hat noch niemand etwas geschrieben und abgegeben." in page.text
    assert entries(page) == []


async def test_what_waits_longest_first_with_receipt_and_origin(house: House, editor: Browser) -> None:
    await publish(house)
    await speak_up(house.database, *a_comment(1, "K7M3Q-BBBBB", "What for?", language="en"))
    await speak_up(house.database, *a_comment(1, "K7M3Q-CCCCC", "Besser so."))
    await speak_up(house.database, *a_comment(3, "K7M3Q-AAAAA", "Mehr Bänke.", "Bitte."), channel="telegram")
    await let(house.database, "K7M3Q-AAAAA", status="not_adopted", visibility="released")
    await let(house.database, "K7M3Q-CCCCC", kind="proposal", visibility="hidden", status="in_review")
    await support(house.database, "K7M3Q-AAAAA", 2)
    await support(house.database, "K7M3Q-BBBBB", 1)
    page = await editor.open(COMMENTS)
    waits, hidden, answered = entries(page)
    assert waits == (
        "Auswählen: Nr. 1 Wozu Eingegangen wartet auf die Moderation What for? "
        "15. März 2024 · Quittung K7M3Q-BBBBB · Web-Chat · Englisch · Fassung 1 · 1 sieht es auch so "
        "· Alles dazu"
    )
    assert hidden == (
        "Auswählen: Nr. 2 Wozu In Prüfung ausgeblendet Vorschlag Besser so. "
        "15. März 2024 · Quittung K7M3Q-CCCCC · Web-Chat · Deutsch · Fassung 1 · Alles dazu"
    )
    assert answered == (
        "Auswählen: Nr. 3 Wer Nicht übernommen Mehr Bänke. Bitte. 15. März 2024 · "
        "Quittung K7M3Q-AAAAA · Telegram · Deutsch · Fassung 1 · 2 sehen es auch so · Alles dazu"
    )
    assert "3 Beiträge" in page.text


CHOICES: list[tuple[dict[str, str], list[int]]] = [
    ({"section": "3"}, [1]),
    ({"section": "2"}, []),
    ({"section": "", "status": "", "visibility": "", "order": ""}, [1, 2]),
    ({"order": "newest"}, [2, 1]),
    ({"status": "in_review"}, [2]),
    ({"status": "adopted"}, []),
    ({"visibility": "waiting"}, [1, 2]),
    ({"visibility": "hidden"}, []),
    ({"search": "BÄNKE"}, [1]),
    ({"search": "k7m3q-bbbbb"}, [2]),
    ({"search": "k7m3q-bbbbb", "section": "3"}, []),
    # Nonsense, and what is more than nonsense, asks for everything.
    ({"section": "nonsense", "status": "x' OR 1=1--", "visibility": "HIDDEN"}, [1, 2]),
    ({"section": "9" * 50, "order": "; DROP TABLE comments", "search": "\x00"}, [1, 2]),
    ({"page": "99"}, [1, 2]),
    ({"page": "-1"}, [1, 2]),
]


async def test_choosing(house: House, editor: Browser) -> None:
    await publish(house)
    await speak_up(house.database, *a_comment(3, "K7M3Q-AAAAA", "Mehr Bänke."))
    await speak_up(house.database, *a_comment(1, "K7M3Q-BBBBB", "Wofür?"))
    await let(house.database, "K7M3Q-BBBBB", status="in_review")
    for asked, found in CHOICES:
        page = await editor.open(COMMENTS, params=asked)
        assert [int(entry.split()[2]) for entry in entries(page)] == found, asked


async def test_pages_keep_the_choice(house: House, editor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comment_lists, "COMMENTS_A_PAGE", 2)
    await publish(house)
    for number in range(3):
        await speak_up(house.database, *a_comment(3, f"CODE-{number}", "Bänke"))
    await speak_up(house.database, *a_comment(1, "CODE-X", "Bänke"))
    asked = {"section": "3", "search": "bänke", "status": "received", "order": "newest"}
    page = await editor.open(COMMENTS, params=asked)
    assert "3 Beiträge mit „bänke“" in page.text
    page = await editor.open(page.links()["Weiter"])
    assert "Seite 2 von 2" in page.text
    assert [entry.split("Quittung ")[1][:6] for entry in entries(page)] == ["CODE-0"]
    assert (page.value("order"), page.value("section"), page.value("status")) == ("newest", "3", "received")


async def test_who_may_not_answer_only_reads(house: House) -> None:
    await house.take_in(VIEWER, Role.VIEWER)
    viewer = await house.enter(VIEWER)
    await publish(house)
    await speak_up(house.database, *a_comment(3, "K7M3Q-AAAAA", "Mehr Bänke."))
    page = await viewer.open(COMMENTS)
    assert entries(page)[0].startswith("Nr. 1 Wer Eingegangen")
    assert "beantworten" not in page.text
    assert "Beantworten" not in (await viewer.open(f"{COMMENTS}/1")).text


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


async def test_words_stay_words(house: House, editor: Browser) -> None:
    await publish(house)
    await speak_up(house.database, *a_comment(3, "K7M3Q-AAAAA", *HOSTILE))
    for address in (COMMENTS, f"{COMMENTS}/1", f"{COMMENTS}/decide?chosen=1"):
        page = await editor.open(address)
        assert [shown for shown in HOSTILE.values() if shown not in page.text] == [], address
        assert page.all("script") == []


async def test_a_section_without_a_title_in_that_version(house: House, editor: Browser) -> None:
    await publish(house)
    await speak_up(house.database, *a_comment(8, "K7M3Q-AAAAA", "x"))
    assert entries(await editor.open(COMMENTS))[0].startswith("Auswählen: Nr. 1 Abschnitt 8 Eingegangen")
    assert "Diesen Abschnitt gab es in dieser Fassung nicht." in (await editor.open(f"{COMMENTS}/1")).text


async def test_in_lists_nobody_pushes_the_others_away(house: House, admin: Browser) -> None:
    await publish(house)
    await speak_up(house.database, *a_comment(3, "K7M3Q-AAAAA", "oben" + "\n" * 100 + "unten"))
    for address, is_list in (
        (COMMENTS, True),
        (f"{COMMENTS}/decide?chosen=1", True),
        (f"{AT}/synopsis", False),
        ("/admin/moderation", True),
        (f"{COMMENTS}/1", False),
        ("/admin/moderation/1", False),
    ):
        html = (await admin.open(address)).html
        assert ("oben\n\nunten" in html) is is_list, address
