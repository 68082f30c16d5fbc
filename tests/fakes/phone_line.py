"""The bare line of a bot to Telegram, for tests of the fake itself."""

from types import TracebackType
from typing import Any, Self

import aiohttp

from .telegram import FakeTelegram


class PhoneLine:
    """Calls methods of a fake and returns what it answers, envelope and all."""

    def __init__(self, fake: FakeTelegram, token: str | None = None) -> None:
        self._base = f"{fake.address}/bot{token or fake.token}"
        self._http = aiohttp.ClientSession()

    async def __call__(self, method: str, **parameters: object) -> Any:
        """Call a method with a JSON body."""
        async with self._http.post(f"{self._base}/{method}", json=parameters) as answer:
            return await answer.json()

    async def form(self, method: str, fields: aiohttp.FormData | dict[str, str]) -> Any:
        """Call a method with a form, multipart if it holds a file."""
        async with self._http.post(f"{self._base}/{method}", data=fields) as answer:
            return await answer.json()

    async def raw(self, method: str, **parameters: object) -> tuple[int, bytes]:
        """Call a method and return status and bytes of the answer."""
        async with self._http.post(f"{self._base}/{method}", json=parameters) as answer:
            return answer.status, await answer.read()

    async def updates(self, **parameters: object) -> list[int]:
        """Poll and return the ids of what came."""
        return [update["update_id"] for update in (await self("getUpdates", **parameters))["result"]]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.close()
