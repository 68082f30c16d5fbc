"""Moderating one comment after the other: read it beside its section, release it, hide it, take that back."""

from dataclasses import replace

import pytest

from dialogs.city.guideline import Section
from tests import sample
from tests.admin_web import guidelines
from tests.admin_web.browser import Browser, Page, words
from tests.admin_web.conftest import ADMIN, House
from tests.admin_web.moderating import AT, furnish
from tests.admin_web.test_guideline_counts import count_queries
from tests.comments import let, to_be_told
from tests.storage.moderating import let_hide, let_release, look, say

HOSTILE = "<script>alert(1)</script> {{7*7}} '; DROP TABLE comments;--"


def cases(page: Page) -> list[str]:
    """The comments of the queue."""
    return [words(each) for each in page.all("article")]


def notes(page: Page) -> list[str]:
    """What the page says in answer to a press."""
    return [words(each) for each in page.all("div") if each.get("class") == "mistakes"]


async def test_an_empty_queue(house: House, moderator: Browser) -> None:
    page = await moderator.open(AT)
    assert (page.heading, cases(page)) == ("Moderation", [])
    assert "Alles ist geprüft. Es wartet kein Beitrag." in page.text
    assert page.links()["Moderation"] == AT


async def test_the_oldest_comes_first_and_the_menu_counts(house: House, moderator: Browser) -> None:
    one, two = await furnish(house, "Mehr Bänke.", "Mehr Bäume.")
    page = await moderator.open(AT)
    assert cases(page) == [
        f"Auswählen: Nr. {number} Wer neu {said} Leitlinien · 15. März 2024 "
        f"Freigeben: Nr. {number} Ausblenden … Nr. {number} Mit Abschnitt lesen: Nr. {number}"
        for number, said in ((one, "Mehr Bänke."), (two, "Mehr Bäume."))
    ]
    assert "2 Beiträge warten, 2 neu seit Ihrem letzten Besuch. Die ältesten stehen oben." in page.text
    assert page.links()["Moderation 2 warten"] == AT
    assert await house.told() == ["Frau Nowak | comments read | Moderation | "]


async def test_a_comment_stands_beside_its_section_and_what_was_said_before(
    house: House, moderator: Browser
) -> None:
    one, two = await furnish(house, "Auch Kinder.", "Auch Gäste.")
    await let_release(house.database, one)
    newer = replace(sample.GUIDELINE, sections=(Section(1, {"de": "Wozu"}, {"de": "Ganz neu."}),))
    await guidelines.publish(house, newer)
    page = await moderator.open(f"{AT}/{two}")
    assert page.heading == f"Nr. {two} 1 wartet"
    assert "Anregung zu „Wer“" in page.text
    assert "Abschnitt 2 von 3: Wer Alle. Leitlinien" in page.text
    assert f"Früher zu diesem Abschnitt Nr. {one} freigegeben Auch Kinder." in page.text
    page = await moderator.open(f"{AT}/{one}")
    assert "Das ist der erste Beitrag zu diesem Abschnitt." in page.text
    assert "– freigegeben (wartet → freigegeben)" in page.text


async def test_releasing_shows_the_next_one_at_once(house: House, moderator: Browser) -> None:
    one, two, three = await furnish(house, "Eins", "Zwei", "Drei")
    page = await moderator.open(f"{AT}/{two}")
    assert (page.links()["Voriger"], page.links()["Nächster"]) == (f"{AT}/{one}", f"{AT}/{three}")
    page = await moderator.send("Freigeben")
    assert (page.said, page.heading) == ("Der Beitrag ist freigegeben.", f"Nr. {three} 2 warten")
    page = await moderator.send("Freigeben")
    assert page.heading == f"Nr. {one} 1 wartet"
    page = await moderator.send("Freigeben")
    assert (page.heading, page.said) == ("Moderation", "Der Beitrag ist freigegeben.")
    assert "Alles ist geprüft." in page.text
    assert await house.told() == [
        f"Frau Nowak | comment released | Leitlinie leitlinien | Nr. {number}" for number in (two, three, one)
    ]
    assert await to_be_told(house.database) == []


async def test_releasing_in_the_list_stays_in_the_list(house: House, moderator: Browser) -> None:
    one, two = await furnish(house, "Eins", "Zwei")
    await moderator.open(AT)
    answer = await moderator.press(f"Freigeben: Nr. {one}")
    assert answer.headers["Location"].startswith(f"{AT}?from=0&done={one}-")
    assert answer.headers["Location"].endswith(f"#c{two}")
    page = await moderator.open(answer.headers["Location"])
    assert len(cases(page)) == 1
    page = await moderator.send(f"Zurücknehmen: Nr. {one}")
    assert (page.said, page.heading) == ("Das ist zurückgenommen.", "Moderation")
    assert len(cases(page)) == 2
    await moderator.send(f"Freigeben: Nr. {one}")
    await moderator.open(f"{AT}?from=2&done={one}-3")
    answer = await moderator.press(f"Zurücknehmen: Nr. {one}")
    assert answer.headers["Location"] == f"{AT}?from=1#c{one}"


async def test_what_was_released_at_once_is_taken_back_at_once(house: House, moderator: Browser) -> None:
    one, two, three = await furnish(house, "Eins", "Zwei", "Drei")
    page = await moderator.open(AT)
    await moderator.send("Alle 3 ohne Auffälligkeit freigeben", which="plain")
    await let_hide(house.database, two, ADMIN)
    page = await moderator.send("Alle 3 zurücknehmen")
    assert page.said == "2 Beiträge warten wieder. Für 1 ist inzwischen anders entschieden."
    assert [case.split()[2] for case in cases(page)] == [str(one), str(three)]
    assert (await house.told())[-1] == f"Frau Nowak | rulings undone | Moderation | Nr. {one}, {three}"
    await moderator.send("Alle 2 ohne Auffälligkeit freigeben", which="plain")
    address = moderator.page.address
    await moderator.open(f"{AT}/{one}")
    await moderator.send("Ausblenden", rule="1")
    page = await moderator.open(address)
    page = await moderator.send("Alle 2 zurücknehmen")
    assert page.said == "Ein Beitrag wartet wieder. Für 1 ist inzwischen anders entschieden."
    await moderator.open(address)
    page = await moderator.send("Alle 2 zurücknehmen")
    assert page.said[:30] == "Zurückgenommen ist nichts: Inz"
    assert (page.heading, len(cases(page))) == ("Moderation", 1)
    for nonsense in ("", "x", "1", "1-2-3", "1-2.", "9" * 20 + "-1"):
        await moderator.open(address)
        assert (await moderator.press("Alle 2 zurücknehmen", batch=nonsense)).status == 400
        page = await moderator.open(f"{AT}?batch={nonsense}")
        assert not any("zurücknehmen" in button for form in page.forms() for button in form.buttons)


async def test_hiding_names_a_rule_and_tells_the_author(house: House, moderator: Browser) -> None:
    [one] = await furnish(house, "Herr Müller wohnt in der Gasse 3.")
    await moderator.open(f"{AT}/{one}")
    page = await moderator.send("Ausblenden", rule="3", note=f" Ein Name. {HOSTILE} ")
    assert page.said == "Der Beitrag ist ausgeblendet. Die Person erfährt den Grund."
    assert await house.told() == [f"Frau Nowak | comment hidden | Leitlinie leitlinien | Nr. {one}, Regel 3"]
    [ruling] = (await look(house.database, one)).case.rulings
    assert [told[1:] for told in await to_be_told(house.database)] == [("comment_hidden", ruling.number)]
    page = await moderator.open(f"{AT}/{one}")
    assert "Regel: Keine persönlichen Daten" in page.text
    assert f"Bemerkung: Ein Name. {HOSTILE}" in page.text
    assert [script.get("src", "")[:14] for script in page.all("script")] == ["/admin/static/"]


async def test_without_a_rule_nothing_is_hidden_and_no_word_lost(house: House, moderator: Browser) -> None:
    [one] = await furnish(house, "Eins")
    for rule, note, sentence in (
        ("", "Ein Name", "Bitte wählen Sie die Regel, gegen die der Beitrag verstößt."),
        ("99", "Ein Name", "Bitte wählen Sie die Regel, gegen die der Beitrag verstößt."),
        ("x", "Ein Name", "Bitte wählen Sie die Regel, gegen die der Beitrag verstößt."),
        ("3", "x" * 501, "Die Bemerkung ist 1 Zeichen zu lang. Höchstens 500 passen hinein."),
    ):
        form = (await moderator.open(f"{AT}/{one}")).form("Ausblenden")
        page = await moderator.hand_in(form, rule=rule, note=note)
        assert (page.status, notes(page)) == (409, [sentence])
        assert words(next(iter(page.root.iter("textarea")))) == note
    assert await house.told() == []


async def test_taking_back_until_the_sign_out(house: House, moderator: Browser) -> None:
    [one] = await furnish(house, "Eins")
    await moderator.open(f"{AT}/{one}")
    await moderator.send("Ausblenden", rule="1")
    await moderator.open(f"{AT}/{one}")
    page = await moderator.send(f"Zurücknehmen: Nr. {one}")
    assert (page.said, "wartet" in page.heading) == ("Das ist zurückgenommen.", True)
    assert "zurückgenommen (ausgeblendet → wartet)" in page.text
    assert not any(f"Zurücknehmen: Nr. {one}" in form.buttons for form in page.forms())
    await moderator.send("Freigeben")
    house.wait(minutes=1)
    later = await house.enter("Frau Nowak")
    page = await later.open(f"{AT}/{one}")
    assert not any(f"Zurücknehmen: Nr. {one}" in form.buttons for form in page.forms())
    page = await later.open(f"{AT}?done={one}-3")
    page = await later.send(f"Zurücknehmen: Nr. {one}")
    assert (page.status, notes(page)) == (
        409,
        ["Zurücknehmen können nur Sie selbst, und nur bis zum Abmelden. Entscheiden Sie neu."],
    )
    assert [line.split(" | ")[1] for line in await house.told()] == [
        "comment hidden",
        "ruling undone",
        "comment released",
    ]


async def test_the_second_of_two_moderators_is_told_and_loses_nothing(
    house: House, moderator: Browser, admin: Browser
) -> None:
    one, two = await furnish(house, "Eins", "Zwei")
    for browser in (moderator, admin):
        await browser.open(f"{AT}/{one}")
    await admin.send("Freigeben")
    page = await moderator.send("Ausblenden", rule="1", note="Zu grob.")
    assert page.status == 409
    assert notes(page) == [
        "Frau Berger hat den Beitrag inzwischen freigegeben. Ihre Entscheidung zählt nicht."
    ]
    assert words(next(iter(page.root.iter("textarea")))) == "Zu grob."
    # Having seen that, the moderator may still decide otherwise.
    page = await moderator.send("Ausblenden", rule="1", note="Zu grob.")
    assert (page.said[:29], page.heading) == ("Der Beitrag ist ausgeblendet.", f"Nr. {two} 1 wartet")
    assert len(await house.told()) == 2


async def test_other_words_than_those_that_were_read(house: House, moderator: Browser) -> None:
    one, _ = await furnish(house, "Eins", "Zwei")
    await moderator.open(f"{AT}/{one}")
    await let(house.database, "CODE-0", arrived=9)
    page = await moderator.send("Freigeben")
    assert notes(page) == ["Der Text ist inzwischen ein anderer. Bitte lesen Sie ihn noch einmal."]
    await let(house.database, "CODE-0", state="withdrawn")
    assert (await moderator.send("Freigeben")).status == 404
    assert (await moderator.open(f"{AT}/{one}")).status == 404
    assert await house.told() == []


async def test_several_at_once(house: House, moderator: Browser) -> None:
    numbers = await furnish(house, "Eins", "Zwei", "Rufen Sie 0631 3652000 an", "Bild \u202egnp.exe", "Fünf")
    page = await moderator.open(AT)
    assert "Telefonnummer?" in cases(page)[2]
    assert "Zeichen: ändert die Leserichtung" in cases(page)[3]
    assert "Bild U+202Egnp.exe" in cases(page)[3]
    await let_hide(house.database, numbers[4])
    page = await moderator.send("Alle 3 ohne Auffälligkeit freigeben", which="plain")
    assert page.said == (
        "2 Beiträge sind freigegeben. Einer hat sich inzwischen geändert und bleibt, wie er ist."
    )
    assert len(cases(page)) == 2
    chosen = [each.get("value", "") for each in page.all("input") if each.get("type") == "checkbox"]
    page = await moderator.send("Ausgewählte freigeben", chosen=chosen[0], which="chosen")
    assert page.said == "Ein Beitrag ist freigegeben."
    assert [line for line in await house.told() if "released" in line] == [
        f"Frau Nowak | comments released | Moderation | Nr. {numbers[0]}, {numbers[1]}",
        f"Frau Nowak | comments released | Moderation | Nr. {numbers[2]}",
    ]


async def test_several_of_which_none_is_left(house: House, moderator: Browser) -> None:
    numbers = await furnish(house, "Eins", "Zwei")
    page = await moderator.open(AT)
    page = await moderator.send("Ausgewählte freigeben", which="chosen")
    assert page.said == "Bitte wählen Sie erst etwas aus."
    for number in numbers:
        await let_release(house.database, number)
    page = await moderator.send("Alle 2 ohne Auffälligkeit freigeben", which="plain")
    assert page.said == "2 haben sich inzwischen geändert und bleiben, wie sie sind."
    assert [line for line in await house.told() if "released" in line] == []


async def test_a_long_queue_page_by_page(house: House, moderator: Browser) -> None:
    numbers = await furnish(house, *(f"Nummer {n}" for n in range(23)))
    page = await moderator.open(AT)
    assert len(cases(page)) == 20
    page = await moderator.open(page.links()["Weiter"])
    assert [case.split()[2] for case in cases(page)] == [str(number) for number in numbers[20:]]
    page = await moderator.open(f"{AT}?from=999")
    assert "Hier ist alles geprüft." in page.text
    for nonsense in ("-1", "x", "9" * 30, "1;drop", "\u0661"):
        page = await moderator.open(f"{AT}?from={nonsense}&done={nonsense}&sort=;drop")
        assert (page.status, len(cases(page))) == (200, 20)


async def test_what_is_new_stays_new_until_the_next_visit(house: House, moderator: Browser) -> None:
    await furnish(house, "Eins")
    for _ in range(2):
        page = await moderator.open(AT)
        assert "1 neu seit Ihrem letzten Besuch" in page.text
    await say(house.database, "B", "Zwei")
    page = await moderator.open(AT)
    assert "2 neu seit Ihrem letzten Besuch" in page.text
    await say(house.database, "C", "Drei")
    again = await house.enter("Frau Nowak")
    page = await again.open(AT)
    assert "3 Beiträge warten, 1 neu seit Ihrem letzten Besuch" in page.text
    assert [" neu " in case for case in cases(page)] == [False, False, True]
    assert [line.split(" | ")[1] for line in await house.told()] == ["comments read"] * 3


async def test_what_is_shown_at_once_says_so(house: House, moderator: Browser) -> None:
    await furnish(house)
    await say(house.database, "A", "Sofort da", at_once=True)
    [case] = cases(await moderator.open(AT))
    assert "schon sichtbar, noch nicht geprüft" in case


@pytest.mark.parametrize("count", [1, 3])
async def test_as_many_queries_for_one_as_for_three(house: House, moderator: Browser, count: int) -> None:
    numbers = await furnish(house, *(["Mehr Bänke."] * (count + 1)))
    await moderator.open(AT)
    await let_hide(house.database, numbers[0])
    await let_release(house.database, numbers[0])
    for address, queries in ((AT, 8), (f"{AT}/{numbers[-1]}", 12), (f"{AT}/objections", 7), (f"{AT}/log", 6)):
        assert await count_queries(house, moderator, address) == queries, address


async def test_signs_that_deceive_are_named_where_they_stand(house: House, moderator: Browser) -> None:
    [one] = await furnish(house, f"K\u0430iserslautern \u2066x\u2069 a\u200bb {HOSTILE}")
    page = await moderator.open(f"{AT}/{one}")
    assert "KаU+0430iserslautern U+2066xU+2069 aU+200Bb" in page.text
    assert HOSTILE in page.text
    assert "49" not in page.text
    for deed in (
        "sieht nur aus wie ein anderer Buchstabe",
        "ändert die Leserichtung",
        "unsichtbares Zeichen",
    ):
        assert f"Zeichen: {deed}" in page.text


async def test_a_guideline_that_is_gone_leaves_its_comments(house: House, moderator: Browser) -> None:
    [one] = await furnish(house, "Eins")
    await let(house.database, "CODE-0", section=77)
    page = await moderator.open(f"{AT}/{one}")
    assert "Diesen Abschnitt gibt es nicht mehr." in page.text
    assert "Abschnitt 77" in page.text


@pytest.mark.parametrize("value", ["", "x", "1-2", "1-2-3-4", "2-1-0", "9" * 20 + "-1-1"])
async def test_forms_nobody_was_given(house: House, moderator: Browser, value: str) -> None:
    [one] = await furnish(house, "Eins")
    form = (await moderator.open(f"{AT}/{one}")).form("Freigeben")
    assert (await moderator.hand_in(form, seen=value)).status == 400
    await moderator.open(AT)
    page = await moderator.press("Ausgewählte freigeben", chosen=value, which="chosen")
    assert page.status == (303 if value == "2-1-0" else 400)
    await moderator.open(f"{AT}?done={one}-1")
    page = await moderator.press(f"Zurücknehmen: Nr. {one}", ruling="x")
    assert page.status == 400
    assert [line for line in await house.told() if "read" not in line] == []


async def test_an_admin_moderates_too_and_an_editor_does_not(
    house: House, admin: Browser, editor: Browser
) -> None:
    await furnish(house, "Eins")
    assert "Moderation 1 wartet" in (await admin.open("/admin")).links()
    assert "Moderation" not in (await editor.open("/admin")).text
    assert (await admin.open(AT)).heading == "Moderation"
    assert await house.told() == [f"{ADMIN} | comments read | Moderation | "]
