"""The line to the Bot API: what may come back on it, and what the next call finds after trouble."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from bot.telegram import client as line
from bot.telegram.client import Client, Reply
from bot.telegram.wire import Wire

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]

OK = b'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"ok":true}'
FINE = Reply(200, {"ok": True})


class Other:
    """The other side: answers every request with the same bytes, and keeps what it was asked."""

    def __init__(self, *pieces: bytes, closes: bool = False) -> None:
        self._pieces = pieces
        self._closes = closes
        self.heads: list[bytes] = []
        self.bodies: list[bytes] = []
        self.connections = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, to its end."""
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
                self.heads.append(head)
                self.bodies.append(await reader.readexactly(int(length)))
                for piece in self._pieces:
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0.01)
                if self._closes:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def talking_to(other: Other, path: str = "") -> AsyncIterator[Client]:
    server = await asyncio.start_server(other.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    client = Client("1:token", f"http://127.0.0.1:{port}{path}")
    await client.initialize()
    try:
        yield client
    finally:
        await client.shutdown()
        server.close()
        await server.wait_closed()


async def test_what_is_sent() -> None:
    other = Other(OK)
    async with talking_to(other, "/a b") as client:
        assert await client.call("sendMessage", '{"text":"Bänke"}'.encode()) == FINE
        assert await client.call("sendDocument", b"--x--", "multipart/form-data; boundary=x") == FINE
    host = other.heads[0].split(b"Host: ")[1].split(b"\r\n")[0]
    assert other.heads == [
        b"POST /a%20b/bot1:token/sendMessage HTTP/1.1\r\nHost: " + host + b"\r\n"
        b"Content-Type: application/json\r\nContent-Length: 17\r\n\r\n",
        b"POST /a%20b/bot1:token/sendDocument HTTP/1.1\r\nHost: " + host + b"\r\n"
        b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 5\r\n\r\n",
    ]
    assert other.bodies == ['{"text":"Bänke"}'.encode(), b"--x--"]
    assert other.connections == 1


@pytest.mark.parametrize(
    "pieces",
    [
        (OK,),
        tuple(OK[at : at + 7] for at in range(0, len(OK), 7)),
        (b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"ok"\r\n', b"6\r\n:true}\r\n0\r\n\r\n"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", OK),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK,),
    ],
)
async def test_every_form_an_answer_may_have(pieces: tuple[bytes, ...]) -> None:
    other = Other(*pieces)
    async with talking_to(other) as client:
        assert [await client.call("getMe", b"{}") for _ in range(3)] == [FINE] * 3
    assert other.connections == 1


@pytest.mark.parametrize("announced", [b"", b"Connection: close\r\n"])
async def test_an_answer_that_ends_with_its_connection(announced: bytes) -> None:
    other = Other(b"HTTP/1.1 200 OK\r\n" + announced + b'\r\n{"ok":true}', closes=True)
    async with talking_to(other) as client:
        assert [await client.call("getMe", b"{}") for _ in range(2)] == [FINE] * 2
    assert other.connections == 2


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (b"", "ServerDisconnectedError"),
        (b"HTTP/1.1 200", "ServerDisconnectedError"),
        (OK[:-1], "ClientPayloadError"),
        (b"Hello?\r\n\r\n", "ClientPayloadError"),
    ],
)
async def test_an_answer_that_is_none_may_have_been_a_delivery(answer: bytes, trouble: str) -> None:
    async with talking_to(Other(answer, closes=True)) as client:
        assert await client.call("getMe", b"{}") == Reply(0, trouble=trouble)


async def test_a_redirection_is_not_followed() -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: http://nowhere.invalid/\r\nContent-Length: 0\r\n\r\n"
    async with talking_to(Other(moved)) as client:
        assert await client.call("getMe", b"{}") == Reply(302)


async def test_who_does_not_answer_in_time_is_not_asked_on_the_same_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(line, "TIMEOUT", 0.2)
    other = Other(OK[:-1])
    async with talking_to(other) as client:
        late = [await client.call("getMe", b"{}") for _ in range(2)]
    assert late == [Reply(0, trouble="TimeoutError")] * 2
    assert other.connections == 2


async def test_without_a_free_connection_in_time_nothing_was_sent() -> None:
    other = Other(OK[:-1])
    server = await asyncio.start_server(other.serve, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with aiohttp.TCPConnector(limit=1) as connector:
        first, second = (Wire(connector, address, seconds) for seconds in (0.4, 0.1))
        waiting = asyncio.create_task(first.post("getMe", b"{}", "application/json"))
        await asyncio.sleep(0.05)
        with pytest.raises(aiohttp.ConnectionTimeoutError):
            await second.post("getMe", b"{}", "application/json")
        with pytest.raises(TimeoutError):
            await waiting
    server.close()
    assert len(other.heads) == 1


async def test_a_proxy_is_asked_for_what_lies_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    other = Other(OK)
    server = await asyncio.start_server(other.serve, "127.0.0.1", 0)
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    client = Client("1:token", "http://bots.invalid")
    await client.initialize()
    assert await client.call("getMe", b"{}") == FINE
    await client.shutdown()
    server.close()
    assert other.heads[0].startswith(b"POST http://bots.invalid/bot1:token/getMe HTTP/1.1\r\n")
