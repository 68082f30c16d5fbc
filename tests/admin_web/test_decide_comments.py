"""Answering comments: chosen, worded, seen as citizens will see it, sent; each person is told once."""

from datetime import timedelta

from sqlalchemy import delete

from dialogs.city.decision import MOST_REASON
from storage.staff import Role
from storage.tables import citizens
from tests.admin_web.browser import Browser, Page, words
from tests.admin_web.conftest import ADMIN, MODERATOR, House
from tests.admin_web.guidelines import AT, publish
from tests.comments import let, to_be_told
from tests.participants import a_comment, speak_up

COMMENTS = f"{AT}/comments"
DECIDE = f"{COMMENTS}/decide"
WHY = "Dafür ist im Haushalt 2025 Geld da."


async def comments_of_three(house: House) -> None:
    """Ada wrote Nr. 1 and Nr. 2, Ben Nr. 3, Cem Nr. 4."""
    await publish(house)
    await speak_up(house.database, *a_comment(1, "A-1", "Eins."), *a_comment(3, "A-2", "Zwei."), name="Ada")
    await speak_up(house.database, *a_comment(3, "B-1", "Drei."), name="Ben")
    await speak_up(house.database, *a_comment(2, "C-1", "Vier."), name="Cem")


async def choose(browser: Browser, *numbers: int) -> Page:
    await browser.open(COMMENTS)
    return await browser.open(DECIDE, params=[("chosen", str(number)) for number in numbers])


async def statuses(browser: Browser) -> dict[str, str]:
    """How each comment stands in the list."""
    page = await browser.open(COMMENTS, params={"order": "newest"})
    entries = [words(each).split() for each in page.all("li") if each.get("class") == "text"]
    return {entry[2]: entry[4] for entry in entries}


def alert(page: Page) -> str:
    return " ".join(words(each) for each in page.all("div") if each.get("role") == "alert")


async def test_what_is_hidden_or_not_yet_looked_at_is_named_before_it_is_answered(
    house: House, editor: Browser
) -> None:
    await comments_of_three(house)
    await let(house.database, "A-1", visibility="hidden", moderation="done")
    await let(house.database, "A-2", visibility="released", moderation="open")
    await let(house.database, "B-1", visibility="released", moderation="done")
    await choose(editor, 1, 2, 3, 4)
    page = await editor.send("Vorschau ansehen", status="adopted", reason=WHY)
    assert "Nr. 1 ist ausgeblendet. Vielleicht läuft noch ein Widerspruch." in page.text
    assert "Nr. 2, 4 sind noch nicht moderiert." in page.text
    await choose(editor, 3)
    page = await editor.send("Vorschau ansehen", status="adopted", reason=WHY)
    assert "1 Person wird benachrichtigt, im selben Chat. Es geht um 1 Beitrag. So liest sie es." in page.text
    assert "ausgeblendet" not in page.text
    assert "moderiert" not in page.text


async def test_from_the_list_to_the_authors(house: House, editor: Browser) -> None:
    await comments_of_three(house)
    page = await editor.open(COMMENTS)
    assert dict(page.form("Auswahl beantworten").fields) == {}
    page = await editor.open(page.links()["Alle auf dieser Seite auswählen"])
    form = page.form("Auswahl beantworten")
    assert (form.method, sorted(form.fields)) == ("get", [("chosen", str(n)) for n in (1, 2, 3, 4)])
    page = await choose(editor, 1, 2, 3)
    assert page.heading == "Beiträge beantworten"
    assert [value[:4] for name, value in page.form("Vorschau ansehen").fields if name == "chosen"] == [
        *("1.0.", "2.0.", "3.0.")
    ]
    page = await editor.send("Vorschau ansehen", status="adopted", reason=WHY)
    assert (
        "2 Personen werden benachrichtigt, jede einmal, im selben Chat. Es geht um 3 Beiträge." in page.text
    )
    [bubble] = [each for each in page.all("div") if each.get("class") == "bubble"]
    assert words(bubble) == (
        "Antwort auf Ihren Beitrag Zu „Wozu“ in „Leitlinien“ Sie schrieben: Eins. "
        f"Stand: Übernommen Begründung: {WHY}"
    )
    assert await to_be_told(house.database) == []
    page = await editor.send("Jetzt antworten")
    assert page.said == "2 Personen werden benachrichtigt."
    assert await statuses(editor) == {"4": "Eingegangen", **dict.fromkeys("321", "Übernommen")}
    assert [(kind, subject) for _citizen, kind, subject in await to_be_told(house.database)] == [
        ("comment_decided", 1),
        ("comment_decided", 3),
    ]
    decided = [line for line in await house.told() if "comments decided" in line]
    assert decided == ["Herr Yılmaz | comments decided | Leitlinie leitlinien | Übernommen: Nr. 1, 2, 3"]


async def test_how_far_the_city_is(house: House, editor: Browser) -> None:
    await comments_of_three(house)
    for receipt, days in (("A-1", 4), ("A-2", 1), ("B-1", 0)):
        await let(house.database, receipt, day=house.now.date() - timedelta(days=days))
    told = ((2, "1 von 4 beantwortet, meist nach 1 Tag"), (1, "2 von 4 beantwortet, meist nach 2,5 Tagen"))
    for number, sentence in told:
        await choose(editor, number)
        await editor.send("Vorschau ansehen", status="adopted", reason=WHY)
        await editor.send("Jetzt antworten")
        assert sentence in (await editor.open("/admin/guidelines")).text
        assert sentence in (await editor.open(AT)).text
    await let(house.database, "B-1", visibility="hidden")
    assert "2 von 3 beantwortet" in (await editor.open(AT)).text


async def test_each_post_leaves_at_most_one_line_and_no_words(house: House, editor: Browser) -> None:
    await comments_of_three(house)
    await choose(editor, 3)
    before = len(await house.journal())
    await editor.send("Vorschau ansehen", status="adopted", reason="Geheim.")
    assert len(await house.journal()) == before
    await editor.press("Jetzt antworten")
    assert len(await house.journal()) == before + 1
    assert "Geheim" not in str(await house.told())
    assert "Drei" not in str(await house.told())


async def test_a_double_click_answers_once(house: House, editor: Browser) -> None:
    await comments_of_three(house)
    await choose(editor, 3)
    await editor.send("Vorschau ansehen", status="partly", reason=WHY)
    assert [(await editor.press("Jetzt antworten")).status for _click in range(2)] == [303, 303]
    assert len(await to_be_told(house.database)) == 1


async def test_looking_into_it_needs_no_reason(house: House) -> None:
    await house.take_in(MODERATOR, Role.MODERATOR)
    moderator = await house.enter(MODERATOR)
    await comments_of_three(house)
    await choose(moderator, 4)
    page = await moderator.send("Vorschau ansehen", status="in_review", reason="")
    assert "1 Person wird benachrichtigt" in page.text
    assert "Begründung:" not in words(next(e for e in page.all("div") if e.get("class") == "bubble"))
    assert (await moderator.send("Jetzt antworten")).said == "1 Person wird benachrichtigt."


async def test_what_is_missing_or_too_long(house: House, editor: Browser) -> None:
    await comments_of_three(house)
    refused = (
        ("", WHY, "Bitte wählen Sie, was die Stadt antwortet."),
        ("received", WHY, "Bitte wählen Sie, was die Stadt antwortet."),
        ("nonsense", WHY, "Bitte wählen Sie, was die Stadt antwortet."),
        ("adopted", " \u200b\n", "Bitte nennen Sie den Grund. Die Menschen sollen verstehen, warum."),
        ("adopted", "x" * (MOST_REASON + 1), "Das sind 1 Zeichen zu viel. Höchstens 2000 passen hinein."),
        ("adopted", "ä" * 100_000, "Das sind 98000 Zeichen zu viel. Höchstens 2000 passen hinein."),
    )
    for status, reason, sentence in refused:
        await choose(editor, 1)
        page = await editor.press("Vorschau ansehen", status=status, reason=reason)
        assert (page.status, page.mistakes) == (422, [sentence])
        assert page.value("chosen").startswith("1.")
    await choose(editor, 1)
    page = await editor.press("Vorschau ansehen", chosen=[], status="adopted", reason=WHY)
    assert page.status == 422
    assert "Es ist kein Beitrag ausgewählt." in page.text
    assert "Es ist kein Beitrag ausgewählt." in (await editor.open(DECIDE)).text
    assert await to_be_told(house.database) == []


async def test_a_reason_is_words_and_nothing_else(house: House, editor: Browser) -> None:
    await comments_of_three(house)
    await choose(editor, 1)
    hostile = "<script>alert(1)</script> {{7*7}} [x](javascript:alert(1)) 👩‍👩‍👧"
    page = await editor.send("Vorschau ansehen", status="adopted", reason=hostile)
    await editor.send("Jetzt antworten")
    for shown in (page, await editor.open(f"{COMMENTS}/1"), await choose(editor, 1)):
        assert hostile in shown.text
        assert shown.all("script") == []
        assert [a for a in shown.all("a") if a.get("href", "").startswith("javascript")] == []


async def test_the_same_again_tells_nobody(house: House, editor: Browser) -> None:
    await comments_of_three(house)
    for numbers, told in (((3,), "1 Person wird benachrichtigt."), ((3, 4), "1 Person wird benachrichtigt.")):
        await choose(editor, *numbers)
        page = await editor.send("Vorschau ansehen", status="adopted", reason=WHY)
        assert (await editor.send("Jetzt antworten")).said == told
    assert "1 Beitrag ist schon so beantwortet." in page.text
    await choose(editor, 3, 4)
    page = await editor.send("Vorschau ansehen", status="adopted", reason=WHY)
    assert "Das ist schon so beantwortet. Niemand wird benachrichtigt." in page.text
    assert all("Jetzt antworten" not in form.buttons for form in page.forms())
    form = page.form("Vorschau ansehen")
    await editor.hand_in(form, sure="1")
    assert (await editor.open(COMMENTS)).said == "Das war schon so beantwortet. Niemand wird benachrichtigt."
    assert len(await to_be_told(house.database)) == 2


async def test_two_at_the_same_comment(house: House, editor: Browser) -> None:
    await comments_of_three(house)
    other = await house.enter(ADMIN)
    for browser, numbers in ((editor, (1, 3)), (other, (3, 4))):
        await choose(browser, *numbers)
        await browser.send("Vorschau ansehen", status="adopted", reason=f"Nr. {numbers[0]} zuerst.")
    await other.send("Jetzt antworten")
    page = await editor.press("Jetzt antworten")
    assert page.status == 409
    assert "Es ist nichts gesendet. 1 Beitrag hat inzwischen jemand anderes beantwortet" in alert(page)
    assert "Bisherige Begründung: Nr. 3 zuerst." in page.text
    assert await statuses(editor) == {
        "1": "Eingegangen",
        "2": "Eingegangen",
        "3": "Übernommen",
        "4": "Übernommen",
    }
    # What was typed is still there; only the comment nobody else has answered is still ticked.
    form = page.form("Vorschau ansehen")
    fields = [(name, value) for name, value in form.fields if name in ("chosen", "reason")]
    assert [(name, value[:4]) for name, value in fields] == [("chosen", "1.0."), ("reason", "Nr. ")]
    editor.page = page
    await editor.send("Vorschau ansehen")
    # A radio button that is ticked is sent again, as is the reason.
    assert (await editor.send("Jetzt antworten")).said == "1 Person wird benachrichtigt."


async def test_other_words_are_read_before_they_are_answered(house: House, editor: Browser) -> None:
    """Whatever else is wrong with the form: words that came in between are not those that were seen."""
    await comments_of_three(house)
    await choose(editor, 3)
    await let(house.database, "B-1", arrived=9)
    page = await editor.press("Vorschau ansehen", status="adopted", reason="")
    assert page.mistakes == ["Bitte nennen Sie den Grund. Die Menschen sollen verstehen, warum."]
    editor.page = page
    page = await editor.press("Vorschau ansehen", status="adopted", reason=WHY)
    assert page.status == 409
    assert "oder der Wortlaut ist ein anderer. Lesen Sie noch einmal und wählen Sie neu." in alert(page)
    editor.page = page
    await editor.send("Vorschau ansehen", chosen="3.0.9")
    assert (await editor.send("Jetzt antworten")).said == "1 Person wird benachrichtigt."


async def test_what_was_taken_back_meanwhile(house: House, editor: Browser) -> None:
    await comments_of_three(house)
    await choose(editor, 3, 4)
    await let(house.database, "B-1", state="withdrawn")
    page = await editor.press("Vorschau ansehen", status="adopted", reason=WHY)
    assert page.status == 409
    assert "1 Beitrag gibt es nicht mehr: zurückgezogen oder gelöscht." in alert(page)
    assert [value[:2] for name, value in page.form("Vorschau ansehen").fields if name == "chosen"] == ["4."]
    for number in (3, 99):
        assert (await editor.open(f"{COMMENTS}/{number}")).status == 404
    assert "Es ist kein Beitrag ausgewählt." in (await choose(editor, 3, 99)).text


async def test_who_is_gone_cannot_be_told(house: House, editor: Browser) -> None:
    await comments_of_three(house)
    async with house.database.write() as connection:
        await connection.execute(delete(citizens).where(citizens.c.id == 2))
    await choose(editor, 3, 4)
    page = await editor.send("Vorschau ansehen", status="out_of_scope", reason=WHY)
    assert "1 Person ist nicht mehr erreichbar. Die Antwort wird trotzdem gespeichert." in page.text
    page = await editor.send("Jetzt antworten")
    assert page.said == "1 Person wird benachrichtigt. 1 Person nicht: nicht mehr erreichbar."
    assert [citizen for citizen, _kind, _subject in await to_be_told(house.database)] == [3]


async def test_numbers_nobody_could_have_chosen(house: House, editor: Browser) -> None:
    await comments_of_three(house)
    form = (await choose(editor, 1)).form("Vorschau ansehen")
    hostile = ["x", "1", "1.0", "1.0.0.0", "-1.0.0", "1.0.x", f"{'9' * 40}.0.0", "' OR 1=1--"]
    page = await editor.hand_in(form, chosen=hostile, status="adopted", reason=WHY, sure="1")
    assert (page.status, "Es ist kein Beitrag ausgewählt." in page.text) == (422, True)
    assert (await editor.open(DECIDE, params=[("chosen", value) for value in hostile])).status == 200
    assert await to_be_told(house.database) == []
