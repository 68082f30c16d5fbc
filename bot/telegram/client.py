"""Speaks HTTP with the Bot API: one session for python-telegram-bot's set-up calls and for our hot ones."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp.payload import BytesPayload
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.crash import passing
from bot.decode import decode
from bot.telegram.wire import Wire

Json = dict[str, Any]

TIMEOUT = 20.0
"""Seconds a hot call may take; Telegram usually answers within 0.2."""

LONGEST_WAIT = 3600.0
"""Seconds we keep silent at the most, whatever an answer asks for."""

_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: HTTP status and the decoded body, if it was a JSON object.

    Without an answer the status is 0, and `reached` tells whether the request may have arrived.
    """

    status: int
    body: Json | None = None
    reached: bool = True
    trouble: str = ""


class Client(BaseRequest):
    """The transport below both kinds of calls; no exception text ever holds the token."""

    def __init__(self, token: str, api: str, connections: int = 16) -> None:
        """Opens nothing yet; `api` is the base address of the Bot API."""
        self._api = api
        self._base = f"{api.rstrip('/')}/bot{token}/"
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._wire: Wire | None = None

    async def initialize(self) -> None:
        """Opens the session; proxy and certificates (SSL_CERT_FILE) of the environment are honoured."""
        if self._session is None:
            # Asked once: with trust_env aiohttp looks the proxy up in a thread for every single request.
            proxy = find_proxy(self._api)
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60)
            self._wire = None if proxy else Wire(connector, self._base, TIMEOUT)
            self._session = aiohttp.ClientSession(
                connector=connector,
                proxy=proxy,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=TIMEOUT),
            )

    async def shutdown(self) -> None:
        """Closes the session."""
        if self._session is not None:
            await self._session.close()
            self._session = self._wire = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The open session."""
        if self._session is None:
            raise RuntimeError("the client is not open")
        return self._session

    @property
    def read_timeout(self) -> float | None:
        """Seconds python-telegram-bot waits for an answer if nobody says otherwise."""
        return TIMEOUT

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """A call of python-telegram-bot; every trouble becomes one of its errors, without the address."""
        seconds = read_timeout if isinstance(read_timeout, int | float) else TIMEOUT
        data = request_data.json_parameters if request_data else None
        try:
            async with self.session.request(
                method, url, data=data, timeout=aiohttp.ClientTimeout(total=seconds)
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None

    async def call(self, method: str, payload: bytes, content_type: str = _JSON) -> Reply:
        """A hot call: posts JSON or a form, never raises for what the network or the other side does."""
        post = self._wire.post if self._wire else self._post
        try:
            status, body = await post(method, payload, content_type)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            return Reply(0, reached=False, trouble=type(error).__name__)
        except (aiohttp.ClientError, OSError, EOFError) as error:
            return Reply(0, trouble=type(error).__name__)
        return Reply(status, _decode(body))

    async def _post(self, method: str, payload: bytes, content_type: str) -> tuple[int, bytes]:
        """The same by the session, which knows how to ask a proxy."""
        body = BytesPayload(payload, content_type=content_type)
        async with self.session.post(self._base + method, data=body) as answer:
            passing("http-before-answer")
            return answer.status, await answer.read()

    async def fetch(self, method: str, payload: Json, seconds: float) -> bytes:
        """The raw body of an answer with status 200. Raises OSError with the status or kind of trouble."""
        try:
            async with self.session.post(
                self._base + method, json=payload, timeout=aiohttp.ClientTimeout(total=seconds)
            ) as answer:
                body = await answer.read()
                if answer.status != 200:
                    raise Refused(answer.status, _decode(body))
                return body
        except Refused:
            raise
        except (aiohttp.ClientError, OSError) as error:
            raise OSError(type(error).__name__) from None


def find_proxy(address: str) -> str | None:
    """The proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name for an address, if any."""
    parts = urlsplit(address)
    if proxy_bypass(parts.hostname or ""):
        return None
    return getproxies().get(parts.scheme)


class Refused(OSError):
    """The Bot API answered with an error."""

    def __init__(self, status: int, body: Json | None) -> None:
        """Keeps the status and, if it said so, how many seconds to wait."""
        super().__init__(f"status {status}")
        self.status = status
        parameters = (body or {}).get("parameters")
        wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
        self.retry_after = min(float(wait), LONGEST_WAIT) if isinstance(wait, int | float) else 0.0


def _decode(body: bytes) -> Json | None:
    try:
        decoded = decode(body)
    except (ValueError, RecursionError):
        return None
    return decoded if isinstance(decoded, dict) else None
