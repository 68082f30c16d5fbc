"""Security headers on every answer, whatever it is."""

from operator import attrgetter

import pytest

from admin_web.routes import ROUTES
from storage.database import Database
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House, run_house
from tests.admin_web.walk import address_for

EXPECTED = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "Stadtdialog",
}


def _assert_safe(headers: dict[str, str], *, is_file: bool = False) -> None:
    assert {name: headers.get(name) for name in EXPECTED} == EXPECTED
    kept = "public, max-age=31536000, immutable" if is_file else "no-store"
    assert headers["Cache-Control"] == kept


async def test_on_every_route_signed_in_or_not(house: House) -> None:
    stranger, admin = house.browser(), await house.enter("Frau Berger")
    for route in sorted(ROUTES, key=attrgetter("method")):
        address = address_for("/admin" + route.path)
        if route.method == "POST":  # they come last: one may end the sign-in
            admin = await house.enter("Frau Berger")
        for browser in (stranger, admin):
            fields = dict(browser.page.form("Abmelden").fields) if browser is admin else {"x": "y"}
            more = {"data": fields} if route.method == "POST" else {}
            page = await browser.ask(route.method, address, **more)
            _assert_safe(page.headers, is_file="/static/" in address)
            assert "Strict-Transport-Security" not in page.headers


@pytest.mark.parametrize(
    ("method", "address", "more", "status"),
    [
        ("GET", "/admin/nowhere", {}, 404),
        ("GET", "/admin/%00", {}, 404),
        ("DELETE", "/admin/staff", {}, 405),
        ("TRACE", "/admin", {}, 405),
        ("OPTIONS", "/admin", {}, 405),
        ("PUT", "/admin/account", {"data": "x"}, 405),
        ("GET", "/admin/sign-in", {"headers": {"Host": "evil.example"}}, 400),
        ("POST", "/admin/sign-in", {"headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
        ("POST", "/admin/sign-in", {"json": {}}, 415),
    ],
)
async def test_on_errors(
    house: House, method: str, address: str, more: dict[str, object], status: int
) -> None:
    page = await house.browser().ask(method, address, **more)
    assert page.status == status
    _assert_safe(page.headers)
    assert page.find("html").get("lang") == "de"
    assert page.links()["Zur Übersicht"] == "/admin"


async def test_405_names_what_is_possible(admin: Browser) -> None:
    page = await admin.ask("DELETE", "/admin/account/password")
    assert (page.status, page.headers["Allow"]) == (405, "POST")
    assert "Frau Berger" in page.text


async def test_over_https_browsers_are_told_to_stay_there(house: House, database: Database) -> None:
    async for safe in run_house(database, public_url="https://dialog.example"):
        for address in ("/admin/sign-in", "/admin", "/admin/nowhere"):
            page = await safe.browser().ask("GET", address)
            assert page.headers["Strict-Transport-Security"] == "max-age=31536000"


async def test_files_are_named_by_their_content_and_nothing_else_is_given_out(house: House) -> None:
    browser = house.browser()
    page = await browser.open("/admin/sign-in")
    [style] = [link.get("href", "") for link in page.all("link") if link.get("rel") == "stylesheet"]
    answer = await browser.ask("GET", style)
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    for name in (
        "nowhere.css",
        "..%2fapp.py",
        "%2e%2e/app.py",
        "../app.py",
        "app.py",
        "",
        ".",
        "admin.css%00",
    ):
        assert (await browser.ask("GET", f"/admin/static/{name}")).status == 404


async def test_pages_hold_nothing_inline_and_nothing_from_elsewhere(admin: Browser) -> None:
    for address in (
        "/admin",
        "/admin/staff",
        "/admin/staff/2",
        "/admin/account",
        "/admin/journal",
        "/admin/x",
    ):
        page = await admin.open(address)
        for element in page.root.iter():
            assert "style" not in element.attrib
            assert not [name for name in element.attrib if name.startswith("on")]
            for name in ("src", "href", "action"):
                assert element.get(name, "/").startswith(("/admin", "#", "/")), element.attrib
                assert not element.get(name, "").startswith("//")
        assert page.all("script") == []
