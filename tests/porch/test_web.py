"""The web server: where it listens, what it says to those who speak no HTTP, and whom it hangs up on."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

import stadtdialog_web
from stadtdialog_guard import Guard
from stadtdialog_web import PortTaken, address_of, bind, bind_near, guard_of, serving
from storage.settings import Settings


@pytest.fixture
def listener() -> socket.socket:
    return bind("127.0.0.1", 0)


def test_a_port_that_is_taken_is_told(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    with pytest.raises(PortTaken) as caught:
        bind("127.0.0.1", port)
    assert str(caught.value) == (
        f"Nothing can listen on 127.0.0.1, port {port}: Address already in use. "
        "STADTDIALOG_HOST and STADTDIALOG_PORT choose another place."
    )
    listener.close()


def test_the_next_free_port_is_found(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    other = bind_near("127.0.0.1", port)
    assert port < other.getsockname()[1] < port + 20
    other.close()
    listener.close()


def test_a_machine_without_a_free_port_is_told(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stadtdialog_web, "PORTS_TO_TRY", 1)
    port = listener.getsockname()[1]
    with pytest.raises(PortTaken, match=f"All ports from {port} to {port} are taken"):
        bind_near("127.0.0.1", port)
    listener.close()


def test_addresses_can_be_typed_into_a_browser(listener: socket.socket) -> None:
    assert address_of(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"
    listener.close()
    other = bind("::1", 0)
    assert address_of(other) == f"http://[::1]:{other.getsockname()[1]}"
    other.close()


def test_the_guard_knows_our_public_names() -> None:
    settings = Settings(
        public_url="https://dialog.example.org", webhook_url="https://hook.example.org/telegram"
    )
    assert guard_of(settings) == Guard(frozenset({"dialog.example.org", "hook.example.org"}), https=True)
    assert guard_of(Settings()) == Guard(frozenset())


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch, listener: socket.socket) -> AsyncIterator[int]:
    """A server that has patience for a second; with less a slow machine itself would use it up."""
    monkeypatch.setattr(stadtdialog_web, "PATIENCE", 1.0)
    monkeypatch.setattr(stadtdialog_web, "LOOK_EVERY", 0.05)
    app = web.Application()

    async def say(_request: web.Request) -> web.Response:
        return web.Response(text="hello")

    app.add_routes([web.get("/", say)])
    Guard(frozenset()).stand_before(app)
    async with serving(app, listener):
        yield listener.getsockname()[1]


async def test_who_speaks_no_http_learns_nothing(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"\x16\x03\x01 hello\r\n\r\n")
    told = (await reader.read()).decode()
    assert " 400 " in told.splitlines()[0]
    assert "Server: Stadtdialog\r\n" in told
    assert "aiohttp" not in told
    assert "Python" not in told
    writer.close()


async def test_who_says_nothing_is_hung_up_on_and_others_go_on(port: int) -> None:
    silent, saying_nothing = await asyncio.open_connection("127.0.0.1", port)
    slow, writing = await asyncio.open_connection("127.0.0.1", port)
    writing.write(b"GET / HTTP/1.1\r\nHost: local")
    other, asking = await asyncio.open_connection("127.0.0.1", port)
    async with asyncio.timeout(60):
        hung_up = asyncio.gather(silent.read(), slow.read())
        while not hung_up.done():
            asking.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert (await other.readuntil(b"hello")).startswith(b"HTTP/1.1 200")
            await asyncio.sleep(0.05)
        assert [*await hung_up] == [b"", b""]
        # And who has asked once is not kept for ever either.
        assert await other.read() == b""
    for one in (asking, writing, saying_nothing):
        one.close()


async def test_too_long_a_header_is_refused(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 20_000 + b"\r\n\r\n")
    assert b" 400 " in (await reader.read())[:16]
    writer.close()
