"""Forms nobody would fill in by hand: a clear answer, nothing lost, nobody else disturbed."""

import asyncio
import gzip
import io
import unicodedata
from collections.abc import AsyncIterator

import pytest
import wtforms
from hypothesis import given
from hypothesis import strategies as st
from multidict import MultiDict

from admin_web.forms import Line
from admin_web.pages.account import NewPassword
from admin_web.pages.links import ComeIn
from admin_web.pages.sign_in import SignIn
from admin_web.pages.staff import Invitation
from dialogs.city.cleaning import clean
from tests.admin_web.browser import Browser, Page
from tests.admin_web.conftest import House
from tests.walks.living import GUARD

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def _post(browser: Browser, body: bytes, **headers: str) -> Page:
    return await browser.ask("POST", "/admin/sign-in", data=io.BytesIO(body), headers={**FORM, **headers})


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"", {}, 422),
        (b"&&&==&=", {}, 422),
        (b"name=%ff%fe&password=%80", {}, 422),
        (b"name=\xff\xfe&password=\x80", {}, 422),
        (b"name=a\x00b&password=%00", {}, 422),
        (b"name=%F0%9F%98%80&password=%ED%A0%80", {}, 422),
        (b"name=x&name=y&password=a&password=b", {}, 422),
        (b"name=" + b"x" * 1_048_000, {}, 422),
        (b"name=" + b"x" * 1_048_572, {}, 413),
        (b"a=1&" * 3000, {}, 413),
        (b"name=x", {"Content-Type": "application/x-www-form-urlencoded; charset=nonsense"}, 422),
        (b"name=x", {"Content-Type": "text/plain"}, 415),
        (b"{}", {"Content-Type": "application/json"}, 415),
        (b"--x\r\n\r\n--x--", {"Content-Type": "multipart/form-data; boundary=x"}, 415),
        (b"x" * 2_000_000, {"Content-Type": "text/plain"}, 415),
    ],
    ids=range(15),
)
async def test_bodies_that_are_no_form_of_ours(
    house: House, body: bytes, headers: dict[str, str], status: int
) -> None:
    page = await _post(house.browser(), body, **headers)
    assert page.status == status
    assert page.heading


async def test_packed_bodies_are_refused_unopened(house: House) -> None:
    packed = gzip.compress(b"name=" + b"x" * 50_000_000)
    page = await _post(house.browser(), packed, **{"Content-Encoding": "gzip"})
    assert page.status == 415


async def test_a_body_that_never_says_how_long_it_is(house: House) -> None:
    async def without_end() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield b"name=" + b"x" * 65_536

    page = await house.browser().ask("POST", "/admin/sign-in", data=without_end(), headers=FORM)
    assert page.status == 413


async def test_a_slow_sender_does_not_keep_others_waiting(house: House, admin: Browser) -> None:
    host, port = house.base.removeprefix("http://").rstrip("/").split(":")
    slow = [await asyncio.open_connection(host, int(port)) for _ in range(30)]
    head = "POST /admin/sign-in HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
    for _, writer in slow:
        writer.write(
            f"{head}Content-Type: {FORM['Content-Type']}\r\nContent-Length: 99\r\n\r\nname=".encode()
        )
        await writer.drain()
    assert (await asyncio.wait_for(admin.open("/admin"), GUARD)).heading == "Übersicht"
    for _, writer in slow:
        writer.close()
        await writer.wait_closed()


NASTY = [
    *(
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "&lt;b&gt;",
        "\\",
        "'; DROP TABLE staff;--",
    ),
    *("{{7*7}}", "{% raw %}", "%(x)s", "${7*7}", "{0.__class__}", "=HYPERLINK(1)", "-2+3"),
    *("ﬁ／＜", "Kаiserslautern", "a" + "\u0301" * 50, "مرحبا", "Şükrü İnan", "😀" * 30, "a  b"),
    *("Zeile\r\nX-Injected: 1", " Frau\tRoth "),
]


@pytest.mark.parametrize("name", NASTY)
async def test_a_name_is_shown_as_it_was_typed(house: House, admin: Browser, name: str) -> None:
    await admin.open("/admin/staff")
    page = await admin.send("Link erstellen", name=name)
    assert page.heading == "Link weitergeben"
    for address in ("/admin/staff", "/admin/journal"):
        page = await admin.open(address)
        assert " ".join(unicodedata.normalize("NFC", name).split()) in page.text
        assert "49" not in page.text
        assert not page.all("script")
        assert [image.get("src", "")[:13] for image in page.all("img")] == ["/admin/static"]


@given(st.dictionaries(st.sampled_from(["name", "role", "password", "again", "present", "new"]), st.text()))
def test_any_text_is_taken_or_refused_by_every_form(typed: dict[str, str]) -> None:
    for kind in (SignIn, ComeIn, NewPassword, Invitation):
        form: wtforms.Form = kind(MultiDict(typed))
        assert form.validate() or form.errors
        for field in form:
            if isinstance(field, Line):
                assert "\n" not in field.text
                assert field.text == clean(field.text).strip()


async def test_unusual_texts_in_every_field_of_every_form(house: House, admin: Browser) -> None:
    for address in ("/admin/staff", "/admin/staff/2", "/admin/account", "/admin"):
        for number in range(len((await admin.open(address)).forms())):
            form = (await admin.open(address)).forms()[number]
            if form.method != "post" or "sign-out" in form.action or "end-all" in form.action:
                continue
            for name, _ in form.fields:
                for text in ("", "\0", "x" * 70_000, "\u202e", "-1", "9" * 5000):
                    page = await admin.hand_in(form, **{name: text})
                    assert page.status in (303, 400, 403, 404, 409, 422), (form.action, name, text[:9])
    assert (await admin.open("/admin")).heading == "Übersicht"
