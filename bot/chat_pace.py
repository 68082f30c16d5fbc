"""How often one chat may be written to: Telegram allows one message a second, in groups twenty a minute."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowance:
    """A message every so many seconds, and so many at once after a pause."""

    seconds: float
    burst: int


PRIVATE = Allowance(1.0, 3)
GROUP = Allowance(60 / 17, 3)
"""Together with its burst never more than twenty in a minute."""

_REMEMBERED = 10_000
"""Chats; then those are forgotten that have waited long enough."""


class ChatPace:
    """Remembers when which chat has been written to."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` tells seconds and never goes back."""
        self._clock = clock
        self._free: dict[str, float] = {}
        """When each chat has its whole burst again."""

    def wait(self, address: str) -> float:
        """Seconds until the chat may be written to."""
        allowed = allowance(address)
        most = allowed.seconds * (allowed.burst - 1)
        return max(self._free.get(address, 0.0) - self._clock() - most, 0.0)

    def take(self, address: str, messages: int) -> None:
        """So many messages were sent to it."""
        now = self._clock()
        if len(self._free) >= _REMEMBERED:
            self._free = {chat: free for chat, free in self._free.items() if free > now}
        begins = max(self._free.get(address, 0.0), now)
        self._free[address] = begins + messages * allowance(address).seconds

    def reckon(self, address: str, sent: Iterable[tuple[float, int]]) -> None:
        """All that was sent to it lately: how many seconds ago, the oldest first, and how many messages."""
        now, free = self._clock(), 0.0
        for ago, messages in sent:
            free = max(free, now - ago) + messages * allowance(address).seconds
        self._free[address] = free


def allowance(address: str) -> Allowance:
    """What a chat is allowed; groups have negative numbers."""
    return GROUP if address.startswith("-") else PRIVATE
