"""Posts to one server with aiohttp's connections and parser, past its sessions.

A session makes ready for cookies, redirects, traces and streamed bodies at every request, none of which the
Bot API knows; that was two thirds of what a call cost. What is hard stays aiohttp's: certificates, names with
several addresses, connections that are kept or lost, and what an answer may look like.
"""

import asyncio

import aiohttp
from aiohttp.connector import Connection
from aiohttp.http import HttpProcessingError
from yarl import URL

from bot.crash import passing

_NO_LIMIT = aiohttp.ClientTimeout(total=None)
"""Opening a connection has no limit of its own: it counts towards that of the call."""


class Wire:
    """Posts to what lies below one address."""

    def __init__(self, connector: aiohttp.BaseConnector, base: str, seconds: float) -> None:
        """The connections are those of `connector`; a call may take so many `seconds`."""
        self._connector = connector
        self._base = base
        self._seconds = seconds
        self._where: aiohttp.ClientRequest | None = None
        self._starts: dict[str, str] = {}

    async def post(self, path: str, body: bytes, content_type: str) -> tuple[int, bytes]:
        """The status and body of the answer.

        Raises ClientConnectorError or ConnectionTimeoutError if certainly nothing was sent, and otherwise
        another ClientError or OSError.
        """
        connection: Connection | None = None
        try:
            async with asyncio.timeout(self._seconds):
                connection = await self._connect()
                head = (
                    f"{self._start(path)}Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
                )
                return await _exchange(connection, head.encode("ascii") + body)
        except TimeoutError:
            if connection is None:
                raise aiohttp.ConnectionTimeoutError from None
            raise
        finally:
            # Who was disturbed half-way leaves nothing behind that the next call would take for its answer.
            # Nothing happens to a connection that has been given back.
            if connection is not None:
                connection.close()

    async def _connect(self) -> Connection:
        """A connection nobody else uses, kept from earlier or new."""
        if self._where is None:
            # Only tells the connector where to; what is sent is written here.
            self._where = aiohttp.ClientRequest("POST", URL(self._base), loop=asyncio.get_running_loop())
        return await self._connector.connect(self._where, traces=[], timeout=_NO_LIMIT)

    def _start(self, path: str) -> str:
        """The first lines of a request, which are always the same."""
        if path not in self._starts:
            url = URL(self._base + path)
            self._starts[path] = f"POST {url.raw_path} HTTP/1.1\r\nHost: {url.host_port_subcomponent}\r\n"
        return self._starts[path]


async def _exchange(connection: Connection, request: bytes) -> tuple[int, bytes]:
    """Sends a request, waits for what comes back and gives the connection back.

    An answer that is only provisional is passed over.
    """
    line = connection.protocol
    if line is None or line.transport is None:
        raise aiohttp.ServerDisconnectedError
    line.set_response_params(read_until_eof=True, auto_decompress=False)
    line.transport.write(request)
    try:
        message, payload = await line.read()
        while message.code < 200:
            message, payload = await line.read()
        passing("http-before-answer")
        answer = await payload.read()
    except HttpProcessingError as error:
        raise aiohttp.ClientPayloadError(type(error).__name__) from None
    connection.release()
    return message.code, answer
