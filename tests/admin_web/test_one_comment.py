"""Looking at one comment: the section as its author read it, all its messages, all that was decided since."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import insert

from dialogs.city.guideline import Section
from storage.tables import rulings
from tests import sample
from tests.admin_web.browser import Browser, words
from tests.admin_web.conftest import House
from tests.admin_web.guidelines import AT, publish
from tests.comments import let, support
from tests.participants import a_comment, speak_up


async def test_the_section_is_shown_as_it_was(house: House, editor: Browser) -> None:
    section = Section(3, {"de": "Wer"}, {"de": "**Alle** dürfen mit."})
    await publish(house, replace(sample.GUIDELINE, sections=(section,)))
    await speak_up(house.database, *a_comment(3, "K7M3Q-AAAAA", "Mehr Bänke.", "Bitte."))
    await let(house.database, "K7M3Q-AAAAA", kind="proposal", visibility="released")
    await support(house.database, "K7M3Q-AAAAA", 2)
    await publish(house, replace(sample.GUIDELINE, sections=(replace(section, text={"de": "Niemand."}),)))
    page = await editor.open(f"{AT}/comments/1")
    assert page.heading == "Vorschlag Nr. 1"
    assert [words(each) for each in page.all("strong")] == ["Alle"]
    assert "Niemand." not in page.text
    for told in (
        "Fassung 1, inzwischen gibt es eine neuere",
        "Mehr Bänke. Bitte. 15. März 2024 · Quittung K7M3Q-AAAAA · Web-Chat · Deutsch",
        "2 Personen sehen es auch so.",
        "Eingegangen freigegeben",
        "Was bisher entschieden wurde Noch nichts.",
    ):
        assert told in page.text
    assert (await house.told())[-1] == "Herr Yılmaz | comments read | Leitlinie leitlinien | Nr. 1"
    page = await editor.open(page.links()["Beantworten"])
    assert page.heading == "Beiträge beantworten"


async def test_everything_that_was_decided_about_it(house: House, editor: Browser) -> None:
    await publish(house)
    await speak_up(house.database, *a_comment(3, "K7M3Q-AAAAA", "Mehr Bänke."))
    ruling = {"comment": 1, "verdict": "hidden", "before": "waiting", "after": "hidden", "rule": 1}
    async with house.database.write() as connection:
        at = house.now - timedelta(hours=1)
        await connection.execute(
            insert(rulings), {**ruling, "note": "Bitte sachlich.", "staff": "B", "at": at}
        )
    for status, reason in (("in_review", ""), ("partly", "Zwei Bänke."), ("partly", "Drei Bänke.")):
        house.wait(minutes=1)
        await editor.open(f"{AT}/comments/decide?chosen=1")
        await editor.send("Vorschau ansehen", status=status, reason=reason)
        await editor.send("Jetzt antworten")
    page = await editor.open(f"{AT}/comments/1")
    [history] = page.all("ol")
    told = [words(each) for each in history.iter("li")]
    assert told[0].startswith("wartet auf die Moderation → ausgeblendet Bleiben Sie freundlich.")
    assert told[0].endswith("Bitte sachlich. 15. März 2024, 12:00 Uhr · B")
    assert told[1:] == [
        "Eingegangen → In Prüfung 15. März 2024, 13:01 Uhr · Herr Yılmaz",
        "In Prüfung → Teilweise übernommen Zwei Bänke. 15. März 2024, 13:02 Uhr · Herr Yılmaz",
        "Teilweise übernommen → Teilweise übernommen Drei Bänke. 15. März 2024, 13:03 Uhr · Herr Yılmaz",
    ]
