"""Signing out, ending sign-ins elsewhere, and when they end by themselves."""

from tests.admin_web.browser import Browser
from tests.admin_web.conftest import ADMIN, EDITOR, House

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


async def test_a_form_sent_too_late_says_how_to_save_what_was_typed(house: House, admin: Browser) -> None:
    await admin.open("/admin/staff")
    house.wait(hours=1)
    page = await admin.press("Link erstellen", name="Jonas Weber")
    assert (page.status, page.heading) == (401, "Bitte melden Sie sich neu an")
    assert "Gehen Sie im Browser einen Schritt zurück" in page.text


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
    page = await admin.send("Alle Sitzungen beenden")
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
