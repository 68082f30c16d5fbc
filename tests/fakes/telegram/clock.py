"""The fake's clock, which a test can put forward, and a bell for those who wait."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Clock:
    """The wall clock plus what a test has let pass."""

    def __init__(self) -> None:
        self._passed = 0.0

    def now(self) -> float:
        """Tell the time in seconds since 1970."""
        return time.time() + self._passed

    def let_pass(self, seconds: float) -> None:
        """Put the clock forward."""
        self._passed += seconds


class Bell:
    """Wakes everybody who waits for something to become true."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Let all who wait look again."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def until(self, look: Callable[[], Found | None], within: float) -> Found:
        """Wait until `look` finds something; TimeoutError after `within` seconds."""
        async with asyncio.timeout(within):
            while (found := look()) is None:
                await self._rung.wait()
            return found
