"""Inviting a colleague, who chooses the password and nobody else."""

import pytest

from tests.admin_web.browser import Browser, words
from tests.admin_web.conftest import ADMIN, EDITOR, PASSWORD, House


async def _invite(admin: Browser, name: str, role: str = "editor") -> str:
    await admin.open("/admin/staff")
    page = await admin.send("Link erstellen", name=name, role=role)
    assert page.heading == "Link weitergeben"
    return words(page.find("code")).replace("http://127.0.0.1:8080", "")


async def test_from_the_invitation_to_the_first_page(house: House, admin: Browser) -> None:
    address = await _invite(admin, "Jonas Weber")
    page = await admin.open("/admin/staff")
    assert "Jonas Weber, Redaktion Link gilt bis 15. März 2024, 13:30 Uhr" in page.text
    jonas = house.browser()
    page = await jonas.open(address)
    assert "Sie sind eingeladen als Jonas Weber." in page.text
    page = await jonas.send("Passwort speichern", password=PASSWORD, again=PASSWORD)
    page = await jonas.send("Anmelden", name="Jonas Weber", password=PASSWORD)
    assert page.heading == "Übersicht"
    assert "Team" not in page.links()
    page = await admin.open("/admin/staff")
    assert ["Jonas Weber", "Redaktion", "offen", "15. März 2024"] in page.rows
    assert "Eingeladen, noch nicht da" not in page.text
    assert await house.told() == [
        "Frau Berger | invited | Jonas Weber | Redaktion",
        "Jonas Weber | joined |  | ",
        "Jonas Weber | signed in |  | von 127.0.0.0/24",
    ]


async def test_role_and_name_stand_in_the_link_not_in_the_form(house: House, admin: Browser) -> None:
    browser = house.browser()
    await browser.open(await _invite(admin, "Jonas Weber"))
    await browser.send(
        "Passwort speichern", password=PASSWORD, again=PASSWORD, name="Eve", role="admin", active="1"
    )
    page = await admin.open("/admin/staff")
    assert ["Jonas Weber", "Redaktion", "offen", "15. März 2024"] in page.rows
    assert "Eve" not in page.text


async def test_a_double_click_shows_the_same_link(house: House, admin: Browser) -> None:
    await admin.open("/admin/staff")
    answers = [await admin.press("Link erstellen", name="Jonas Weber", role="editor") for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert await house.told() == ["Frau Berger | invited | Jonas Weber | Redaktion"]
    for _ in range(2):
        page = await admin.open(answers[0].headers["Location"])
        assert words(page.find("code")).startswith("http://127.0.0.1:8080/admin/link/")


async def test_withdrawing_makes_the_link_worthless(house: House, admin: Browser) -> None:
    address = await _invite(admin, "Jonas Weber")
    shown_at = admin.page.address
    await admin.open("/admin/staff")
    page = await admin.send("Zurückziehen")
    assert page.said == "Die Einladung gilt nicht mehr."
    assert (await house.browser().open(address)).status == 410
    assert (await admin.open(shown_at)).heading == "Dieser Link gilt nicht mehr"
    assert (await house.told())[-1] == "Frau Berger | invitation withdrawn | Jonas Weber | "


async def test_an_invitation_that_is_not_there_cannot_be_withdrawn(admin: Browser) -> None:
    await _invite(admin, "Jonas Weber")
    await admin.open("/admin/staff")
    form = admin.page.form("Zurückziehen")
    assert (await admin.hand_in(form, name="Niemand")).status == 404


@pytest.mark.parametrize("name", [EDITOR, "frau BERGER"])
async def test_a_name_that_is_taken(house: House, admin: Browser, name: str) -> None:
    await admin.open("/admin/staff")
    page = await admin.send("Link erstellen", name=name, role="admin")
    assert (page.status, page.mistakes) == (422, ["Diesen Namen gibt es schon im Team."])
    assert page.value("name") == name
    assert page.value("role") == "admin"
    assert await house.told() == []
    page = await admin.send("Link erstellen", name="Jonas Weber")
    assert page.heading == "Link weitergeben"


async def test_somebody_who_came_in_meanwhile_by_another_link_keeps_the_name(
    house: House, admin: Browser
) -> None:
    address = await _invite(admin, "Jonas Weber")
    browser = house.browser()
    await browser.open(address)
    async with house.database.write() as connection:
        await connection.exec_driver_sql("UPDATE staff SET name = 'jonas weber' WHERE id = 2")
    page = await browser.send("Passwort speichern", password=PASSWORD, again=PASSWORD)
    assert page.status == 410


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Bitte geben Sie einen Namen ein."),
        (" \t\n", "Bitte geben Sie einen Namen ein."),
        ("\u200b\u3164\u2800", "Bitte geben Sie einen Namen ein."),
        ("a" * 61, "Der Name ist zu lang. Höchstens 60 Zeichen passen hinein."),
        ("Jonas \u202erebeW", "Der Name enthält unsichtbare Zeichen. Bitte tippen Sie ihn neu ein."),
    ],
    ids=["empty", "blanks", "invisible", "too long", "turned around"],
)
async def test_a_name_nobody_can_read(admin: Browser, name: str, sentence: str) -> None:
    await admin.open("/admin/staff")
    page = await admin.send("Link erstellen", name=name, role="editor")
    assert page.mistakes == [sentence]


@pytest.mark.parametrize("role", ["", "root", "ADMIN", "viewer,admin"])
async def test_a_role_there_is_not(admin: Browser, role: str) -> None:
    await admin.open("/admin/staff")
    page = await admin.send("Link erstellen", name="Jonas Weber", role=role)
    assert page.mistakes == ["Bitte wählen Sie eine der Rollen."]


async def test_two_admins_may_be_invited_at_once(house: House, admin: Browser) -> None:
    first, second = await _invite(admin, "Jonas Weber", "admin"), await _invite(admin, "Lea Roth", "admin")
    for address, name in ((first, "Jonas Weber"), (second, "Lea Roth")):
        browser = house.browser()
        await browser.open(address)
        await browser.send("Passwort speichern", password=PASSWORD, again=PASSWORD)
        assert (await house.sign_in(name)).page.heading == "Übersicht"
    page = await admin.open("/admin/staff")
    assert [row[0] for row in page.rows] == [ADMIN, EDITOR, "Jonas Weber", "Lea Roth"]
