"""What people wrote: read, searched, page by page, and noted in the journal."""

import pytest

from tests.admin_web.browser import Browser, words
from tests.admin_web.conftest import House
from tests.admin_web.surveys import AT, publish
from tests.participants import take_part

TEXTS = f"{AT}/answers/wunsch"


@pytest.fixture
async def written(house: House) -> House:
    await publish(house)
    for text, language in (("Mehr Bänke\nam Rathaus", "de"), ("More GRÜN", "en"), ("50 % Ruhe", "de@simple")):
        await take_part(house.database, {"wunsch": text}, language=language)
    return house


async def test_the_newest_stand_first_with_day_and_language(written: House, editor: Browser) -> None:
    page = await editor.open(TEXTS)
    assert page.heading == "Ihr Wunsch?"
    assert [words(each) for each in page.all("li") if "text" in each.get("class", "")] == [
        "50 % Ruhe15. März 2024 · Leichte Sprache",
        "More GRÜN15. März 2024 · Englisch",
        "Mehr Bänke am Rathaus15. März 2024",
    ]
    assert await written.told() == ["Herr Yılmaz | read | Umfrage beteiligung | Frage wunsch"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("grün", ["More GRÜN"]),
        ("BÄNKE", ["Mehr Bänke am Rathaus"]),
        ("%", ["50 % Ruhe"]),
        ("bänke AM", ["Mehr Bänke am Rathaus"]),
        ("nichts davon", []),
        ("' OR 1=1--", []),
        ("<script>", []),
    ],
)
async def test_searching(written: House, editor: Browser, search: str, found: list[str]) -> None:
    await editor.open(TEXTS)
    page = await editor.open(f"{TEXTS}?search={search.replace('%', '%25').replace(' ', '+')}")
    shown = [words(each) for each in page.all("bdi") if "words" in each.get("class", "")]
    assert shown == found
    assert page.value("search") == search


async def test_one_channel_or_language_stays_chosen(written: House, editor: Browser) -> None:
    page = await editor.open(f"{TEXTS}?language=en&channel=web&search=g")
    assert [words(each) for each in page.all("bdi") if "words" in each.get("class", "")] == ["More GRÜN"]
    assert [(form.fields[0], form.fields[1]) for form in page.forms()[1:2]] == [
        (("channel", "web"), ("language", "en"))
    ]


async def test_page_by_page(house: House, editor: Browser) -> None:
    await publish(house)
    for number in range(51):
        await take_part(house.database, {"wunsch": f"Wunsch {number}"})
    page = await editor.open(f"{TEXTS}?search=wunsch")
    assert "Seite 1 von 2" in page.text
    page = await editor.open(page.links()["Weiter"])
    assert [words(each) for each in page.all("bdi") if "words" in each.get("class", "")] == ["Wunsch 0"]
    for nonsense in ("-1", "0", "x", "1000000000", "%00", "٣"):
        assert "von 2" in (await editor.open(f"{TEXTS}?page={nonsense}")).text


HOSTILE = {
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    "{{7*7}} %(x)s": "{{7*7}} %(x)s",
    "\u202egnp.exe": "[U+202E]gnp.exe",
    "a\u2066b": "a[U+2066]b",
    "x" * 4000: "x" * 4000,
    "Z" + "\u0301" * 40: "Z" + "\u0301" * 8,
}


async def test_hostile_words_are_shown_and_deceive_nobody(house: House, editor: Browser) -> None:
    await publish(house)
    for text in HOSTILE:
        await take_part(house.database, {"wunsch": text})
    page = await editor.open(TEXTS)
    shown = [words(each) for each in page.all("bdi") if "words" in each.get("class", "")]
    assert shown == list(HOSTILE.values())[::-1]
    assert not page.all("script")


async def test_only_questions_that_ask_for_words_have_texts(written: House, editor: Browser) -> None:
    for key in ("dabei", "ohne"):
        assert (await editor.open(f"{AT}/answers/{key}")).status == 404
    assert len(await written.told()) == 0
