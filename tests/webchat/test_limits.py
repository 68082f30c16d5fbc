"""A flood is told to wait, kindly and in its language; a school behind one address is not."""

import pytest

from bot.webchat import limits
from bot.webchat.limits import network_of
from tests import sample
from tests.webchat.conftest import Chat


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits a test can reach."""
    monkeypatch.setattr(limits, "MOST_NEWCOMERS", 2)
    monkeypatch.setattr(limits, "MOST_INPUTS", 5)


async def test_too_many_newcomers_from_one_network_wait(chat: Chat) -> None:
    for _person in range(2):
        await chat.somebody()
    device = chat.device()
    await device.open("/?lang=simple")
    page = await device.press("Verstanden, weiter")
    assert page.status == 429
    assert page.headers["Retry-After"] == "3600"
    assert page.titles == ["Gerade kommt sehr viel aus Ihrem Netz"]
    assert device.cookie is None
    assert await chat.count("citizens") == 2
    chat.wait(minutes=61)
    await device.open()
    page = await device.press("Verstanden, weiter")
    assert page.titles == ["Was möchten Sie tun?"]


async def test_too_many_inputs_from_one_network_wait(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    for label in ("Anfangen", "Ja", "Im Chat"):
        await device.press(label)
    before = await chat.count("inbox")
    await device.press("Grün")
    page = await device.press("Verkehr")
    assert page.status == 429
    assert await chat.count("inbox") == before + 1
    chat.wait(minutes=61)
    await device.open()
    page = await device.press("Verkehr")
    assert "✓Verkehr" in page.buttons()


async def test_no_network_address_is_stored(chat: Chat) -> None:
    await chat.somebody()
    sources = [source for (source,) in await chat.rows("SELECT source FROM throttles")]
    assert len(sources) == 2
    assert not any("127" in source and "." in source for source in sources)
    assert sample.KEY.hex() not in str(sources)


@pytest.mark.parametrize(
    ("remote", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        (None, "unknown"),
        ("unix", "unknown"),
    ],
)
def test_an_ipv6_household_is_one_network(remote: str | None, network: str) -> None:
    assert network_of(remote) == network
