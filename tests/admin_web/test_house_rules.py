"""The rules of the house as staff keep them: worded in three languages, ordered, withdrawn."""

import pytest

from dialogs.city.house_rule import MOST_RULES
from storage.house_rules import add_rule, list_all_rules, list_rules
from tests.admin_web.browser import Browser, Page, words
from tests.admin_web.conftest import House
from tests.admin_web.moderating import furnish
from tests.comments import to_be_told
from tests.storage.moderating import let_hide

AT = "/admin/house-rules"
LONG = "x" * 301
HOSTILE = "<b>Kurz</b> {{7*7}} fassen."


def rules(page: Page) -> list[str]:
    """The rules that hold, in their order."""
    [shown] = [each for each in page.all("ol") if each.get("class") == "rules"]
    return [words(next(each.iter("bdi"))) for each in shown]


async def numbers(house: House) -> list[int]:
    async with house.database.read() as connection:
        return [rule.number for rule in await list_rules(connection)]


async def test_rules_to_begin_with(moderator: Browser) -> None:
    page = await moderator.open("/admin/moderation")
    page = await moderator.open(page.links()["Hausregeln"])
    assert page.heading == "Hausregeln"
    assert [words(a) for a in page.all("a") if a.get("aria-current")] == ["Moderation", "Hausregeln"]
    assert page.links()["Warteschlange"] == "/admin/moderation"
    assert len(rules(page)) == 7
    assert rules(page)[4] == "Keine Werbung, weder für Produkte noch für Parteien."
    assert "nicht in allen Sprachen" not in page.text


async def test_adding_one(house: House, moderator: Browser) -> None:
    await moderator.open(AT)
    page = await moderator.send(
        "Hinzufügen", de=f" {HOSTILE} ", en="\u200b", simple="Schreiben Sie kurz.", role="admin"
    )
    assert page.said == "Die Regel gilt ab sofort."
    assert rules(page)[-1] == HOSTILE
    assert "fassen. nicht in allen Sprachen" in page.text
    assert not page.all("script")
    assert await house.told() == ["Frau Nowak | house rule added |  | "]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"en": "Be brief."}, "Bitte schreiben Sie die Regel auf Deutsch."),
        (
            {"de": "Kurz.", "simple": LONG},
            "Das sind 1 Zeichen zu viel. Eine Regel hat in jeder Sprache höchstens 300.",
        ),
    ],
)
async def test_what_is_no_rule_comes_back_as_it_was_typed(
    house: House, moderator: Browser, typed: dict[str, str], sentence: str
) -> None:
    for address, button in ((AT, "Hinzufügen"), (f"{AT}/2", "Speichern")):
        form = (await moderator.open(address)).form(button)
        page = await moderator.hand_in(form, **{"de": "", **typed})
        assert page.status == 422
        assert sentence in page.text
        shown = {each.get("name"): each.text or "" for each in page.root.iter("textarea")}
        assert {name: shown[name].strip() for name in typed} == typed
    assert await house.told() == []


async def test_more_than_anybody_reads(house: House, moderator: Browser) -> None:
    async with house.database.write() as connection:
        for _ in range(MOST_RULES - 7):
            await add_rule(connection, {"de": "Noch eine."})
    await moderator.open(AT)
    page = await moderator.send("Hinzufügen", de="Zu viel.")
    assert (page.status, "Mehr als 20 Regeln sind zu viel." in page.text) == (422, True)
    assert len(await numbers(house)) == MOST_RULES


async def test_moving(house: House, moderator: Browser) -> None:
    page = await moderator.open(AT)
    assert not any("↑Regel 1 nach oben" in form.buttons for form in page.forms())
    await moderator.send("↑Regel 3 nach oben")
    await moderator.send("↓Regel 1 nach unten")
    assert await numbers(house) == [3, 1, 2, 4, 5, 6, 7]
    form = moderator.page.form("↑Regel 2 nach oben")
    form.action = form.action.replace("/1/", "/99/")
    assert (await moderator.hand_in(form)).status == 303
    assert await house.told() == [
        "Frau Nowak | house rule moved | Regel 3 | ",
        "Frau Nowak | house rule moved | Regel 1 | ",
    ]


async def test_wording_one_anew(house: House, moderator: Browser) -> None:
    page = await moderator.open(AT)
    page = await moderator.open(page.links()["Ändern: Regel 2"])
    assert page.value("en").strip().startswith("Put nobody down")
    page = await moderator.send("Speichern", de="Alle sind gleich viel wert.")
    assert (page.said, rules(page)[1]) == ("Die Regel ist geändert.", "Alle sind gleich viel wert.")
    assert "Put nobody down" in (await moderator.open(f"{AT}/8")).value("en")
    page = await moderator.send("Speichern")
    assert page.said == ""
    assert await house.told() == ["Frau Nowak | house rule changed | Regel 2 | "]


async def test_nobody_hides_by_words_he_did_not_see(house: House, moderator: Browser, admin: Browser) -> None:
    [comment] = await furnish(house, "Eins")
    await moderator.open(f"/admin/moderation/{comment}")
    await admin.open(f"{AT}/2")
    await admin.send("Speichern", de="Anders.")
    page = await moderator.press("Ausblenden", rule="2")
    assert page.status == 409
    assert "Bitte wählen Sie die Regel, gegen die der Beitrag verstößt." in page.text
    assert await to_be_told(house.database) == []


async def test_whoever_was_told_it_keeps_the_words(house: House, moderator: Browser) -> None:
    [comment] = await furnish(house, "Eins")
    await let_hide(house.database, comment, rule=2)
    await moderator.open(f"{AT}/2")
    page = await moderator.send("Speichern", de="Anders.")
    assert (rules(page)[1], await numbers(house)) == ("Anders.", [1, 8, 3, 4, 5, 6, 7])
    assert "Regel: Setzen Sie niemanden herab" in (await moderator.open(f"/admin/moderation/{comment}")).text
    assert (await moderator.open(f"{AT}/2")).status == 404


async def test_withdrawing_and_taking_up_again(house: House, moderator: Browser) -> None:
    [comment] = await furnish(house, "Eins")
    await moderator.open(AT)
    page = await moderator.send("Zurücknehmen: Regel 1")
    assert page.said == "Die Regel gilt nicht mehr."
    assert len(rules(page)) == 6
    page = await moderator.open(f"/admin/moderation/{comment}")
    assert [each.get("value") for each in page.all("input") if each.get("name") == "rule"] == list("234567")
    await moderator.open(AT)
    page = await moderator.send("Wieder gelten lassen: Regel zurückgenommen")
    assert (page.said, len(rules(page))) == ("Die Regel gilt wieder.", 7)
    for _ in range(7):
        await moderator.send("Zurücknehmen: Regel 1")
    assert "Es gilt keine Regel." in moderator.page.text
    page = await moderator.open(f"/admin/moderation/{comment}")
    assert "Zum Ausblenden braucht es eine Hausregel." in page.text
    assert [line.split(" | ")[1] for line in await house.told()][:2] == [
        "house rule withdrawn",
        "house rule restored",
    ]
    async with house.database.read() as connection:
        assert len(await list_all_rules(connection)) == 7


async def test_doing_it_twice_in_two_windows_is_one_entry(house: House, moderator: Browser) -> None:
    first = (await moderator.open(AT)).form("Zurücknehmen: Regel 1")
    second = (await moderator.open(AT)).form("Zurücknehmen: Regel 1")
    for form in (first, second):
        assert (await moderator.hand_in(form)).headers["Location"] == AT
    first = (await moderator.open(AT)).form("Wieder gelten lassen: Regel zurückgenommen")
    second = (await moderator.open(AT)).form("Wieder gelten lassen: Regel zurückgenommen")
    for form in (first, second):
        assert (await moderator.hand_in(form)).headers["Location"] == AT
    assert len(await house.told()) == 2


async def test_a_rule_there_is_not(moderator: Browser) -> None:
    assert (await moderator.open(f"{AT}/99")).status == 404
