"""Signing out, ending sign-ins elsewhere, and when they end by themselves."""

import io
from collections.abc import Iterator

from admin_web.forms import Form, Secret
from admin_web.typed import WITHHELD
from tests.admin_web.browser import Browser, Page, words
from tests.admin_web.conftest import ADMIN, EDITOR, PASSWORD, House

SIGNED_OUT = "Anmelden"


async def test_signing_out_ends_it_on_the_server(house: House, admin: Browser) -> None:
    cookies = {c.key: c.value for c in admin.session.cookie_jar}
    page = await admin.send("Abmelden")
    assert page.said == "Sie sind abgemeldet."
    assert list(admin.session.cookie_jar) == []
    thief = house.browser()
    page = await thief.open("/admin", cookies=cookies)
    assert page.heading == SIGNED_OUT
    assert (await house.told())[-1] == "Frau Berger | signed out |  | "


async def test_after_half_an_hour_without_a_click(house: House, admin: Browser) -> None:
    for _ in range(3):
        house.wait(minutes=29)
        assert (await admin.open("/admin/account")).heading == "Mein Zugang"
    house.wait(minutes=30)
    page = await admin.open("/admin/account")
    assert page.heading == SIGNED_OUT
    assert page.address.endswith("?next=/admin/account")


async def test_after_twelve_hours_in_any_case(house: House, admin: Browser) -> None:
    for _ in range(35):
        house.wait(minutes=20)
        assert (await admin.open("/admin")).heading == "Übersicht"
    house.wait(minutes=20)
    assert (await admin.open("/admin")).heading == SIGNED_OUT


LONG = {"Content-Type": "application/x-www-form-urlencoded"}
HOSTILE = "\nErste Zeile\n</textarea><script>alert(1)</script>"


def boxes(page: Page) -> list[tuple[str, str]]:
    """Each box of a page with its label."""
    labels = {label.get("for"): words(label) for label in page.all("label")}
    return [(labels[box.get("id")], box.text or "") for box in page.all("textarea")]


async def test_a_form_sent_too_late_gives_back_what_was_typed(house: House, admin: Browser) -> None:
    await admin.open("/admin/staff")
    house.wait(hours=1)
    page = await admin.press("Link erstellen", name=HOSTILE, **{"options-1-label-de": "Ja", "about-en": " "})
    assert (page.status, page.heading) == (401, "Bitte melden Sie sich neu an")
    assert boxes(page) == [("role", "editor"), ("Name", HOSTILE.strip()), ("Antwort 2 Deutsch", "Ja")]
    assert "einen Schritt zurück" not in page.text
    assert (page.forms(), page.all("script")) == ([], [])
    assert page.links()["Anmelden (neues Fenster)"] == "/admin/sign-in"
    assert page.headers["Cache-Control"] == "no-store"


async def test_neither_passwords_nor_keys_are_given_back(house: House, admin: Browser) -> None:
    form = (await admin.open("/admin/account")).form("Passwort ändern")
    house.wait(hours=1)
    page = await admin.hand_in(form, present=PASSWORD, new="Kastanien und Regen", password="x", again="y")
    assert (page.status, boxes(page)) == (401, [])
    assert page.links()["Anmelden"] == "/admin/sign-in"
    for _, value in form.fields:
        assert not value or value == ADMIN or value not in page.html
    secret = {name for form in every(Form) for name, field in vars(form).items() if is_secret(field)}
    assert secret <= WITHHELD
    assert "password" in secret


def every(kind: type[Form]) -> Iterator[type[Form]]:
    """All forms there are below one."""
    for each in kind.__subclasses__():
        yield each
        yield from every(each)


def is_secret(field: object) -> bool:
    """Whether a field of a form is a password."""
    return getattr(field, "field_class", None) is Secret


async def test_a_form_of_an_older_sign_in_is_given_back_but_no_form_of_strangers(
    house: House, admin: Browser
) -> None:
    form = (await admin.open("/admin/staff")).form("Link erstellen")
    again = await house.enter(ADMIN)
    page = await again.hand_in(form, name="Jonas Weber")
    assert (page.status, page.heading) == (403, "Diese Seite war zu lange offen")
    assert ("Name", "Jonas Weber") in boxes(page)
    assert page.links()["Übersicht (neues Fenster)"] == "/admin"
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        page = await again.ask("POST", form.action, data={"name": "Jonas Weber"}, headers=headers)
        assert (page.status, boxes(page)) == (403, [])
    stranger = house.browser()
    for more in ({"json": {"name": "x"}}, {"data": io.BytesIO(b"name=" + b"x" * 1_100_000), "headers": LONG}):
        page = await stranger.ask("POST", form.action, **more)
        assert (page.status, boxes(page)) == (401, [])


async def test_ending_one_elsewhere(house: House, admin: Browser) -> None:
    elsewhere = await house.enter(ADMIN)
    page = await admin.open("/admin/account")
    assert page.text.count("seit 15. März 2024, 13:00 Uhr") == 2
    page = await admin.send("Beenden")
    assert page.said == "Die Anmeldung ist beendet."
    assert page.text.count("seit 15. März 2024, 13:00 Uhr") == 1
    assert (await elsewhere.open("/admin")).heading == SIGNED_OUT
    assert (await house.told())[-1] == "Frau Berger | session ended |  | "


async def test_ending_all(house: House, admin: Browser) -> None:
    elsewhere = await house.enter(ADMIN)
    await admin.open("/admin/account")
    page = await admin.send("Alle Anmeldungen beenden")
    assert page.said == "Alle Ihre Anmeldungen sind beendet."
    for browser in (admin, elsewhere):
        assert (await browser.open("/admin")).heading == SIGNED_OUT
    assert (await house.told())[-1] == "Frau Berger | sessions ended |  | Anzahl: 2"


async def test_nobody_ends_the_sign_in_of_somebody_else(house: House, admin: Browser) -> None:
    other, again = await house.enter(EDITOR), await house.enter(EDITOR)
    handle = (await other.open("/admin/account")).value("session")
    await house.enter(ADMIN)
    await admin.open("/admin/account")
    for wrong in (handle, "", "%", "_" * 16):
        assert (await admin.press("Beenden", session=wrong)).status == 404
    for browser in (admin, other, again):
        assert (await browser.open("/admin")).heading == "Übersicht"


async def test_an_altered_cookie_is_no_sign_in(house: House) -> None:
    browser = house.browser()
    for token in ("x", "", "ä", "x" * 4000, "'; DROP TABLE sessions;--"):
        page = await browser.open("/admin", headers={"Cookie": f"stadtdialog-admin={token}"})
        assert page.heading == SIGNED_OUT


async def test_being_used_is_noted_once_a_minute_only(house: House, admin: Browser) -> None:
    async def used() -> str:
        page = await (await house.enter(ADMIN)).open("/admin/account")
        return page.text

    house.wait(seconds=50)
    await admin.open("/admin")
    assert "zuletzt benutzt: 15. März 2024, 13:00 Uhr" in await used()
    house.wait(seconds=70)
    await admin.open("/admin")
    assert "zuletzt benutzt: 15. März 2024, 13:02 Uhr" in await used()
