"""Objections: a second person looks again, gives a reason, and the author is told."""

from tests.admin_web.browser import Browser, words
from tests.admin_web.conftest import House
from tests.admin_web.moderating import AT, furnish
from tests.admin_web.test_moderate_comments import notes
from tests.comments import let, to_be_told
from tests.storage.moderating import ALBERS, let_hide, look, object_to

OBJECTIONS = f"{AT}/objections"
HERE = "Die Person hat widersprochen"


async def object_all(house: House, by: str, *comments: str) -> list[int]:
    """Comments that somebody hid, and whose authors object."""
    numbers = await furnish(house, *comments)
    for number, comment in enumerate(numbers):
        await let_hide(house.database, comment, by, rule=3, note="Ein Name?")
        await object_to(house.database, comment, f"CODE-{number}")
    return numbers


async def test_nothing_to_decide(moderator: Browser) -> None:
    page = await moderator.open(OBJECTIONS)
    assert (page.heading, page.rows) == ("Widersprüche", [])
    assert "Kein Widerspruch wartet." in page.text


async def test_a_second_person_finds_and_grants_it(house: House, moderator: Browser) -> None:
    one, two = await object_all(house, ALBERS, "Eins", "Zwei")
    page = await moderator.open(AT)
    page = await moderator.open(page.links()["Widersprüche (2)"])
    assert page.rows == [[f"Nr. {number}", "Wer", "15. März 2024", "Herr Albers"] for number in (one, two)]
    page = await moderator.open(page.links()[f"Nr. {one}"])
    assert HERE in page.text
    assert "Herr Albers hat den Beitrag ausgeblendet. Regel: Keine persönlichen Daten" in page.text
    assert "Bemerkung: Ein Name?" in page.text
    assert not any("Freigeben" in form.buttons for form in page.forms())
    page = await moderator.send("Entscheiden", outcome="granted")
    assert (page.heading, page.said) == (
        "Widersprüche",
        "Der Beitrag ist freigegeben. Die Person erfährt es.",
    )
    assert [row[0] for row in page.rows] == [f"Nr. {two}"]
    assert (await look(house.database, one)).case.standing == "released"
    assert [kind for _, kind, _ in await to_be_told(house.database)] == ["comment_hidden"] * 2 + [
        "objection_decided"
    ]
    assert await house.told() == [f"Frau Nowak | objection decided | Leitlinie leitlinien | Nr. {one}"]


async def test_it_stays_hidden_with_a_reason(house: House, moderator: Browser) -> None:
    [one] = await object_all(house, ALBERS, "Eins")
    await moderator.open(f"{AT}/{one}")
    page = await moderator.send("Entscheiden", outcome="upheld", note="   ")
    assert (page.status, notes(page)) == (
        409,
        ["Bitte begründen Sie, warum der Beitrag ausgeblendet bleibt."],
    )
    page = await moderator.send("Entscheiden", outcome="upheld", note="Es steht ein Name darin.")
    assert page.said == "Der Beitrag bleibt ausgeblendet. Die Person erfährt den Grund."
    page = await moderator.open(f"{AT}/{one}")
    assert HERE not in page.text
    assert "Bemerkung: Es steht ein Name darin." in page.text
    assert (await look(house.database, one)).case.standing == "hidden"


async def test_whoever_hid_it_does_not_decide(house: House, moderator: Browser, admin: Browser) -> None:
    [one] = await object_all(house, "Frau Nowak", "Eins")
    page = await moderator.open(OBJECTIONS)
    assert page.rows[0][3] == "Frau Nowak entscheidet jemand anderes"
    page = await moderator.open(f"{AT}/{one}")
    assert (
        "Sie haben diesen Beitrag selbst ausgeblendet. Über den Widerspruch entscheidet jemand anderes."
        in page.text
    )
    await admin.open(f"{AT}/{one}")
    form = admin.page.form("Entscheiden")
    mine = dict((await moderator.open(f"{AT}/{one}")).form("Abmelden").fields)
    form.fields = [(name, mine.get(name, value)) for name, value in form.fields]
    page = await moderator.hand_in(form, outcome="granted")
    assert page.status == 409
    assert notes(page)[0].endswith("Über den Widerspruch entscheidet jemand anderes.")
    assert await house.told() == []


async def test_it_is_decided_once(house: House, moderator: Browser, admin: Browser) -> None:
    [one] = await object_all(house, ALBERS, "Eins")
    for browser in (moderator, admin):
        await browser.open(f"{AT}/{one}")
    await admin.send("Entscheiden", outcome="upheld", note="Ein Name.")
    page = await moderator.send("Entscheiden", outcome="granted")
    assert notes(page) == [
        "Frau Berger hat inzwischen über den Widerspruch entschieden. Ihre Entscheidung zählt nicht."
    ]
    assert len(await house.told()) == 1


async def test_what_is_no_decision(house: House, moderator: Browser) -> None:
    [one] = await object_all(house, ALBERS, "Eins")
    form = (await moderator.open(f"{AT}/{one}")).form("Entscheiden")
    for outcome in ("", "x", "GRANTED"):
        page = await moderator.hand_in(form, outcome=outcome, note="Ein Name")
        assert (page.status, notes(page)) == (409, ["Bitte wählen Sie, was mit dem Beitrag geschieht."])
        assert ("note", "Ein Name") in page.form("Entscheiden").fields
    await let(house.database, "CODE-0", state="withdrawn")
    assert (await moderator.hand_in(form, outcome="granted")).status == 404
    assert (await moderator.open(OBJECTIONS)).rows == []


async def test_the_log_tells_what_was_decided(house: House, moderator: Browser) -> None:
    page = await moderator.open(f"{AT}/log")
    assert "Hier steht noch keine Entscheidung." in page.text
    numbers = await object_all(house, ALBERS, "Eins")
    page = await moderator.open(f"{AT}/log")
    [row] = page.rows
    assert row[:3] == ["15. März 2024, 13:00 Uhr", "Herr Albers", f"Nr. {numbers[0]} Wer"]
    assert row[3].startswith("ausgeblendet wartet → ausgeblendet Regel: Keine persönlichen Daten")
    assert words(page.find("h1")) == "Entscheidungen"


async def test_a_long_log_page_by_page(house: House, moderator: Browser) -> None:
    numbers = await furnish(house, *(f"Nummer {n}" for n in range(52)))
    await moderator.open(AT)
    chosen = [f"{number}-{place}-0" for place, number in enumerate(numbers, start=1)]
    form = moderator.page.form("Ausgewählte freigeben")
    await moderator.hand_in(form, chosen=chosen, which="chosen")
    page = await moderator.open(f"{AT}/log")
    assert len(page.rows) == 50
    page = await moderator.open(page.links()["Weiter"])
    assert len(page.rows) == 2
    assert page.links()["Zu den neuesten"] == f"{AT}/log"
    assert len((await moderator.open(f"{AT}/log?before=x")).rows) == 50
