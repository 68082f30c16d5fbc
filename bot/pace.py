"""How many messages may leave now: a bucket that fills at the set rate, and silences Telegram asks for."""

from collections.abc import Callable

BURST = 1.0
"""Seconds' worth of messages that may leave at once after a pause."""


class Pace:
    """Gives out the right to send."""

    def __init__(self, per_second: float, clock: Callable[[], float]) -> None:
        """`per_second` 0 means no limit; `clock` tells seconds and never goes back."""
        self._rate = per_second
        self._clock = clock
        self._filled = clock()
        self._room = max(per_second * BURST, 1.0)
        self._silent_until = float("-inf")

    def silence(self, seconds: float) -> None:
        """Nobody may send for so long."""
        self._silent_until = max(self._silent_until, self._clock() + seconds)

    def room(self, most: int) -> int:
        """How many of `most` may leave now."""
        now = self._clock()
        if now < self._silent_until:
            return 0
        if not self._rate:
            return most
        self._room = min(self._room + (now - self._filled) * self._rate, max(self._rate * BURST, 1.0))
        self._filled = now
        return min(most, int(self._room))

    def take(self, count: int) -> None:
        """So many leave."""
        if self._rate:
            self._room -= count

    def wait(self) -> float:
        """Seconds until the next one may leave."""
        now = self._clock()
        if now < self._silent_until:
            return self._silent_until - now
        return max((1 - self._room) / self._rate, 0.0) if self._rate else 0.0
