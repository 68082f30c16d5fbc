"""Signing in, and what nobody learns from trying."""

from tests.admin_web.conftest import ADMIN, NOTICE, PASSWORD, Browser, House


async def test_a_stranger_is_led_to_the_sign_in_and_back(house: House) -> None:
    browser = house.browser()
    page = await browser.open("/admin/journal")
    assert page.address.endswith("/admin/sign-in?next=/admin/journal")
    page = await browser.send("Anmelden", name=ADMIN, password=PASSWORD)
    assert page.heading == "Protokoll"
    assert NOTICE in page.text
