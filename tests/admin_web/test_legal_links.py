"""Imprint, privacy and accessibility are one click away, before the sign-in too."""

from tests.admin_web.conftest import House

LEGAL = {"Impressum": "/impressum", "Datenschutz": "/datenschutz", "Barrierefreiheit": "/barrierefreiheit"}


async def test_the_sign_in_page_and_all_others_lead_to_them(house: House) -> None:
    stranger = house.browser()
    await stranger.open("/admin/sign-in")
    member = await house.enter("Frau Berger")
    await member.open("/admin/account")
    for browser in (stranger, member):
        assert browser.page.links().items() >= LEGAL.items()
