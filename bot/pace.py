"""How many messages may leave now: buckets that fill at the set rate, and silences Telegram asks for."""

from collections.abc import Callable

BURST = 0.05
"""Seconds' worth of messages that may leave at once after a pause.

In no second more than this part above the rate is sent: Telegram says "about 30", and whoever is refused has
to be silent for seconds.
"""

SHARE = 0.8
"""The part of the rate that broadcasts may use while people are being answered."""

LISTENS = 5.0
"""Seconds after an answer for which the next one is reckoned with."""


class Pace:
    """Gives out the right to send: to answers all there is, to broadcasts what they may have of it."""

    def __init__(self, per_second: float, clock: Callable[[], float]) -> None:
        """`per_second` 0 means no limit; `clock` tells seconds and never goes back."""
        self._rate = per_second
        self._most = max(per_second * BURST, 1.0)
        self._clock = clock
        self._filled = clock()
        self._room = self._spare = self._most
        self._silent_until = float("-inf")
        self._answered = float("-inf")
        self._stands_at: float | None = None
        """The moment that is reckoned with while others wait for what is left."""

    def silence(self, seconds: float) -> None:
        """Nobody may send for so long."""
        self._silent_until = max(self._silent_until, self._clock() + seconds)

    def silent(self) -> float:
        """For how many more seconds nobody may send."""
        return max(self._silent_until - self._clock(), 0.0)

    def room(self, most: int) -> int:
        """How many of `most` may leave now."""
        now = self._fill()
        if now < self._silent_until:
            return 0
        return min(most, max(int(self._room), 0)) if self._rate else most

    def spare(self, most: int) -> int:
        """How many of `most` may leave now if they are broadcasts."""
        return min(self.room(most), max(int(self._spare), 0)) if self._rate else self.room(most)

    def take(self, count: int, *, answers: bool = False) -> None:
        """So many leave, perhaps answers among them; room for what is too many is waited for afterwards."""
        if answers:
            self._answered = self._clock()
        if self._rate:
            self._room -= count

    def take_spare(self, count: int) -> None:
        """So many broadcasts leave."""
        if self._rate:
            self._room -= count
            self._spare -= count

    def wait(self) -> float:
        """Seconds until the next one may leave."""
        now = self._fill()
        if now < self._silent_until:
            return self._silent_until - now
        return max((1 - self._room) / self._rate, 0.0) if self._rate else 0.0

    def wait_spare(self) -> float:
        """Seconds until the next broadcasts may leave: at a high rate several at a time, which costs less."""
        if not self._rate:
            return self.wait()
        few = max(self._most / 2, 1.0)
        lacking = max((few - self._room) / self._rate, (few - self._spare) / self._spare_rate(self._clock()))
        return max(lacking, self.wait())

    def _fill(self) -> float:
        """What has come together since it was last looked at; returns the present moment."""
        now = self._clock() if self._stands_at is None else self._stands_at
        passed = max(now - self._filled, 0.0)
        self._room = min(self._room + passed * self._rate, self._most)
        self._spare = min(self._spare + passed * self._spare_rate(now), self._most)
        self._filled = now
        return now

    def _spare_rate(self, now: float) -> float:
        return self._rate * SHARE if now - self._answered < LISTENS else self._rate
