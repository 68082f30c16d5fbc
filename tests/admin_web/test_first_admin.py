"""The first admin comes in by a one-time link."""

from storage import links
from storage.links import Purpose
from storage.staff import Role
from tests.admin_web.conftest import PASSWORD, House


async def _make_link(house: House) -> str:
    async with house.database.write() as connection:
        token = await links.make_link(connection, "first admin", "", "admin", house.now)
    return f"/admin/link/{token}"


async def test_choosing_a_name_and_a_password(empty_house: House) -> None:
    house, address = empty_house, await _make_link(empty_house)
    browser = house.browser()
    page = await browser.open(address)
    assert page.heading == "Willkommen beim Stadtdialog"
    assert "Der Link gilt bis 15. März 2024, 13:30 Uhr und nur einmal." in page.text
    page = await browser.send("Passwort speichern", name="Frau Berger", password=PASSWORD, again=PASSWORD)
    assert page.said == "Ihr Passwort ist gespeichert. Bitte melden Sie sich jetzt an."
    page = await browser.send("Anmelden", name="Frau Berger", password=PASSWORD)
    assert list(page.links())[2:5] == ["Übersicht", "Umfragen", "Leitlinien"]
    assert {"Moderation", "Team", "Protokoll"} <= {*page.links()}
    assert await house.told() == [
        "Frau Berger | joined |  | ",
        "Frau Berger | signed in |  | von 127.0.0.0/24",
    ]


async def test_looking_does_not_use_the_link_up_but_using_does(empty_house: House) -> None:
    house, address = empty_house, await _make_link(empty_house)
    other = house.browser()
    for _ in range(3):
        assert (await other.open(address)).status == 200
    browser = house.browser()
    await browser.open(address)
    await browser.send("Passwort speichern", name="Frau Berger", password=PASSWORD, again=PASSWORD)
    late = await other.send("Passwort speichern", name="Eve", password=PASSWORD, again=PASSWORD)
    assert (late.status, late.heading) == (410, "Dieser Link gilt nicht mehr")
    assert (await other.open(address)).status == 410


async def test_a_double_click_comes_in_once(empty_house: House) -> None:
    house, browser = empty_house, empty_house.browser()
    await browser.open(await _make_link(house))
    typed = {"name": "Frau Berger", "password": PASSWORD, "again": PASSWORD}
    answers = [await browser.press("Passwort speichern", **typed) for _ in range(2)]
    assert [a.headers["Location"] for a in answers] == ["/admin/sign-in?hint=ready"] * 2
    assert len(await house.told()) == 1


async def test_after_half_an_hour_the_link_is_worthless(empty_house: House) -> None:
    house, address = empty_house, await _make_link(empty_house)
    browser = house.browser()
    house.wait(minutes=29, seconds=59)
    assert (await browser.open(address)).status == 200
    house.wait(seconds=1)
    page = await browser.send("Passwort speichern", name="Frau Berger", password=PASSWORD, again=PASSWORD)
    assert page.status == 410
    assert await house.told() == []


async def test_a_second_first_admin_is_never_made(empty_house: House) -> None:
    house, browser = empty_house, empty_house.browser()
    address = await _make_link(house)
    await browser.open(address)
    await house.take_in("Frau Berger", Role.ADMIN)
    page = await browser.send("Passwort speichern", name="Eve", password=PASSWORD, again=PASSWORD)
    assert page.status == 410
    assert (await browser.open(await _make_link(house))).status == 410


async def test_a_new_link_makes_the_one_before_worthless(empty_house: House) -> None:
    house, browser = empty_house, empty_house.browser()
    first, second = await _make_link(house), await _make_link(house)
    assert (await browser.open(first)).status == 410
    assert (await browser.open(second)).status == 200


async def test_mistakes_are_named_beside_their_fields_and_the_name_stays(empty_house: House) -> None:
    house, browser = empty_house, empty_house.browser()
    await browser.open(await _make_link(house))
    page = await browser.send("Passwort speichern", name="", password="kurz", again="")
    assert page.mistakes == [
        "Bitte geben Sie einen Namen ein.",
        "Das Passwort hat 4 Zeichen. Nötig sind mindestens 12.",
        "Bitte geben Sie das Passwort noch einmal ein.",
    ]
    page = await browser.send(
        "Passwort speichern", name="Frau Berger", password="frauberger 2024!", again="anders"
    )
    assert page.mistakes == [
        "Dieses Passwort lässt sich leicht erraten. Gut sind mehrere Wörter, die nicht zusammengehören.",
        "Die beiden Passwörter sind nicht gleich.",
    ]
    assert page.value("name") == "Frau Berger"
    page = await browser.send("Passwort speichern", password=PASSWORD, again=PASSWORD)
    assert page.said.startswith("Ihr Passwort ist gespeichert.")


async def test_nonsense_in_the_address_is_answered_kindly(house: House) -> None:
    browser = house.browser()
    for token in ("x", "x" * 3000, "%00", "%ff", "../staff", "%F0%9F%98%80"):
        page = await browser.open(f"/admin/link/{token}")
        assert page.status in (404, 410) or page.heading == "Anmelden"


async def test_only_a_digest_of_the_link_is_kept(empty_house: House) -> None:
    address = await _make_link(empty_house)
    async with empty_house.database.read() as connection:
        [link] = await links.list_open(connection, Purpose.FIRST_ADMIN, empty_house.now)
        rows = (await connection.exec_driver_sql("SELECT * FROM links")).all()
    assert (link.name, link.role) == ("", Role.ADMIN)
    assert address.rpartition("/")[2] not in str(rows)
