"""Signing in, and what nobody learns from trying."""

import unicodedata
from datetime import timedelta
from ipaddress import ip_network
from typing import Literal

import pytest
from argon2 import PasswordHasher

from admin_web import tries
from admin_web.passwords import Passwords
from storage import sessions, staff
from storage.database import Database
from storage.staff import Role
from tests.admin_web.browser import Page
from tests.admin_web.conftest import ADMIN, EDITOR, FAST, NOTICE, PASSWORD, House, run_house

WRONG = "Name oder Passwort stimmt nicht."


async def _try(house: House, name: str, password: str, **more: str) -> Page:
    browser = house.browser()
    browser.session.headers.update(more)
    await browser.open("/admin/sign-in")
    return await browser.send("Anmelden", name=name, password=password)


async def test_a_stranger_is_led_to_the_sign_in_and_back(house: House) -> None:
    browser = house.browser()
    page = await browser.open("/admin/journal")
    assert page.address.endswith("/admin/sign-in?next=/admin/journal")
    assert page.heading == "Anmelden"
    page = await browser.send("Anmelden", name=ADMIN, password=PASSWORD)
    assert page.heading == "Protokoll"
    assert NOTICE in page.text


async def test_the_name_may_be_typed_in_small_letters(house: House) -> None:
    assert (await _try(house, " frau berger ", PASSWORD)).heading == "Übersicht"


async def test_an_umlaut_may_be_composed_in_either_way(house: House) -> None:
    decomposed = unicodedata.normalize("NFD", PASSWORD)
    assert decomposed != PASSWORD
    assert (await _try(house, ADMIN, decomposed)).heading == "Übersicht"


@pytest.mark.parametrize(
    "password",
    ["", "kurz", PASSWORD + " ", PASSWORD.upper(), PASSWORD + "\0", "ä" * 1_000, "x" * 900_000],
    ids=["empty", "short", "blank behind", "capitals", "NUL", "2 kB", "nearly a megabyte"],
)
async def test_a_wrong_password_is_refused_kindly(house: House, password: str) -> None:
    page = await _try(house, ADMIN, password)
    assert page.status == 422
    assert page.mistakes == [WRONG if password else "Bitte geben Sie Ihr Passwort ein."]
    assert page.value("name") == ADMIN
    assert password == "" or password not in page.html


async def test_unknown_wrong_and_locked_out_look_the_same(house: House) -> None:
    async with house.database.write() as connection:
        locked = await staff.add_member(connection, "Frau Roth", Role.EDITOR, FAST.hash(PASSWORD), house.now)
        assert locked
        await staff.set_active(connection, locked.id, False)
    answers = [
        await _try(house, ADMIN, "falsch"),
        await _try(house, "Niemand", PASSWORD),
        await _try(house, "Frau Roth", PASSWORD),
    ]
    assert {(page.status, tuple(page.mistakes)) for page in answers} == {(422, (WRONG,))}
    assert [page.value("name") for page in answers] == [ADMIN, "Niemand", "Frau Roth"]


async def test_for_an_unknown_name_just_as_much_is_computed(house: House) -> None:
    checked: list[str | bytes] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            checked.append(password)
            return super().verify(hash, password)

    passwords = Passwords(Counting(time_cost=1, memory_cost=8, parallelism=1))
    assert not await passwords.is_right(None, "nobody has this password")
    assert not await passwords.is_right(FAST.hash("other"), PASSWORD)
    assert not await passwords.is_right("broken hash", PASSWORD)
    assert checked == ["nobody has this password", PASSWORD, PASSWORD]


async def test_of_a_hundred_guesses_ten_are_checked(house: House) -> None:
    answers = [await _try(house, ADMIN, f"geraten {n}") for n in range(100)]
    assert [page.status for page in answers] == [422] * tries.HERE + [429] * 90
    assert answers[-1].mistakes == [tries.TOO_MANY]
    assert (await _try(house, ADMIN, PASSWORD)).mistakes == [tries.TOO_MANY]
    assert (await _try(house, EDITOR, PASSWORD)).heading == "Übersicht"
    house.wait(hours=1)
    assert (await _try(house, ADMIN, PASSWORD)).heading == "Übersicht"


async def test_guessing_elsewhere_does_not_lock_the_owner_out(house: House, database: Database) -> None:
    async for proxied in run_house(database, trusted_proxies=[ip_network("127.0.0.0/8")]):
        guesser = {"X-Forwarded-For": "203.0.113.7"}
        for n in range(12):
            last = await _try(proxied, ADMIN, f"geraten {n}", **guesser)
        assert last.status == 429
        mine = await _try(proxied, ADMIN, PASSWORD, **{"X-Forwarded-For": "198.51.100.4"})
        assert mine.heading == "Übersicht"


async def test_trying_many_names_from_one_address_ends_too(house: House) -> None:
    answers = [await _try(house, f"Name {n}", "geraten") for n in range(tries.ADDRESS + 2)]
    assert [page.status for page in answers] == [422] * tries.ADDRESS + [429] * 2


async def test_signing_in_rightly_uses_nothing_up(house: House) -> None:
    for _ in range(tries.HERE + 5):
        assert (await _try(house, ADMIN, PASSWORD)).heading == "Übersicht"


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https://evil.example", "/admin/../evil", "/admin//x", "/adminevil", "/admin\\x"],
)
async def test_the_way_on_never_leads_elsewhere(house: House, wanted: str) -> None:
    browser = house.browser()
    await browser.open("/admin/sign-in?next=" + wanted)
    answer = await browser.press("Anmelden", name=ADMIN, password=PASSWORD)
    assert (answer.status, answer.headers["Location"]) == (303, "/admin")


async def test_the_cookie_is_random_new_and_kept_as_a_digest(house: House) -> None:
    browser = house.browser()
    tokens = []
    for _ in range(2):
        await browser.open("/admin/sign-in")
        answer = await browser.press("Anmelden", name=ADMIN, password=PASSWORD)
        cookie = answer.headers["Set-Cookie"]
        tokens.append(cookie.partition("=")[2].partition(";")[0])
        assert cookie.partition("; ")[2] == "HttpOnly; Path=/; SameSite=Lax"
        await browser.session.get(browser.base)
        browser.session.cookie_jar.clear()
    assert len(set(tokens)) == 2
    assert all(len(token) >= 43 for token in tokens)
    async with house.database.read() as connection:
        kept = [s.digest for m in (1, 2) for s in await sessions.list_sessions(connection, m, house.now)]
    assert len(kept) == 2
    assert not {*kept} & {*tokens}


async def test_over_https_the_cookie_is_bound_to_the_host(house: House, database: Database) -> None:
    async for safe in run_house(database, public_url="https://dialog.example"):
        browser = safe.browser()
        browser.session.headers["Host"] = "dialog.example"
        await browser.open("/admin/sign-in")
        answer = await browser.press("Anmelden", name=ADMIN, password=PASSWORD)
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("__Host-stadtdialog-admin=")
        assert cookie.partition("; ")[2] == "HttpOnly; Path=/; SameSite=Lax; Secure"


async def test_an_older_hash_is_made_anew(house: House) -> None:
    older = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    async with house.database.write() as connection:
        await staff.set_password(connection, 1, older)
    assert (await _try(house, ADMIN, PASSWORD)).heading == "Übersicht"
    async with house.database.read() as connection:
        now = await staff.find_password(connection, 1)
    assert now and now != older
    assert now.startswith("$argon2id$")
    assert not FAST.check_needs_rehash(now)


def test_a_real_check_costs_enough() -> None:
    hasher = PasswordHasher()
    assert (hasher.time_cost, hasher.memory_cost, hasher.parallelism) == (3, 65536, 4)
    assert hasher.hash("x").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


async def test_whoever_is_signed_in_goes_straight_on(house: House) -> None:
    browser = await house.sign_in(ADMIN)
    assert (await browser.open("/admin/sign-in")).heading == "Übersicht"


async def test_signing_in_a_second_time_in_another_tab_replaces_the_first(house: House) -> None:
    browser = house.browser()
    other_tab = (await browser.open("/admin/sign-in")).form("Anmelden")
    await browser.send("Anmelden", name=ADMIN, password=PASSWORD)
    answer = await browser.hand_in(other_tab, name=ADMIN, password=PASSWORD)
    assert answer.status == 303
    async with house.database.read() as connection:
        assert len(await sessions.list_sessions(connection, 1, house.now)) == 1


async def test_the_journal_tells_of_it_but_never_what_was_typed(house: House) -> None:
    await _try(house, ADMIN, "geheimes Falsches")
    await _try(house, "geheimes Falsches", "x")
    await _try(house, ADMIN, PASSWORD)
    assert await house.told() == [
        "Frau Berger | refused |  | von 127.0.0.0/24",
        "unbekannt | refused |  | von 127.0.0.0/24",
        "Frau Berger | signed in |  | von 127.0.0.0/24",
    ]


async def test_what_is_over_is_swept_out_at_the_next_sign_in(house: House) -> None:
    await _try(house, ADMIN, PASSWORD)
    house.wait(days=3)
    await _try(house, EDITOR, PASSWORD)
    async with house.database.read() as connection:
        assert await sessions.list_sessions(connection, 1, house.now - timedelta(days=3)) == []
        assert len(await sessions.list_sessions(connection, 2, house.now)) == 1
