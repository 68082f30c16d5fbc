"""Where requests come from: hosts, our own forms, addresses behind proxies."""

from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest
from aiohttp.test_utils import make_mocked_request
from yarl import URL

from admin_web.app import make_app
from admin_web.origin import client_address, coarse, is_our_host
from storage.city import Cities
from storage.database import Database
from tests import sample
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House, run_house

PUBLIC = URL("https://dialog.example")


@pytest.mark.parametrize(
    "host",
    ["dialog.example", "localhost", "localhost:8080", "127.0.0.1", "127.0.0.1:9", "[::1]", "[::1]:8080"],
)
def test_hosts_that_are_ours(host: str) -> None:
    assert is_our_host(host, PUBLIC)


@pytest.mark.parametrize(
    "host",
    [
        *("", "evil.example", "dialog.example.evil.example", "dialog.example:81", "x@dialog.example"),
        *(
            "dialog.example/",
            "dialog.example?",
            "dialog.example#",
            "[::1",
            "localhost.evil.example",
            "ä",
            "a b",
        ),
        *("127.0.0.1.evil.example", "dialog.example:99999", "dialog.example:x", "127.0.0.2"),
    ],
)
def test_hosts_that_are_not(host: str) -> None:
    assert not is_our_host(host, PUBLIC)


def test_a_public_address_with_a_port() -> None:
    assert is_our_host("dialog.example:8443", URL("https://dialog.example:8443"))
    assert not is_our_host("dialog.example", URL("https://dialog.example:8443"))


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example"])
async def test_another_host_is_refused(house: House, host: str) -> None:
    page = await house.browser().open("/admin/sign-in", headers={"Host": host})
    assert (page.status, page.heading) == (400, "So geht es nicht")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8080"}, 403),
        ({"Origin": "http://127.0.0.1:8080"}, 303),
        ({"Origin": "http://127.0.0.1:8081"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({}, 403),
    ],
)
async def test_only_our_own_forms_change_things(
    house: House, admin: Browser, headers: dict[str, str], status: int
) -> None:
    form = (await admin.open("/admin/staff/2")).form("Zugang sperren")
    async with admin.session.post(
        form.action, data=dict(form.fields), headers=headers, allow_redirects=False
    ) as answer:
        assert answer.status == status
    assert len(await house.told()) == (status == 303)


@pytest.fixture
async def proxied(house: House, database: Database) -> AsyncIterator[House]:
    """The same page behind a proxy on this machine."""
    async for behind in run_house(database, trusted_proxies=[ip_network("127.0.0.0/8")]):
        yield behind


async def test_a_proxy_that_is_trusted_says_who_it_is(proxied: House) -> None:
    browser = proxied.browser()
    browser.session.headers["X-Forwarded-For"] = "198.51.100.9, 203.0.113.7"
    await browser.open("/admin/sign-in")
    await browser.send("Anmelden", name="Frau Berger", password="falsch")
    assert (await proxied.told())[-1] == "Frau Berger | refused |  | von 203.0.113.0/24"


async def test_nobody_else_is_believed(house: House) -> None:
    browser = house.browser()
    browser.session.headers["X-Forwarded-For"] = "203.0.113.7"
    await browser.open("/admin/sign-in")
    await browser.send("Anmelden", name="Frau Berger", password="falsch")
    assert (await house.told())[-1] == "Frau Berger | refused |  | von 127.0.0.0/24"


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "1.2.3.4, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", " , ,", "10.0.0.1"),
        ("10.0.0.1", "rubbish", "rubbish"),
        ("203.0.113.9", "1.2.3.4", "203.0.113.9"),
        ("::1", "1.2.3.4", "::1"),
        ("", "1.2.3.4", ""),
    ],
)
def test_addresses_behind_proxies(remote: str, forwarded: str, address: str) -> None:
    request = make_mocked_request("GET", "/", headers={"X-Forwarded-For": forwarded}).clone(remote=remote)
    assert client_address(request, [ip_network("10.0.0.0/8")]) == address


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("rubbish", "unbekannt"),
        ("", "unbekannt"),
    ],
)
def test_the_journal_keeps_only_the_network(address: str, network: str) -> None:
    assert coarse(address) == network


async def test_plain_http_is_for_this_machine_only(database: Database) -> None:
    with pytest.raises(ValueError, match=r"^http://dialog.example is neither https nor this machine\.$"):
        make_app(
            database,
            key=sample.KEY,
            public_url="http://dialog.example",
            zone=None,  # type: ignore[arg-type]  # is never looked at
            cities=Cities(),
        )
