"""The fake as a process of its own, and the way to its switches."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

ROOT = Path(__file__).parents[3]


class RemoteFake:
    """A fake that lives elsewhere: `await fake.ask("say", chat=7, words="Hallo")`; names: `control`."""

    def __init__(self, address: str, token: str) -> None:
        self.address = address
        self.token = token
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))

    async def ask(self, control: str, **details: object) -> Any:
        """Use one switch; TimeoutError if it waited in vain, RuntimeError if it was refused."""
        async with self._http.post(f"{self.address}/control/{control}", json=details) as answer:
            content = await answer.json()
        if answer.status == 408:
            raise TimeoutError(content["error"])
        if answer.status != 200:
            raise RuntimeError(content["error"])
        return content["result"]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.close()


@asynccontextmanager
async def running_fake(*options: str) -> AsyncIterator[RemoteFake]:
    """Run `python -m tests.fakes.telegram` with these options until the block ends."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.fakes.telegram", "--until-stdin-ends", *options),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdin is not None and process.stdout is not None
    try:
        async with asyncio.timeout(120):
            address = (await process.stdout.readline()).decode().strip()
            token = (await process.stdout.readline()).decode().strip()
        async with RemoteFake(address, token) as fake:
            yield fake
    finally:
        process.stdin.close()
        await process.wait()
