"""What every answer of the server carries, and the kind pages for what goes wrong."""

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.webchat import chat as chat_page
from bot.webchat import show
from bot.webchat.app import make_app
from bot.webchat.guard import CONTENT_SECURITY_POLICY
from storage.database import Database
from tests.webchat.conftest import Chat, running

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/?start=survey-beteiligung", 200),
        ("GET", "/datenschutz", 200),
        ("GET", "/impressum", 200),
        ("GET", "/barrierefreiheit", 200),
        ("GET", "/vergessen", 200),
        ("GET", "/robots.txt", 200),
        ("GET", "/favicon.ico", 301),
        ("GET", "/gibt-es-nicht", 404),
        ("GET", "/static/gibt-es-nicht.css", 404),
        ("GET", "/static/..%2fapp.py", 404),
        ("GET", "/;.css", 404),
        ("POST", "/", 400),
        ("POST", "/vergessen", 303),
        ("POST", "/datenschutz", 405),
        ("PUT", "/", 405),
        ("DELETE", "/vergessen", 405),
        ("TRACE", "/", 405),
    ],
)
async def test_every_answer_is_guarded_and_unkept(chat: Chat, method: str, address: str, status: int) -> None:
    page = await chat.device().ask(method, address)
    assert page.status == status
    assert {name: page.headers.get(name) for name in HEADERS} == HEADERS
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Server"] == "Stadtdialog"


async def test_an_error_page_speaks_the_readers_language(chat: Chat) -> None:
    page = await chat.device("en").open("/gibt-es-nicht")
    assert page.language == "en"
    assert "Sample content" in page.html
    known = await chat.somebody()
    await known.press("Sprache · Language")
    await known.press("Leichte Sprache")
    page = await known.open("/gibt-es-nicht")
    assert page.language == "de-simple"
    assert "/" in page.links().values()


async def test_what_is_not_allowed_here_names_what_is(chat: Chat) -> None:
    page = await chat.device().ask("POST", "/datenschutz")
    assert page.headers["Allow"] == "GET,HEAD"


async def test_a_bug_tells_only_its_number(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_anything: Any) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(show, "draw", broken)
    page = await chat.device().ask("GET", "/datenschutz")
    assert page.status == 500
    assert "Nummer des Fehlers:" in page.text
    assert "secret" not in page.html


async def test_static_files_are_kept_for_ever_under_an_address_of_their_content(chat: Chat) -> None:
    device = chat.device()
    page = await device.open()
    [style] = [link.get("href", "") for link in page.all("link") if link.get("rel") == "stylesheet"]
    assert "?" in style
    answer = await device.ask("GET", style)
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    icon = await device.ask("GET", "/static/icon.svg")
    assert icon.headers["Content-Type"].startswith("image/svg+xml")


async def test_pages_name_nothing_outside(chat: Chat) -> None:
    device = await chat.somebody()
    for address in ("/", "/mitteilungen", "/datenschutz", "/impressum", "/vergessen", "/nirgends"):
        page = await device.open(address)
        used = [
            e.get("src") or e.get("href") or "" for tag in ("script", "img", "link") for e in page.all(tag)
        ]
        assert used
        assert all(address.startswith(("/static/", "/mitteilungen.atom")) for address in used)
        assert not page.all("style")
        assert not any(e.get("style") or e.get("onclick") for e in page.root.iter())


async def test_over_https_the_cookie_is_bound_to_this_host(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    async with running(database, secure=True) as chat:
        device = chat.device()
        await device.open()
        answer = await device.ask("POST", "/", data=device.page.form_with("Verstanden, weiter"))
        cookie = answer.cookies["__Host-stadtdialog"]
        assert cookie["secure"] is True
        assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "Lax")
        await chat.answer()
        page = await device.ask("GET", "/", headers={"Cookie": f"__Host-stadtdialog={cookie.value}"})
        assert page.titles == ["Was möchten Sie tun?"]
        page = await device.ask("GET", "/", headers={"Cookie": f"stadtdialog={cookie.value}"})
        assert page.titles == ["Guten Tag! Hier ist der Stadtdialog."]
    await database.close()


async def test_other_parts_of_the_application_answer_their_own_way(chat: Chat) -> None:
    async def fail(_request: web.Request) -> web.Response:
        raise web.HTTPGone

    app = make_app(chat.town, public_url="", secure=False)
    app.router.add_get("/healthz", fail)
    office = web.Application()
    office.router.add_get("/", fail)
    app.add_subapp("/admin", office)
    async with TestServer(app) as server:
        device = chat.device()
        for address in ("/healthz", "/admin/"):
            page = await device.ask("GET", str(server.make_url(address)))
            assert (page.status, page.html) == (410, "410: Gone")
        page = await device.ask("GET", str(server.make_url("/admin/nirgends")))
        assert page.html == "404: Not Found"
        assert "Content-Security-Policy" not in page.headers


def test_a_page_waits_no_longer_than_two_seconds() -> None:
    assert chat_page.PATIENCE == 2.0
